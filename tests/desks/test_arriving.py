"""What a machine knows of its workspaces, and what an invitation says before it is accepted."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jury_app.base.clock import SetClock
from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import use_language
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.juror.about import about
from jury_app.desks.juror.arriving import new_folder, read_invitation, workspaces
from jury_app.desks.juror.joining import join
from jury_app.desks.seat import Seat


@pytest.fixture(scope="module")
def festival(tmp_path_factory) -> Path:
    """A festival in which a juror's films wait; its folder."""
    root = tmp_path_factory.mktemp("arriving") / "festival"
    waiting(root, count=4, jury=3)
    return root


@pytest.fixture
def invitation(festival, tmp_path) -> Path:
    """An invitation that nobody has answered."""
    answered = {folder.name for folder in (festival / "jurors").iterdir()}
    files = sorted((festival / "invitations").glob("*.jury"))
    file = next(file for file in files if file.stem not in answered and "Wong" not in file.stem)
    return Path(shutil.copy(file, tmp_path / "invitation.jury"))


def test_an_invitation_says_whose_it_is_and_makes_nothing(invitation, tmp_path):
    told = read_invitation(invitation, tmp_path / "root")
    assert (told.festival, told.edition) == ("Hong Kong AI International Film Festival", "2026")
    assert told.name.replace(" ", "-") in {"Minjun-Seo", "Yuki-Tanabe", "Claire-Fontaine"}
    assert not told.is_chair
    assert len(told.words.split()) == 6
    assert told.folder == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["invitation.jury"]


def test_an_invitation_calls_the_festival_as_its_profile_does_in_the_language(invitation, tmp_path):
    use_language("zh-Hant")
    try:
        told = read_invitation(invitation, tmp_path / "root")
        assert told.festival == "香港人工智能國際電影節"
        assert f"{told.festival} 2026 · " in next(told.lines())
    finally:
        use_language("en")
    assert told.zone == "Asia/Hong_Kong"


def test_who_joined_before_is_known_by_edition_and_person(invitation, festival, tmp_path):
    folder = tmp_path / "root" / "mine"
    folder.parent.mkdir()
    join(folder, invitation, passphrase="three blue horses", cost=CHEAP)
    assert read_invitation(invitation, tmp_path / "root").folder == str(folder.resolve())
    other = next((festival / "jurors").iterdir())
    assert read_invitation(invitation, tmp_path / "none", [other]).folder == ""
    assert read_invitation(invitation, tmp_path / "none", [folder]).folder == str(folder.resolve())


def test_an_expired_invitation_is_refused(invitation, tmp_path):
    late = SetClock(datetime(2036, 1, 1, tzinfo=UTC))
    with pytest.raises(Refusal, match="expired"):
        read_invitation(invitation, tmp_path, clock=late)


def test_workspaces_are_listed_and_a_broken_one_says_why(festival, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "workspace.db").write_bytes(b"no database")
    (tmp_path / "empty").mkdir()
    juror = next((festival / "jurors").iterdir())
    found = workspaces(tmp_path, [juror, tmp_path / "gone"])
    mine, broken = sorted(found, key=lambda each: each.trouble)
    assert "damaged" in broken.trouble
    assert (mine.kind, mine.name.replace(" ", "-"), mine.trouble) == ("juror", juror.name, "")
    assert workspaces(tmp_path / "no such folder") == []


def test_a_workspace_says_whose_it_is_by_the_same_words_as_its_invitation(
    invitation, festival, tmp_path
):
    juror = next((festival / "jurors").iterdir())
    with Seat(juror, reading_only=True) as seat:
        mine = about(seat)
        with pytest.raises(Problem, match="for reading only"), seat.workspace.writing():
            pass
    assert mine.festival_words == read_invitation(invitation, tmp_path).words
    assert mine.device_words != mine.festival_words
    assert mine.name.replace(" ", "-") == juror.name


def test_new_folders_are_named_for_the_festival_and_never_taken_twice(tmp_path):
    first = new_folder(tmp_path, "香港 AI: Film/Festival?")
    assert first == tmp_path / "香港-AI-Film-Festival"
    first.mkdir()
    assert new_folder(tmp_path, "香港 AI: Film/Festival?").name == "香港-AI-Film-Festival-2"
    assert new_folder(tmp_path, "../..").name == "festival"
    assert len(new_folder(tmp_path, "x" * 300).name) == 60


def test_a_workspace_joined_without_recovery_words_has_none(invitation, tmp_path):
    joined = join(
        tmp_path / "mine", invitation, passphrase="words of mine", cost=CHEAP, with_recovery=False
    )
    assert joined.recovery == ""
