"""Versions: frozen, found again, shown as they stood, brought back."""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, ImportMapping
from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.content import fingerprint
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan import edits, versions
from jcplanner.plan.opening import open_plan, reading, restore_plan, salvage_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.store.backups import backups_of

PLANS = Path(__file__).resolve().parent.parent / "plans"


def frozen(plan: Plan, name: str, purpose: str = "") -> Version:
    return plan.table(Version)[versions.freeze(plan, name, purpose)]


def test_freezing_keeps_the_step_the_time_and_the_fingerprint_and_changes_nothing_else(plan: Plan):
    before, last = fingerprint(plan.records), plan.steps[-1]
    version = frozen(plan, " Cabinet, July ", " For decision ")
    assert (version.name, version.purpose) == ("Cabinet, July", "For decision")
    assert (version.step, version.step_place) == (last.id, last.place)
    assert version.fingerprint == before == fingerprint(plan.records)
    assert plan.steps[-1].name == "Freeze version Cabinet, July"
    assert plan.undo() and not plan.table(Version)


def test_a_version_needs_a_name_of_its_own(plan: Plan):
    versions.freeze(plan, "July")
    with pytest.raises(Refusal, match="plan as it stands is called"):
        versions.freeze(plan, "Now")
    with pytest.raises(Refusal, match="needs a name"):
        versions.freeze(plan, "  ")
    with pytest.raises(Refusal, match='There is a version "July" already'):
        versions.freeze(plan, "JULY")
    other = versions.freeze(plan, "August")
    with pytest.raises(Refusal, match="already"):
        versions.rename(plan, other, "july", "")
    versions.rename(plan, other, "AUGUST", "For the board")
    assert plan.table(Version)[other].purpose == "For the board"


def test_what_a_version_froze_cannot_be_edited(plan: Plan):
    version = versions.freeze(plan, "July")
    for field in ("step", "step_place", "at", "fingerprint"):
        with pytest.raises(Refusal, match="What a version froze never changes"):
            edits.change(plan, Version, [version], **{field: 0})
    edits.set_text(plan, Version, version, "note", "Signed")
    assert plan.table(Version)[version].note == "Signed"


def test_the_records_of_a_version_are_those_of_its_moment(plan: Plan):
    version = frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5, ("homes", 2018): 7})
    edits.remove(plan, Partner, ["n"])
    edits.add(plan, ServiceArea, name="New area")
    plan.undo()
    held = versions.records_of(plan, version)
    assert held.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert "homes:2018" not in held.table(BudgetAmount)
    assert held.table(BudgetLine)["wards"].partner == "n"
    assert "n" not in plan.table(Partner)


def test_large_steps_that_stand_in_packs_are_walked_back_too(plan: Plan):
    with plan.step("Bring in") as draft:
        for number in range(700):
            draft.add(BudgetLine(f"line{number:03}", number, "c", None, f"Line {number}"))
    version = frozen(plan, "All of them")
    edits.remove(plan, BudgetLine, [f"line{number:03}" for number in range(600)])
    early = versions.records_at(plan, 1)
    assert set(early.table(BudgetLine)) == {"homes", "charges", "wards"}
    assert len(versions.records_of(plan, version).table(BudgetLine)) == 703
    assert not versions.records_at(plan, 0).table(BudgetLine)


def test_steps_since_leave_out_the_freezing_and_naming_of_versions(plan: Plan):
    version = frozen(plan, "July")
    assert versions.steps_since(plan, version) == 0
    other = frozen(plan, "August")
    versions.rename(plan, other.id, "September", "")
    edits.set_amounts(plan, {("homes", 2016): 5})
    plan.undo()
    assert versions.steps_since(plan, version) == 2


def test_a_version_is_found_by_name_or_by_the_beginning_of_its_fingerprint(plan: Plan):
    version = frozen(plan, "July")
    assert versions.find_version(plan, "july ") == version
    assert versions.find_version(plan, in_groups(version.fingerprint)[:6].lower()) == version
    with pytest.raises(Refusal, match='has no version "May"; there are: "July"'):
        versions.find_version(plan, "May")


def test_the_newest_version_is_that_of_the_latest_step(plan: Plan):
    assert versions.newest_version(plan) is None
    frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5})
    august = frozen(plan, "August")
    assert versions.newest_version(plan) == august


def test_bringing_back_is_one_step_that_makes_the_plan_say_the_same_again(plan: Plan):
    version = frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5})
    edits.remove(plan, Partner, ["n"])
    edits.add(plan, ServiceArea, name="New area", parent="adults")
    edits.set_details(plan, unit="pounds", title="Another title")
    edits.add(plan, ImportMapping, name="Ledger")
    later, steps = fingerprint(plan.records), len(plan.steps)
    assert versions.bring_back(plan, version)
    assert len(plan.steps) == steps + 1
    assert fingerprint(plan.records) == version.fingerprint
    assert plan.details.unit == "pounds"
    assert plan.table(ImportMapping)
    assert version.id in plan.table(Version)
    assert not versions.bring_back(plan, version)
    assert plan.undo() == "Bring back version July"
    assert fingerprint(plan.records) == later


