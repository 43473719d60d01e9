"""The catalogues say all that the code says, with the same fields, and are what was compiled."""

import ast
import gettext
import importlib.util
import re
import unicodedata
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest

from jury_app.base import places, texts
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, language, ngettext, use_language

ROOT = Path(__file__).resolve().parent.parent.parent
_spec = importlib.util.spec_from_file_location("locales", ROOT / "packaging" / "locales.py")
locales = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(locales)

LANGUAGES = [each for each in texts.LANGUAGES if each != "en"]
each_language = pytest.mark.parametrize("tag", LANGUAGES)


@pytest.fixture(scope="module")
def template():
    return locales.messages_of_code()


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    use_language("en")


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


def texts_of_ids(message):
    return message.id if message.pluralizable else (message.id,)


def fields(text):
    """What `.format` puts in, each with its conversion and form; None for what it never formats."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return None
    return {(name, form, turned) for _, name, form, turned in parsed if name is not None}


# What the code says.


def test_the_languages_of_the_program_are_those_with_a_catalogue():
    assert locales.languages() == LANGUAGES


def test_the_template_holds_every_message_of_the_code(template):
    known = gettext_template()
    assert ids(template) == ids(known), "run: python packaging/locales.py"


def gettext_template():
    catalogue = locales.Undated()
    with locales.TEMPLATE.open("rb") as file:
        locales.PoFileParser(catalogue).parse(file)
    return catalogue


def calls():
    """(file, line, name, arguments) of every call by a plain name in the code."""
    for path in sorted((ROOT / "jury_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path.relative_to(ROOT).as_posix(), node.lineno, node.func.id, node.args


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_messages_are_literals_inside_the_call():
    wrong = []
    for file, line, name, arguments in calls():
        count = {"_": 1, "N_": 1, "ngettext": 2}.get(name, 0)
        if not all(map(is_literal, arguments[:count])):
            wrong.append(f"{file}:{line}")
    assert wrong == []


def told():
    """The names of all errors that people are told about: `Told` and what derives from it."""
    names, before = {"Told"}, set()
    while names != before:
        before = set(names)
        for path in (ROOT / "jury_app").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef):
                    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                    names |= {node.name} if bases & names else set()
    return names


def test_errors_that_people_are_told_carry_a_message_id():
    kinds = told()
    assert {"Problem", "Refusal"} < kinds
    found = [call for call in calls() if call[2] in kinds and call[3]]
    assert len(found) > 100
    wrong = [f"{file}:{line}" for file, line, _n, args in found if is_literal(args[0])]
    assert wrong == [], "a literal that is not marked by N_ is shown untranslated"


# What the catalogues say.


@each_language
def test_every_message_is_translated(tag, template):
    catalogue = locales.read(tag)
    assert ids(catalogue) == ids(template), "run: python packaging/locales.py"
    assert locales.lacking(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@each_language
def test_a_translation_has_the_fields_of_its_message(tag):
    wrong = []
    for message in locales.read(tag):
        if message.id:
            wanted = fields(texts_of_ids(message)[-1])  # a singular may do without the number
            wrong += [text for text in locales.texts_of(message) if fields(text) != wanted]
    assert wrong == []


@each_language
def test_plurals_have_as_many_forms_as_the_language(tag):
    catalogue = locales.read(tag)
    counts = {len(locales.texts_of(m)) for m in catalogue if m.id and m.pluralizable}
    assert counts == {catalogue.num_plurals}


@each_language
def test_spaces_at_the_ends_and_lines_stay(tag):
    wrong = [
        message.id
        for message in locales.read(tag)
        if message.id and not message.pluralizable
        if len(message.id) - len(message.id.lstrip())
        != len(message.string) - len(message.string.lstrip())
        or message.id.count("\n") != message.string.count("\n")
    ]
    assert wrong == []


def test_chinese_has_chinese_punctuation():
    def is_chinese(char):
        return unicodedata.name(char, "").startswith("CJK")

    wrong = [
        text
        for message in locales.read("zh_Hant")
        if message.id
        for text in locales.texts_of(message)
        for before, mark in pairwise(text)
        if is_chinese(before) and mark in ",.;:?!()\"'"
    ]
    assert wrong == []


def test_chinese_has_no_simplified_forms_of_its_words():
    text = "".join("".join(locales.texts_of(m)) for m in locales.read("zh_Hant") if m.id)
    assert re.findall("[评审选择开关这处种书个们来时电视为签]", text) == []


@each_language
def test_compiling_gives_the_bytes_that_lie_there(tag):
    file = locales.catalogue_file(tag)
    assert file.with_suffix(".mo").read_bytes() == locales.compiled(locales.read(tag))
    assert file.read_bytes() == locales.source(locales.read(tag))


@each_language
def test_the_compiled_catalogue_answers_as_its_source(tag):
    catalogue = locales.read(tag)
    read = gettext.GNUTranslations(BytesIO(locales.compiled(catalogue)))
    for message in catalogue:
        if message.id and message.pluralizable:
            assert read.ngettext(*message.id, 2) == message.string[-1]
        elif message.id:
            assert read.gettext(message.id) == message.string


def test_updating_keeps_texts_drops_what_is_gone_and_adds_what_is_new():
    known = locales.Undated(locale="zh_Hant")
    known.add("Films", string="影片")
    known.add("gone", string="已去")
    known.add(("{n} card", "{n} cards"), string=("{n} 張",))
    code = locales.Undated()
    for message in ("Films", "new", ("{n} card", "{n} cards")):
        code.add(message, locations=[("jury_app/x.py", 0)])
    made = locales.updated(code, known)
    assert ids(made) == {"Films", "new", ("{n} card", "{n} cards")}
    assert made["Films"].string == "影片"
    assert made["{n} card"].string == ("{n} 張",)
    assert locales.lacking(made) == ["new"]
    assert locales.source(made) == locales.source(locales.updated(code, made))


# What people see.


@pytest.mark.parametrize(
    "tag",
    ["zh-Hant", "zh_Hant", "zh-TW", "zh-HK", "zh-Hant-HK", "zh_HK.UTF-8", "ZH-tw", "zh-MO", "yue"],
)
def test_tags_of_traditional_chinese_show_it(tag):
    use_language(tag)
    assert language() == "zh-Hant"
    assert _("rank") == "名次"
    assert ngettext("{n} film changed.", "{n} films changed.", 1) == "已更改 {n} 部影片。"


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh_CN.UTF-8", "zh-Hans-SG", "zh-CN"])
def test_readers_of_simplified_chinese_get_the_other_script_not_another_language(tag):
    use_language(tag)
    assert language() == "zh-Hant"


@pytest.mark.parametrize("tag", ["en", "en-GB", "", "fr", "zhx", "../../x", "\0", "C"])
def test_other_tags_show_english(tag):
    use_language("zh-Hant")
    use_language(tag)
    assert language() == "en"
    assert _("rank") == "rank"
    assert ngettext("{n} film changed.", "{n} films changed.", 1) == "{n} film changed."


def test_an_error_is_told_in_the_language_in_which_it_is_shown():
    error = Refusal(N_("“{text}” is no number"), place="films.csv", text="x\u202ey")
    assert str(error) == "films.csv: “x\\u202ey” is no number"
    use_language("zh-Hant")
    assert str(error) == "films.csv：「x\\u202ey」不是數字"


def test_a_language_is_chosen_for_its_own_context_alone():
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    use_language("zh-Hant")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(language).result() == "en"
        assert pool.submit(copy_context().run, language).result() == "zh-Hant"


def test_the_catalogues_lie_among_the_resources():
    assert places.resource("locales") == locales.LOCALES
