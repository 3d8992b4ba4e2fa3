"""Pools in Partners & areas: what a pool is, and the VAT question when its host is changed there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.gui.screens.partners import PartnersScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


@pytest.fixture
def screen(qtbot: QtBot, plan: Plan) -> Iterator[PartnersScreen]:
    session = Session(plan)
    made = PartnersScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    qtbot.waitExposed(made)
    made.show_place(Place("partners", "pool", "pool"))
    yield made
    made.close()
    session.close()


def test_the_form_has_every_field_of_a_pool(screen: PartnersScreen):
    for name in ("host", "legal_basis", "manager", "starts", "ends", "notice_months"):
        assert screen.pools.form.field(name).isEnabled()


def test_a_change_of_host_asks_the_question_until_it_is_closed_or_another_is_chosen(
    qtbot: QtBot, screen: PartnersScreen
):
    question = screen.pools.question
    assert question.isHidden()
    edits.change(screen.plan, Pool, ["pool"], host="n")
    assert question.isVisible()
    assert question.head.text() == "VAT: Section 75 pool"
    assert "The Clinical Commissioning Group is an NHS body" in question.words.text()
    qtbot.mouseClick(question.close_button, Qt.MouseButton.LeftButton)
    assert question.isHidden()
    screen.plan.undo()
    assert question.isVisible()
    screen.pools.add()
    assert question.isHidden()
