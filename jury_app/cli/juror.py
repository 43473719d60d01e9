"""The juror's verbs."""

import argparse
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jury_app.base.texts import _, ngettext
from jury_app.cli.answers import Answer, Table, folded
from jury_app.cli.endorsing import add_endorse
from jury_app.cli.looking import add_looking
from jury_app.cli.main import add
from jury_app.cli.restoring import add_restore
from jury_app.cli.seats import passphrase_of, seat_of
from jury_app.cli.sessions import add_defense
from jury_app.cli.watching import add_watching

if TYPE_CHECKING:
    from jury_app.desks.juror.signing import Signed

Subparsers = Any


def add_verbs(verbs: Subparsers) -> None:
    """Declare `jury-app juror …`."""
    juror = verbs.add_parser("juror", help=_("watch, score, sign, hand over"))
    own = juror.add_subparsers(dest="verb", metavar="VERB", required=True)
    join = add(
        own, "join", join_from, _("open an invitation in a new workspace"), keys=True, makes=True
    )
    join.add_argument("invitation", metavar="INVITATION")
    attach = add(own, "attach", _attach, _("find the films of a drive"))
    attach.add_argument("folder", metavar="FOLDER")
    sync = add(own, "sync", sync_device, _("send what is signed, take what has come"), keys=True)
    sync.add_argument("--export", metavar="FILE", help=_("write a file to carry by hand"))
    sync.add_argument(
        "--from", metavar="FILE", dest="source", help=_("read a file from the office")
    )
    add_restore(own)
    add_endorse(own)
    add_defense(own)
    add(own, "films", _films, _("assigned films and where each stands"))
    _scoring(own)
    add_watching(own)
    add_looking(own)


def _scoring(own: Subparsers) -> None:
    show = add(own, "show", _show, _("a film, its dossier and your scorecard"))
    score = add(own, "score", _score, _("put a scorecard down from a file"))
    score.add_argument(
        "--from",
        metavar="FILE.json",
        dest="source",
        required=True,
        help=_("the scorecard as a file"),
    )
    sign = add(own, "sign", _sign, _("sign what is complete"), keys=True)
    sign.add_argument("--all", action="store_true", help=_("every draft that is complete"))
    sign.add_argument("--dry-run", action="store_true", help=_("show what would be signed"))
    revise = add(own, "revise", _revise, _("open a signed scorecard for a revision"))
    for verb in (show, score, revise):
        verb.add_argument("film", metavar="FILM")
    sign.add_argument("film", metavar="FILM", nargs="?")
    for verb in (show, score, sign, revise):
        verb.add_argument("--round", required=True, type=str.lower)
    revise.add_argument("--reason", required=True)
    recuse = add(own, "recuse", _recuse, _("step off a film"), keys=True)
    recuse.add_argument("film", metavar="FILM")
    recuse.add_argument("--reason", required=True)
    recuse.add_argument(
        "--why",
        choices=("made_it", "knows_makers", "business", "cannot_view", "other"),
        default="other",
        help=_("which kind of reason it is"),
    )
    back = add(own, "take-back", _take_back, _("undo a stepping off that was not sent"))
    back.add_argument("film", metavar="FILM")
    settle = add(own, "settle", _settle, _("settle two scorecards of one film"), keys=True)
    settle.add_argument("film", metavar="FILM")
    settle.add_argument(
        "--keep", metavar="HASH", required=True, help=_("the scorecard that stands")
    )


def join_from(args: argparse.Namespace) -> Answer:
    """Make a workspace from an invitation."""
    from jury_app.desks.juror.joining import join

    joined = join(Path(args.dir), Path(args.invitation), passphrase=passphrase_of(args, new=True))
    return Answer(
        joined,
        [
            _("You joined {festival} {edition} as {name}.").format(
                festival=joined.festival, edition=joined.edition, name=joined.name
            ),
            _("The festival's six words (compare by another way): {words}").format(
                words=joined.festival_words
            ),
            _("This device's six words: {words}").format(words=joined.device_words),
            _("Recovery words (print them, keep them apart): {words}").format(
                words=joined.recovery
            ),
            _("Next: jury-app {group} sync {folder}").format(
                group=args.group, folder=shlex.quote(args.dir)
            ),
        ],
    )


def _attach(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.watching import attach

    with seat_of(args) as seat:
        done = attach(seat, Path(args.folder))
    return Answer(done, [*done.lines()])


def sync_device(args: argparse.Namespace) -> Answer:
    """Send what is signed and take what has come."""
    from jury_app.desks.juror.syncing import sync

    with seat_of(args) as seat:
        done = sync(
            seat,
            export=Path(args.export) if args.export else None,
            source=Path(args.source) if args.source else None,
        )
    return Answer(done, [*done.lines()], status=1 if done.alarms else 0)


def _films(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.reading import films

    listed = films(Path(args.dir))
    rows = [
        (each.round.upper(), each.number, each.title, each.category, each.length, each.state_text)
        for each in listed
    ]
    titles = (_("round"), "#", _("title"), _("category"), _("length"), _("state"))
    return Answer([each._asdict() for each in listed], [Table(titles, rows)])


def _show(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.reading import show

    shown = show(Path(args.dir), args.film, args.round)
    return Answer(shown, [*shown.lines()])


def _score(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.scoring import score_from

    with seat_of(args) as seat:
        done = score_from(seat, args.film, args.round, Path(args.source))
    return Answer(done, _folded(done.lines()))


def _sign(args: argparse.Namespace) -> Answer:
    from jury_app.base.errors import Refusal
    from jury_app.base.texts import N_
    from jury_app.desks.juror.signing import sign

    if bool(args.film) == args.all:
        raise Refusal(N_("Name one film, or say --all."))
    if args.dry_run:
        from jury_app.desks.juror.letters import letter

        with seat_of(args, reading_only=True) as seat:
            shown = letter(seat, [args.film] if args.film else None, args.round)
        return Answer(shown, _folded(shown.lines()))
    with seat_of(args) as seat:
        done = sign(seat, args.round, args.film)
    n = len(done.signed)
    line = ngettext("{n} scorecard signed.", "{n} scorecards signed.", n).format(n=n)
    lacking = (each for draft in done.incomplete for each in draft.lines())
    return Answer(done, [line, *_late(done), *_folded(lacking)])


def _folded(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in folded(line)]


def _late(done: "Signed") -> list[str]:
    """What is said of those that were signed after the closing."""
    n = len(done.late)
    words = ngettext(
        "{n} scorecard came after the closing: it counts only if the chair admits it.",
        "{n} scorecards came after the closing: they count only if the chair admits them.",
        n,
    )
    return [words.format(n=n)] if n else []


def _revise(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.scoring import revise

    with seat_of(args) as seat:
        done = revise(seat, args.film, args.round, args.reason)
    return Answer(done, [_("The scorecard is open again as a draft; sign it to replace it.")])


def _recuse(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.signing import recuse

    with seat_of(args) as seat:
        done = recuse(seat, args.film, args.why, args.reason)
    return Answer(
        done, [_("You stepped off this film; the trace stays, scores of yours are void.")]
    )


def _take_back(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.signing import take_back

    with seat_of(args) as seat:
        film = take_back(seat, args.film)
    return Answer({"film": film}, [_("The film is yours again, with what you wrote.")])


def _settle(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.signing import settle

    with seat_of(args) as seat:
        done = settle(seat, args.film, args.keep)
    return Answer(done, [_("Settled: one scorecard now supersedes the others."), *_late(done)])
