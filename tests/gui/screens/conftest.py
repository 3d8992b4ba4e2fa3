"""What tests of several screens stand on: the Pools screen over the worked pool of £20m."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jcplanner.domain.problems import Place
from jcplanner.gui.screens.pools import PoolsScreen
from jcplanner.gui.screens.registers import RegistersScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED


@pytest.fixture
def pools(qtbot: QtBot, tmp_path: Path) -> Iterator[PoolsScreen]:
    """The Pools screen over the care homes pool, 2018/19, in thousands, its commands at hand."""
    held = new_plan(tmp_path / "Pool.jcplan", POOLED)
    edits.set_details(held.plan, unit="thousands")
    session = Session(held.plan)
    made = PoolsScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    made.show_place(Place("pools", "pool", "p", 2018))
    made.addActions([action for action in made.actions_offered() if not action.menu()])
    yield made
    made.close()
    session.close()
    held.discard()


@pytest.fixture
def registers(qtbot: QtBot, plan: Plan) -> Iterator[RegistersScreen]:
    """The screen over the small plan; places wanted lead back to it, as in the window."""
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = RegistersScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    qtbot.waitExposed(made)

    def go(place: Place) -> None:
        if place.screen == "registers":
            made.show_place(place)

    def offer() -> None:
        for action in made.actions():
            made.removeAction(action)
        made.addActions([held for held in made.actions_offered() if not held.isSeparator()])

    session.place_wanted.connect(go)
    made.offers_changed.connect(offer)
    offer()
    made.take_focus()
    yield made
    made.close()
    session.close()
