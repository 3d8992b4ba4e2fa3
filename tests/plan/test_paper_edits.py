"""Sections of papers that come with the program, and a body's own."""

from jcplanner.domain.decisions import PAPER_PARTS, PaperSection
from jcplanner.domain.partners import Body
from jcplanner.plan import edits
from jcplanner.plan.paper_edits import (
    order_for,
    own_sections,
    put_sections,
    section_orders,
    sections_of,
)
from jcplanner.plan.plan import Plan


def with_bodies(plan: Plan) -> tuple[str, str, str]:
    return (
        edits.add(plan, Body, name="Cabinet", partner="c"),
        edits.add(plan, Body, name="Governing Body", partner="n"),
        edits.add(plan, Body, name="Joint board"),
    )


def test_every_section_that_comes_with_the_program_holds_a_part_of_a_paper():
    for order in section_orders():
        assert {part for _, part in order.sections} <= set(PAPER_PARTS)
        assert len({part for _, part in order.sections}) == len(order.sections)
    council, nhs = section_orders()
    assert {part for _, part in council.sections} == set(PAPER_PARTS)
    assert set(PAPER_PARTS) - {part for _, part in nhs.sections} == {"key decision", "wards"}


def test_a_body_has_the_order_of_its_partner_until_it_has_its_own(plan: Plan):
    cabinet, board, joint = with_bodies(plan)
    names = [order_for(plan.records, body).name for body in (cabinet, board, joint)]
    assert names == ["Council", "NHS", "Council"]
    edits.add(plan, PaperSection, body=board, name="What we ask", part="recommendations")
    assert sections_of(plan.records, board) == [("What we ask", "recommendations")]


def test_an_order_is_put_in_as_one_step_and_replaces_the_bodys_own_alone(plan: Plan):
    cabinet, board, _ = with_bodies(plan)
    council, nhs = section_orders()
    assert put_sections(plan, council, cabinet) == len(council.sections)
    put_sections(plan, nhs, board)
    assert put_sections(plan, nhs, cabinet) == len(nhs.sections)
    assert sections_of(plan.records, cabinet) == list(nhs.sections)
    assert sections_of(plan.records, board) == list(nhs.sections)
    plan.undo()
    assert sections_of(plan.records, cabinet) == list(council.sections)
    assert len(own_sections(plan.records, board)) == len(nhs.sections)
