"""What can be chosen on each page of the wizard."""

from PySide6.QtCore import Qt

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, ImportMapping
from jcplanner.gui.forms.organisations import OrganisationDialog
from jcplanner.gui.tables import roles


def test_another_row_can_be_made_the_header(qtbot, start, forward):
    wizard = start("a,b\nx,y\nName,2016/17\nHome care,100\n")
    forward(wizard)
    page = wizard.sheet_page
    page.view.select(0)
    page.use_button.click()
    assert wizard.choices.header.row == 1
    page.view.select(2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert wizard.choices.header.row == 3
    assert wizard.choices.header.headings == ["Name", "2016/17"]


def test_what_a_column_means_is_chosen_and_the_year_with_it(start, plan, forward, bring_in):
    wizard = start("Thing,Where,Budget\nHome care,North,100.10\nDay care,South,200.20\n")
    forward(wizard, 2)
    page, model = wizard.columns_page, wizard.columns_page.model
    assert page.lacking() == "Choose the financial year of the figures: the file does not say it."
    assert not wizard.next_button.isEnabled()
    assert model.setData(model.index(1, 2), "provider", roles.VALUE)
    assert model.setData(model.index(2, 3), "2016/17", roles.VALUE)
    assert page.lacking() == ""
    forward(wizard, 2)
    bring_in(wizard)
    lines = plan.table(BudgetLine).ordered()
    assert [(line.description, line.provider) for line in lines] == [
        ("Home care", "North"),
        ("Day care", "South"),
    ]
    assert plan.table(BudgetAmount)[f"{lines[1].id}:2016"].amount == 200_20


def test_a_meaning_that_one_column_can_have_leaves_the_other(start, forward, cell):
    wizard = start("Thing,Where,2016/17\nHome care,North,100\n")
    forward(wizard, 2)
    model = wizard.columns_page.model
    model.setData(model.index(1, 2), "description", roles.VALUE)
    assert [cell(model, row, 2) for row in range(3)] == ["Not used", "Line", "Amount"]
    assert wizard.choices.mapping.columns == {"description": "Where"}


def test_words_for_income_are_told_where_they_do_not_say_so_themselves(start, plan, forward):
    wizard = start("Line,Kind,2016/17\nHome care,D,100\nFees,C,40\n")
    forward(wizard, 2)
    page = wizard.columns_page
    model = page.model
    model.setData(model.index(1, 2), "side", roles.VALUE)
    page._mean("D", "expenditure")
    page._mean("C", "income")
    forward(wizard, 2)
    assert wizard.check_page.figures["Income"].text() == "£40.00"
    assert wizard.check_page.figures["Expenditure"].text() == "£100.00"


def test_dates_that_can_be_read_two_ways_are_asked_and_not_guessed(
    qtbot, start, plan, forward, bring_in
):
    text = "Date,Supplier,Amount\n03/04/2016,Care Ltd,100\n05/03/2016,Care Ltd,50\n"
    wizard = start(text)
    forward(wizard, 4)
    page = wizard.check_page
    assert page.question.isVisible()
    assert "two ways" in page.question_text.text()
    assert not wizard.next_button.isEnabled()
    page._answers.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: not wizard.busy and wizard.choices.result is not None)
    assert wizard.choices.mapping.date_order == "day first"
    bring_in(wizard)
    (line,) = plan.table(BudgetLine).values()
    amounts = {held.year: held.amount for held in plan.table(BudgetAmount).values()}
    assert amounts == {2016: 100_00, 2015: 50_00}
    assert line.provider == "Care Ltd" or "Care Ltd" in line.description


def test_area_and_reporting_line_are_put_on_lines_that_have_none(
    start, plan, forward, bring_in, book
):
    wizard = start(book)
    forward(wizard, 3)
    page = wizard.partner_page
    page.area.setCurrentIndex(page.area.findText("Older people"))
    page.holder.setText("Chief nurse")
    page.name.setText("CCG book")
    forward(wizard)
    bring_in(wizard)
    for line in plan.table(BudgetLine).values():
        assert plan.records.name("service_area", line.service_area) == "Older people"
        assert line.budget_holder == "Chief nurse"
    assert [held.name for held in plan.table(ImportMapping).values()] == ["CCG book"]


