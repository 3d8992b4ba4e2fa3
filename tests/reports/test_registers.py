"""The registers as tables, and the heat map."""

from jcplanner.domain.registers import Benefit, Contract, Issue, Risk
from jcplanner.plan import edits, register_edits, versions
from jcplanner.plan.plan import Plan
from jcplanner.reports.heat_map import cell_words, heat_map_report
from jcplanner.reports.registers import (
    benefit_words,
    funding_words,
    registers_report,
    score_words,
    share_words,
)

LOSS = "Loss of focus and resource for the specific issues facing the people of Herefordshire"
"""000¶36, should the partners not proceed; ¶34: no direct risks are associated with doing so."""


def test_every_register_that_holds_something_has_a_table(plan: Plan) -> None:
    edits.add(
        plan,
        Risk,
        event=LOSS,
        side="if we don't",
        current_likelihood=3,
        current_impact=5,
    )
    report = registers_report(plan)
    assert [table.title for table in report.tables] == ["Registers", "Risks"]
    assert report.tables[0].rows[0] == ("Risks", 1, 1, "neither occurred nor closed")
    risks = report.tables[1]
    row = dict(zip((head.text for head in risks.headings), risks.rows[0], strict=True))
    assert (row["Event"], row["Side"], row["Current score"], row["Target score"]) == (
        LOSS,
        "If we don't",
        "3 x 5 = 15, high",
        "",
    )


def test_benefits_are_added_up_by_year_and_nil_is_said(plan: Plan) -> None:
    one = edits.add(plan, Benefit, name="Care well coordinated")
    other = edits.add(plan, Benefit, name="One contract")
    register_edits.set_benefits(
        plan,
        {
            (one, 2017, "planned"): 0,
            (other, 2017, "planned"): 120_00,
            (other, 2017, "realised"): 80_00,
        },
    )
    table = next(held for held in registers_report(plan).tables if held.title == "Benefits by year")
    place = [head.text for head in table.headings].index("Planned 2017/18")
    assert [row[place] for row in table.rows] == [0, 120_00, 120_00]
    assert [row[place + 1] for row in table.rows] == [None, 80_00, 80_00]
    assert benefit_words(plan, one) == (
        "Over the years: planned £0, nothing realised yet. It is not planned to save money: what it "
        "brings lies beyond money."
    )
    assert benefit_words(plan, other) == "Over the years: planned £120, realised £80."


def test_who_pays_for_a_contract(plan: Plan) -> None:
    key = edits.add(plan, Contract, name="Care homes", value=100_01)
    assert (share_words(plan, key), funding_words(plan, key)) == ("", "")
    register_edits.set_shares(plan, key, {"c": {"share": 5_000, "line": "homes"}})
    assert share_words(plan, key) == "50%: not 100%"
    register_edits.set_shares(plan, key, {"n": {"share": 5_000}})
    assert share_words(plan, key) == "100%"
    assert funding_words(plan, key) == "A year: Council £50.01, CCG £50."
    table = next(
        held for held in registers_report(plan).tables if held.title == "Who pays for contracts"
    )
    assert table.rows == (
        ("Care homes", "Council", 5_000, 50_01, "Homes"),
        ("Care homes", "CCG", 5_000, 50_00, ""),
    )


def test_the_heat_map_compares_with_the_newest_version(plan: Plan) -> None:
    key = edits.add(plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    assert heat_map_report(plan).scope == (
        "1 open risk by current score, no version to compare with"
    )
    versions.freeze(plan, "Cabinet 28 July 2016")
    edits.change(plan, Risk, [key], current_likelihood=3)
    report = heat_map_report(plan)
    assert report.scope == ("1 open risk by current score, movement since Cabinet 28 July 2016")
    assert report.tables[0].rows[2] == (
        "3 possible",
        "3 low",
        "6 medium",
        "9 medium",
        "12 medium: 1 open risk",
        "15 high",
    )
    assert report.tables[1].rows == (
        ("Viable", "3 x 4 = 12, medium", "lowered, was 4 x 4 = 16, high"),
    )
    assert score_words(plan, key) == "12, medium"


def test_a_risk_that_occurred_has_left_the_map(plan: Plan) -> None:
    key = edits.add(plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    versions.freeze(plan, "Before")
    register_edits.risk_occurred(plan, key)
    titles = {table.title: table.rows for table in heat_map_report(plan).tables}
    assert titles["No longer on the map"] == (("Viable", "4 x 4 = 16, high"),)
    assert len(plan.table(Issue)) == 1


def test_a_cell_is_read_out_with_its_words(plan: Plan) -> None:
    from jcplanner.domain.scoring_risks import heat_map

    edits.add(plan, Risk, event="Viable", current_likelihood=4, current_impact=5)
    held = heat_map(plan.table(Risk))
    assert cell_words(held, 4, 5) == "Likely and severe: 4 x 5 = 20, high. Viable."
    assert cell_words(held, 1, 1) == "Rare and negligible: 1 x 1 = 1, low. No risk."
