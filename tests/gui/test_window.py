"""The window around the screens: menus, navigation, header, status line."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.partners import Partner
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens import SCREENS
from jcplanner.gui.widgets import PlainLabel
from jcplanner.gui.window import Window
from jcplanner.plan import edits


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path):
    """A window with the Herefordshire example open, closed again after the test."""
    made = Window(Preferences())
    qtbot.addWidget(made, before_close_func=lambda held: held.documents.finish())
    made.show()
    made.documents.make(tmp_path / "Herefordshire.jcplan", "herefordshire-2016")
    return made


def menu_actions(window: Window) -> list[QAction]:
    """Every command in every menu."""
    return [
        action
        for menu in window.commands.menus.values()
        for action in menu.actions()
        if not action.isSeparator()
    ]


def test_every_screen_opens_and_names_itself(window: Window) -> None:
    for spec in SCREENS:
        window.show_screen(spec.key)
        assert window.screen_key == spec.key


def test_no_two_commands_share_a_shortcut(window: Window) -> None:
    for spec in SCREENS:
        window.show_screen(spec.key)
        keys = [
            action.shortcut().toString()
            for action in menu_actions(window)
            if not action.shortcut().isEmpty()
        ]
        assert len(keys) == len(set(keys)), spec.key


def test_every_command_has_a_shortcut(window: Window) -> None:
    without: set[str] = set()
    for spec in SCREENS:
        window.show_screen(spec.key)
        without |= {
            f"{spec.key}: {action.text()}"
            for action in menu_actions(window)
            # The entries of a sub-menu are choices; the letters of their words lead to them.
            if action.shortcut().isEmpty() and action.menu() is None
        }
    assert without == set()


def test_every_control_can_be_named_by_a_screen_reader(window: Window) -> None:
    nameless: list[str] = []
    for spec in SCREENS:
        screen = window.show_screen(spec.key)
        assert screen is not None
        for control in screen.findChildren(QAbstractButton) + screen.findChildren(QLineEdit):
            # Qt's own parts of a table or spin box carry names that begin with "qt_".
            own = control.objectName().startswith("qt_")
            text = control.text() if isinstance(control, QAbstractButton) else ""
            if control.isVisible() and not own and not (control.accessibleName() or text):
                nameless.append(f"{spec.key}: {type(control).__name__}")
    assert nameless == []


def test_undo_is_named_in_the_menu_and_the_status_line_and_takes_the_edit_back(
    window: Window, qtbot: QtBot
) -> None:
    assert window.session is not None
    plan = window.session.plan
    edits.add(plan, Partner, name="A new body")
    undo = next(action for action in menu_actions(window) if action.text().startswith("&Undo"))
    assert "Add partner" in undo.text()
    undo.trigger()
    assert "A new body" not in {held.name for held in plan.table(Partner).values()}
    redo = next(action for action in menu_actions(window) if action.text().startswith("&Redo"))
    assert "Add partner" in redo.text()


def test_text_that_looks_like_html_is_shown_letter_for_letter(window: Window) -> None:
    assert window.session is not None
    edits.set_details(window.session.plan, title="<b>Plan</b> <img src='//host/x'>")
    assert any(
        label.text().startswith("<b>Plan</b>") and label.textFormat() is Qt.TextFormat.PlainText
        for label in window.findChildren(PlainLabel)
    )


def test_the_unit_changes_for_every_screen(window: Window) -> None:
    assert window.session is not None
    window.set_unit("millions")
    assert window.session.unit == "millions"
    assert window.session.money(1_327_000_000_00) == "1,327.0"


def test_dark_and_light_can_be_changed_while_a_plan_is_open(window: Window) -> None:
    for spec in SCREENS:
        window.show_screen(spec.key)
    window.toggle_dark()
    assert window.preferences.text("look") == "dark"
    window.toggle_dark()
    assert window.preferences.text("look") == "light"


def test_every_screen_has_a_help_page(window: Window) -> None:
    for spec in SCREENS:
        window.show_screen(spec.key)
        window.help()


def test_undo_keys_reach_the_plan_from_a_field_with_nothing_to_take_back(
    window: Window, qtbot: QtBot
) -> None:
    """A record is added and its name has the cursor: the keys for undo take the record back again."""
    assert window.session is not None
    plan = window.session.plan
    window.show_screen("gap")
    before = plan.undo_name
    window.command("gap", "begin")
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert plan.undo_name == "Add assumption"
    qtbot.keyClicks(field, "Wages")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), plan.undo_name) == ("New assumption", "Add assumption")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert plan.undo_name == before
    qtbot.waitUntil(lambda: window.focusWidget() is not None and window.focusWidget().isVisible())
