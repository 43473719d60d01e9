"""Where each key of a TOML file stands: path → line. tomllib reads the values and tells no lines.

The scanner walks text that tomllib has accepted already, so it knows only what it takes to find
keys: strings, comments, brackets and headers. A path has names for tables and indices for arrays.
"""

import re

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(
    r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""",
)
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?!")|' + r"'''.*?'''(?!')|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every key, table and array element of `text`, which must be valid TOML.

    A table opened by a header stands where the header does, one opened by a dotted key where the
    key does.
    """
    scanner = _Scanner(text)
    scanner.file()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._line = 1
        self._counted = 0
        self._elements: dict[Path, int] = {}

    def file(self) -> None:
        prefix: Path = ()
        while self._more():
            if self.text[self.at] != "[":
                self._pair(prefix)
                continue
            repeated = self.text.startswith("[[", self.at)
            line = self._here()
            self.at += 2 if repeated else 1
            prefix = self._header(self._key(), repeated=repeated)
            self.at += 2 if repeated else 1
            self._note(prefix, line)

    def _header(self, names: tuple[str, ...], *, repeated: bool) -> Path:
        """The path that a header opens: the last element of every array of tables on the way."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._elements:
                path = (*path, self._elements[path])
        path = (*path, names[-1])
        if repeated:
            self._elements[path] = self._elements.get(path, -1) + 1
        return (*path, self._elements[path]) if path in self._elements else path

    def _pair(self, prefix: Path) -> None:
        line = self._here()
        path = (*prefix, *self._key())
        self.at += 1  # the equals sign
        self._note(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        self._more()
        opening = self.text[self.at]
        if opening in "[{":
            self.at += 1
            index = 0
            while self._more() and self.text[self.at] not in "]}":
                if self.text[self.at] == ",":
                    self.at += 1
                elif opening == "{":
                    self._pair(path)
                else:
                    self._note((*path, index), self._here())
                    self._value((*path, index))
                    index += 1
            self.at += 1
        else:
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _key(self) -> tuple[str, ...]:
        names: list[str] = []
        while found := _KEY.match(self.text, self.at):
            names.append(next(name for name in found.groups() if name is not None))
            self.at = found.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return tuple(names)

    def _more(self) -> bool:
        """Skip blanks and comments; whether anything is left."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _note(self, path: Path, line: int) -> None:
        """Remember a path, and the tables on the way to it that no line of their own opens."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                break
            self.lines[path[:length]] = line
