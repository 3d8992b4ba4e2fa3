"""Backups: dated, verified, rotated, and opened as a plan of their own."""

import contextlib
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, opened, reading, restore_plan
from jcplanner.store import backups
from jcplanner.store.backups import backups_of, newest_good
from jcplanner.store.checks import check_whole

TODAY = datetime(2026, 11, 22, 14, 32)


@pytest.fixture
def published(make_plan: Callable[..., OpenPlan]) -> OpenPlan:
    """A plan that was published three times: 123,456, then 5, then 6."""
    held = make_plan()
    for pence in (5, 6):
        edits.set_amounts(held.plan, {("homes", 2016): pence})
        held.publish()
    return held


def keep(tmp_path: Path, content: str, at: datetime) -> backups.Backup:
    """Keep a backup of any file under a plan id of its own."""
    source = tmp_path / "Plan.jcplan"
    source.write_text(content)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return backups.keep(source, digest, "planid", source, at)


def test_every_publish_has_a_backup_that_opens(published: OpenPlan):
    held = published.working_copy.backups
    assert len(held) == 3
    assert all(backup.is_good for backup in held)
    for backup in held:
        check_whole(backup.path)
    amounts: list[int | None] = []
    for backup in held:
        with reading(backup.path) as plan:
            amounts.append(plan.table(BudgetAmount)["homes:2016"].amount)
    assert amounts == [6, 5, 123_456]


def test_backups_are_in_the_users_own_folder_and_nowhere_else(published: OpenPlan, home: Path):
    assert all(home in backup.path.parents for backup in published.working_copy.backups)
    assert list(published.path.parent.glob("[!.]*")) == [published.path]


def test_backups_are_found_by_the_path_of_a_file_that_is_no_longer_readable(published: OpenPlan):
    plan_id, path = published.plan.file.plan_id, published.path
    path.write_bytes(b"")
    assert backups_of(path) == backups_of(plan_id)
    assert backups_of(path.with_name("Other.jcplan")) == []


def test_what_a_colleague_published_has_a_backup_before_it_is_replaced(
    make_plan: Callable[..., OpenPlan], home: Path, monkeypatch: pytest.MonkeyPatch
):
    held = make_plan()
    held.close()
    elsewhere = home.with_name(home.name + "-another-person")
    monkeypatch.setenv("JCPLANNER_HOME", str(elsewhere))
    with opened(held.path) as plan:
        edits.set_amounts(plan, {("homes", 2016): 5})
    assert len(backups_of(held.path)) == 2
    with reading(backups_of(held.path)[1].path) as plan:
        assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456


def test_a_backup_that_has_changed_since_is_not_good(published: OpenPlan):
    newest, second, _ = published.working_copy.backups
    content = bytearray(newest.path.read_bytes())
    content[-1] ^= 1
    newest.path.write_bytes(content)
    assert not newest.is_good
    assert newest_good(published.path) == second
    with pytest.raises(Refusal, match="is damaged; choose another"):
        restore_plan(newest, published.path)


def test_a_backup_is_restored_as_a_plan_of_its_own(published: OpenPlan):
    oldest = published.working_copy.backups[-1]
    before = published.path.read_bytes()
    held = restore_plan(oldest, published.path)
    assert held.plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert held.path.name.startswith("Two partners (backup of ")
    assert not held.path.exists()
    held.close()
    assert held.path.exists()
    assert published.path.read_bytes() == before
    again = restore_plan(oldest, published.path)
    assert again.path != held.path
    again.discard()
    assert oldest.is_good


def test_the_same_file_is_kept_once(tmp_path: Path):
    first = keep(tmp_path, "a", TODAY)
    assert keep(tmp_path, "a", TODAY + timedelta(hours=1)) == first
    assert len(backups_of("planid")) == 1


def test_a_source_that_changes_while_it_is_copied_is_refused(tmp_path: Path):
    source = tmp_path / "Plan.jcplan"
    source.write_text("now")
    with pytest.raises(Refusal, match="did not come out right"):
        backups.keep(source, hashlib.sha256(b"then").hexdigest(), "planid", source, TODAY)
    assert backups_of("planid") == []
    assert not list((tmp_path).glob("*.arriving"))


def test_the_last_ten_publishes_stay(tmp_path: Path):
    for number in range(25):
        keep(tmp_path, str(number), TODAY + timedelta(minutes=number))
    held = backups_of("planid")
    assert len(held) == 10
    assert [backup.path.read_text() for backup in held] == [
        str(number) for number in range(24, 14, -1)
    ]


def test_one_a_day_stays_for_thirty_days(tmp_path: Path):
    for day in range(60, -1, -1):
        for hour in (3, 2, 1):
            keep(tmp_path, f"{day} days ago {hour}", TODAY - timedelta(days=day, hours=hour))
    held = backups_of("planid")
    days = [backup.made.date() for backup in held]
    assert len(set(days)) == 30
    assert held[-1].path.read_text() == "29 days ago 1"
    assert all(backup.is_good for backup in held)


def test_one_an_hour_stays_for_a_day(tmp_path: Path):
    """Publishing goes on at every pause: the last ten alone would cover minutes."""
    for minutes in range(48 * 60, -1, -20):
        keep(tmp_path, f"{minutes} minutes ago", TODAY - timedelta(minutes=minutes))
    made = [backup.made for backup in backups_of("planid")]
    today = {at.replace(minute=0) for at in made if at > TODAY - timedelta(hours=24)}
    assert len(today) == 25
    # The last ten lie within four of those hours; one more is the last of the day before yesterday.
    assert len(made) == 10 + 21 + 1


def test_the_only_one_older_than_today_is_never_removed(tmp_path: Path):
    keep(tmp_path, "a year ago", TODAY - timedelta(days=365))
    for number in range(30):
        keep(tmp_path, str(number), TODAY + timedelta(minutes=number))
    held = backups_of("planid")
    assert held[-1].path.read_text() == "a year ago"
    assert len(held) == 11


def test_a_plan_id_that_is_a_path_stays_inside_the_backups(tmp_path: Path, home: Path):
    source = tmp_path / "Plan.jcplan"
    source.write_text("a")
    digest = hashlib.sha256(b"a").hexdigest()
    kept = backups.keep(source, digest, "../../evil", source, TODAY)
    assert (home / "backups") in kept.path.parents


def test_a_data_folder_that_is_full_refuses_and_the_shared_file_stays(
    make_plan: Callable[..., OpenPlan], full_disk: Path, monkeypatch: pytest.MonkeyPatch
):
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    before = held.path.read_bytes()
    monkeypatch.setenv("JCPLANNER_HOME", str(full_disk))
    # Room for no copy; then not even for the list of whose backups they are, nor for a folder.
    for room in (1850 * 1024, 2048 * 1024):
        with contextlib.suppress(OSError):
            (full_disk / "filler").write_bytes(bytes(room))
        with pytest.raises(Refusal, match=r"could not be (kept|published).*no space left"):
            held.publish()
        assert held.path.read_bytes() == before
    (full_disk / "filler").unlink()
    monkeypatch.undo()
