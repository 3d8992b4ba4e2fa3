"""Drafts: what a step would change, collected before anything moves."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.changes import Change
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan


@pytest.fixture
def records(plan: Plan) -> Records:
    return plan.records


def test_a_draft_sees_what_it_has_put_in_and_the_records_do_not(records: Records):
    draft = Draft(records)
    draft.change(BudgetLine, "homes", description="Care homes")
    draft.add(Partner("v", 3, "Voluntary sector"))
    draft.remove(PathwayStep, "adults:2017")
    homes, partner = draft.get(BudgetLine, "homes"), draft.get(Partner, "v")
    assert homes is not None and homes.description == "Care homes"
    assert partner is not None and partner.name == "Voluntary sector"
    assert draft.get(PathwayStep, "adults:2017") is None
    assert records.table(BudgetLine)["homes"].description == "Homes"
    assert "v" not in records.table(Partner)
    assert "adults:2017" in records.table(PathwayStep)


def test_a_change_holds_only_the_fields_that_moved(records: Records):
    draft = Draft(records)
    draft.change(BudgetLine, "homes", description="Care homes", note="", in_kind=1)
    assert draft.changes() == [
        Change(
            "budget_line",
            "homes",
            {"description": "Homes", "in_kind": 0},
            {"description": "Care homes", "in_kind": 1},
        )
    ]


def test_adding_and_removing_again_changes_nothing(records: Records):
    draft = Draft(records)
    draft.add(Partner("v", 3, "Voluntary sector"))
    draft.remove(Partner, "v")
    assert draft.changes() == []


def test_removing_and_adding_again_changes_the_fields_that_differ(records: Records):
    draft = Draft(records)
    homes = records.table(BudgetLine)["homes"]
    draft.remove(BudgetLine, "homes")
    draft.add(BudgetLine(homes.id, *homes.row[1:-1], note="again"))
    changed = {held.id: held for held in draft.changes()}
    assert changed["homes"] == Change("budget_line", "homes", {"note": ""}, {"note": "again"})
    # Its amounts went with it the first time.
    assert changed["homes:2016"].after is None


def test_what_cannot_stand_without_a_record_goes_with_it_and_links_are_emptied(records: Records):
    draft = Draft(records)
    draft.remove(Partner, "c")
    gone = {(held.table, held.id) for held in draft.changes() if held.after is None}
    assert gone == {
        ("partner", "c"),
        ("funding_source", "core"),
        ("budget_line", "homes"),
        ("budget_line", "charges"),
        ("budget_amount", "homes:2016"),
        ("budget_amount", "homes:2017"),
        ("budget_amount", "charges:2016"),
    }
    emptied = {(held.table, held.id): held.after for held in draft.changes() if held.after}
    assert emptied == {("pool", "pool"): {"host": None}}


def test_what_the_draft_itself_has_added_goes_too(records: Records):
    draft = Draft(records)
    draft.add(BudgetLine("new", 9, "n", "learning", "New"))
    draft.add(BudgetAmount("new:2016", "new", 2016, 5))
    draft.remove(Partner, "n")
    assert draft.get(BudgetLine, "new") is None
    assert draft.get(BudgetAmount, "new:2016") is None


def test_an_area_that_goes_leaves_its_inner_areas_and_lines_standing(records: Records):
    draft = Draft(records)
    draft.remove(ServiceArea, "adults")
    learning, homes = draft.get(ServiceArea, "learning"), draft.get(BudgetLine, "homes")
    assert learning is not None and learning.parent is None
    assert homes is not None and homes.service_area == "learning"
    assert draft.get(PathwayStep, "adults:2017") is None


def test_a_funding_source_that_goes_leaves_its_lines(records: Records):
    draft = Draft(records)
    draft.remove(FundingSource, "core")
    homes = draft.get(BudgetLine, "homes")
    assert homes is not None and homes.funding_source is None


def test_what_is_there_cannot_be_added_and_what_is_not_cannot_be_changed(records: Records):
    draft = Draft(records)
    with pytest.raises(Refusal, match="in the plan already"):
        draft.add(Partner("c", 1, "Twice"))
    with pytest.raises(Refusal, match="no longer in the plan"):
        draft.change(Partner, "gone", name="x")
    draft.remove(Partner, "gone")
    assert draft.changes() == []


def test_an_unknown_field_is_an_error_of_ours_and_not_swallowed(records: Records):
    with pytest.raises(KeyError):
        Draft(records).change(Partner, "c", nmae="x")
