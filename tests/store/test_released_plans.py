"""Plan files from every version open for ever, with the figures and the history that they had."""

import shutil
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Scope, total
from jcplanner.domain.partners import Body
from jcplanner.domain.pathway import PathwayStep
from jcplanner.plan import edits
from jcplanner.plan.opening import open_plan, reading, resume_plan, salvage_plan
from jcplanner.store import schema
from jcplanner.store.checks import check_whole
from jcplanner.store.connection import Damaged
from jcplanner.store.session import recoverable

PLANS = Path(__file__).resolve().parent.parent / "plans"


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_plan_of_every_version_opens_with_what_it_said(version: int, tmp_path: Path):
    path = tmp_path / "Plan.jcplan"
    shutil.copy(PLANS / f"version-{version}.jcplan", path)
    held = open_plan(path)
    held.working_copy.check_content()
    plan = held.plan
    assert plan.details.title == "Two partners"
    assert total(plan.figures) == -700_000
    assert total(plan.figures, Scope(partners=frozenset(("n",)))) == 900_000
    assert len(plan.table(BudgetLine)) == 63
    assert plan.table(BudgetLine)["line007"].ledger_code == "00007"
    (body,) = plan.table(Body).values()
    assert body.name == "Health and wellbeing board – Ŵyn"
    assert (plan.undo_name, plan.redo_name) == (
        "Remove 60 budget lines",
        "Set Learning disability, 2018/19, to learn",
    )
    told = plan.history(BudgetAmount, "line005:2017", "amount")
    assert [(before, after) for _, before, after in told] == [(None, -12_345), (-12_345, None)]
    assert plan.redo()
    assert plan.table(PathwayStep)["learning:2018"].stage == "learn"
    while plan.undo():
        pass
    assert total(plan.figures) == 1_130_000
    edits.set_amounts(plan, {("homes", 2016): 5})
    held.close()
    check_whole(path)
    with reading(path) as again:
        assert again.table(BudgetAmount)["homes:2016"].amount == 5


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_work_that_an_older_program_left_unfinished_is_gone_on_with(version: int, tmp_path: Path):
    path = tmp_path / "Plan.jcplan"
    shutil.copy(PLANS / f"version-{version}.jcplan", path)
    held = open_plan(path)
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    held.close(publish=False)
    (found,) = recoverable()
    # As the program of that time would have left it.
    shutil.copy(PLANS / f"version-{version}.jcplan", found.session.work)
    resumed = resume_plan(found)
    resumed.working_copy.check_content()
    assert resumed.plan.undo_name == "Remove 60 budget lines"
    edits.set_amounts(resumed.plan, {("homes", 2016): 6})
    resumed.close()
    check_whole(path)


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_damaged_plan_of_every_version_is_salvaged(version: int, tmp_path: Path):
    path = tmp_path / "Damaged.jcplan"
    content = (PLANS / f"version-{version}.jcplan").read_bytes()
    for number, (old, new) in enumerate(((b"Remove 60", b"Remove 06"), (b"00007", b"00009"))):
        path.write_bytes(content.replace(old, new))
        with pytest.raises(Damaged):
            open_plan(path).working_copy.check_content()
        held, words = salvage_plan(path, tmp_path / f"Salvaged {number}.jcplan")
        assert "records were got back" in words
        assert len(held.plan.table(BudgetLine)) == 63
        assert total(held.plan.figures) == -700_000
        held.close()
        check_whole(held.path)
