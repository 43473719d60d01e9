"""Lines of keys: every path that tomllib reads has one, and it is the right one."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from jury_app.rules.positions import Path, lines_of
from tests.rules.samples import SHIPPED, SMALL, content

TRICKY = '''# comment = 1
plain = 1
dotted.key = "# no comment ] }"
"quoted.key" = """several
[not.a.table]
lines""""
'literal' = \'\'\'one
it's = 2\'\'\' # after
date = 2026-01-01 10:00:00
[ spaced . "table" ]
nested = [ # comment
  [1,
   2], [],
  { a = 1, b = { c = "}" } }, # comment ]
]
[[many]]
id = "first"
[[many.inner]]
x = 1
[[many.inner]]
[many.inner.deep]
y = [{ z = 1 }]
[[many]]
id = "second"
[[many.inner]]
x = 3'''


def paths_of(value: object, path: Path = ()) -> set[Path]:
    """The path of every table, array element and value."""
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= paths_of(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found |= paths_of(inner, (*path, index))
    return found


def test_tricky_toml_has_every_path_once():
    assert lines_of(TRICKY).keys() == paths_of(tomllib.loads(TRICKY))


def test_every_path_of_the_profiles_has_a_line():
    for text in (SMALL, *(content(name).decode() for name in SHIPPED)):
        assert lines_of(text).keys() == paths_of(tomllib.loads(text))


def test_a_key_stands_on_its_line():
    lines = lines_of(TRICKY)
    text = TRICKY.split("\n")

    assert text[lines["quoted.key",] - 1].startswith('"quoted.key"')
    assert text[lines["literal",] - 1].startswith("'literal'")
    assert text[lines["spaced", "table"] - 1].startswith("[ spaced")
    assert text[lines["spaced", "table", "nested", 0, 1] - 1] == "   2], [],"
    assert text[lines["spaced", "table", "nested", 2, "b", "c"] - 1].startswith("  { a")
    assert text[lines["many", 1, "inner", 0, "x"] - 1] == "x = 3"
    assert lines["many",] == lines["many", 0]


scalars = st.one_of(
    st.integers(-9, 9).map(str),
    st.sampled_from(("true", "1.5", "2026-01-01", '"a # ] } , = b"', "'x'", '"""a\nb"""', '"\\""')),
)
names = st.sampled_from(("a", "b", "c-d", '"e f"', "1"))


def inline(children):
    arrays = st.lists(children, max_size=3).map(lambda each: "[\n" + ", # c\n".join(each) + "\n]")
    tables = st.dictionaries(names, children, max_size=2).map(
        lambda each: "{ " + ", ".join(f"{key} = {value}" for key, value in each.items()) + " }"
    )
    return arrays | tables


values = st.recursive(scalars, inline, max_leaves=6)


@given(st.dictionaries(names, values, max_size=4), st.lists(names, max_size=3), values)
def test_whatever_tomllib_reads_has_a_line_where_its_key_is(top, headers, value):
    text = "".join(f"{key} = {each}\n" for key, each in top.items())
    text += "".join(f"\n[[tables.{name}]] # {name}\nkey.{name} = {value}\n" for name in headers)
    lines = lines_of(text)

    assert lines.keys() == paths_of(tomllib.loads(text))
    for path, line in lines.items():
        if isinstance(path[-1], str):
            assert path[-1] in text.split("\n")[line - 1]
