"""Founding an edition: keys, genesis, officers' roster, rules and texts; the ledger begins."""

import secrets
from pathlib import Path

from msgspec import Struct

from jury_app.base import places
from jury_app.base.clock import Clock
from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded, told
from jury_app.base.ids import Random, new_id
from jury_app.base.texts import N_, series
from jury_app.desks.ledger import Parting, Said, enter_found
from jury_app.desks.seat import KEYS, Seat, new_seat
from jury_app.exchange import words
from jury_app.exchange.envelope import Signed
from jury_app.exchange.keys import Cost, PublicKeys, WaysIn, new_recovery_code
from jury_app.exchange.unlock import Unlocked, create_keys, unlocked
from jury_app.jury.festival import Device, Genesis, Officer, Person, Role, Roster
from jury_app.rules.profile import LARGEST, Profile, extended, read_profile
from jury_app.store import devices, office, settings
from jury_app.tally.exact import VERSIONS

ROOT_KEYS = "root.jury"
RECOVERY_KEYS = "recovery.jury"


class Founded(Struct, frozen=True):
    """A new edition.

    Attributes:
        edition: Its id: hash of the genesis.
        name: The festival's name and edition.
        words: Six words drawn from the id.
        recovery: Words that open what is sealed to the festival when all else is lost.
    """

    edition: str
    name: str
    words: str
    recovery: str


def read_named_profile(profile: str) -> tuple[str, Profile, dict[str, str]]:
    """A shipped profile by its name, or one in a file; with the sources for keeping.

    Returns:
        Its name, the compiled profile, and name → TOML text of it and of what it extends.

    Raises:
        Problem: The file cannot be read.
        Refusal: The profile has mistakes; all are told.
    """
    shipped = places.resource("profiles", f"{profile}.toml")
    path = shipped if shipped.is_file() else Path(profile)
    if not path.exists():
        names = sorted(each.stem for each in places.resource("profiles").glob("*.toml"))
        raise Refusal(
            N_("“{profile}” is neither a file nor one of the shipped profiles: {names}."),
            profile=profile,
            names=series(names),
        )
    content = read_bounded(path, LARGEST)
    base = extended(content, path.name)
    bases = {}
    if base is not None:
        bases[base] = read_bounded(places.resource("profiles", f"{base}.toml"), LARGEST)
    compiled = read_profile(content, path.name, bases)
    for each in compiled.rules.rounds:
        if each.method not in VERSIONS.values():
            raise Refusal(
                N_(
                    "{round} declares the method {method}. Official results are exact; declare one"
                    " of {known}. Models are what-ifs: jury-app tally."
                ),
                place=path.name,
                round=each.id.upper(),
                method=each.method,
                known=series(sorted(VERSIONS.values())),
            )
    sources = {name: text.decode() for name, text in bases.items()} | {path.name: content.decode()}
    return path.name, compiled, sources


