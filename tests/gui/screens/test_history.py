"""The History screen and the history of one cell."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.partners import Partner
from jcplanner.gui.history_dialog import HistoryDialog
from jcplanner.gui.screens.history import HistoryScreen
from jcplanner.plan import edits


@pytest.fixture
def screen(qtbot, example):
    made = HistoryScreen(example)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def names(screen):
    return [step.name for step in screen.model.items]


def line_of(session):
    return session.plan.table(BudgetLine).ordered()[0]


def change_amount(session, pence):
    edits.set_amounts(session.plan, {(line_of(session).id, session.plan.years[0]): pence})


def test_steps_stand_newest_first_with_what_changed_in_words(screen, example):
    change_amount(example, 123_456_78)
    change_amount(example, 150_000_00)
    assert names(screen)[:2] == ["Change amount", "Change amount"]
    words = screen.model.index(0, 2).data()
    assert words == f"{line_of(example).description}, 2015/16: amount £123,456.78 to £150,000.00"


def test_choosing_a_step_shows_old_and_new_of_each_field(screen, example):
    partner = example.plan.table(Partner).ordered()[0]
    edits.change(example.plan, Partner, [partner.id], plan_role="consultee", short_name="HC")
    rows = [
        [screen.changes.index(row, column).data() for column in range(5)]
        for row in range(screen.changes.rowCount())
    ]
    assert ["Partner", partner.name, "Role in the plan", "Owner", "Consultee"] in rows
    assert ["Partner", partner.name, "Short name", partner.short_name, "HC"] in rows


def test_links_are_said_by_name_and_a_removed_record_keeps_its_last_name(screen, example):
    line = line_of(example)
    edits.assign_area(example.plan, [line.id], None)
    area = example.plan.records.name("service_area", line.service_area)
    assert screen.changes.index(0, 3).data() == area
    assert screen.changes.index(0, 4).data() == "blank"
    edits.remove(example.plan, BudgetLine, [line.id])
    screen.view.select(1)
    assert screen.changes.index(0, 1).data() == line.description


def test_words_filter_steps_by_name_and_by_what_they_changed(qtbot, screen, example):
    change_amount(example, 99_00)
    edits.assign_area(example.plan, [line_of(example).id], None)
    screen.filter.setText("£99.00")
    qtbot.waitUntil(lambda: names(screen) == ["Change amount"])
    screen.filter.setText("no step says this")
    qtbot.waitUntil(lambda: names(screen) == [])
    assert not screen.back_button.isEnabled()
    screen.filter.clear()
    qtbot.waitUntil(lambda: len(names(screen)) == len(example.plan.steps))


def test_undo_back_to_here_takes_back_every_later_step_after_asking(
    qtbot, screen, example, message
):
    for pence in (100, 200, 300, 400):
        change_amount(example, pence)
    screen.view.select(2)
    assert screen.back_button.isEnabled()
    screen.back_action.trigger()
    assert message().text().startswith("Take back 2 steps")
    message().defaultButton().click()
    key = cell_id(line_of(example).id, example.plan.years[0])
    qtbot.waitUntil(lambda: example.plan.table(BudgetAmount)[key].amount == 200)
    qtbot.waitUntil(lambda: names(screen)[:2] == ["Undo: Change amount"] * 2)
    states = [screen.model.index(row, 4).data() for row in range(6)]
    assert states == ["undo", "undo", "taken back", "taken back", "in force", "in force"]
    example.plan.redo()
    example.plan.redo()
    assert example.plan.table(BudgetAmount)[key].amount == 400


def test_it_cannot_go_back_to_the_newest_step_or_to_one_that_was_taken_back(screen, example):
    change_amount(example, 100)
    screen.view.select(0)
    assert not screen.back_action.isEnabled()
    example.plan.undo()
    screen.view.select(1)
    assert not screen.back_action.isEnabled()


def test_a_long_history_is_read_only_where_it_is_seen(screen, example, monkeypatch):
    for pence in range(1, 300):
        change_amount(example, pence)
    read = []
    original = example.plan.file.changes
    monkeypatch.setattr(
        example.plan.file,
        "changes",
        lambda step, most=None: read.append(step) or original(step, most),
    )
    screen._summaries.clear()
    screen.refresh()
    screen.grab()
    assert 0 < len(read) < 60


def test_the_history_of_a_cell_says_every_value_it_has_had(qtbot, example):
    line, year = line_of(example), example.plan.years[0]
    key = cell_id(line.id, year)
    change_amount(example, 100_00)
    change_amount(example, 250_00)
    dialog = HistoryDialog(example, BudgetAmount, key, "amount")
    qtbot.addWidget(dialog)
    dialog.open()
    first = [dialog.model.index(0, column).data() for column in range(4)]
    assert first[1:] == ["Change amount", "£100.00", "£250.00"]
    assert dialog.windowTitle() == f"History of {line.description}, 2015/16"
    assert dialog.count.text() == "3 changes, the newest first"


def test_the_history_of_a_cell_never_filled_says_so(qtbot, example):
    dialog = HistoryDialog(example, BudgetAmount, cell_id(line_of(example).id, 2030), "amount")
    qtbot.addWidget(dialog)
    assert dialog.count.text() == "Nothing has changed here yet."
