"""Text in the finance workbook stays text, whatever it looks like and whichever field it stands in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.column import Kind
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import AgreementTerm, Contribution, Pool, PoolAgreement
from jcplanner.domain.record import Record
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.exchange.write import LONGEST_TEXT
from jcplanner.plan.plan import Plan


def results(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, data_only=True)


def formulas(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path)


def formula_cells(path: Path) -> set[tuple[str, str]]:
    """Where the formulas of a workbook stand."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in formulas(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


PAYLOADS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "TRUE",
    "1E5",
    "2016",
    "https://example.org/",
    "internal:'Lines'!A1",
    "<r><t>x</t></r>",
    "_x0041_",
    "Über 65 \U0001f600 \u05e9\u05dc\u05d5\u05dd \u202eabc",
    "* ? ~",
    ">0",
    'A "quoted" & <b>name</b>',
    "tab\tand\nline",
)


def with_text_everywhere(payload: str) -> list[Record]:
    """A plan that has the payload in every field that people type text into."""

    def texts(kind: type[Record]) -> dict[str, Any]:
        typed = (Kind.TEXT, Kind.NOTE, Kind.CODE)
        held = {column.name: payload for column in kind.COLUMNS[1:] if column.kind in typed}
        return {name: value for name, value in held.items() if name not in ("colour", "unit")}

    return [
        PlanDetails("plan", **{**texts(PlanDetails), "first_year": 2016}),
        Partner("p", 1, **texts(Partner)),
        Partner("q", 2, **texts(Partner)),
        ServiceArea("a", 1, **{**texts(ServiceArea), "parent": None}),
        ServiceArea("b", 2, **{**texts(ServiceArea), "parent": "a"}),
        FundingSource("f", 1, **{**texts(FundingSource), "partner": "p"}),
        FundingAmount("f:2016", "f", 2016, 500),
        BudgetLine(
            "l", 1, **{**texts(BudgetLine), "partner": "p", "service_area": "a", "funding_source": "f"}
        ),
        BudgetLine(
            "m", 2, **{**texts(BudgetLine), "partner": "q", "service_area": "b", "import_key": ""}
        ),
        BudgetAmount("l:2016", "l", 2016, 12_345, note=payload),
        BudgetAmount("m:2016", "m", 2016, 678),
        Pool("o", 1, **texts(Pool), host="p"),
        PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "o", note=payload),
        BudgetAmount("l:2017", "l", 2017, 20_000),
        PoolAgreement("g", 1, **texts(PoolAgreement), pool="o"),
        AgreementTerm("o:aims", "o", "aims", **texts(AgreementTerm)),
        Contribution("o:p:2017", "o", "p", 2017, 20_000, note=payload),
        RiskShareRule("r", 1, **texts(RiskShareRule), pool="o"),
        Outturn("l:2017:3", "l", 2017, 3, 100, 21_000, note=payload),
        Resource("p:2017", "p", 2017, 100, payload, payload),
        Assumption("h", 1, **texts(Assumption)),
        AssumptionRate("h:2017", "h", 2017, 250),
        Pressure("u", 1, **texts(Pressure), partner="p", year=2017, amount=5),
        ControlTotal("t", 1, **texts(ControlTotal), year=2017, amount=7),
        ControlledPartner("t:p", "t", "p"),
        Saving("v", 1, **texts(Saving), full_year_effect=9, start_year=2017),
        Virement("w", 1, **texts(Virement), year=2017),
        VirementMove("w:l", "w", "l", 0),
        Scenario("c", 1, **texts(Scenario)),
        ScenarioOverride("c|budget_amount|l:2016|amount", "c", "budget_amount", "l:2016", "amount", 1),
        StatedFigure(
            "s", 1, **{**texts(StatedFigure), "partner": "q", "service_area": "b", "year": 2016, "amount": 1}
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_something_else_stays_text(
    payload: str, made: Callable[..., Plan], tmp_path: Path
):
    plan = made(*with_text_everywhere(payload))
    export_workbook(plan, tmp_path / "out.xlsx")
    plain = made(*with_text_everywhere("plain"))
    export_workbook(plain, tmp_path / "plain.xlsx")
    shown = results(tmp_path / "out.xlsx")
    assert formula_cells(tmp_path / "out.xlsx") == formula_cells(tmp_path / "plain.xlsx")
    lines = shown["Lines"]
    assert str(lines.cell(6, 4).value).replace("_x005F_", "_").strip() == payload
    assert lines.cell(6, 4).data_type == "s"
    assert not lines.cell(6, 4).hyperlink
    sheet = shown["Summary by partner"]
    assert [sheet.cell(row, 2).value for row in (7, 8, 9)] == [123.45, 6.78, 130.23]
    assert shown["Stated"]["J6"].value == 6.78


def test_control_characters_are_cleaned_and_too_long_text_is_cut_with_a_note(
    made: Callable[..., Plan], tmp_path: Path
):
    plan = made(
        BudgetLine("l", 1, description="a\x00b\x0bc\x1fd", note="x" * 40_000),
        BudgetLine("m", 2, description="\U0001f600" * 20_000),
    )
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Lines"]
    assert sheet["D6"].value == "a b c d"
    note = next(cell.value for cell in sheet[6] if str(cell.value).startswith("xxx"))
    assert len(note) == LONGEST_TEXT and note.endswith(
        "[cut here: longer than a cell can hold; the plan has all of it]"
    )
    assert len(sheet["D7"].value.encode("utf-16-le")) <= 2 * LONGEST_TEXT
