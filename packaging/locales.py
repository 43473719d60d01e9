"""Bring the catalogues in `resources/locales` up to date with the messages of the code.

`python packaging/locales.py` writes the template, keeps in every language what is still said, drops
what no longer is, adds what is new as untranslated and compiles; it then lists what each language
lacks. Equal catalogues give equal bytes: no dates, no line numbers. docs/translating.md tells a
translator the rest.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locales"
TEMPLATE = LOCALES / "jury_app.pot"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
"""The calls of `jury_app.base.texts` that hold messages → which arguments; None: the first."""
HEADER = "# Messages of Jury App; brought up to date by packaging/locales.py."


class Undated(Catalog):
    """A catalogue whose header says nothing but what readers of catalogues need."""

    def _headers(self) -> list[tuple[str, str]]:
        tongue = []
        if self.locale is not None:
            tongue = [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]
        return [
            ("Project-Id-Version", "jury-app"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            *tongue,
        ]

    def _ignore(self, headers: list[tuple[str, str]]) -> None:
        """Take nothing from a file's header: it is written anew."""

    mime_headers = property(_headers, _ignore)


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/jury_app.po"))


def catalogue_file(language: str) -> Path:
    """The catalogue of a language, e.g. `zh_Hant`; compiled, it ends in `.mo`."""
    return LOCALES / language / "LC_MESSAGES" / "jury_app.po"


def messages_of_code() -> Undated:
    """Every message of `jury_app`, with the modules that say it."""
    template = Undated(header_comment=HEADER, fuzzy=False)
    found = extract_from_dir(
        ROOT / "jury_app",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    )
    for file, _line, message, comments, _context in found:
        template.add(message, locations=[(f"jury_app/{file}", 0)], auto_comments=comments)
    return _tidy(template)


def read(language: str) -> Undated:
    """The catalogue of a language as it lies on the disk."""
    catalogue = Undated(locale=language, header_comment=HEADER, fuzzy=False)
    with catalogue_file(language).open("rb") as file:
        PoFileParser(catalogue).parse(file)
    return _tidy(catalogue)


def updated(template: Undated, known: Undated) -> Undated:
    """The messages of `template` with the texts of `known`; new ones have none yet."""
    catalogue = Undated(locale=known.locale, header_comment=HEADER, fuzzy=False)
    for message in template:
        if message.id:
            before = known.get(message.id)
            if before is None or before.pluralizable != message.pluralizable:
                before = Message(message.id, "")
            catalogue.add(
                message.id,
                string=before.string,
                locations=message.locations,
                auto_comments=message.auto_comments,
                user_comments=before.user_comments,
            )
    return _tidy(catalogue)


def _tidy(catalogue: Undated) -> Undated:
    """With modules in one order, and without the flag for `%` formats: `51 % is` is none."""
    for message in catalogue:
        message.flags.discard("python-format")
        message.locations.sort()
    return catalogue


def lacking(catalogue: Iterable[Message]) -> list[str]:
    """The message ids without a text, the singular of plurals."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not all(texts_of(message))
    ]


def texts_of(message: Message) -> tuple[str, ...]:
    """The texts of a message: one, or one for each plural form; empty where there is none yet."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def source(catalogue: Undated) -> bytes:
    """A catalogue as text for translators (`.pot`, `.po`)."""
    stream = BytesIO()
    write_po(stream, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return stream.getvalue()


def compiled(catalogue: Undated) -> bytes:
    """A catalogue as gettext reads it (`.mo`)."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> int:
    """Write all catalogues; the status is 1 if a language lacks a text."""
    template = messages_of_code()
    TEMPLATE.write_bytes(source(template))
    status = 0
    for language in languages():
        catalogue = updated(template, read(language))
        catalogue_file(language).write_bytes(source(catalogue))
        catalogue_file(language).with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in lacking(catalogue):
            print(f"{language} lacks: {message}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
