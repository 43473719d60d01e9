from datetime import timedelta

import pytest
from msgspec import structs

from jury_app.base.errors import Problem, Refusal
from jury_app.store import backups, documents, settings
from jury_app.store.workspace import open_for_writing
from tests.store.making import RULES


def put(workspace, **values):
    with workspace.writing() as tx:
        settings.put(tx, **values)


def test_a_backup_is_dated_named_and_whole_while_others_write(folder, office, clock):
    put(office, a=1)
    path = office.back_up("import")
    put(office, a=2)
    assert path.name == "2026-07-18T093000Z_import.db"
    assert backups.listed(folder) == [backups.Backup(path, clock.now(), "import")]
    assert office.back_up("import").name == "2026-07-18T093000Z_import-2.db"
    assert [each.why for each in backups.listed(folder)] == ["import", "import"]


def test_a_restored_backup_is_what_it_was_and_says_so(folder, office, clock):
    put(office, a=1)
    path = office.back_up("import")
    put(office, a=2)
    office.close()
    clock.advance(minutes=1)
    aside = backups.restore(folder, path, "Office", clock)
    with open_for_writing(folder, "Office", clock) as again, again.reading() as reader:
        assert settings.get(reader, "a") == 1
        assert settings.get(reader, "restored_at") == "2026-07-18T09:31:00.000000Z"
    assert path.exists()
    (folder / "workspace.db").unlink()
    aside.rename(folder / "workspace.db")
    with open_for_writing(folder, "Office", clock) as former, former.reading() as reader:
        assert settings.get(reader, "a") == 2


def test_a_damaged_database_is_replaced_by_its_newest_backup(folder, office, clock, maker):
    with office.writing() as tx:
        documents.enter(tx, [maker.film()])
    office.back_up("change")
    office.close()
    (folder / "workspace.db").write_bytes(bytes(8192))
    with pytest.raises(Problem, match="Restore the newest copy"):
        open_for_writing(folder, "Office", clock)
    backups.restore(folder, backups.newest(folder), "Office", clock)
    with open_for_writing(folder, "Office", clock) as again, again.reading() as reader:
        assert documents.count(reader) == 1


def test_a_damaged_backup_is_not_restored(folder, office, clock):
    path = office.back_up("change")
    office.close()
    path.write_bytes(path.read_bytes()[:9000])
    before = (folder / "workspace.db").read_bytes()
    with pytest.raises(Problem, match="damaged"):
        backups.restore(folder, path, "Office", clock)
    assert (folder / "workspace.db").read_bytes() == before


def test_nothing_is_restored_under_a_writer(folder, office, clock):
    path = office.back_up("change")
    with pytest.raises(Refusal, match="Office is writing"):
        backups.restore(folder, path, "Ben", clock)


def test_without_a_backup_the_way_out_is_told(folder, office):
    with pytest.raises(Problem, match="rebuild the workspace"):
        backups.newest(folder)


def test_ten_minutes_of_change_make_a_backup_at_closing(folder, office, clock):
    put(office, a=1)
    office.close()
    assert len(backups.listed(folder)) == 1
    for minutes, expected in ((9, 1), (1, 2), (60, 3)):
        clock.advance(minutes=minutes)
        with open_for_writing(folder, "Office", clock) as again:
            put(again, a=minutes)
        assert len(backups.listed(folder)) == expected
    clock.advance(minutes=60)
    with open_for_writing(folder, "Office", clock):
        pass  # nothing was written
    assert len(backups.listed(folder)) == 3


def test_the_newest_twelve_and_the_last_of_each_day_are_kept_for_the_profiles_days(
    folder, office, clock, maker
):
    rules = maker.incoming(structs.replace(RULES, backup_days=5))
    with office.writing() as tx:
        documents.enter(tx, [rules])
        settings.put(tx, rules=rules.hash)
    start = clock.now()
    for _ in range(40):
        office.back_up("change")
        clock.advance(hours=5)
    kept = [each.at - start for each in backups.listed(folder)]
    made = [timedelta(hours=5 * number) for number in range(40)]
    days = {}
    for age in made:
        days[(start + age).date()] = age
    young = made[-1] - timedelta(days=5)
    assert kept == sorted(set(made[-12:]) | {age for age in days.values() if age >= young})


def test_files_that_are_no_backups_are_left_alone(folder, office, clock):
    stranger = folder / "backups" / "holiday.db"
    stranger.write_bytes(b"photos")
    clock.advance(days=100)
    office.back_up("change")
    assert stranger.read_bytes() == b"photos"
    assert len(backups.listed(folder)) == 1
