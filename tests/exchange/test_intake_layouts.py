"""The layouts that files come in: transactions, one record across, workbooks."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.intake import bring_in
from jcplanner.exchange.interpret import with_answer
from jcplanner.exchange.mapping import AmountColumn, ColumnGroup, Mapping
from jcplanner.exchange.reading import Undecided


def save(tmp_path: Path, text: str, name: str = "ledger.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    return path


def lines_of(plan) -> dict[str, tuple[str, dict[int, int]]]:
    amounts: dict[str, dict[int, int]] = {}
    for amount in plan.table(BudgetAmount).values():
        amounts.setdefault(amount.line, {})[amount.year] = amount.amount
    return {
        line.description: (line.direction, amounts.get(line.id, {}))
        for line in plan.table(BudgetLine).ordered()
    }


PAYMENTS = "Date,Supplier,Code,Amount\n{}"
PAYMENT_MAPPING = Mapping(
    "Payments",
    "transactions",
    columns={"provider": "Supplier", "ledger_code": "Code"},
    description=("{Supplier}",),
    date_column="Date",
    amounts=(AmountColumn("Amount"),),
    key=("Supplier", "Code"),
)


def test_transactions_are_summed_by_the_chosen_columns_and_year(two_partner_plan, tmp_path):
    rows = "31/03/2017,Acme,01,10.50\n01/04/2017,Acme,01,1\n15/05/2016,Acme,01,2\n15/05/2016,Bee,01,(0.25)\n"
    result = bring_in(two_partner_plan, save(tmp_path, PAYMENTS.format(rows)), PAYMENT_MAPPING)
    assert lines_of(two_partner_plan) == {
        "Acme": ("expenditure", {2016: 1250, 2017: 100}),
        "Bee": ("expenditure", {2016: -25}),
    }
    assert result.rows_read == 4


def test_us_dates_are_known_from_the_column_and_open_ones_are_asked(two_partner_plan, tmp_path):
    us = save(tmp_path, PAYMENTS.format("03/31/2017,Acme,01,1\n04/01/2017,Acme,01,2\n"), "us.csv")
    bring_in(two_partner_plan, us, PAYMENT_MAPPING)
    assert lines_of(two_partner_plan)["Acme"][1] == {2016: 100, 2017: 200}
    open_ = save(tmp_path, PAYMENTS.format("03/04/2017,Bee,01,1\n"), "open.csv")
    with pytest.raises(Undecided) as caught:
        bring_in(two_partner_plan, open_, PAYMENT_MAPPING)
    question = caught.value
    assert (question.setting, question.column) == ("date_order", "Date")
    answered = with_answer(PAYMENT_MAPPING, question.setting, question.choices[1])
    bring_in(two_partner_plan, open_, answered)
    assert lines_of(two_partner_plan)["Bee"][1] == {2016: 100}
    same_year = save(tmp_path, PAYMENTS.format("05/06/2017,Cee,01,1\n"), "same.csv")
    bring_in(
        two_partner_plan, same_year, PAYMENT_MAPPING
    )  # both ways fall in 2017/18: nothing to ask
    assert lines_of(two_partner_plan)["Cee"][1] == {2017: 100}


def test_a_damaged_date_rejects_its_row_with_the_reason(two_partner_plan, tmp_path):
    path = save(tmp_path, PAYMENTS.format("31/02/2017,Acme,01,1\n28/02/2017,Acme,01,2\n"))
    result = bring_in(two_partner_plan, path, PAYMENT_MAPPING)
    assert [(r.row, r.column, r.value) for r in result.rejected] == [(2, "Date", "31/02/2017")]
    assert lines_of(two_partner_plan)["Acme"][1] == {2016: 200}


ACROSS = """\
Published budgets in £ thousand,,,,,
,,res,day,tot,oth
Code,Body,Residential,Day care,TOTAL CARE,Roads
E1,Alpha,"1,000",200,1200,5
E2,Beta,...,...,...,...
E06000019,Gamma,7,Category discontinued,8,1
"""
ACROSS_MAPPING = Mapping(
    "Across",
    "across",
    unit="thousands",
    year="2023/24",
    code_row=2,
    key=("Code",),
    choose=("Code", "Body"),
    no_figure=("...", "Category discontinued"),
    groups=(ColumnGroup("Adult social care", "Residential", "Day care", "TOTAL CARE"),),
)


def test_a_row_with_its_lines_across_is_chosen_and_unpivoted(two_partner_plan, tmp_path):
    path = save(tmp_path, ACROSS)
    result = bring_in(two_partner_plan, path, ACROSS_MAPPING, where={"Body": "alpha"})
    assert lines_of(two_partner_plan) == {
        "Residential": ("expenditure", {2023: 100_000_000}),
        "Day care": ("expenditure", {2023: 20_000_000}),
    }
    lines = two_partner_plan.table(BudgetLine).ordered()
    assert [(line.ledger_code, line.service_area) for line in lines] == [
        ("res", "area3"),
        ("day", "area3"),
    ]
    assert [(c.name, c.stated, c.difference) for c in result.control_totals] == [
        ("TOTAL CARE", 120_000_000, 0)
    ]
    assert result.skipped[-1].column == "Roads"
    assert result.skipped[-1].why == "not part of this mapping"
    assert result.counts.not_chosen == 2


def test_the_partner_chooses_its_own_row_and_a_difference_is_shown(two_partner_plan, tmp_path):
    result = bring_in(two_partner_plan, save(tmp_path, ACROSS), ACROSS_MAPPING, partner="council")
    assert [(c.stated, c.derived, c.difference) for c in result.control_totals] == [
        (800_000, 700_000, -100_000)
    ]
    assert any("was chosen because" in note for note in result.notes)
    assert any("apart" in note for note in result.notes)


def test_a_body_that_made_no_return_brings_nothing_and_says_so(two_partner_plan, tmp_path):
    result = bring_in(
        two_partner_plan, save(tmp_path, ACROSS), ACROSS_MAPPING, where={"Body": "Beta"}
    )
    assert result.nothing_changed
    assert not result.step
    assert result.headline().startswith("Nothing was brought in")
    assert any("Beta has no figures" in note for note in result.notes)


def test_many_bodies_are_never_brought_in_as_one(two_partner_plan, tmp_path):
    with pytest.raises(Refusal, match="many bodies"):
        bring_in(two_partner_plan, save(tmp_path, ACROSS), ACROSS_MAPPING, partner="nhs")


def workbook(tmp_path: Path, rows: list[list[object]], name: str = "book.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ledger"
    for row in rows:
        sheet.append(row)
    hidden = book.create_sheet("Old")
    hidden.append(["Line", "2016/17"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / name)
    return tmp_path / name


def test_a_workbook_comes_in_as_a_text_file_does(two_partner_plan, tmp_path):
    path = workbook(
        tmp_path,
        [
            ["Line", "From", "2016/17 £000"],
            ["Care", date(2016, 4, 1), 12.3456789],
            ["Fees", "", "(5)"],
        ],
    )
    result = bring_in(
        two_partner_plan, path, Mapping("m", unit="thousands", columns={"description": "Line"})
    )
    assert lines_of(two_partner_plan) == {
        "Care": ("expenditure", {2016: 1_234_568}),
        "Fees": ("expenditure", {2016: -500_000}),
    }
    assert two_partner_plan.table(BudgetLine).ordered()[0].source_sheet == "Ledger"
    assert "1 sheet is hidden: Old." in result.notes
    assert result.as_json()["rounding"]["remainder_pence"] == "-0.11"


def test_formulas_without_results_are_refused_and_error_cells_rejected(
    two_partner_plan, tmp_path, by_hand
):
    unsaved = workbook(tmp_path, [["Line", "2016/17"], ["Care", "=1+1"]])
    with pytest.raises(Refusal, match="without a saved result"):
        bring_in(two_partner_plan, unsaved, Mapping("m", columns={"description": "Line"}))
    body = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Line</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>2016/17</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Care</t></is></c>'
        '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Beds</t></is></c>'
        '<c r="B3"><v>NaN</v></c></row></sheetData>'
    )
    path = by_hand.write_sheet(tmp_path / "errors.xlsx", body)
    result = bring_in(two_partner_plan, path, Mapping("m", columns={"description": "Line"}))
    assert (result.rejected[0].row, result.rejected[0].value) == (2, "#DIV/0!")
    assert result.lines_added == 0
    assert len(result.rejected) == 2
