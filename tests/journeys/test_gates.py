"""A gate in the real window: refused, put right where each missing thing leads, closed, and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.decisions import Decision
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import Issue
from jcplanner.domain.stage_reviews import StageReview
from jcplanner.gui import style
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.stage_review_dialog import StageReviewDialog
from jcplanner.gui.session import Session
from jcplanner.gui.window import Window
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from tests.domain.gated_records import GATED

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window over the plan of a gate; nothing in it is missing yet."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.apply(qapp, dark=False)
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    made = Window(Preferences())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_plan(Session(held.plan), "pathway")
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.show_start()
    made.close()
    held.discard()


def plan_of(window: Window) -> Plan:
    assert window.session is not None
    return window.session.plan


def dialog_of(window: Window) -> StageReviewDialog:
    [found] = [held for held in window.findChildren(StageReviewDialog) if held.isVisible()]
    return found


def test_a_gate_from_refusal_to_undo(qtbot: QtBot, window: Window) -> None:
    plan = plan_of(window)
    edits.change(plan, Issue, ["i"], answer="")
    edits.change(plan, Decision, ["p:board"], outcome="not yet", decided_on=None)

    # The gate is refused; the message says why, and the list has both.
    window.show_place(Place("pathway", "stage_review", "g", 2018))
    dialog = dialog_of(window)
    dialog.gate.day.setText("01/12/2017")
    dialog.gate.close_gate()
    [box] = [held for held in dialog.findChildren(QMessageBox) if held.isVisible()]
    assert 'issue "Two brokers" is open without an answer; Governing Body has not' in box.text()
    box.close()

    # Each leads to its place on another screen, where it is put right.
    rows = dialog.gate.lacks.view
    rows.select(0)
    qtbot.keyClick(rows, KEY.Key_Return)
    assert window.screen_key == "registers"
    edits.change(plan, Issue, ["i"], answer="One broker from April")
    window.show_place(Place("pathway", "stage_review", "g", 2018))
    dialog = dialog_of(window)
    qtbot.keyClick(dialog.gate.lacks.view, KEY.Key_Return)
    assert window.screen_key == "decisions"
    edits.change(plan, Decision, ["p:board"], outcome="approved", decided_on="2017-11-30")

    # Nothing is missing: it closes, and the pathway moves in the same step.
    window.show_place(Place("pathway", "stage_review", "g", 2018))
    dialog = dialog_of(window)
    assert dialog.gate.day.text() == "30/11/2017"
    before = len(plan.steps)
    dialog.gate.close_gate()
    dialog.accept()
    assert len(plan.steps) == before + 1
    assert plan.table(PathwayStep)["older:2018"].stage == "learn"
    assert not [held for held in plan.problems if held.kind.startswith("gate")]

    # A body that changes its mind is told; one undo for each step takes all of it back.
    edits.change(plan, Decision, ["p:board"], outcome="rejected")
    assert "gate passed without a decision" in {held.kind for held in plan.problems}
    window.undo()
    window.undo()
    assert plan.table(StageReview)["g"].verdict == "open"
    assert plan.table(PathwayStep)["older:2018"].stage == "align"
