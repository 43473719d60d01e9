import time
from pathlib import Path

import msgspec
import pyrage
import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.exchange import keys, sealing
from jury_app.exchange.envelope import open_envelope
from jury_app.exchange.keys import Cost, PublicKeys, WaysIn
from jury_app.exchange.unlock import add_ways, create_keys, unlocked
from jury_app.jury.decisions import HonourGiven
from jury_app.jury.scorecard import Endorsement

CHEAP = Cost(time=1, memory=64, lanes=1)
PASSPHRASE = WaysIn(passphrase="光影 correct horse")
DOCUMENT = Endorsement(edition="e" * 64, document="d" * 64, key="c" * 64, at="2026-07-18T09:30:00Z")
FAILING = """
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    def set_password(self, service, username, password): pass
    def get_password(self, service, username): raise RuntimeError("locked by the desktop")
    def delete_password(self, service, username): pass
"""
FOLDER = """
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    def _path(self, username): return Path(__file__).parent / f"kept-{username}"
    def set_password(self, service, username, password): self._path(username).write_text(password)
    def get_password(self, service, username):
        path = self._path(username)
        return path.read_text() if path.exists() else None
    def delete_password(self, service, username): self._path(username).unlink()
"""


def keychain(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, source: str) -> None:
    """Let the child find a keychain of our own, as a plugin of `keyring`."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{name}.Keyring")


def test_the_child_signs_and_opens(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    public = create_keys(path, PASSPHRASE, cost=CHEAP)
    sealed = [sealing.seal(b"%d" % number, [public.sealing]) for number in range(3)]
    with unlocked(path, PASSPHRASE) as device:
        assert device.public == public == keys.public_keys(path)
        signed = device.sign_many([DOCUMENT, DOCUMENT])
        assert device.open_sealed(sealed[0]) == b"0"
        opened = list(device.open_many([*sealed, b"foreign"]))
    assert [each.key for each in signed] == [public.signing] * 2
    assert open_envelope(signed[0].envelope) == signed[0]
    assert opened[:3] == [b"0", b"1", b"2"]
    assert isinstance(opened[3], Refusal)


def test_what_is_not_of_its_own_form_is_not_signed(tmp_path: Path) -> None:
    path = tmp_path / "keys.jury"
    create_keys(path, PASSPHRASE, cost=CHEAP)
    honour = HonourGiven(
        edition="e" * 64, at="2026-07-18T09:30:00Z", film="f" * 32, honour="Grand Prix"
    )
    with unlocked(path, PASSPHRASE) as device:
        with pytest.raises(Refusal, match="honour"):
            device.sign_many([DOCUMENT, honour])
        assert device.sign(DOCUMENT).kind == DOCUMENT.KIND


def test_ten_thousand_openings_take_few_round_trips(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    public = create_keys(path, PASSPHRASE, cost=CHEAP)
    sealed = sealing.seal(b"x" * 100, [public.sealing])
    with unlocked(path, PASSPHRASE) as device:
        asked = []
        ask = device._child.ask
        device._child.ask = lambda request: asked.append(0) or ask(request)
        assert sum(opened == b"x" * 100 for opened in device.open_many([sealed] * 10_000)) == 10_000
    assert len(asked) == 10


def test_a_wrong_passphrase_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    create_keys(path, PASSPHRASE, cost=CHEAP)
    with pytest.raises(Refusal, match="recovery sheet"), unlocked(path, WaysIn(passphrase="x")):
        pass


def test_a_passphrase_is_the_same_on_every_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    made = keys.generate()
    keys.store(path, made, WaysIn(passphrase="caf\u00e9 Å"), CHEAP)
    assert keys.unlock(path, WaysIn(passphrase="cafe\u0301 \u212b"))[0] == made


def test_the_recovery_sheet_opens_the_keys(tmp_path: Path) -> None:
    path, code = tmp_path / "device.keys", keys.new_recovery_code()
    made = keys.generate()
    keys.store(path, made, WaysIn(passphrase="forgotten", recovery=code), CHEAP)
    opened, told = keys.unlock(path, WaysIn(recovery=code.upper().replace(" ", "  ")))
    assert (opened, told) == (made, None)
    with pytest.raises(Refusal):
        keys.unlock(path, WaysIn(recovery=keys.new_recovery_code()))


def opens(path: Path, ways: WaysIn) -> bool:
    try:
        keys.unlock(path, ways)
    except Refusal:
        return False
    return True


def test_a_way_is_added_by_whoever_has_another_and_replaces_its_like(tmp_path: Path) -> None:
    path = tmp_path / "keys.jury"
    public = create_keys(path, PASSPHRASE, cost=CHEAP)
    first, second = keys.new_recovery_code(), keys.new_recovery_code()
    add_ways(path, PASSPHRASE, WaysIn(recovery=first), cost=CHEAP)
    assert keys.ways_of(path) == ("passphrase", "recovery")
    add_ways(path, WaysIn(recovery=first), WaysIn(passphrase="new words", recovery=second))
    assert opens(path, WaysIn(passphrase="new words"))
    assert opens(path, WaysIn(recovery=second))
    assert not opens(path, PASSPHRASE)
    assert not opens(path, WaysIn(recovery=first))
    assert keys.public_keys(path) == public


def test_nobody_adds_a_way_without_opening_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.jury"
    create_keys(path, PASSPHRASE, cost=CHEAP)
    before = path.read_bytes()
    with pytest.raises(Refusal):
        add_ways(path, WaysIn(passphrase="wrong"), WaysIn(passphrase="mine"), cost=CHEAP)
    assert path.read_bytes() == before


def test_keys_are_never_kept_open(tmp_path: Path) -> None:
    for ways in (WaysIn(), WaysIn(passphrase="")):
        with pytest.raises(Refusal, match="never kept open"):
            keys.store(tmp_path / "device.keys", keys.generate(), ways, CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_no_secret_stands_on_the_disk(tmp_path: Path) -> None:
    made = keys.generate()
    keys.store(tmp_path / "device.keys", made, PASSPHRASE, CHEAP)
    for path in tmp_path.rglob("*"):
        content = path.read_bytes()
        for canary in (made.seed, made.seed.hex().encode(), made.identity.encode()):
            assert canary not in content
            assert canary[4:20] not in content


def test_existing_keys_are_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    keys.store(path, keys.generate(), PASSPHRASE, CHEAP)
    before = path.read_bytes()
    with pytest.raises(Problem, match="nothing is overwritten"):
        keys.store(path, keys.generate(), PASSPHRASE, CHEAP)
    assert path.read_bytes() == before


def test_the_keychain_opens_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keychain(monkeypatch, tmp_path / "plugin", "folder_keychain", FOLDER)
    path = tmp_path / "device.keys"
    public = create_keys(path, WaysIn(passphrase="second way", keychain=True), cost=CHEAP)
    with unlocked(path, WaysIn(keychain=True)) as device:
        assert (device.public, device.told) == (public, None)


def test_a_keychain_that_raises_falls_through_to_the_passphrase_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychain(monkeypatch, tmp_path / "plugin", "folder_keychain", FOLDER)
    path = tmp_path / "device.keys"
    create_keys(path, WaysIn(passphrase="second way", keychain=True), cost=CHEAP)
    keychain(monkeypatch, tmp_path / "plugin", "failing_keychain", FAILING)
    with unlocked(path, WaysIn(passphrase="second way", keychain=True)) as device:
        assert "locked by the desktop" in str(device.told)
        assert device.sign(DOCUMENT).kind == "endorsement"
    with pytest.raises(Problem, match="give the passphrase"), unlocked(path, WaysIn(keychain=True)):
        pass


def test_a_keychain_that_forgets_is_noticed_when_keys_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychain(monkeypatch, tmp_path / "plugin", "failing_keychain", FAILING)
    with pytest.raises(Problem, match="keychain"):
        create_keys(tmp_path / "device.keys", WaysIn(keychain=True), cost=CHEAP)
    assert not (tmp_path / "device.keys").exists()


def test_an_altered_keys_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "device.keys"
    keys.store(path, keys.generate(), PASSPHRASE, CHEAP)
    whole = path.read_bytes()
    other = keys.generate().public
    own = keys.public_keys(path)
    for altered in (
        whole.replace(own.signing.encode(), other.signing.encode()),
        whole.replace(own.sealing.encode(), other.sealing.encode()),
        whole.replace(b'"memory":64', b'"memory":1048577'),
        whole[:-40],
        b"",
        b"jury-app keys 2\n" + whole.split(b"\n", 1)[1],
    ):
        path.write_bytes(altered)
        with pytest.raises(Refusal):
            keys.unlock(path, PASSPHRASE)


def test_what_is_shown_of_keys_holds_no_secret() -> None:
    made = keys.generate()
    assert made.seed.hex() not in repr(made)
    assert made.identity not in repr(made)


def test_what_is_sealed_opens_for_its_readers_only() -> None:
    one, two, three = keys.generate(), keys.generate(), keys.generate()
    sealed = sealing.seal(b"score", [one.public.sealing, two.public.sealing])
    assert sealing.open_sealed(sealed, one.identity) == b"score"
    assert sealing.open_sealed(sealed, two.identity) == b"score"
    with pytest.raises(Refusal, match="somebody else"):
        sealing.open_sealed(sealed, three.identity)


def test_a_passphrase_bomb_is_refused_at_once() -> None:
    """Work factor 2^30 would take hours and terabytes; the header alone decides."""
    own = keys.generate()
    honest = pyrage.passphrase.encrypt(b"x", "x")
    first, stanza, rest = honest.split(b"\n", 2)
    salt = stanza.split()[2]
    bomb = b"\n".join([first, b"-> scrypt " + salt + b" 30", rest])
    both = sealing.seal(b"x", [own.public.sealing]).replace(
        b"\n-> X25519", b"\n-> scrypt " + salt + b" 30\n" + b"A" * 43 + b"\n-> X25519", 1
    )
    for sealed in (honest, bomb, both):
        started = time.perf_counter()
        with pytest.raises(Refusal, match="passphrase"):
            sealing.open_sealed(sealed, own.identity)
        assert time.perf_counter() - started < 0.1


def test_every_shortened_or_altered_sealed_file_is_refused() -> None:
    own = keys.generate()
    sealed = sealing.seal(b"score", [own.public.sealing])
    for length in range(len(sealed)):
        with pytest.raises(Refusal):
            sealing.open_sealed(sealed[:length], own.identity)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(Refusal):
            sealing.open_sealed(bytes(altered), own.identity)


def test_a_reader_that_is_none_is_refused() -> None:
    for readers in ((), ("age1nonsense",), ("ssh-ed25519 AAAA",)):
        with pytest.raises(Refusal):
            sealing.seal(b"x", readers)


def test_public_keys_have_the_forms_that_documents_ask() -> None:
    made = keys.generate().public
    assert msgspec.convert(msgspec.to_builtins(made), PublicKeys) == made
