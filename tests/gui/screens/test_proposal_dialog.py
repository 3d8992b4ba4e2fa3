"""The dialog of one proposal, tab by tab."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from jcplanner.domain.proposals import Proposal
from jcplanner.gui.screens.proposal_dialog import ProposalDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


@pytest.fixture
def session(plan: Plan) -> Iterator[Session]:
    made = Session(plan)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Callable[[str], ProposalDialog]:
    def make(proposal: str) -> ProposalDialog:
        made = ProposalDialog(session, proposal)
        qtbot.addWidget(made)
        made.open()
        qtbot.waitExposed(made)
        return made

    return make


def test_the_dialog_shows_the_proposal_and_follows_its_title(
    plan: Plan, show: Callable[[str], ProposalDialog]
):
    key = edits.add(plan, Proposal, name="Partnership governance")
    dialog = show(key)
    assert dialog.heading.text() == "Partnership governance"
    edits.change(plan, Proposal, [key], name="A new HPS Board")
    assert dialog.windowTitle() == "Proposal: A new HPS Board"


def test_the_dialog_closes_when_its_proposal_is_gone(
    plan: Plan, show: Callable[[str], ProposalDialog]
):
    key = edits.add(plan, Proposal, name="Partnership governance")
    dialog = show(key)
    edits.remove(plan, Proposal, [key])
    assert not dialog.isVisible()