def found(
    folder: Path,
    profile: str,
    *,
    passphrase: str | None,
    mailbox: str | None = None,
    officer: str = "Office",
    chair: bool = True,
    clock: Clock | None = None,
    random: Random = secrets.token_bytes,
    cost: Cost | None = None,
) -> Founded:
    """Found an edition in a new workspace.

    Args:
        folder: The new workspace.
        profile: A shipped profile's name or a file.
        passphrase: Opens the keys; None: the system's keychain does.
        mailbox: Where channels go; without it messages are carried by hand.
        officer: Name of the person at this desk.
        chair: Whether this desk may decide as chair too.
        clock: The time.
        random: The source of ids and salts.
        cost: What the passphrase's key derivation spends; only demos ask for less.

    Raises:
        Problem: The folder holds a workspace, or the disk says no.
        Refusal: The profile has mistakes.
    """
    name, compiled, sources = read_named_profile(profile)
    where = {} if mailbox is None else {"mailbox": _made_mailbox(mailbox)}
    recovery = new_recovery_code()
    ways = WaysIn(passphrase=passphrase, recovery=recovery, keychain=passphrase is None)
    with new_seat(
        folder, "office", passphrase=passphrase, who=officer, clock=clock, random=random
    ) as seat:
        own = create_keys(folder / KEYS, ways, cost=cost)
        root = create_keys(folder / ROOT_KEYS, ways, cost=cost)
        rescue = create_keys(folder / RECOVERY_KEYS, WaysIn(recovery=recovery))
        genesis = _genesis(compiled, root.signing, rescue.sealing, (new_id(random), seat.now))
        first = _first_officer(new_id(random), own, chair=chair)
        with unlocked(folder / ROOT_KEYS, ways) as root_keys:
            by_root = _signed_by_root(root_keys, genesis, first, seat.now)
        edition = by_root[0][0].hash
        said = _first_documents(seat, edition, compiled, first, officer)
        signed = seat.keys.sign_many([each.document for each in said])
        by_officer = [(*pair, first.person) for pair in zip(signed, said, strict=True)]
        with seat.workspace.writing() as tx:
            enter_found(tx, [*by_root, *by_officer])
            settings.put(tx, edition=edition, person=first.person, **where)
            settings.put(tx, profile=name, profile_sources=sources)
            office.keep_people(tx, [office.Person(first.person, officer)])
            devices.keep(tx, [devices.Device(own.signing, first.person, own.sealing, "officer")])
    called = f"{genesis.name} {genesis.edition}"
    return Founded(edition, called, words.fingerprint(edition), recovery)


def _genesis(compiled: Profile, root: str, rescue: str, born: tuple[str, str]) -> Genesis:
    """The first document of an edition with one root key."""
    nonce, at = born
    return Genesis(
        name=next(line.text for line in compiled.texts["en"].lines if line.key == "festival/label"),
        edition=str(compiled.festival.edition),
        nonce=nonce,
        version=1,
        root_keys=(root,),
        threshold=1,
        recovery=rescue,
        at=at,
    )


def _first_officer(person: str, keys: PublicKeys, *, chair: bool) -> Officer:
    """Whoever founds the edition: the office, who may enrol others, and the chair if so wished."""
    device = Device(key=keys.signing, sealing=keys.sealing)
    roles: tuple[Role, ...] = ("chair", "enrol", "office") if chair else ("enrol", "office")
    return Officer(person=person, roles=roles, devices=(device,))


def _signed_by_root(
    keys: Unlocked, genesis: Genesis, officer: Officer, at: str
) -> list[tuple[Signed, Said, str]]:
    """Genesis, and the officers' roster with one officer, whose one device keeps the ledger."""
    signed = keys.sign(genesis)
    (device,) = officer.devices
    roster = Roster(
        edition=signed.hash,
        version=1,
        officers=(officer,),
        sequencer=device.key,
        readers=(device.sealing,),
        at=at,
    )
    return [(signed, Said(genesis), ""), (keys.sign(roster), Said(roster), "")]


def _first_documents(
    seat: Seat, edition: str, compiled: Profile, officer: Officer, name: str
) -> list[Said]:
    """What the first officer signs: rules, texts, provenance, and who they are themselves."""
    parting = Parting(seat)
    person = Person(
        edition=edition,
        person=officer.person,
        roles=officer.roles,
        at=seat.now,
        parts=(parting("name", "panel", name),),
    )
    return [
        Said(compiled.rules),
        *(Said(compiled.texts[language]) for language in sorted(compiled.texts)),
        Said(compiled.provenance),
        parting.said(person),
    ]


def _made_mailbox(address: str) -> str:
    """The mailbox's address, absolute; its folder is made where it is a new one.

    Raises:
        Refusal: No kind of mailbox that this program knows.
    """
    if "://" in address:
        if not address.startswith("file://"):
            raise Refusal(
                N_("“{address}” is no mailbox that this version knows; give a folder."),
                address=address,
            )
        return address
    path = Path(address).absolute()
    with told(path):
        path.mkdir(parents=True, exist_ok=True)
    return str(path)
