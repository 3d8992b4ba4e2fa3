"""Opening and making plans: a new plan appears whole or not at all, and never in place of another file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, new_plan, open_plan, opened, reading
from jcplanner.store.checks import check_whole


def test_a_new_plan_never_takes_the_place_of_a_file(tmp_path: Path, home: Path):
    path = tmp_path / "Plan.jcplan"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal, match="is there already"):
        new_plan(path)
    assert path.read_bytes() == b"mine"
    assert not (home / "sessions").exists() or list((home / "sessions").iterdir()) == []


def test_a_new_plan_appears_only_when_it_is_filled(tmp_path: Path, home: Path):
    path = tmp_path / "Plan.jcplan"

    def fill(plan: object) -> None:
        assert not path.exists()
        raise Refusal("There is no such template.")

    with pytest.raises(Refusal, match="no such template"):
        new_plan(path, fill=fill)
    assert list(tmp_path.iterdir()) == []
    assert list((home / "sessions").iterdir()) == []


def test_a_new_plan_in_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="does not exist"):
        new_plan(tmp_path / "no folder" / "Plan.jcplan")


def test_a_file_that_comes_up_while_a_new_plan_is_filled_is_kept(tmp_path: Path):
    path = tmp_path / "Plan.jcplan"

    def fill(plan: object) -> None:
        path.write_bytes(b"theirs")

    held = new_plan(path, fill=fill)
    assert path.read_bytes() == b"theirs"
    assert held.path.name.startswith("Plan (kept copy ")
    check_whole(held.path)
    held.close()


def test_a_new_plan_without_details_is_called_like_its_file(tmp_path: Path):
    held = new_plan(tmp_path / "Somewhere 2016.jcplan", [Partner("c", 1, "Council")])
    assert held.plan.details.title == "Somewhere 2016"
    assert held.path.exists()
    held.discard()


def test_what_fills_a_new_plan_can_be_undone_and_the_plan_itself_cannot(tmp_path: Path):
    held = new_plan(
        tmp_path / "Plan.jcplan",
        [PlanDetails("plan", "Title", first_year=2016)],
        fill=lambda plan: edits.set_details(plan, place="Derby"),
    )
    assert held.plan.details.place == "Derby"
    assert held.plan.undo() == "Change place"
    assert held.plan.undo() == ""
    assert held.plan.details.title == "Title"
    held.discard()


def test_closing_publishes_and_a_second_opening_finds_it(make_plan: Callable[..., OpenPlan]):
    held = make_plan()
    edits.add(held.plan, Partner, name="Trust")
    outcome = held.close()
    assert outcome is not None and outcome.path == held.path
    again = open_plan(held.path)
    assert "Trust" in {partner.name for partner in again.plan.table(Partner).values()}
    assert again.close() is None


def test_a_plan_that_cannot_be_published_stays_open(make_plan: Callable[..., OpenPlan]):
    held = make_plan()
    folder = held.path.parent
    edits.add(held.plan, Partner, name="Trust")
    folder.rename(folder.with_name("away"))
    with pytest.raises(Refusal):
        held.close()
    edits.add(held.plan, Partner, name="Another")
    folder.with_name("away").rename(folder)
    held.close()
    with reading(held.path) as plan:
        assert {"Trust", "Another"} <= {partner.name for partner in plan.table(Partner).values()}


def test_a_command_on_a_plan_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="is not there"), opened(tmp_path / "Gone.jcplan"):
        pass
    with pytest.raises(Refusal, match="is not there"), reading(tmp_path / "Gone.jcplan"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_changes_nothing_publishes_nothing(make_plan: Callable[..., OpenPlan]):
    held = make_plan()
    held.close()
    before = held.path.stat().st_mtime_ns
    with opened(held.path):
        pass
    assert held.path.stat().st_mtime_ns == before
