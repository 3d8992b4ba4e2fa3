"""Cells of a workbook that came back, one at a time; and many at once, changed by chance."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.years import year_label
from jcplanner.exchange.returned import accept, read_returned
from jcplanner.exchange.returned_cells import ROUNDED, read_amount, says, text_of
from jcplanner.exchange.returned_reader import NO_RESULT
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.fields import column_named
from jcplanner.plan.opening import new_plan
from jcplanner.plan.templates import fill

NOTE = column_named(BudgetLine, "note")


@given(st.integers(-MOST_PENCE, MOST_PENCE))
def test_every_amount_comes_back_to_the_penny(pence: int):
    # Whole pence beyond 15 digits are more than Excel itself can hold.
    if abs(pence) < 10**15:
        assert read_amount(pence / 100) == (pence, "")


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), -float("inf"), "#REF!", NO_RESULT])
def test_what_is_no_figure_is_never_taken_for_blank(cell: Any):
    with pytest.raises(ValueError):
        read_amount(cell)


def test_dust_of_a_sum_is_no_rounding_but_half_a_penny_is():
    assert read_amount(0.1 + 0.2) == (30, "")
    assert read_amount(0.125) == (12, ROUNDED)
    assert read_amount("  ") == (None, "")


@given(st.text(max_size=40))
def test_whatever_a_note_says_it_says_in_the_workbook_too(text: str):
    escaped = text.replace("_x", "_x005F_x")
    assert says(escaped, text, NOTE) or "_x" in text
    assert says(text or None, text, NOTE)


def test_text_is_read_as_excel_shows_it():
    assert text_of("_x005F_x0041_") == "_x0041_"
    assert text_of(" a\u200bb\u202e ") == "ab"
    assert text_of("one\r\ntwo", NOTE) == "one\ntwo"
    assert text_of("one\ntwo") == "one two"
    assert text_of(123.0) == "123"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cells_changed_by_chance_are_exactly_the_differences(seed: int, excel: Any, tmp_path: Path):
    chance = random.Random(seed)
    held = new_plan(tmp_path / "x.jcplan", fill=lambda plan: fill(plan, "herefordshire-2016"))
    try:
        plan, path = held.plan, tmp_path / "out.xlsx"
        export_workbook(plan, path)
        lines, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
        wanted: dict[tuple[str, str, int | None], object] = {}
        for line in chance.sample(list(lines), 12):
            year = chance.choice(plan.years)
            before = amounts.get(cell_id(line, year))
            pence = chance.choice([None, 0, chance.randrange(-(10**12), 10**12)])
            if pence != (before.amount if before else None):
                wanted[(line, "amount", year)] = pence
            if chance.random() < 0.5:
                wanted[(line, "provider", None)] = f"=Provider {chance.random()}"

        def change(book: Any) -> None:
            for (line, field, year), value in wanted.items():
                head = "Provider" if year is None else year_label(year)
                cell = excel.cell(book, line, head)
                cell.value = value / 100 if isinstance(value, int) else value
                if field == "provider":
                    cell.data_type = "s"

        returned = read_returned(plan, excel.edit(path, change))
        assert {(d.id, d.field, d.year): d.new for d in returned.differences} == wanted
        assert returned.remarks == []
        before = [dict(lines.rows), dict(amounts.rows)]
        accept(plan, returned, returned.differences)
        assert read_returned(plan, path).differences == []
        plan.undo()
        assert [lines.rows, amounts.rows] == before
    finally:
        held.discard()
