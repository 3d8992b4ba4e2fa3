"""The sheets Decisions and Registers: text stays text, days are days, scores and time taken are formulas."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from jcplanner.domain.decisions import Decision, RecommendationOutcome
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.registers import Benefit, BenefitAmount, Contract, ContractShare, Issue, Risk
from jcplanner.domain.versions import Version, in_groups
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits
from jcplanner.plan.decision_edits import record_on_figures_now
from jcplanner.plan.plan import Plan
from tests.domain.paper_records import PAPER
from tests.exchange.test_workbooks_recalculated import as_shown

if TYPE_CHECKING:
    from tests.exchange.conftest import Office

MORE = (
    Proposal("old", 2, "=1+1"),
    Decision("old:cabinet", "old", "cabinet", decided_on="1890-05-01", outcome="approved"),
    RecommendationOutcome("second:board", "second", "board", "rejected", "@not now"),
    Issue("i", 1, "+44 is no sum", amount=12_345),
    Benefit("b", 1, "Fewer visits"),
    BenefitAmount("b:2016", "b", 2016, 0, 123_456),
    Contract("k", 1, "Home care", value=100_000),
    ContractShare("k:c", "k", "c", 6_000),
)


def rows(path: Path, sheet: str, *, values: bool = True) -> list[list[Any]]:
    held = openpyxl.load_workbook(path, data_only=values)[sheet]
    return [[cell.value for cell in row] for row in held.iter_rows()]


def below(found: list[list[Any]], title: str) -> list[list[Any]]:
    """The rows below a heading, as far as the next blank one."""
    at = next(place for place, row in enumerate(found) if row[0] == title)
    return found[at + 1 : next((p for p in range(at, len(found)) if not any(found[p])), None)]


def agreed(made: Callable[..., Plan]) -> Plan:
    plan = made(*PAPER, *MORE)
    record_on_figures_now(
        plan, "Board", "align", "cabinet", outcome="approved", decided_on="2016-07-28"
    )
    return plan


def test_decisions_stand_by_proposal_and_body_with_days_and_fingerprint(
    made: Callable[..., Plan], tmp_path: Path
):
    plan = agreed(made)
    export_workbook(plan, tmp_path / "out.xlsx")
    found = rows(tmp_path / "out.xlsx", "Decisions")
    cabinet, board, old = found[5:8]
    assert cabinet[:6] == ["Align adult budgets", "D1", "Adults", "Cabinet", "Yes", "Approved"]
    assert cabinet[7] == cabinet[9] == datetime(2016, 7, 28)
    (version,) = plan.table(Version).values()
    assert cabinet[13:15] == [version.name, in_groups(version.fingerprint)]
    assert board[7] == datetime(2016, 7, 19) and board[12] == "12/16"
    assert old[0] == "=1+1" and old[7] == "1890-05-01" and not old[9]


def test_how_long_it_took_is_a_formula_over_the_days(made: Callable[..., Plan], tmp_path: Path):
    """From 19 July to 28 July 2016 are nine days."""
    export_workbook(agreed(made), tmp_path / "out.xlsx")
    taken = below(rows(tmp_path / "out.xlsx", "Decisions"), "How long it took")
    assert taken[1][:6] == [
        "Align adult budgets", datetime(2016, 7, 19), datetime(2016, 7, 28), 9, 2, 2,
    ]  # fmt: skip
    assert taken[2][:6] == ["=1+1", None, None, None, 0, 1]
    formulas = below(rows(tmp_path / "out.xlsx", "Decisions", values=False), "How long it took")
    assert formulas[1][3] == '=IF(COUNT(J6:J7)=0,"",C12-B12)'
    single = below(rows(tmp_path / "out.xlsx", "Decisions"), "Single recommendations")
    assert single[1][2] == "@not now" and single[1][5] == "Rejected"


def test_registers_stand_in_blocks_with_scores_as_formulas(
    made: Callable[..., Plan], tmp_path: Path
):
    export_workbook(agreed(made), tmp_path / "out.xlsx")
    found = rows(tmp_path / "out.xlsx", "Registers")
    risks = below(found, "Risks")
    scores = [risks[0].index(f"{moment} score") for moment in ("Inherent", "Current", "Target")]
    assert risks[1][0] == "Demand grows"
    assert [risks[1][at] for at in scores] == [16, 12, None]
    formula = below(rows(tmp_path / "out.xlsx", "Registers", values=False), "Risks")[1][scores[0]]
    assert formula.startswith("=IF(COUNT(") and "*" in formula
    issues = below(found, "Issues")
    assert issues[1][0] == "+44 is no sum"
    assert issues[1][issues[0].index("In pounds")] == 123.45
    by_year = below(found, "Benefits by year")
    assert by_year[1][1:3] == by_year[2][1:3] == [0, 1234.56]
    paid = below(found, "Who pays for contracts")
    assert paid[1][:4] == ["Home care", "Council", 0.6, 600]


def test_an_empty_plan_says_so_on_both_sheets(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    texts = [rows(tmp_path / "out.xlsx", name)[-1][0] for name in ("Decisions", "Registers")]
    assert texts == [
        "No body is asked to decide on a proposal yet.",
        "The registers hold nothing yet.",
    ]


def test_libreoffice_comes_to_the_same_days_and_scores(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    plan, path = agreed(made), tmp_path / "agreed.xlsx"
    edits.change(plan, Risk, ["drift"], target_likelihood=2, target_impact=5)
    export_workbook(plan, path)
    again, written = office.recalculate([path])[path.name], office.sheets(path)
    for sheet in ("Decisions", "Registers"):
        for place, row in enumerate(written[sheet]):
            for column, value in enumerate(row):
                other = again[sheet][place][column] if column < len(again[sheet][place]) else ""
                assert as_shown(other) == as_shown(value), (sheet, place + 1, column)
    days = [value for row in again["Decisions"] for value in row if isinstance(value, date)]
    assert datetime(2016, 7, 28).date() in {getattr(day, "date", lambda d=day: d)() for day in days}
