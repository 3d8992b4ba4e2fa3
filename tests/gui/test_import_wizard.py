"""The wizard that brings budgets in, over real files and the real reading process."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, ImportMapping
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.forms.organisations import OrganisationDialog
from jcplanner.gui.import_wizard.wizard import ImportWizard
from jcplanner.gui.tables import roles
from jcplanner.plan import edits

BOOK = """NHS Shire CCG
Budget book

Cost centre,Description,Type,2016/17 £000,2017/18 £000
00123,Continuing healthcare,Exp,"12,345.5",12500
1E5,Community nursing,Exp,8000,8100
,Total,,"20,345.5",20600
00200,Client contributions,Inc,500,(20)
"""


@pytest.fixture
def plan(blank):
    edits.set_details(blank.plan, first_year=2015)
    edits.add(
        blank.plan,
        Partner,
        name="Shire Council",
        short_name="Council",
        organisation_code="E06000019",
    )
    edits.add(blank.plan, Partner, name="NHS Shire CCG", short_name="CCG", kind="CCG")
    edits.add(blank.plan, ServiceArea, name="Older people")
    return blank.plan


@pytest.fixture
def start(qtbot, blank, plan, tmp_path):
    """Opens the wizard on a file with this content, read to the end."""

    def begin(content, name="ccg budget.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        wizard = ImportWizard(blank, path)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(wizard)
        wizard.open()
        qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
        return wizard

    return begin


def forward(qtbot, wizard, times=1):
    for _ in range(times):
        assert wizard.page.lacking() == ""
        wizard.forward()
        qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)


def to_the_end(qtbot, wizard):
    forward(qtbot, wizard, 4)
    assert wizard.page is wizard.check_page


def bring_in(qtbot, wizard):
    wizard.forward()
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=20_000)


def cell(model, row, column):
    return model.index(row, column).data()


def test_a_budget_book_comes_in_as_one_step_and_its_totals_agree(qtbot, start, plan):
    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    assert wizard.check_page.tabs.tabText(0) == "Control totals (2 agree)"
    assert [cell(wizard.check_page.totals, row, 3) for row in range(2)] == ["0", "0"]
    assert not plan.table(BudgetLine)
    before = len(plan.steps)
    with qtbot.waitSignal(wizard.accepted_result, timeout=20_000) as heard:
        wizard.next_button.click()
    assert heard.args[0].lines_added == 3
    assert [step.name for step in plan.steps[before:]] == [
        "Save mapping CCG budget",
        "Bring in ccg budget.csv",
    ]
    lines = plan.table(BudgetLine).ordered()
    assert [(line.ledger_code, line.direction) for line in lines] == [
        ("00123", "expenditure"),
        ("1E5", "expenditure"),
        ("00200", "income"),
    ]
    assert plan.table(BudgetAmount)[f"{lines[0].id}:2016"].amount == 12_345_500_00
    assert {plan.records.name("partner", line.partner) for line in lines} == {"NHS Shire CCG"}
    plan.undo()
    assert not plan.table(BudgetLine)


def test_the_saved_mapping_is_taken_the_next_time_and_only_what_differs_changes(qtbot, start, plan):
    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    bring_in(qtbot, wizard)
    again = start(BOOK.replace("8000", "8250").replace("20,345.5", "20,595.5"))
    assert again.choices.basis == "Saved: CCG budget"
    to_the_end(qtbot, again)
    page = again.check_page
    assert page.figures["Lines changed"].text() == "1"
    assert not page.save.isVisible()
    assert [cell(page.changes, 0, column) for column in range(4)] == [
        "Community nursing",
        "2016/17",
        "£8,000,000.00",
        "£8,250,000.00",
    ]
    bring_in(qtbot, again)
    assert len(plan.table(BudgetLine)) == 3


def test_the_same_file_again_has_nothing_to_bring_in_and_says_so(qtbot, start):
    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    bring_in(qtbot, wizard)
    again = start(BOOK)
    forward(qtbot, again, 4)
    assert again.check_page.headline.text().startswith(
        "Nothing to change: the plan holds these 3 lines"
    )
    assert not again.next_button.isEnabled()


def test_every_row_left_out_is_listed_with_its_reason(qtbot, start):
    wizard = start(BOOK.replace("8000,8100", "about 8m,8100"))
    to_the_end(qtbot, wizard)
    page = wizard.check_page
    rejected = [cell(page.rejected, 0, column) for column in range(4)]
    assert rejected[0] == "6"
    assert rejected[2] == "about 8m"
    assert page.figures["Rejected"].text() == "1"
    assert "apart" in page.tabs.tabText(0)


def test_another_row_can_be_made_the_header(qtbot, start):
    wizard = start("a,b\nx,y\nName,2016/17\nHome care,100\n")
    forward(qtbot, wizard)
    page = wizard.sheet_page
    page.view.select(0)
    page.use_button.click()
    assert wizard.choices.header.row == 1
    page.view.select(2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert wizard.choices.header.row == 3
    assert wizard.choices.header.headings == ["Name", "2016/17"]


def test_what_a_column_means_is_chosen_and_the_year_with_it(qtbot, start, plan):
    wizard = start("Thing,Where,Budget\nHome care,North,100.10\nDay care,South,200.20\n")
    forward(qtbot, wizard, 2)
    page, model = wizard.columns_page, wizard.columns_page.model
    assert page.lacking() == "Choose the financial year of the figures: the file does not say it."
    assert not wizard.next_button.isEnabled()
    assert model.setData(model.index(1, 2), "provider", roles.VALUE)
    assert model.setData(model.index(2, 3), "2016/17", roles.VALUE)
    assert page.lacking() == ""
    forward(qtbot, wizard, 2)
    bring_in(qtbot, wizard)
    lines = plan.table(BudgetLine).ordered()
    assert [(line.description, line.provider) for line in lines] == [
        ("Home care", "North"),
        ("Day care", "South"),
    ]
    assert plan.table(BudgetAmount)[f"{lines[1].id}:2016"].amount == 200_20


def test_a_meaning_that_one_column_can_have_leaves_the_other(qtbot, start):
    wizard = start("Thing,Where,2016/17\nHome care,North,100\n")
    forward(qtbot, wizard, 2)
    model = wizard.columns_page.model
    model.setData(model.index(1, 2), "description", roles.VALUE)
    assert [cell(model, row, 2) for row in range(3)] == ["Not used", "Line", "Amount"]
    assert wizard.choices.mapping.columns == {"description": "Where"}


def test_words_for_income_are_told_where_they_do_not_say_so_themselves(qtbot, start, plan):
    wizard = start("Line,Kind,2016/17\nHome care,D,100\nFees,C,40\n")
    forward(qtbot, wizard, 2)
    page = wizard.columns_page
    model = page.model
    model.setData(model.index(1, 2), "side", roles.VALUE)
    page._mean("D", "expenditure")
    page._mean("C", "income")
    forward(qtbot, wizard, 2)
    assert wizard.check_page.figures["Income"].text() == "£40.00"
    assert wizard.check_page.figures["Expenditure"].text() == "£100.00"


def test_dates_that_can_be_read_two_ways_are_asked_and_not_guessed(qtbot, start, plan):
    text = "Date,Supplier,Amount\n03/04/2016,Care Ltd,100\n05/03/2016,Care Ltd,50\n"
    wizard = start(text)
    forward(qtbot, wizard, 4)
    page = wizard.check_page
    assert page.question.isVisible()
    assert "two ways" in page.question_text.text()
    assert not wizard.next_button.isEnabled()
    page._answers.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: not wizard.busy and wizard.choices.result is not None)
    assert wizard.choices.mapping.date_order == "day first"
    bring_in(qtbot, wizard)
    (line,) = plan.table(BudgetLine).values()
    amounts = {held.year: held.amount for held in plan.table(BudgetAmount).values()}
    assert amounts == {2016: 100_00, 2015: 50_00}
    assert line.provider == "Care Ltd" or "Care Ltd" in line.description


def test_area_and_reporting_line_are_put_on_lines_that_have_none(qtbot, start, plan):
    wizard = start(BOOK)
    forward(qtbot, wizard, 3)
    page = wizard.partner_page
    page.area.setCurrentIndex(page.area.findText("Older people"))
    page.holder.setText("Chief nurse")
    page.name.setText("CCG book")
    forward(qtbot, wizard)
    bring_in(qtbot, wizard)
    for line in plan.table(BudgetLine).values():
        assert plan.records.name("service_area", line.service_area) == "Older people"
        assert line.budget_holder == "Chief nurse"
    assert [held.name for held in plan.table(ImportMapping).values()] == ["CCG book"]


def test_only_chosen_rows_come_in(qtbot, start, plan):
    wizard = start("Department,Line,2016/17\nNorth,A,1\nSouth,B,2\nSouth,C,3\n")
    forward(qtbot, wizard, 3)
    page = wizard.partner_page
    page.column.setCurrentIndex(page.column.findData("Department"))
    page.column.activated.emit(page.column.currentIndex())
    assert page.lacking() == "Choose which rows: say what “Department” is."
    page.value.setCurrentText("South")
    forward(qtbot, wizard)
    assert wizard.check_page.figures["Lines added"].text() == "2"


def test_a_partner_is_added_on_the_way(qtbot, blank, tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("Line,2016/17\nA,1\n", "utf-8")
    wizard = ImportWizard(blank, path)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.open()
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    forward(qtbot, wizard, 3)
    page = wizard.partner_page
    assert page.lacking() == "Add the partner whose budget this is."
    page.add_button.click()
    dialog = page.findChild(OrganisationDialog)
    qtbot.keyClicks(dialog.words, "E06000019")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert page.lacking() == ""
    assert "Herefordshire" in page.partner.currentText()


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(qtbot, start, message):
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


def test_hidden_sheets_are_said_and_read_when_they_are_chosen(qtbot, start, plan, tmp_path):
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
    forward(qtbot, wizard)
    page = wizard.sheet_page
    place = page.sheet.findData("Kept back")
    assert page.sheet.itemText(place) == "Kept back (hidden)"
    page.sheet.setCurrentIndex(place)
    page.sheet.activated.emit(place)
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    forward(qtbot, wizard, 3)
    bring_in(qtbot, wizard)
    (amount,) = plan.table(BudgetAmount).values()
    assert amount.amount == 250_00
    assert {line.source_sheet for line in plan.table(BudgetLine).values()} == {"Kept back"}


def test_going_back_keeps_what_was_chosen_and_checks_again(qtbot, start):
    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    wizard.back()
    wizard.back()
    page = wizard.columns_page
    page.unit.setCurrentIndex(page.unit.findData("pounds"))
    page.unit.activated.emit(page.unit.currentIndex())
    forward(qtbot, wizard, 2)
    assert wizard.check_page.figures["Income"].text() == "£480.00"


def test_cancel_changes_nothing(qtbot, start, plan):
    before = len(plan.steps)
    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    wizard.reject()
    assert len(plan.steps) == before


def test_reading_can_be_cancelled(qtbot, blank, plan, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("Line,2016/17\n" + "Home care,100\n" * 200_000, "utf-8")
    wizard = ImportWizard(blank, path)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.open()
    wizard._worker.cancelled = True
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    assert wizard.choices.file is None
    assert wizard.isVisible()


def test_groups_of_columns_are_changed_added_and_removed(qtbot, start, plan):
    heads = "Body," + ",".join(f"Service {n}" for n in range(14)) + ",Total services\n"
    row = "Shire Council," + ",".join(str(n) for n in range(14)) + ",91\n"
    wizard = start(heads + row)
    assert wizard.choices.mapping.layout == "across"
    forward(qtbot, wizard, 2)
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
    forward(qtbot, wizard, 2)
    assert wizard.check_page.figures["Expenditure"].text() == "£15.00"


def test_closing_while_a_file_is_read_ends_the_reading(qtbot, blank, plan, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("Line,2016/17\n" + "Home care,100\n" * 200_000, "utf-8")
    wizard = ImportWizard(blank, path)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.open()
    assert wizard.busy
    wizard.reject()
    assert wizard._worker is None or wizard._worker.isFinished()
    assert not wizard.isVisible()


def test_closing_while_it_is_written_leaves_screen_and_file_agreeing(qtbot, start, plan):
    wizard = start("Line,2016/17\n" + "".join(f"Line {n},{n}\n" for n in range(3_000)))
    to_the_end(qtbot, wizard)
    wizard.forward()
    wizard.reject()
    assert wizard._to_follow == []
    assert len(plan.table(BudgetLine)) == len(plan.file.read_all().table(BudgetLine))


def test_the_published_returns_are_known_by_their_headings(qtbot, blank, plan, shared_data):
    for path, words, lines in (
        (
            shared_data / "ra" / "RA_2023-24_data_Part_1.csv",
            "Ready-made: Revenue Account budget 2023-24",
            53,
        ),
        (
            shared_data / "ascfr" / "CSV ASCFR Totals.csv",
            "Ready-made: Adult Social Care Finance Return",
            518,
        ),
    ):
        wizard = ImportWizard(blank, path)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(wizard)
        wizard.open()
        qtbot.waitUntil(lambda wizard=wizard: not wizard.busy, timeout=20_000)
        assert wizard.choices.basis.startswith(words)
        to_the_end(qtbot, wizard)
        assert wizard.choices.result.partner == "Shire Council"
        assert wizard.choices.result.control_differences == []
        assert wizard.check_page.figures["Lines added"].text() == str(lines)


def test_every_field_of_every_page_has_a_name(qtbot, start):
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QSpinBox

    wizard = start(BOOK)
    to_the_end(qtbot, wizard)
    for kind in (QComboBox, QLineEdit, QSpinBox, QAbstractItemView):
        for widget in wizard.findChildren(kind):
            inside = widget.parent()
            part = isinstance(inside, QComboBox | QSpinBox) or isinstance(widget, QHeaderView)
            if part or widget.window() is not wizard:
                continue
            assert widget.accessibleName(), (type(widget).__name__, type(inside).__name__)
