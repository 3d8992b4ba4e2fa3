"""The wizard from end to end, over real files and the real reading process."""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine


def test_a_budget_book_comes_in_as_one_step_and_its_totals_agree(
    qtbot, start, plan, to_the_end, book, cell
):
    wizard = start(book)
    to_the_end(wizard)
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


def test_the_saved_mapping_is_taken_the_next_time_and_only_what_differs_changes(
    start, plan, to_the_end, bring_in, book, cell
):
    wizard = start(book)
    to_the_end(wizard)
    bring_in(wizard)
    again = start(book.replace("8000", "8250").replace("20,345.5", "20,595.5"))
    assert again.choices.basis == "Saved: CCG budget"
    to_the_end(again)
    page = again.check_page
    assert page.figures["Lines changed"].text() == "1"
    assert not page.save.isVisible()
    assert [cell(page.changes, 0, column) for column in range(4)] == [
        "Community nursing",
        "2016/17",
        "£8,000,000.00",
        "£8,250,000.00",
    ]
    bring_in(again)
    assert len(plan.table(BudgetLine)) == 3


def test_the_same_file_again_has_nothing_to_bring_in_and_says_so(
    start, forward, to_the_end, bring_in, book
):
    wizard = start(book)
    to_the_end(wizard)
    bring_in(wizard)
    again = start(book)
    forward(again, 4)
    assert again.check_page.headline.text().startswith(
        "Nothing to change: the plan holds these 3 lines"
    )
    assert not again.next_button.isEnabled()


def test_every_row_left_out_is_listed_with_its_reason(start, to_the_end, book, cell):
    wizard = start(book.replace("8000,8100", "about 8m,8100"))
    to_the_end(wizard)
    page = wizard.check_page
    rejected = [cell(page.rejected, 0, column) for column in range(4)]
    assert rejected[0] == "6"
    assert rejected[2] == "about 8m"
    assert page.figures["Rejected"].text() == "1"
    assert "apart" in page.tabs.tabText(0)


def test_cancel_changes_nothing(start, plan, to_the_end, book):
    before = len(plan.steps)
    wizard = start(book)
    to_the_end(wizard)
    wizard.reject()
    assert len(plan.steps) == before


def test_reading_can_be_cancelled(qtbot, plan, tmp_path, open_wizard):
    path = tmp_path / "long.csv"
    path.write_text("Line,2016/17\n" + "Home care,100\n" * 200_000, "utf-8")
    wizard = open_wizard(path)
    wizard._worker.cancelled = True
    qtbot.waitUntil(lambda: not wizard.busy, timeout=20_000)
    assert wizard.choices.file is None
    assert wizard.isVisible()


def test_closing_while_a_file_is_read_ends_the_reading(plan, tmp_path, open_wizard):
    path = tmp_path / "long.csv"
    path.write_text("Line,2016/17\n" + "Home care,100\n" * 200_000, "utf-8")
    wizard = open_wizard(path)
    assert wizard.busy
    wizard.reject()
    assert wizard._worker is None or wizard._worker.isFinished()
    assert not wizard.isVisible()


def test_closing_while_it_is_written_leaves_screen_and_file_agreeing(start, plan, to_the_end):
    wizard = start("Line,2016/17\n" + "".join(f"Line {n},{n}\n" for n in range(3_000)))
    to_the_end(wizard)
    wizard.forward()
    wizard.reject()
    assert wizard._to_follow == []
    assert len(plan.table(BudgetLine)) == len(plan.file.read_all().table(BudgetLine))


def test_the_published_returns_are_known_by_their_headings(
    qtbot, plan, shared_data, to_the_end, open_wizard
):
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
        wizard = open_wizard(path)
        qtbot.waitUntil(lambda wizard=wizard: not wizard.busy, timeout=20_000)
        assert wizard.choices.basis.startswith(words)
        to_the_end(wizard)
        assert wizard.choices.result.partner == "Shire Council"
        assert wizard.choices.result.control_differences == []
        assert wizard.check_page.figures["Lines added"].text() == str(lines)


def test_every_field_of_every_page_has_a_name(start, to_the_end, book):
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QSpinBox

    wizard = start(book)
    to_the_end(wizard)
    for kind in (QComboBox, QLineEdit, QSpinBox, QAbstractItemView):
        for widget in wizard.findChildren(kind):
            inside = widget.parent()
            part = isinstance(inside, QComboBox | QSpinBox) or isinstance(widget, QHeaderView)
            if part or widget.window() is not wizard:
                continue
            assert widget.accessibleName(), (type(widget).__name__, type(inside).__name__)
