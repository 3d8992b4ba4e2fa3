"""Versions on the History screen: freezing, comparing, bringing back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.content import fingerprint
from jcplanner.domain.problems import Place
from jcplanner.domain.versions import Version
from jcplanner.gui.screens.history import HistoryScreen
from jcplanner.plan import edits, versions


@pytest.fixture
def screen(qtbot, example):
    made = HistoryScreen(example)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.addActions(made.versions.actions_offered())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def panel(screen):
    screen.tabs.setCurrentIndex(1)
    return screen.versions


@pytest.fixture
def two(example):
    """Two versions, Board and Cabinet, one amount changed between them and one since."""
    plan = example.plan
    lines = [line.id for line in plan.table(BudgetLine).ordered()]
    versions.freeze(plan, "Board", "Papers")
    edits.set_amounts(plan, {(lines[0], plan.years[0]): 123_00})
    versions.freeze(plan, "Cabinet")
    edits.set_amounts(plan, {(lines[3], plan.years[0]): 55_00})
    return [held.id for held in plan.table(Version).ordered()], lines


def rows(view):
    model = view.list_model
    return [list(model.texts(row)) for row in range(model.rowCount())]


def test_without_a_version_there_is_one_sentence_and_the_button_that_freezes_one(
    qtbot, screen, panel, example
):
    assert panel.first_button.isVisible() and not screen.freeze_button.isVisible()
    qtbot.mouseClick(panel.first_button, Qt.MouseButton.LeftButton)
    dialog = panel.dialog
    qtbot.keyClicks(dialog.name, "Cabinet, 28 July")
    qtbot.keyClicks(dialog.purpose, "For decision")
    qtbot.keyClick(dialog.purpose, Qt.Key.Key_Return)
    (version,) = example.plan.table(Version).values()
    assert (version.name, version.purpose) == ("Cabinet, 28 July", "For decision")
    assert rows(panel.view)[0][:2] == ["Cabinet, 28 July", "For decision"]
    assert rows(panel.view)[0][4] == "none"
    assert screen.freeze_button.isVisible() and panel.view.isVisible()


def test_a_version_frozen_from_the_steps_leads_to_the_versions(qtbot, screen, example):
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.versions.dialog
    qtbot.keyClicks(dialog.name, "Board")
    dialog.main.click()
    assert not screen.on_steps
    assert screen.versions.version.name == "Board"


def test_a_name_that_is_taken_is_said_inside_and_nothing_is_frozen(qtbot, panel, example, two):
    panel.freeze()
    dialog = panel.dialog
    qtbot.keyClicks(dialog.name, "board")
    dialog.main.click()
    assert dialog.fault.text() == 'There is a version "Board" already; choose another name.'
    assert dialog.isVisible() and len(example.plan.table(Version)) == 2
    dialog.reject()


def test_the_newest_stands_first_with_the_steps_since(panel, two):
    panel.refresh()
    assert [(held[0], held[4]) for held in rows(panel.view)] == [("Cabinet", "1"), ("Board", "2")]
    panel.show_version(two[0][1])
    assert panel.said.text().startswith("1 step lies between them.")


def test_the_head_says_how_many_steps_there_are_since_the_newest_version(screen, example, two):
    assert screen.head.about.text() == "1 step since Cabinet"
    edits.remove(example.plan, Version, two[0])
    assert screen.head.about.text() == "every step is kept; undoing one is a step too"


def test_choosing_a_version_compares_it_with_now_and_each_line_leads_to_its_place(
    qtbot, panel, example, two
):
    keys, lines = two
    panel.refresh()
    panel.show_version(keys[0])
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    dialog = panel.dialog
    assert dialog.windowTitle() == "Board compared with Now"
    assert dialog.headline.text().startswith("2 lines changed.")
    dialog.tabs.setCurrentIndex(1)
    names = {example.plan.records.name("budget_line", lines[at]) for at in (0, 3)}
    assert {row[2] for row in rows(dialog.lines)} == names
    wanted = []
    example.place_wanted.connect(wanted.append)
    qtbot.keyClick(dialog.lines, Qt.Key.Key_Return)
    assert [(place.screen, place.table, place.year) for place in wanted] == [
        ("budgets", "budget_line", example.plan.years[0])
    ]
    assert wanted[0].id in lines


def test_two_versions_are_compared_by_their_boxes(panel, two):
    keys, _ = two
    panel.refresh()
    panel.before_box.setCurrentIndex(panel.before_box.findData(keys[0]))
    panel.after_box.setCurrentIndex(panel.after_box.findData(keys[1]))
    panel.compare()
    panel.dialog.tabs.setCurrentIndex(2)
    (row,) = rows(panel.dialog.fields)
    assert row[2:5] == ["Amount", row[3], "£123.00"]
    panel.dialog.reject()


def test_the_same_version_cannot_be_compared_with_itself(panel, two):
    panel.refresh()
    panel.after_box.setCurrentIndex(panel.after_box.findData(panel.before_box.currentData()))
    panel._allow()
    assert not panel.compare_button.isEnabled()
    assert panel.said.text() == "Choose two that are not the same."


def test_partner_and_area_narrow_totals_lines_and_fields(panel, example, two):
    keys, lines = two
    panel.refresh()
    panel.show_version(keys[0])
    panel.compare()
    dialog, line = panel.dialog, example.plan.table(BudgetLine)[lines[0]]
    dialog.area_box.setCurrentIndex(dialog.area_box.findData(line.service_area))
    dialog.read()
    for place in range(3):
        dialog.tabs.setCurrentIndex(place)
    assert {row[2] for row in rows(dialog.lines)} == {line.description}
    assert len(rows(dialog.fields)) == 1
    by_area = [row for row in rows(dialog.totals) if len(row) > 1 and row[0] != "All"]
    name = example.plan.records.name("service_area", line.service_area)
    assert name in {row[0] for row in by_area}
    dialog.partner_box.setCurrentIndex(dialog.partner_box.findData(None))
    dialog.read()
    assert rows(dialog.view) == [] and dialog.said.text() == "Nothing here"
    dialog.reject()


def test_totals_show_what_differs_or_all_and_are_copied_for_excel(panel, two):
    keys, _ = two
    panel.refresh()
    panel.show_version(keys[0])
    panel.compare()
    dialog = panel.dialog
    few = len(rows(dialog.totals))
    dialog.moved_only.setChecked(False)
    assert len(rows(dialog.totals)) > few
    dialog.copy()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0] == "Total\tYear\tBefore\tAfter\tDifference"
    assert len(copied) == len(rows(dialog.totals)) + 1
    dialog.reject()


def test_a_total_leads_to_its_lines_and_what_is_gone_leads_nowhere(panel, example, two):
    keys, lines = two
    edits.remove(example.plan, BudgetLine, [lines[0]])
    panel.refresh()
    panel.show_version(keys[0])
    panel.compare()
    dialog = panel.dialog
    wanted = []
    example.place_wanted.connect(wanted.append)
    items = dialog.totals.list_model.items
    dialog.totals.select(items.index("By partner") + 1)
    assert dialog.show_button.isEnabled()
    dialog.tabs.setCurrentIndex(1)
    gone = next(
        at for at, held in enumerate(dialog.lines.list_model.items) if held.line == lines[0]
    )
    dialog.lines.select(gone)
    assert not dialog.show_button.isEnabled()
    dialog.tabs.setCurrentIndex(0)
    dialog.show_it()
    partner = example.plan.table(BudgetLine)[lines[3]].partner
    assert (wanted[0].screen, wanted[0].table, wanted[0].id) == ("budgets", "partner", partner)


def test_bringing_back_says_first_what_would_change(qtbot, panel, example, two, message):
    keys, lines = two
    plan = example.plan
    panel.refresh()
    panel.show_version(keys[0])
    panel.bring_back()
    assert message().text() == 'Bring the plan back to "Board"?'
    assert message().informativeText().startswith("2 lines changed.")
    message().defaultButton().click()
    assert fingerprint(plan.records) == plan.table(Version)[keys[0]].fingerprint
    assert plan.undo_name == "Bring back version Board"
    panel.refresh()
    panel.show_version(keys[0])
    panel.bring_back()
    assert message().text() == 'The plan says just what it said at "Board".'
    plan.undo()
    assert plan.table(BudgetAmount)[cell_id(lines[0], plan.years[0])].amount == 123_00


def test_a_version_is_renamed_and_removed_by_keys(qtbot, panel, example, two):
    panel.refresh()
    panel.show_version(two[0][1])
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    dialog = panel.dialog
    assert (dialog.name.text(), dialog.name.selectedText()) == ("Cabinet", "Cabinet")
    qtbot.keyClicks(dialog.name, "Cabinet, July")
    dialog.main.click()
    assert panel.version.name == "Cabinet, July"
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [held.name for held in example.plan.table(Version).values()] == ["Board"]
    assert example.plan.undo_name == "Remove version"


def test_a_place_leads_to_a_version(screen, two):
    keys, _ = two
    screen.show_place(Place("history", "version", keys[0]))
    assert screen.versions.version.id == keys[0]


def test_undoing_back_beyond_a_version_says_that_it_goes_too(screen, example, two, message):
    lines = screen.model.items
    screen.view.select(len(lines) - 2)
    screen.back_action.trigger()
    assert "Versions frozen since go too: Board, Cabinet." in message().informativeText()
    message().close()


def test_the_menu_follows_the_tab(screen, qtbot):
    with qtbot.waitSignal(screen.offers_changed):
        screen.tabs.setCurrentIndex(1)
    texts = [action.text() for action in screen.actions_offered()]
    assert texts[:3] == ["&Freeze a version\u2026", "&Compare", "&Bring back\u2026"]
    keys = [action.shortcut().toString() for action in screen.actions_offered()]
    assert len(set(keys)) == len(keys)
