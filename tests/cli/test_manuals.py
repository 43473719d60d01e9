"""Every command of the README and the manuals is one that the terminal understands."""

import re
import shlex
from pathlib import Path

import pytest

from jury_app.cli.main import command_line

ROOT = Path(__file__).parents[2]
MANUALS = ("office", "chair", "juror-terminal", "outsider")
PAGES = ["README.md", "docs/tally.md", *(f"docs/manual/{name}.md" for name in MANUALS)]
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
IN_TEXT = re.compile(r"`(?:jury-app )?((?:office|chair|juror) [a-z-]+ [^`]+)`")


def commands(page: str) -> list[str]:
    """What follows the program's name in a page's blocks, and verbs with arguments in its text."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = "\n".join(BLOCK.findall(text)).replace("\\\n", " ")
    lines = (line.removeprefix("$ ").split("  #")[0] for line in blocks.splitlines())
    shown = [line.removeprefix("jury-app ") for line in lines if line.startswith("jury-app ")]
    return [*shown, *IN_TEXT.findall(BLOCK.sub("", text))]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_is_understood(page, capsys):
    found = commands(page)
    assert found
    for line in found:
        words = shlex.split(line)
        try:
            command_line(words[0]).parse_args(words)
        except SystemExit:
            pytest.fail(f"{line}\n{capsys.readouterr().err}")
