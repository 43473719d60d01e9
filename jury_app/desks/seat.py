"""A seat: one person at one workspace, with its clock, randomness and, when needed, its keys.

Every verb of a desk takes a seat first. Keys are unlocked at the first signature or sealed
message and forgotten when the seat is left.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jury_app.base.clock import Clock, SystemClock, stamp
from jury_app.base.errors import Refusal
from jury_app.base.ids import Random
from jury_app.base.texts import N_, series
from jury_app.desks.erasing import finish_erasures
from jury_app.exchange.keys import PublicKeys, WaysIn, public_keys
from jury_app.exchange.unlock import Unlocked, unlocked
from jury_app.store import settings
from jury_app.store.reader import Reader
from jury_app.store.workspace import Kind, Workspace, create, open_for_reading, open_for_writing

KEYS = "keys.jury"


class Seat:
    """One person at one workspace; use as a context manager.

    Args:
        folder: The workspace.
        passphrase: Asked once, when keys are needed; None says that the keychain holds the key.
        recovery: Words of the recovery sheet, instead of the passphrase.
        clock: The time.
        random: The source of ids, salts and secrets.
        reading_only: Whether the workspace is opened for reading, whoever writes meanwhile.
        tell: Is told what went wrong beside an act that stands; kept in `notices` unless given.
    """

    def __init__(
        self,
        folder: Path,
        *,
        passphrase: Callable[[], str | None] = lambda: None,
        recovery: str | None = None,
        clock: Clock | None = None,
        random: Random = secrets.token_bytes,
        reading_only: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self.folder = folder
        self.notices: list[str] = []
        self.tell = tell or self.notices.append
        self.reading_only = reading_only
        self.clock = clock or SystemClock()
        self.random = random
        self.allow_restored = False
        self._passphrase = passphrase
        self._recovery = recovery
        self._typed: str | None = None
        self._asked = False
        self._stack = ExitStack()
        self._unlocking = ExitStack()
        self._workspace: Workspace | None = None
        self._keys: Unlocked | None = None

    def at(self, workspace: Workspace) -> Self:
        """Take the seat at a workspace that is open already, and close it on leaving."""
        self._workspace = self._stack.enter_context(workspace)
        return self

    def __enter__(self) -> Self:
        if self._workspace is None:
            workspace = (
                open_for_reading(self.folder, self.clock)
                if self.reading_only
                else open_for_writing(self.folder, "jury-app", self.clock)
            )
            self._workspace = self._stack.enter_context(workspace)
            if not self.reading_only:
                finish_erasures(self._workspace, self.tell)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()
        self._workspace = None
        self._stack.__exit__(kind, error, trace)

    def lock(self) -> None:
        """Forget the keys, and what was typed to unlock them, until they are needed again."""
        self._keys = self._typed = None
        self._asked = False
        self._unlocking.close()

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        assert self._workspace is not None  # noqa: S101  used inside `with`
        return self._workspace

    @property
    def keys(self) -> Unlocked:
        """The device's keys, unlocked at the first use.

        Raises:
            Refusal: The passphrase is wrong, or the workspace was restored from a backup: numbers
                that were used after the backup would be used again.
            Problem: The keychain does not answer and no passphrase was given.
        """
        if self._keys is None:
            self._refuse_restored()
            self._keys = self._unlocking.enter_context(unlocked(self.folder / KEYS, self.ways()))
        return self._keys

    def unlock(self) -> None:
        """Unlock the keys now, so that what they refuse is told before anything is done.

        Raises:
            Refusal: As `keys`.
            Problem: As `keys`.
        """
        _ = self.keys

    def ways(self, recovery: str | None = None) -> WaysIn:
        """The ways into this workspace's keys that the person at the seat gives.

        Args:
            recovery: Words of a recovery sheet besides.
        """
        given = recovery or self._recovery
        if not self._asked:
            self._typed = None if self._recovery else self._passphrase()
            self._asked = True
        keychain = self._typed is None and self._recovery is None
        return WaysIn(passphrase=self._typed, recovery=given, keychain=keychain)

    def _refuse_restored(self) -> None:
        with self.workspace.reading() as reader:
            restored = settings.get(reader, "restored_at")
        if restored is None or self.allow_restored:
            return
        if self.workspace.kind == "office":
            raise Refusal(
                N_(
                    "This workspace was restored from a backup of {when}. Begin a new epoch first:"
                    " office rebuild DIR --new-epoch"
                ),
                place=str(self.folder),
                when=restored,
            )
        raise Refusal(
            N_(
                "This workspace was restored from a backup of {when}; its old key must not sign any"
                " more. Ask the office for a new invitation and join in a new folder."
            ),
            place=str(self.folder),
            when=restored,
        )

    @property
    def public(self) -> PublicKeys:
        """The public half of this device's keys, without unlocking."""
        return public_keys(self.folder / KEYS)

    @property
    def edition(self) -> str:
        """Id of the workspace's edition."""
        with self.workspace.reading() as reader:
            return str(self.setting(reader, "edition"))

    @property
    def person(self) -> str:
        """Id of the person whose workspace this is."""
        with self.workspace.reading() as reader:
            return str(self.setting(reader, "person"))

    @property
    def now(self) -> str:
        """The present moment as documents write it."""
        return stamp(self.clock.now())

    def setting(self, reader: Reader, key: str) -> Any:  # noqa: ANN401  any JSON value
        """A setting that the workspace cannot be without.

        Raises:
            Refusal: It is not there: the workspace was not founded or joined to its end.
        """
        value = settings.get(reader, key)
        if value is None:
            raise Refusal(
                N_("This workspace holds no “{key}”; it was not founded or joined to its end."),
                place=str(self.folder),
                key=key,
            )
        return value

    def require(self, *kinds: str) -> None:
        """Refuse unless the workspace is of one of these kinds (`office`, `juror`, `chair`).

        Raises:
            Refusal: It is another.
        """
        if self.workspace.kind not in kinds:
            raise Refusal(
                N_("This is the workspace of: {kind}. This verb needs one of: {kinds}."),
                place=str(self.folder),
                kind=self.workspace.kind,
                kinds=series(kinds),
            )


@contextmanager
def new_seat(
    folder: Path,
    kind: Kind,
    *,
    passphrase: str | None,
    who: str = "",
    clock: Clock | None = None,
    random: Random = secrets.token_bytes,
) -> Iterator[Seat]:
    """A seat at a workspace that is made in `folder`; it goes again if what is done inside fails.

    Args:
        folder: For the workspace; made if needed.
        kind: Whose it will be.
        passphrase: Will open the keys; None: the system's keychain does.
        who: Under which name it is being written.
        clock: The time.
        random: The source of ids, salts and secrets.

    Raises:
        Problem: The folder is shared, or the disk says no.
        Refusal: The folder is not empty.
    """
    with _undone_unless_done(folder):
        workspace = create(folder, kind=kind, clock=clock, who=who)
        seat = Seat(folder, passphrase=lambda: passphrase, clock=workspace.clock, random=random)
        with seat.at(workspace):
            yield seat


@contextmanager
def _undone_unless_done(folder: Path) -> Iterator[None]:
    """What was made of an empty folder is taken away again if the block fails."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(
            N_("This folder is not empty; a new workspace needs one of its own."),
            place=str(folder),
        )
    was_there = folder.exists()
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise
