"""About a workspace: whose it is, of which festival, and the words by which both are compared."""

from collections.abc import Iterator

from msgspec import Struct

from jury_app.base.texts import _
from jury_app.desks.catalogue import catalogue
from jury_app.desks.festival import festival_name
from jury_app.desks.seat import Seat
from jury_app.exchange import words
from jury_app.store import settings


class About(Struct, frozen=True):
    """What a workspace says of itself.

    Attributes:
        festival: The festival's name in the language in use.
        name: Whose workspace it is.
        festival_words: Six words of the edition's id, to be compared by another route.
        device_words: Six words of this device, for the office.
        mailbox: Where messages are left and fetched; empty: they are carried by hand.
    """

    festival: str
    name: str
    festival_words: str
    device_words: str
    mailbox: str

    def lines(self) -> Iterator[str]:
        """It for people."""
        yield f"{self.festival} · {self.name}"
        yield _("The festival: {words}").format(words=self.festival_words)
        yield _("This device: {words}").format(words=self.device_words)
        if self.mailbox:
            yield _("Mailbox: {place}").format(place=self.mailbox)


def about(seat: Seat) -> About:
    """What the workspace says of itself; needs no keys.

    Raises:
        Refusal: It was not joined to its end.
    """
    with seat.workspace.reading() as reader:
        person = str(seat.setting(reader, "person"))
        return About(
            festival_name(reader),
            catalogue(reader).name(person),
            words.fingerprint(str(seat.setting(reader, "edition"))),
            words.fingerprint(seat.public.signing),
            str(settings.get(reader, "mailbox", "")),
        )
