"""What a sheet seems to be is proposed, never acted on unseen."""

from dataclasses import replace
from pathlib import Path

from jcplanner.exchange.header import choose_sheet
from jcplanner.exchange.intake import bring_in
from jcplanner.exchange.mapping_shelf import shipped_mappings
from jcplanner.exchange.read import read_file
from jcplanner.exchange.suggest import fitting_mapping, proposed_mapping, suggest_mapping


def suggestion_for(tmp_path: Path, text: str, header_row: int = 0):
    path = tmp_path / "extract.csv"
    path.write_text(text, "utf-8")
    return suggest_mapping(read_file(path, most_rows=200).sheets[0], header_row=header_row)


def test_year_columns_under_a_banner_are_found_with_code_description_and_unit(
    tmp_path, two_partner_plan
):
    text = (
        "Herefordshire Council,,,,\nBudget book,,,,£000\n\n"
        "Cost centre,Service description,Budget holder,2016/17,2017/18\n"
        "00123,Residential care,Head of care,100,110\n00124,Day care,Head of care,5,6\n"
    )
    suggestion = suggestion_for(tmp_path, text)
    mapping = suggestion.mapping
    assert (mapping.header_row, mapping.layout, mapping.unit) == (4, "lines", "thousands")
    assert mapping.columns == {
        "ledger_code": "Cost centre",
        "description": "Service description",
        "budget_holder": "Budget holder",
    }
    assert [amount.heading for amount in mapping.amounts] == ["2016/17", "2017/18"]
    assert mapping.key == ("Cost centre",)
    result = bring_in(two_partner_plan, tmp_path / "extract.csv", mapping)
    assert (result.lines_added, result.expenditure) == (2, 22_100_000)


def test_a_list_of_payments_is_taken_for_transactions(tmp_path):
    text = "Date,Supplier,Cost centre,Amount\n" + "".join(
        f"{day:02d}/04/2016,Supplier {day % 3},C{day % 4},{day}.50\n" for day in range(1, 29)
    )
    mapping = suggestion_for(tmp_path, text).mapping
    assert (mapping.layout, mapping.date_column) == ("transactions", "Date")
    assert [amount.heading for amount in mapping.amounts] == ["Amount"]
    assert mapping.key == ("Cost centre", "Supplier")


def test_spending_and_income_columns_and_a_net_that_controls_them(tmp_path):
    text = "Code,Service,Gross expenditure,Income,Net\n1,Care,100,-30,70\n2,Beds,50,-5,45\n"
    mapping = suggestion_for(tmp_path, text).mapping
    sides = [(amount.heading, amount.direction, amount.reverse) for amount in mapping.amounts]
    assert sides == [("Gross expenditure", "expenditure", False), ("Income", "income", True)]
    assert [control.heading for control in mapping.controls] == ["Net"]


def test_a_header_row_that_a_person_names_overrules_the_guess(tmp_path):
    text = "Line,2016/17\nLine,2017/18\nCare,5\n"
    assert suggestion_for(tmp_path, text, header_row=2).mapping.amounts[0].heading == "2017/18"


def test_a_sheet_of_words_has_no_header(tmp_path):
    suggestion = suggestion_for(tmp_path, "Only words\nand more\n")
    assert suggestion.header is None
    assert suggestion.remarks


def test_published_files_are_recognised_by_the_mappings_that_come_with_the_product(
    shared_data: Path,
):
    shipped = shipped_mappings()
    for path, name in (
        ("ra/RA_2023-24_data_Part_1.csv", "revenue-account"),
        ("ascfr/CSV ASCFR Totals.csv", "ascfr"),
        ("ascfr/pss-exp-eng-15-16-fin-add-data.csv", "pss-ex1"),
    ):
        file = read_file(shared_data / path, most_rows=200)
        assert fitting_mapping(file, list(shipped.values())) == shipped[name]
    other = read_file(shared_data / "allocations" / "ccg_allocations.csv", most_rows=200)
    assert fitting_mapping(other, list(shipped.values())) is None


def test_a_wide_published_file_is_taken_for_lines_across(shared_data: Path):
    sheet = read_file(shared_data / "ra" / "RA_2023-24_data_Part_1.csv", most_rows=200).sheets[0]
    suggestion = suggest_mapping(sheet)
    mapping = suggestion.mapping
    assert (mapping.layout, mapping.header_row, mapping.unit) == ("across", 10, "thousands")
    totals = [group.total for group in mapping.groups]
    assert "TOTAL ADULT SOCIAL CARE" in totals
    assert "ONS Code" in mapping.choose


def test_of_several_columns_for_a_year_the_budget_is_taken_and_the_rest_said(tmp_path):
    text = "Line,Actual 2016/17,Budget 2016/17,Budget 2017/18\nCare,4,5,6\nBeds,1,2,3\n"
    suggestion = suggestion_for(tmp_path, text)
    headings = [amount.heading for amount in suggestion.mapping.amounts]
    assert headings == ["Budget 2016/17", "Budget 2017/18"]
    assert any("left out: Actual 2016/17" in remark for remark in suggestion.remarks)


def test_numbers_side_by_side_are_not_taken_for_one_amount(tmp_path):
    text = "Line,Opening,Final allocation,Per head\nCare,4,5,6\nBeds,1,2,3\n"
    suggestion = suggestion_for(tmp_path, text)
    assert [amount.heading for amount in suggestion.mapping.amounts] == ["Final allocation"]
    assert any("Several columns hold numbers" in remark for remark in suggestion.remarks)


def test_a_lone_net_column_is_the_amount(tmp_path):
    mapping = suggestion_for(tmp_path, "Code,Line,Net budget\n1,Care,4\n2,Beds,1\n").mapping
    assert [amount.heading for amount in mapping.amounts] == ["Net budget"]


def test_a_proposal_names_columns_without_a_heading_and_still_fits(tmp_path):
    path = tmp_path / "budget.csv"
    path.write_text("Budget,,\nCode,,2016/17\nA1,Home care,10\nA2,Day care,20\n", "utf-8")
    file = read_file(path)
    mapping, _ = proposed_mapping(file, "auto")
    _, header = choose_sheet(file, replace(mapping, key=("Column B",), columns={}))
    assert (header.row, header.headings) == (2, ["Code", "Column B", "2016/17"])