def test_only_chosen_rows_come_in(start, plan, forward):
    wizard = start("Department,Line,2016/17\nNorth,A,1\nSouth,B,2\nSouth,C,3\n")
    forward(wizard, 3)
    page = wizard.partner_page
    page.column.setCurrentIndex(page.column.findData("Department"))
    page.column.activated.emit(page.column.currentIndex())
    assert page.lacking() == "Choose which rows: say what “Department” is."
    page.value.setCurrentText("South")
    forward(wizard)
    assert wizard.check_page.figures["Lines added"].text() == "2"


def test_a_partner_is_added_on_the_way(qtbot, tmp_path, forward, open_wizard):
    path = tmp_path / "b.csv"
    path.write_text("Line,2016/17\nA,1\n", "utf-8")
    wizard = open_wizard(path)
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    forward(wizard, 3)
    page = wizard.partner_page
    assert page.lacking() == "Add the partner whose budget this is."
    page.add_button.click()
    dialog = page.findChild(OrganisationDialog)
    qtbot.keyClicks(dialog.words, "E06000019")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert page.lacking() == ""
    assert "Herefordshire" in page.partner.currentText()


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(start, message):
    wizard = start(b"%PDF-1.4 whatever", "budget.xlsx")
    assert "is a PDF" in message().text()
    message().close()
    assert wizard.page is wizard.file_page
    assert wizard.page.lacking() == "Choose a file to begin."


def test_characters_can_be_overruled(qtbot, start):
    wizard = start("Line,2016/17\nCaf\u00e9 \u00a3,100\n", encoding="cp1252")
    page = wizard.file_page
    page.encoding.setCurrentIndex(page.encoding.findData("cp850"))
    page.encoding.activated.emit(page.encoding.currentIndex())
    qtbot.waitUntil(
        lambda: not wizard.busy and wizard.choices.file.encoding == "cp850", timeout=20_000
    )
    assert wizard.choices.sheet.rows[1][0] != "Caf\u00e9 \u00a3"


def test_hidden_sheets_are_said_and_read_when_they_are_chosen(
    qtbot, start, plan, tmp_path, forward, bring_in
):
    import xlsxwriter

    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, amount in (("Shown", 100), ("Kept back", 250)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Line", "2016/17"])
            sheet.write_row(1, 0, ["Home care", amount])
        book.get_worksheet_by_name("Kept back").hide()
    wizard = start(path.read_bytes(), "book.xlsx")
    assert "1 sheet is hidden: Kept back." in wizard.file_page.notes.text()
    forward(wizard)
    page = wizard.sheet_page
    place = page.sheet.findData("Kept back")
    assert page.sheet.itemText(place) == "Kept back (hidden)"
    page.sheet.setCurrentIndex(place)
    page.sheet.activated.emit(place)
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    forward(wizard, 3)
    bring_in(wizard)
    (amount,) = plan.table(BudgetAmount).values()
    assert amount.amount == 250_00
    assert {line.source_sheet for line in plan.table(BudgetLine).values()} == {"Kept back"}


def test_going_back_keeps_what_was_chosen_and_checks_again(start, forward, to_the_end, book):
    wizard = start(book)
    to_the_end(wizard)
    wizard.back()
    wizard.back()
    page = wizard.columns_page
    page.unit.setCurrentIndex(page.unit.findData("pounds"))
    page.unit.activated.emit(page.unit.currentIndex())
    forward(wizard, 2)
    assert wizard.check_page.figures["Income"].text() == "£480.00"


def test_groups_of_columns_are_changed_added_and_removed(start, plan, forward):
    heads = "Body," + ",".join(f"Service {n}" for n in range(14)) + ",Total services\n"
    row = "Shire Council," + ",".join(str(n) for n in range(14)) + ",91\n"
    wizard = start(heads + row)
    assert wizard.choices.mapping.layout == "across"
    forward(wizard, 2)
    page = wizard.columns_page
    page.year.setCurrentIndex(page.year.findData("2016/17"))
    page.year.activated.emit(page.year.currentIndex())
    editor = page.groups
    editor._add()
    assert len(wizard.choices.mapping.groups) == 2
    editor._remove(1)
    editor._set(0, last="Service 5", total="")
    (group,) = wizard.choices.mapping.groups
    assert (group.first, group.last, group.total) == ("Service 0", "Service 5", "")
    forward(wizard, 2)
    assert wizard.check_page.figures["Expenditure"].text() == "£15.00"
