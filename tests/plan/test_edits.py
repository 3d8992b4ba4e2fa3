"""The verbs: what people can do to a plan, each one undoable step."""

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate, ControlledPartner, ControlTotal
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Scope, total
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


def amount(plan: Plan, key: str) -> int | None:
    held = plan.table(BudgetAmount).get(key)
    return held.amount if held else None


def names(plan: Plan) -> list[str]:
    return [step.name for step in plan.steps][1:]


def test_many_cells_are_one_step(plan: Plan):
    cells = {("homes", year): year for year in plan.years} | {("wards", 2019): None}
    edits.set_amounts(plan, cells, "Paste 5 cells")
    assert [amount(plan, f"homes:{year}") for year in plan.years] == plan.years
    assert names(plan) == ["Paste 5 cells"]


def test_blank_is_not_nil(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): None, ("charges", 2016): 0})
    assert "homes:2016" not in plan.table(BudgetAmount)
    assert plan.table(BudgetAmount)["charges:2016"].amount == 0


def test_a_blank_cell_that_holds_a_note_is_kept(plan: Plan):
    edits.set_amount_fields(plan, "homes", 2016, note="To be agreed")
    edits.set_amounts(plan, {("homes", 2016): None})
    assert plan.table(BudgetAmount)["homes:2016"].note == "To be agreed"
    edits.set_amount_fields(plan, "homes", 2019, low=1, high=2)
    assert plan.table(BudgetAmount)["homes:2019"].high == 2


def test_an_amount_for_a_line_that_is_gone_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="no longer in the plan"):
        edits.set_amounts(plan, {("homes", 2016): 1, ("gone", 2016): 1})
    assert amount(plan, "homes:2016") == 123_456


def test_a_percentage_is_rounded_to_the_penny_halves_to_even(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 50, ("homes", 2017): 150, ("wards", 2016): -1_000})
    cells = [("homes", 2016), ("homes", 2017), ("wards", 2016), ("wards", 2019)]
    edits.adjust_amounts(plan, cells, 100)
    assert [amount(plan, f"{line}:{year}") for line, year in cells] == [50, 152, -1_010, None]
    assert plan.undo_name == "Change amounts by +1%"


def test_filling_right_carries_the_first_year_and_passes_blanks_by(plan: Plan):
    edits.set_amounts(plan, {("charges", 2016): None})
    edits.fill_right(plan, ["homes", "charges", "wards"], [2016, 2017, 2018])
    assert [amount(plan, f"homes:{year}") for year in (2016, 2017, 2018)] == [123_456] * 3
    assert amount(plan, "wards:2018") == 900_000
    assert amount(plan, "charges:2017") is None


def test_filling_down_carries_blanks_too(plan: Plan):
    edits.fill_down(plan, ["homes", "charges", "wards"], [2016, 2018])
    assert amount(plan, "charges:2016") == amount(plan, "wards:2016") == 123_456
    assert amount(plan, "wards:2018") is None


def test_a_new_record_stands_last(plan: Plan):
    key = edits.add(plan, Partner, name="Trust", kind="NHS trust")
    assert plan.table(Partner).ordered()[-1] == Partner(key, 3, "Trust", kind="NHS trust")
    assert names(plan) == ["Add partner"]


def test_a_required_field_cannot_be_blanked(plan: Plan):
    with pytest.raises(Refusal, match="Name cannot be blank"):
        edits.change(plan, Partner, ["c"], name="")
    with pytest.raises(Refusal, match="Name cannot be blank"):
        edits.set_text(plan, Partner, "c", "name", "  ")


def test_typed_text_is_read_by_its_column(plan: Plan):
    edits.set_text(plan, BudgetLine, "homes", "in_kind", "yes")
    assert plan.table(BudgetLine)["homes"].in_kind == 1
    with pytest.raises(Refusal, match="neither yes nor no"):
        edits.set_text(plan, BudgetLine, "homes", "in_kind", "perhaps")


def test_an_area_cannot_become_part_of_itself(plan: Plan):
    for parent in ("adults", "learning"):
        with pytest.raises(Refusal, match="part of itself"):
            edits.change(plan, ServiceArea, ["adults"], parent=parent)
    edits.change(plan, ServiceArea, ["mental"], parent="learning")
    assert plan.table(ServiceArea)["mental"].parent == "learning"


