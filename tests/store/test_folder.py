import pytest

from jury_app.base.errors import Problem
from jury_app.store import folder as folders
from jury_app.store.workspace import create, open_for_writing


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("Dropbox/jury", "Dropbox"),
        ("OneDrive - Festival/jury", "OneDrive"),
        ("Library/Mobile Documents/jury", "iCloud"),
        ("Google Drive/a/b", "Google Drive"),
    ],
)
def test_a_folder_named_by_a_synchronising_program_is_refused(tmp_path, clock, path, program):
    with pytest.raises(Problem, match=program):
        create(tmp_path / path, kind="juror", clock=clock)
    assert not (tmp_path / path).exists()


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox", ".sync_folder"])
def test_a_folder_with_a_synchronising_programs_mark_is_refused(tmp_path, clock, mark):
    with create(tmp_path / "a" / "w", kind="juror", clock=clock):
        pass
    (tmp_path / mark).mkdir()
    with pytest.raises(Problem, match="outside of every shared folder"):
        open_for_writing(tmp_path / "a" / "w", "Anna", clock)


def test_a_folder_that_only_sounds_alike_is_fine(tmp_path, clock):
    with create(tmp_path / "Dropbox of films" / "w", kind="juror", clock=clock) as workspace:
        assert workspace.kind == "juror"


def test_a_network_mount_is_known_by_the_innermost_mount(tmp_path):
    outer, inner = tmp_path / "net drive", tmp_path / "net drive" / "disk"
    inner.mkdir(parents=True)
    mounts = tmp_path / "mounts"
    escaped = str(outer).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nhost:/x {escaped} nfs4 rw 0 0\n")
    assert folders._mounted(inner, mounts) == "nfs4"
    assert folders._mounted(tmp_path, mounts) is None
    mounts.write_text(mounts.read_text() + f"/dev/sdb {escaped}/disk ext4 rw 0 0\n")
    assert folders._mounted(inner, mounts) is None
    assert folders._mounted(inner, tmp_path / "none") is None