def test_a_version_in_a_plan_that_was_closed_and_opened_again_still_holds(small, plan: Plan):
    version = frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5})
    small.publish()
    with reading(small.path) as again:
        (held,) = again.table(Version).values()
        assert held == version
        assert versions.records_of(again, held).table(BudgetAmount)["homes:2016"].amount == 123_456


def test_a_journal_that_gives_something_else_is_said_to_be_damaged(plan: Plan):
    version = frozen(plan, "July")
    with plan.step("Forge") as draft:
        draft.change(Version, version.id, fingerprint="0" * 64)
    with pytest.raises(Refusal, match="history of this plan is damaged"):
        versions.records_of(plan, plan.table(Version)[version.id])


def test_a_salvaged_plan_keeps_its_versions_and_says_that_their_history_is_gone(
    small, plan: Plan, tmp_path: Path
):
    frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5})
    small.publish()
    held, _ = salvage_plan(small.path, tmp_path / "Salvaged.jcplan")
    try:
        (version,) = held.plan.table(Version).values()
        assert versions.steps_since(held.plan, version) is None
        with pytest.raises(Refusal, match="got back from a damaged file"):
            versions.records_of(held.plan, version)
    finally:
        held.discard()


def test_a_version_freezes_the_plan_as_agreed_whatever_scenario_is_looked_at(plan: Plan):
    key = override_id("slow", "budget_amount", "homes:2016", "amount")
    with plan.step("Slower") as draft:
        draft.add(Scenario("slow", 1, "Slower start"))
        draft.add(
            ScenarioOverride(key, "slow", "budget_amount", "homes:2016", "amount", 1, 123_456)
        )
    seen = ScenarioPlan(plan, "slow")
    assert seen.table(BudgetAmount)["homes:2016"].amount == 1
    version = seen.table(Version)[versions.freeze(seen, "July")]
    assert version.fingerprint == fingerprint(plan.records)
    edits.set_amounts(plan, {("homes", 2016): 7})
    held = versions.records_of(seen, version)
    assert held.table(BudgetAmount)["homes:2016"].amount == 123_456
    versions.rename(seen, version.id, "August", "")
    assert versions.bring_back(seen, version)
    assert fingerprint(plan.records) == version.fingerprint
    assert seen.table(BudgetAmount)["homes:2016"].amount == 1
    seen.close()


def test_a_restored_backup_still_shows_its_versions(small, plan: Plan):
    version = frozen(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 5})
    small.publish()
    edits.set_amounts(plan, {("homes", 2016): 6})
    small.publish()
    small.close()
    held = restore_plan(backups_of(small.path)[1], small.path)
    try:
        (again,) = held.plan.table(Version).values()
        assert again == version
        assert versions.steps_since_each(held.plan) == {version.id: 1}
        then = versions.records_of(held.plan, again)
        assert then.table(BudgetAmount)["homes:2016"].amount == 123_456
    finally:
        held.discard()


@pytest.mark.parametrize("number", [1, 2])
def test_the_history_of_an_older_file_is_walked_back_to_its_beginning(number: int, tmp_path: Path):
    path = tmp_path / "Plan.jcplan"
    shutil.copy(PLANS / f"version-{number}.jcplan", path)
    with reading(path) as plan:
        seen = {place: versions.records_at(plan, place) for place in range(len(plan.steps) + 1)}
        assert all(not seen[0].table(kind) for kind in RECORDS)
        amounts = [held.table(BudgetAmount).get("line005:2017") for held in seen.values()]
        assert {held.amount for held in amounts if held is not None} == {-12_345}
        assert amounts[0] is None and amounts[-1] is None
        assert fingerprint(seen[len(plan.steps)]) == fingerprint(plan.records)


# Content of these files as the text of their own tables gives it, worked out apart from the program's code.
def own_fingerprint(path: Path) -> str:
    connection = sqlite3.connect(path)
    digest = hashlib.sha256()
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
    ]
    for table in sorted(set(names) - {"step", "change", "about", "import_mapping", "version"}):
        kind = record_named(table)
        defaults = {held.name: held.default for held in kind.COLUMNS}
        cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
        columns = [held[0] for held in cursor.description]
        said = []
        for row in cursor:
            held = dict(zip(columns, row, strict=True))
            one = [held["id"]]
            for name in sorted(columns):
                if name not in ("id", "unit", "colour") and held[name] != defaults[name]:
                    one += [name, held[name]]
            said.append(one)
        if said:
            digest.update(table.encode())
            digest.update(
                json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            )
    connection.close()
    return digest.hexdigest()


@pytest.mark.parametrize("number", [1, 2])
def test_a_file_that_is_brought_to_a_later_form_keeps_its_fingerprint(number: int, tmp_path: Path):
    path = tmp_path / "Plan.jcplan"
    shutil.copy(PLANS / f"version-{number}.jcplan", path)
    before = own_fingerprint(path)
    held = open_plan(path)
    try:
        assert fingerprint(held.plan.records) == before
    finally:
        held.discard()