def test_what_removing_would_take_along_is_said_first(plan: Plan):
    words = " ".join(edits.consequences(plan, Partner, ["c"]))
    assert "2 budget lines" in words
    assert "1 funding source" in words
    assert plan.steps[-1].name == "New plan"


def test_what_goes_along_is_said_so_that_nobody_takes_it_for_something_else(plan: Plan):
    with plan.step("Gap") as draft:
        draft.add(Assumption("pay", 1, "Pay", service_area="mental"))
        draft.add(AssumptionRate("pay:2017", "pay", 2017, 250))
        draft.add(ControlTotal("tot", 1, "System", 2017))
        draft.add(ControlledPartner("tot:n", "tot", "n"))
        draft.add(Virement("vire", 1, "Shift", 2017))
        draft.add(VirementMove("vire:wards", "vire", "wards", 5))
    assert edits.consequences(plan, ControlTotal, ["tot"]) == [
        "1 place under a control total goes too"
    ]
    assert "1 move of a virement loses its budget line" in edits.consequences(
        plan, BudgetLine, ["wards"]
    )
    # Left without its area, an assumption would hold for all of them.
    words = edits.consequences(plan, ServiceArea, ["mental"])
    assert "1 assumption goes too" in words and "1 rate goes too" in words
    edits.remove(plan, ServiceArea, ["mental"])
    assert not plan.table(Assumption)


def test_removing_and_undoing_brings_the_totals_back(plan: Plan):
    before = total(plan.figures)
    edits.remove(plan, Partner, ["c", "n"])
    assert total(plan.figures) == 0
    plan.undo()
    assert total(plan.figures) == before


def test_reordering_is_one_step_and_undone_as_one(plan: Plan):
    edits.reorder(plan, BudgetLine, ["wards"])
    assert [held.id for held in plan.table(BudgetLine).ordered()] == ["wards", "homes", "charges"]
    plan.undo()
    assert [held.id for held in plan.table(BudgetLine).ordered()] == ["homes", "charges", "wards"]


def test_an_area_moves_among_those_of_its_own_parent(plan: Plan):
    edits.move(plan, ServiceArea, "mental", -1)
    top = [held.id for held in plan.table(ServiceArea).ordered() if held.parent is None]
    assert top == ["mental", "adults"]
    edits.move(plan, ServiceArea, "learning", -1)
    edits.move(plan, ServiceArea, "mental", -1)
    assert len(names(plan)) == 1


def test_lines_are_put_into_an_area_together(plan: Plan):
    edits.assign_area(plan, ["homes", "wards"], "adults")
    assert total(plan.figures, Scope(areas=frozenset(("adults",)))) == 123_456 + 130_000 + 900_000
    assert names(plan) == ["Put 2 lines into Adults"]


def test_a_stage_brings_its_typical_arrangement_and_keeps_what_was_inherited(plan: Plan):
    edits.set_pathway(plan, "learning", 2017, stage="integrate")
    step = plan.table(PathwayStep)["learning:2017"]
    assert (step.stage, step.arrangement) == ("integrate", "pooled")
    edits.set_pathway(plan, "learning", 2017, arrangement="lead commissioning")
    step = plan.table(PathwayStep)["learning:2017"]
    assert (step.stage, step.arrangement) == ("integrate", "lead commissioning")
    edits.clear_pathway(plan, "learning", 2017)
    assert "learning:2017" not in plan.table(PathwayStep)


def test_a_stage_for_an_area_that_is_gone_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="no longer in the plan"):
        edits.set_pathway(plan, "gone", 2017, stage="align")


@pytest.mark.parametrize("years", [0, 1, 12])
def test_a_plan_shows_a_base_year_and_up_to_ten_more(plan: Plan, years: int):
    with pytest.raises(Refusal, match="base year"):
        edits.set_details(plan, years_shown=years)


def test_copied_lines_stand_last_with_their_amounts_and_no_key_of_the_import(plan: Plan):
    edits.change(plan, BudgetLine, ["homes"], import_key="ra:1")
    (copy,) = edits.duplicate(plan, ["homes"])
    held = plan.table(BudgetLine)[copy]
    assert (held.description, held.import_key, held.position) == ("Homes (copy)", "", 4)
    assert amount(plan, f"{copy}:2016") == 123_456
    plan.undo()
    assert copy not in plan.table(BudgetLine)
