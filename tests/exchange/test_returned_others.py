"""The other sheets of a finance workbook that came back: funding is taken back, the rest pointed out."""

from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.budgets import FundingAmount
from jcplanner.domain.pathway import PathwayStep
from jcplanner.exchange.returned import accept, read_returned
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


@pytest.fixture
def sent(plan: Plan, tmp_path: Path) -> Path:
    edits.set_funding(plan, "core", {2016: 500_000})
    export_workbook(plan, tmp_path / "out.xlsx")
    return tmp_path / "out.xlsx"


def put(book: Any, name: str, label: str, head: str, value: object) -> None:
    sheet = book[name]
    column = next(held.column for held in sheet[5] if held.value == head)
    row = next(held.row for held in sheet["A"][5:] if held.value == label)
    sheet.cell(row, column).value = value


def test_what_a_source_gives_is_taken_back(excel: Any, plan: Plan, sent: Path):
    def change(book: Any) -> None:
        put(book, "Funding", "Base budget", "2016/17 gives", 6000)
        put(book, "Funding", "Base budget", "2017/18 gives", 7000.01)

    returned = read_returned(plan, excel.edit(sent, change))
    assert [(d.table, d.id, d.year, d.old, d.new) for d in returned.differences] == [
        ("funding_source", "core", 2016, 500_000, 600_000),
        ("funding_source", "core", 2017, None, 700_001),
    ]
    assert returned.remarks == []
    accept(plan, returned, returned.differences)
    assert plan.table(FundingAmount)["core:2016"].amount == 600_000
    assert plan.table(FundingAmount)["core:2017"].amount == 700_001
    assert plan.undo() == "Take back out.xlsx"
    assert "core:2017" not in plan.table(FundingAmount)


def test_a_source_that_gives_nothing_known_any_more_is_blank(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(
        plan,
        excel.edit(sent, lambda book: put(book, "Funding", "Base budget", "2016/17 gives", None)),
    )
    accept(plan, returned, returned.differences)
    assert "core:2016" not in plan.table(FundingAmount)


@pytest.mark.parametrize("value", ["=1+1", "about 5"])
def test_funding_that_is_no_amount_is_said_and_not_taken(
    value: str, excel: Any, plan: Plan, sent: Path
):
    returned = read_returned(
        plan,
        excel.edit(sent, lambda book: put(book, "Funding", "Base budget", "2016/17 gives", value)),
    )
    assert returned.differences == []
    (remark,) = returned.remarks
    assert remark.text.startswith('Funding "Base budget", Gives 2016/17 was not taken')


def test_funding_that_both_have_changed_is_a_conflict(excel: Any, plan: Plan, sent: Path):
    edits.set_funding(plan, "core", {2016: 1})
    returned = read_returned(
        plan,
        excel.edit(sent, lambda book: put(book, "Funding", "Base budget", "2016/17 gives", 2)),
    )
    (difference,) = returned.differences
    assert difference.conflict and difference.then_text == "£5,000.00"


def test_stages_and_stated_figures_are_pointed_out_and_never_taken(
    excel: Any, plan: Plan, sent: Path
):
    def change(book: Any) -> None:
        put(book, "Pathway", "Adults", "2017/18 stage set here", "Learn")
        put(book, "Pathway", "Learning disability", "2018/19 arrangement set here", "Pooled")
        put(book, "Stated", "Paper 7", "Stated", 5)

    steps = dict(plan.table(PathwayStep).rows)
    returned = read_returned(plan, excel.edit(sent, change))
    assert returned.differences == []
    end = "; this is set in the plan itself."
    adults, learning, stated = (remark.text.removesuffix(end) for remark in returned.remarks)
    assert (
        adults == 'Pathway "Adults", 2017/18 stage: the workbook says Learn, jcplanner wrote Align'
    )
    assert learning.startswith('Pathway "Learning disability", 2018/19 arrangement')
    assert learning.endswith("the workbook says Pooled, jcplanner wrote blank")
    assert stated == 'Stated "Paper 7", stated: the workbook says 5, jcplanner wrote £10,000.00'
    assert dict(plan.table(PathwayStep).rows) == steps
