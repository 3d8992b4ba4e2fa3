"""Which records of a register are shown."""

from jcplanner.domain.register_kinds import register_named
from jcplanner.domain.registers import Risk
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.register_filter import NO_AREA, OPEN, RegisterFilter, filter_of

RISKS = register_named("risks")


def shown(plan: Plan, asked: RegisterFilter) -> list[str]:
    test = filter_of(plan.records, RISKS, asked)
    return [held.event for held in plan.table(Risk).ordered() if test is None or test(held)]


def test_words_area_stage_and_state_leave_away_what_they_do_not_have(plan: Plan) -> None:
    edits.add(plan, Risk, event="Staff", service_area="learning", stage="align", owner="Director")
    edits.add(plan, Risk, event="Ledgers", service_area="mental", stage="learn", state="closed")
    edits.add(plan, Risk, event="Guidance", cause="National process")
    assert shown(plan, RegisterFilter()) == ["Staff", "Ledgers", "Guidance"]
    assert shown(plan, RegisterFilter(area="adults")) == ["Staff"]
    assert shown(plan, RegisterFilter(area=NO_AREA)) == ["Guidance"]
    assert shown(plan, RegisterFilter(stage="learn")) == ["Ledgers", "Guidance"]
    assert shown(plan, RegisterFilter(state=OPEN)) == ["Staff", "Guidance"]
    assert shown(plan, RegisterFilter(state="closed")) == ["Ledgers"]
    assert shown(plan, RegisterFilter(words="PROCESS national")) == ["Guidance"]
    assert shown(plan, RegisterFilter(words="disability director")) == ["Staff"]
    assert shown(plan, RegisterFilter(words="nothing like it")) == []
