"""The verb `restore`, which every role has."""

import argparse
from pathlib import Path
from typing import Any

from jury_app.base.texts import _
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add


def add_restore(own: Any) -> None:  # noqa: ANN401  argparse names no public type for subparsers
    """Declare `restore` among a role's verbs."""
    restore = add(own, "restore", _restore, _("put a backup in the database's place"))
    restore.add_argument("backup", metavar="BACKUP", nargs="?", help=_("its name; the newest"))
    restore.add_argument("--list", action="store_true", help=_("only list the backups"))


def _restore(args: argparse.Namespace) -> Answer:
    """Restore a workspace of any role from a backup, or list its backups."""
    from jury_app.desks.restoring import backups_of, restore

    if args.list:
        known = backups_of(Path(args.dir))
        rows = [(each.name, each.at, each.why) for each in known]
        return Answer(known, [Table((_("backup"), _("made (UTC)"), _("why")), rows)])
    done = restore(Path(args.dir), args.backup)
    lines = [
        _("Restored from {backup}; what lay there is kept as {aside}.").format(
            backup=done.backup, aside=done.aside
        )
    ]
    if args.group == "office":
        lines.append(_("Next: office rebuild DIR --new-epoch, then receive and publish."))
    else:
        lines.append(_("Its old key signs no more: ask the office for a new invitation."))
    return Answer(done, lines)
