"""The two kinds of error that people are told about; everything else is a bug of ours.

An error carries a message id and its arguments, so that it can be shown in any language, and the
place (file, line, field) where it was found. Both kinds say what happened *and* what to do next.
"""

from collections.abc import Iterator

from jury_app.base.texts import headed, plain, translate


class Told(Exception):  # noqa: N818  the two kinds below are named for what they are
    """An error with a message for people.

    Args:
        message: A message id: an English sentence with `{name}` fields, marked by `N_`.
        place: Where it was found, e.g. `films.csv, line 12, column Duration`.
        arguments: The values of the fields; text from outside is shown escaped.
    """

    def __init__(self, message: str, /, *, place: str | None = None, **arguments: object) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.arguments = arguments

    @property
    def sentence(self) -> str:
        """What happened and what to do, without the place."""
        shown = {
            key: plain(value) if isinstance(value, str) else value
            for key, value in self.arguments.items()
        }
        return translate(self.message).format(**shown)

    def details(self) -> Iterator[str]:
        """What there is to say besides, in lines, where there is room for them."""
        return iter(())

    def __str__(self) -> str:
        return headed(plain(self.place), self.sentence) if self.place else self.sentence


class Problem(Told):
    """A problem of the surroundings: a disk, a file, a missing library, a lock."""


class Refusal(Told):
    """A rule was broken: the request is understood and refused, and nothing was changed."""
