"""What tests of the window stand on: our look, and real plans in files of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.gui import style
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The light look, as the window starts with it; what earlier tests put away is really gone.

    Qt leaves it until an event loop runs, and no loop does here.
    """
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not qapp.property("looked"):
        style.apply(qapp, dark=False)
        qapp.setProperty("looked", True)


@pytest.fixture
def make_session(tmp_path: Path) -> Iterator[Callable[[str], Session]]:
    """Makes a session over a real plan file from a template or example; all are closed afterwards."""
    made: list[tuple[Session, Callable[[], None]]] = []

    def make(name: str) -> Session:
        held = new_plan(tmp_path / f"{name}-{len(made)}.jcplan")
        fill(held.plan, name)
        session = Session(held.plan)
        made.append((session, held.discard))
        return session

    yield make
    for session, discard in made:
        session.close()
        discard()


@pytest.fixture
def blank(make_session: Callable[[str], Session]) -> Session:
    """A plan with nothing in it."""
    return make_session("blank")


@pytest.fixture
def example(make_session: Callable[[str], Session]) -> Session:
    """The worked example of Herefordshire, 2016."""
    return make_session("herefordshire-2016")


@pytest.fixture
def budgets(qtbot: QtBot, plan: Plan) -> Iterator[BudgetsScreen]:
    """The Budgets screen over the small plan, in pounds, with its commands at hand."""
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = BudgetsScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.addActions([action for action in made.actions_offered() if not action.menu()])
    made.show()
    qtbot.waitExposed(made)
    made.pane.table.setFocus()
    yield made
    made.close()
    session.close()


@pytest.fixture
def message() -> Callable[[], QMessageBox]:
    """The one message box that is open."""

    def find() -> QMessageBox:
        open_ones = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QMessageBox) and widget.isVisible()
        ]
        assert len(open_ones) == 1, [box.text() for box in open_ones]
        return open_ones[0]

    return find
