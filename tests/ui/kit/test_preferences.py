import os
import threading

import pytest

from jury_app.ui.kit.preferences import LIMIT, Preferences


def test_what_was_chosen_is_there_when_the_program_starts_again(tmp_path):
    file = tmp_path / "preferences.json"
    preferences = Preferences(file)
    preferences.set(theme="light", text=150, keys={"play": ("Y",)})
    preferences.set(text=120)
    preferences.set(text=150)
    preferences.close()
    again = Preferences(file)
    assert (again.theme, again.text, again.keys) == ("light", 150, {"play": ("Y",)})


def test_a_change_is_told_by_its_name_and_only_if_it_is_one(qtbot):
    preferences = Preferences()
    told = []
    preferences.changed.connect(told.append)
    preferences.set(text=150)
    preferences.set(text=150)
    assert told == ["text"]


@pytest.mark.parametrize(
    "values", [{"text": 89}, {"text": 201}, {"theme": "mauve"}, {"volume": -1}]
)
def test_a_value_out_of_its_bounds_is_a_bug_and_changes_nothing(values):
    preferences = Preferences()
    before = preferences.choices
    with pytest.raises(ValueError, match=next(iter(values))):
        preferences.set(**values)
    assert preferences.choices == before


@pytest.mark.parametrize("content", [b"", b"{", b'{"text": 5000}', b"[]", b"\xff" * 10])
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path, content):
    file = tmp_path / "preferences.json"
    file.write_bytes(content)
    assert Preferences(file).text == 100
    file.write_bytes(b" " * (LIMIT + 1))
    assert Preferences(file).text == 100


def test_a_place_that_cannot_be_written_is_told_and_the_choice_holds(tmp_path, qtbot):
    preferences = Preferences(tmp_path / "nowhere" / "preferences.json")
    with qtbot.waitSignal(preferences.failed):
        preferences.set(text=150)
    assert preferences.text == 150
    preferences.close()


def test_a_bug_of_the_writer_is_told_in_the_terminal(tmp_path, qapp, caplog):
    preferences = Preferences(tmp_path / "no\0name")
    preferences.set(text=150)
    preferences.close()
    assert "embedded null byte" in caplog.text


def test_no_change_waits_for_the_disk_and_the_last_one_is_kept(tmp_path, qapp):
    file = tmp_path / "preferences.json"
    preferences = Preferences(file)
    preferences.set(text=120)
    answers = threading.Event()
    preferences._writer.submit(answers.wait)
    preferences.set(text=130)
    preferences.set(text=150)
    assert Preferences(file).text != 150
    answers.set()
    preferences.close()
    assert Preferences(file).text == 150


def test_a_value_that_is_none_of_its_preference_leaves_the_others(tmp_path):
    file = tmp_path / "preferences.json"
    file.write_text('{"text": 5000, "volume": true, "theme": "light", "keys": {"play": ["Y"]}}')
    kept = Preferences(file)
    assert (kept.text, kept.volume, kept.theme, kept.keys) == (100, 80, "light", {"play": ("Y",)})


def test_a_folder_whose_name_is_no_utf_8_is_kept(tmp_path):
    folder = os.fsdecode(b"/festival \xff\xe9")
    kept = tmp_path / "window.json"
    preferences = Preferences(kept)
    preferences.set(workspace=folder, last={folder: {"page": "room"}}, text=120)
    preferences.close()
    again = Preferences(kept)
    assert again.choices == preferences.choices
    assert os.fsencode(again.workspace) == b"/festival \xff\xe9"
