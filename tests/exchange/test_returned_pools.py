"""Contributions typed into a workbook that came back are pointed out; they are agreed in the plan itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcplanner.exchange.returned import read_returned
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import pool_edits
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED, K

if TYPE_CHECKING:
    from tests.exchange.conftest import Excel


@pytest.fixture
def pooled(made: Callable[..., Plan]) -> Plan:
    """The plan with the care homes pool."""
    return made(*POOLED)


@pytest.fixture
def sent(pooled: Plan, tmp_path: Path) -> Path:
    """Its workbook."""
    export_workbook(pooled, tmp_path / "out.xlsx")
    return tmp_path / "out.xlsx"


def put(book: Any, year: str, partner: str, head: str, value: object) -> None:
    sheet = book["Pools"]
    title = f"Contributions, Care homes pool, {year}"
    top = next(held.row for held in sheet["A"] if held.value == title)
    column = next(held.column for held in sheet[top + 2] if held.value == head)
    row = next(held.row for held in sheet["A"] if held.row > top and held.value == partner)
    sheet.cell(row, column).value = value


def test_a_workbook_as_it_was_sent_gives_nothing_to_say(pooled: Plan, sent: Path):
    pool_edits.set_contribution(pooled, "p", "c", 2018, base=1 * K, status="confirmed", note="x")
    returned = read_returned(pooled, sent)
    assert (returned.differences, returned.remarks) == ([], [])


def test_what_was_typed_over_is_pointed_out_with_its_place(
    excel: "Excel", pooled: Plan, sent: Path
):
    def change(book: Any) -> None:
        put(book, "2018/19", "The Council", "Base", 11_000_000)
        put(book, "2018/19", "The Council", "Status", "Confirmed")
        put(book, "2017/18", "The Clinical Commissioning Group", "Agreed amount", "soon")
        put(book, "2017/18", "The Clinical Commissioning Group", "Note", "see minute 7")

    returned = read_returned(pooled, excel.edit(sent, change))
    assert returned.differences == []
    said = [remark.text for remark in returned.remarks]
    pool = 'Pools "Care homes pool", '
    ccg, council = f"{pool}2017/18, The Clinical Commissioning Group", f"{pool}2018/19, The Council"
    after = "this is set in the plan itself."
    assert said == [
        f"{ccg}, note: the workbook says see minute 7, jcplanner wrote blank; {after}",
        f"{ccg}, agreed amount: the workbook says soon, jcplanner wrote blank; {after}",
        f"{council}, status: the workbook says Confirmed, jcplanner wrote Indicative; {after}",
        f"{council}, base: the workbook says 11000000, jcplanner wrote £11,640,000.00; {after}",
    ]
    assert all(remark.row for remark in returned.remarks)
