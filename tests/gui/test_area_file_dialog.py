"""Everything about an area on one page: parts, keyboard, copying, and rows that lead to their places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.area_file_dialog import AreaFileDialog, show_area_file
from jcplanner.gui.report_dialog import ReportDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from tests.domain.gated_records import GATED

KEY, CTRL, SHIFT = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    edits.set_details(held.plan, unit="pounds")
    made = Session(held.plan)
    yield made
    made.close()
    held.discard()


@pytest.fixture
def dialog(qtbot, session: Session, parent: QWidget) -> Iterator[AreaFileDialog]:
    made = show_area_file(session, "older", parent)
    assert made is not None
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.close()


def test_only_parts_with_something_in_them_are_shown_and_the_rest_is_named(dialog: AreaFileDialog):
    shown = [title for title, card in dialog.cards.items() if not card.isHidden()]
    assert shown == [
        "Stage and arrangement",
        "Money",
        "Stage reviews",
        "Proposals and decisions",
        "Risks",
        "Issues",
        "Lessons",
    ]
    assert dialog.nothing.text().startswith("Nothing yet: pools, gap, savings, opportunities")


def test_enter_on_a_row_leads_to_its_place_and_closes(
    qtbot, session: Session, dialog: AreaFileDialog
):
    wanted: list[Place] = []
    session.place_wanted.connect(wanted.append)
    card = dialog.cards["Risks"]
    card.view.setFocus()
    card.view.select(0)
    qtbot.keyClick(card.view, KEY.Key_Return)
    assert wanted == [Place("registers", "risk", "r")]
    assert not dialog.isVisible()


def test_parts_are_reached_one_by_one_from_the_keyboard(qtbot, dialog: AreaFileDialog):
    assert dialog.focusWidget() is dialog.cards["Stage and arrangement"].view
    qtbot.keyClick(dialog, KEY.Key_PageDown, CTRL)
    assert dialog.focusWidget() is dialog.cards["Money"].view
    assert dialog.parts.currentText() == "Money"
    qtbot.keyClick(dialog, KEY.Key_PageUp, CTRL)
    qtbot.keyClick(dialog, KEY.Key_PageUp, CTRL)
    assert dialog.focusWidget() is dialog.cards["Lessons"].view


def test_all_of_it_can_be_copied(qtbot, dialog: AreaFileDialog):
    qtbot.keyClick(dialog, KEY.Key_C, CTRL | SHIFT)
    text = QApplication.clipboard().text()
    assert "Everything about Older people" in text
    assert "The Council\t1\t\t300\t\t" in text
    assert "Fees rise" in text


def test_it_opens_as_a_report(qtbot, dialog: AreaFileDialog):
    qtbot.keyClick(dialog, KEY.Key_R, CTRL)
    [report] = dialog.findChildren(ReportDialog)
    assert report.windowTitle() == "Everything about Older people"
    assert report.tabs.tabText(1) == "Money"
    report.accept()


def test_it_follows_the_plan_and_turns_to_another_area(session: Session, dialog: AreaFileDialog):
    edits.set_amounts(session.plan, {("beds", 2017): 1_000_00})
    assert "1,000" in dialog.cards["Money"].model.texts(0)
    dialog.show_area("other")
    assert dialog.cards["Money"].isHidden()
    assert dialog.heading.text() == "Everything about Other"
    edits.remove(session.plan, ServiceArea, ["other"])
    assert not dialog.isVisible()


def test_an_area_that_is_gone_opens_nothing(session: Session, parent: QWidget):
    assert show_area_file(session, "gone", parent) is None
