"""The command line explains itself in the language in use, within the terminal's width."""

import argparse
import ast
import gettext
import os
from pathlib import Path

import pytest

from jury_app.base.texts import use_language
from jury_app.cli.answers import width_of
from jury_app.cli.main import command_line, run
from jury_app.cli.usage import WORDS, wrapped

GROUPS = ("juror", "office", "chair")
UNHEARD = {
    "subcommands",
    "can't open '%(filename)s': %(error)s",
    "expected at most one argument",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "unexpected option string: %s",
    "invalid %(type)s value: %(value)r",
    "show program's version number and exit",
}
"""Said to parsers that are not ours: every type of ours tells its own mistake."""


@pytest.fixture(autouse=True)
def english_afterwards(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    yield
    use_language("en")


def told(capsys, *arguments):
    with pytest.raises(SystemExit):
        run(arguments)
    out, err = capsys.readouterr()
    return out + err


def verbs(capsys):
    """Every verb's words, as help lists them."""
    for group in GROUPS:
        for line in told(capsys, group, "--help").splitlines():
            if line.startswith("    ") and line[4] != " ":
                yield group, line.split()[0]
    for verb in ("demo", "verify", "doctor", "tally", "plan"):
        yield (verb,)


def said_by_argparse():
    """What argparse tells people; what it tells programmers is raised as an error of theirs."""
    tree = ast.parse(Path(argparse.__file__).read_text())
    raised = {id(n) for r in ast.walk(tree) if isinstance(r, ast.Raise) for n in ast.walk(r)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or id(node) in raised:
            continue
        if isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            given = (each.value for each in node.args if isinstance(each, ast.Constant))
            yield from (text for text in given if isinstance(text, str))


def test_every_help_is_chinese_and_fits_the_terminal(capsys):
    found = list(verbs(capsys))
    assert len(found) > 50
    for words in found:
        text = told(capsys, "--lang", "zh-HK", *words, "--help")
        assert text.startswith("用法：jury-app")
        assert "options" not in text
        assert "show this" not in text
        below = text.partition("\n\n")[2]  # choices in the usage itself cannot be broken
        assert [line for line in below.splitlines() if width_of(line) > 80] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["juror"], "缺少以下必要參數：VERB"),
        (["juror", "films"], "缺少以下必要參數：DIR"),
        (["nothing"], "參數 VERB：沒有 'nothing' 這個選擇"),
        (["juror", "films", "x", "--round"], "無法辨識的參數：--round"),
        (["juror", "seen", "x", "y", "--percent", "101"], "參數 --percent：「101」不是百分比"),
        (["demo", "x", "--films", "many"], "參數 --films：「many」不是整數"),
        (["juror", "join", "x", "y", "--passphrase-file"], "須附一個值"),
    ],
)
def test_mistakes_of_use_are_told_in_chinese(capsys, arguments, expected):
    last = told(capsys, "--lang", "zh-Hant", *arguments).splitlines()[-1]
    assert last.startswith("jury-app")
    assert "：錯誤：" in last
    assert expected in last


def test_english_stays_as_argparse_says_it(capsys):
    text = told(capsys, "juror", "films", "--help")
    assert text.startswith("usage: jury-app juror films [-h]")
    assert "\noptions:\n" in text
    assert told(capsys, "juror", "films").endswith("arguments are required: DIR\n")


def test_the_language_of_one_command_line_stays_with_it(capsys):
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    told(capsys, "--lang", "zh-Hant", "--help")
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == before


def test_all_that_argparse_says_to_people_is_translated():
    assert set(said_by_argparse()) - set(WORDS) - UNHEARD - _programmers() == set()


def _programmers():
    """Said about a parser that is built wrongly, which no user can do."""
    return {
        "conflicting option string: %s",
        "conflicting option strings: %s",
        ".__call__() not defined",
        "mutually exclusive arguments must be optional",
        "'required' is an invalid argument for positionals",
        "cannot have multiple subparser arguments",
        "cannot merge actions - two groups are named %r",
        "invalid option string %(option)r: must start with a character %(prefix_chars)r",
        "dest= is required for options like %r",
        "invalid conflict_resolution value: %r",
        "%r is not callable",
        "conflicting subparser: %s",
        "conflicting subparser alias: %s",
        'argument "-" with mode %r',
    }


def test_text_is_broken_by_columns_at_spaces_and_between_wide_characters():
    assert list(wrapped("one two three", 7)) == ["one two", "three"]
    assert list(wrapped("由檔案讀取，再寫出", 10)) == ["由檔案讀", "取，再寫出"]
    assert list(wrapped("由 FILE 讀取", 7)) == ["由 FILE", "讀取"]
    assert list(wrapped("unbreakable", 4)) == ["unbreakable"]
    assert list(wrapped("", 4)) == []


def test_a_mark_never_begins_a_line():
    assert list(wrapped("讀取。", 4)) == ["讀", "取。"]


def actions(parser=None, words=()):
    """(words, action) of all that every verb takes."""
    for action in (parser or command_line(None))._actions:  # argparse lists them nowhere else
        if isinstance(action, argparse._SubParsersAction):
            for word, verb in action.choices.items():
                yield from actions(verb, (*words, word))
        else:
            yield words, action


def test_every_option_and_operand_says_what_it_is():
    assert [(words, action.dest) for words, action in actions() if not action.help] == []


def test_who_gives_the_passphrase_to_every_verb_about_a_workspace_is_refused_by_none():
    taken = {}
    for words, action in actions():
        taken.setdefault(words, set()).update(action.option_strings or [action.dest])
    about = [options for options in taken.values() if "dir" in options]
    assert len(about) > 50
    assert all({"--passphrase-file", "--recovery-file"} <= options for options in about)
