"""`verify`: anyone proves a results bundle with nothing but the file; other files as far as can be.

The answer is yes, no with the first broken thing named by its line, or "cannot judge" where the
file holds kinds or methods that this version does not know. That the file is the festival's own,
only the six words say: they are compared with those that the festival made public.
"""

from pathlib import Path

from jury_app.base.clock import readable
from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded, told
from jury_app.base.texts import N_, _
from jury_app.exchange import forms, heading, invitation, sealing, words
from jury_app.exchange.answers import Answer, Report, Step
from jury_app.exchange.envelope import Signed, open_envelope
from jury_app.exchange.proof import Proof


def verify(path: Path) -> Report:
    """Verify any `.jury` file.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no file of this program, or of a newer version.
    """
    with told(path), path.open("rb") as file:
        kind, version, _rest = heading.split(file.readline(heading.LONGEST), place=str(path))
    if version != 1:
        raise Refusal(
            N_("This file has the newer form {version}; update the program to read it."),
            place=str(path),
            version=version,
        )
    if kind == "bundle":
        return Proof(path).run()
    content = read_bounded(path, sealing.LARGEST)
    if kind == "message":
        return _message(content, path.name)
    if kind == "invitation":
        return _invitation(content, path.name)
    return _document(kind, heading.expect(content, kind), path.name)


def _message(content: bytes, name: str) -> Report:
    """A message is sealed: only its readers can look inside."""
    title = _("The file is a whole message, sealed to keys")
    try:
        sealing.check_header(heading.expect(content, "message"), place=name)
    except Refusal as refusal:
        return Report("message", (Step(1, title, "no", str(refusal)),))
    note = _("What it holds can be judged only by whom it is sealed to.")
    return Report("message", (Step(1, title, "cannot_judge", note),))


def _invitation(content: bytes, name: str) -> Report:
    """An invitation proves itself, but for the six words and whether it has expired."""
    title = _("The invitation is signed by an officer of its own roster")
    try:
        invited = invitation.read(content, now="", place=name)
    except Refusal as refusal:
        return Report("invitation", (Step(1, title, "no", str(refusal)),))
    edition = invited.invitation.edition
    note = _("It can be answered until {expires}.").format(
        expires=readable(invited.invitation.expires)
    )
    return Report("invitation", (Step(1, title, "yes", note),), edition, words.fingerprint(edition))


def _document(kind: str, body: bytes, name: str) -> Report:
    """A single signed document: its signature can be judged, its signer's roles cannot."""
    title = _("The document has a good signature and the form of its kind")
    try:
        signed = _of_kind(kind, open_envelope(body, place=name), name)
        document = forms.read(signed, place=name)
    except Refusal as refusal:
        return Report(kind, (Step(1, title, "no", str(refusal)),))
    known: Answer = "yes" if document is not None else "cannot_judge"
    note = _("Signed by {words}; whether that is right, only the ledger says.").format(
        words=words.fingerprint(signed.key)
    )
    steps = (
        Step(1, title, known),
        Step(2, _("Its signer was allowed to"), "cannot_judge", note),
    )
    return Report(kind, steps, getattr(document, "edition", ""))


def _of_kind(kind: str, signed: Signed, name: str) -> Signed:
    if signed.kind != kind:
        raise Refusal(
            N_("A file of the kind “{kind}” was expected; this is “{found}”."),
            place=name,
            kind=kind,
            found=signed.kind,
        )
    return signed
