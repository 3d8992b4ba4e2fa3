"""The dialog of a board paper: read, its sections put in and changed, and written to a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jcplanner.domain.decisions import PaperSection
from jcplanner.domain.proposals import Proposal
from jcplanner.gui.paper_dialog import PaperDialog
from jcplanner.gui.screens.decisions import DecisionsScreen
from jcplanner.gui.screens.proposal_dialog import ProposalDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.paper_edits import own_sections, section_orders
from jcplanner.plan.plan import Plan
from tests.domain.paper_records import PAPER

Show = Callable[..., PaperDialog]


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Paper.jcplan", PAPER)
    yield held.plan
    held.discard()


@pytest.fixture
def session(plan: Plan) -> Iterator[Session]:
    made = Session(plan)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Show:
    def make(body: str = "") -> PaperDialog:
        made = PaperDialog(session, "align", None, body)
        qtbot.addWidget(made)
        made.open()
        return made

    return make


def test_the_paper_is_read_for_one_body_or_another(show: Show):
    held = show()
    assert held.body == "cabinet"
    assert "Alternative options" in held.text.toPlainText()
    assert held.missing.text().startswith("Still to be said: Wards affected")
    held.body_box.setCurrentIndex(1)
    held.body_box.activated.emit(1)
    assert "The Board is asked to" in held.text.toPlainText()
    assert show("board").body == "board"


def test_the_exempt_edition_shows_what_the_open_one_leaves_out(show: Show):
    held = show()
    assert "A sale is in hand" not in held.text.toPlainText()
    held.exempt.setChecked(True)
    assert "A sale is in hand" in held.text.toPlainText()


def test_sections_are_put_in_and_changed_for_the_body(show: Show, plan: Plan):
    held = show()
    held.put_button.click()
    own = own_sections(plan.records, "cabinet")
    assert len(own) == len(section_orders()[0].sections) == held.section.model.rowCount()
    edits.change(plan, PaperSection, [own[5].id], name="Why this paper")
    assert "Why this paper\n------" in held.text.toPlainText()
    held._step_back(plan.undo)
    held._step_back(plan.undo)
    assert not own_sections(plan.records, "cabinet")


def test_a_paper_is_written_as_word_and_as_pdf(show: Show, tmp_path: Path):
    held = show()
    for name in ("Paper.docx", "Paper.pdf"):
        held.write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000
        assert held.said.text().startswith(f"Written: {name}")


def test_without_a_body_nothing_can_be_written(show: Show, plan: Plan):
    edits.remove(plan, type(plan.records.named("body")["cabinet"]), ["cabinet", "board"])
    held = show()
    assert not held.word_button.isEnabled() and not held.pdf_button.isEnabled()
    assert "no body yet" in held.missing.text()


def test_the_dialog_goes_with_its_proposal(show: Show, plan: Plan):
    held = show()
    edits.remove(plan, Proposal, ["align"])
    assert not held.isVisible()


def test_ctrl_b_opens_the_paper_from_the_matrix_and_from_the_proposal(
    qtbot: QtBot, session: Session
):
    screen = DecisionsScreen(session)
    qtbot.addWidget(screen)
    screen.refresh()
    screen.matrix.view.go_to(0, 2)
    screen.matrix.open_paper()
    assert screen.matrix.paper.body == "board"
    screen.matrix.paper.close()
    dialog = ProposalDialog(session, "align")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert dialog.paper.body == "cabinet"
    dialog.paper.close()
