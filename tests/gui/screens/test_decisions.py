"""The Decisions screen, worked with the keyboard alone: the three boards of 003, the outcomes of 004¶20."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jcplanner.domain.deciding import differ, is_decided
from jcplanner.domain.decisions import OUTCOMES, BodySignOff, BodyTerm, Decision, Meeting
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.versions import Version
from jcplanner.gui.screens.decision_dialog import DecisionDialog
from jcplanner.gui.screens.decisions import DecisionsScreen
from jcplanner.gui.session import Session
from jcplanner.plan import decision_edits, edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from tests.domain.decided_records import GOVERNANCE

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    """The governance plan of 003 in a real file."""
    held = new_plan(tmp_path / "Governance.jcplan", GOVERNANCE)
    yield held.plan
    held.discard()


@pytest.fixture
def screen(qtbot: QtBot, plan: Plan) -> Iterator[DecisionsScreen]:
    session = Session(plan)
    made = DecisionsScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    offer(made)
    made.offers_changed.connect(lambda: offer(made))
    made.take_focus()
    yield made
    made.close()
    session.close()


def offer(screen: DecisionsScreen) -> None:
    """Put the commands at hand, as the window's menu does."""
    for action in screen.actions():
        screen.removeAction(action)
    screen.addActions(screen.actions_offered())


def press(qtbot: QtBot, screen: DecisionsScreen, *keys: Qt.Key) -> None:
    """Press keys in the matrix."""
    for key in keys:
        qtbot.keyClick(screen.matrix.view, key)


def open_dialog(qtbot: QtBot, screen: DecisionsScreen) -> DecisionDialog:
    """Press Enter on the cell with the cursor."""
    press(qtbot, screen, Qt.Key.Key_Return)
    dialog = screen.matrix.decision
    qtbot.waitExposed(dialog)
    return dialog


def type_into(qtbot: QtBot, dialog: DecisionDialog, name: str, text: str) -> None:
    """Type into a field that Tab reaches from where the keyboard is."""
    wanted = go_to(qtbot, dialog, dialog.editors[name].widget)
    if isinstance(wanted, QLineEdit | QPlainTextEdit):
        wanted.selectAll()
    qtbot.keyClicks(wanted, text)


def go_to(qtbot: QtBot, dialog: DecisionDialog, wanted: QWidget) -> QWidget:
    """Tab to a control."""
    for _ in range(30):
        if dialog.focusWidget() is wanted:
            break
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is wanted
    return wanted


def finish_typing(qtbot: QtBot, view: QAbstractItemView, words: str) -> None:
    """Type into the editor that stands open in a table, and leave it."""
    editors = [*view.findChildren(QLineEdit), *view.findChildren(QPlainTextEdit)]
    editor = next(held for held in editors if held.isVisible())
    qtbot.keyClicks(editor, words)
    # Enter begins another line in words that may have several.
    qtbot.keyClick(editor, Qt.Key.Key_Return if isinstance(editor, QLineEdit) else Qt.Key.Key_Tab)
    # Qt takes what was typed only once the editor has had the key.
    QCoreApplication.processEvents()


def test_the_matrix_has_proposals_down_and_bodies_across(screen: DecisionsScreen):
    model = screen.matrix.model
    assert (model.rowCount(), model.columnCount()) == (3, 6)
    assert model.headerData(2, Qt.Orientation.Horizontal) == "PCT Board\ndecides"
    assert model.index(0, 4).data() == "Not needed, consulted"


def test_three_boards_are_recorded_on_three_dates_with_the_keyboard_alone(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    """003: the Cabinet on the 20th, NHS Herefordshire on the 19th, HHCC on the 25th of October 2011."""
    for day in ("20/10/2011", "19/10/2011", "25/10/2011"):
        press(qtbot, screen, Qt.Key.Key_Right)
        dialog = open_dialog(qtbot, screen)
        type_into(qtbot, dialog, "outcome", "A")
        type_into(qtbot, dialog, "decided_on", day)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert not dialog.isVisible()
    days = {held.body: held.decided_on for held in plan.table(Decision).values() if held.decided_on}
    assert days == {"cabinet": "2011-10-20", "pctb": "2011-10-19", "hhccb": "2011-10-25"}
    assert is_decided(plan.records, "hps")
    assert [words for words, _ in screen.matrix.model.matrix.rows[0].notices] == [
        "6 days between first and last"
    ]


def test_differing_outcomes_show_at_once(qtbot: QtBot, screen: DecisionsScreen, plan: Plan):
    """004¶20."""
    for body, outcome in (("cabinet", "approved"), ("pctb", "rejected")):
        decision_edits.record_decision(plan, "care", body, outcome=outcome, decided_on="2011-12-14")
    assert differ(plan.records, "care")
    press(qtbot, screen, Qt.Key.Key_Down)
    assert "Bodies differ: Approved by Cabinet; Rejected by PCT Board" in screen.matrix.facts.words


def test_a_decision_can_freeze_the_figures_that_it_was_taken_on(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    press(qtbot, screen, Qt.Key.Key_Right)
    dialog = open_dialog(qtbot, screen)
    type_into(qtbot, dialog, "outcome", "A")
    qtbot.keyClick(go_to(qtbot, dialog, dialog.version), Qt.Key.Key_Down)
    assert dialog.version_name.text() == "Cabinet, 20 October 2011"
    dialog.accept()
    (version,) = plan.table(Version).values()
    held = plan.table(Decision)["hps:cabinet"]
    assert (held.version, held.fingerprint) == (version.id, version.fingerprint)
    edits.set_amounts(plan, {("council-homes", 2012): 1_700_000})
    assert "1 figure has changed since, £7,000 net revenue" in screen.matrix.facts.words
    qtbot.keyClick(screen.matrix.view, Qt.Key.Key_D, CTRL)
    assert screen.matrix.comparison.isVisible()
    assert "Cabinet, 20 October 2011" in screen.matrix.comparison.windowTitle()
    screen.matrix.comparison.reject()


def test_a_body_that_only_advises_is_told_why_it_cannot_approve(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    screen.matrix.view.go_to(0, 4)
    dialog = open_dialog(qtbot, screen)
    type_into(qtbot, dialog, "outcome", "A")
    dialog.accept()
    assert dialog.isVisible()
    assert "cannot decide, because its authority is advisory" in dialog.fault.text()
    for _ in range(OUTCOMES.index("noted") - OUTCOMES.index("approved")):
        qtbot.keyClick(dialog.editors["outcome"].widget, Qt.Key.Key_Down)
    dialog.accept()
    assert plan.table(Decision)["hps:hwb"].outcome == "noted"


def test_a_date_that_cannot_be_read_is_said_and_nothing_is_recorded(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    press(qtbot, screen, Qt.Key.Key_Right)
    dialog = open_dialog(qtbot, screen)
    steps = len(plan.steps)
    type_into(qtbot, dialog, "decided_on", "soon")
    dialog.accept()
    assert dialog.isVisible() and dialog.fault.text()
    assert len(plan.steps) == steps
    dialog.reject()


def test_single_recommendations_are_recorded_with_the_decision(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    screen.matrix.view.go_to(0, 3)
    dialog = open_dialog(qtbot, screen)
    type_into(qtbot, dialog, "outcome", "A")
    dialog.sheet_view.setFocus()
    dialog.sheet_view.go_to(1, 2)
    qtbot.keyClicks(dialog.sheet_view.viewport(), "f")
    finish_typing(qtbot, dialog.sheet_view, "or six months")
    dialog.accept()
    assert "for six months" in screen.matrix.facts.words


def test_a_body_is_not_asked_after_all(qtbot: QtBot, screen: DecisionsScreen, plan: Plan):
    press(qtbot, screen, Qt.Key.Key_Right, Qt.Key.Key_Delete)
    assert "hps:cabinet" not in plan.table(Decision)
    plan.undo()
    assert "hps:cabinet" in plan.table(Decision)


def test_enter_on_a_proposal_opens_it(qtbot: QtBot, screen: DecisionsScreen):
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.matrix.dialog.isVisible()
    assert "Partnership governance" in screen.matrix.dialog.windowTitle()
    screen.matrix.dialog.reject()


def test_a_new_proposal_is_made_and_opened(qtbot: QtBot, screen: DecisionsScreen, plan: Plan):
    qtbot.keyClick(screen.matrix.view, Qt.Key.Key_N, CTRL)
    assert len(plan.table(Proposal)) == 4
    assert screen.matrix.dialog.isVisible()
    assert screen.matrix.view.currentIndex().row() == 3
    screen.matrix.dialog.reject()


def test_proposals_can_be_moved_and_found(qtbot: QtBot, screen: DecisionsScreen, plan: Plan):
    qtbot.keyClick(screen.matrix.view, Qt.Key.Key_Down, ALT)
    assert [held.id for held in plan.table(Proposal).ordered()] == ["care", "hps", "consult"]
    assert screen.matrix.proposal == "hps"
    screen.find("home care")
    assert screen.matrix.proposal == "consult"


def test_the_matrix_is_copied_for_excel(qtbot: QtBot, screen: DecisionsScreen):
    qtbot.keyClick(screen.matrix.view, Qt.Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Proposal", "Cabinet", "PCT Board"]
    assert len(lines) == 4 and all(line.count("\t") == 5 for line in lines)


def test_the_forward_plan_of_years_gone_by_shows_all_and_changes_lead_times(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    qtbot.keyClick(screen.matrix.view, Qt.Key.Key_PageDown, CTRL)
    forward = screen.forward
    assert forward.isVisible()
    forward.past.setChecked(True)
    forward.refresh()
    texts = [forward.model.texts(row)[0] for row in range(forward.model.rowCount())]
    assert texts[:3] == ["19 Oct 2011", "20 Oct 2011", "25 Oct 2011"]
    forward.view.select(1)
    field = forward.days["figures_days"].widget
    field.setFocus()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "14")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert plan.table(Body)["cabinet"].figures_days == 14
    assert forward.model.texts(1)[5] == "6 Oct 2011"


def test_an_entry_of_the_forward_plan_leads_to_its_decision(qtbot: QtBot, screen: DecisionsScreen):
    screen.show_panel(screen.forward)
    screen.forward.past.setChecked(True)
    screen.forward.refresh()
    screen.forward.view.select(0)
    qtbot.keyClick(screen.forward.view, Qt.Key.Key_Return)
    assert screen.matrix.isVisible()
    cell = screen.matrix.cell
    assert cell is not None and cell.said.body.id == "pctb"


def test_the_calendar_is_written_where_it_is_wanted(screen: DecisionsScreen, tmp_path: Path):
    screen.show_panel(screen.forward)
    screen.forward.export_to(tmp_path / "plan.ics")
    assert (tmp_path / "plan.ics").exists()
    assert screen.forward.about.text().startswith("Written: plan.ics")


def test_a_meeting_is_added_with_its_date(qtbot: QtBot, screen: DecisionsScreen, plan: Plan):
    screen.show_panel(screen.bodies)
    qtbot.keyClick(screen.bodies.section.view, Qt.Key.Key_M, CTRL)
    finish_typing(qtbot, screen.bodies.meetings_view, "15/12/2011")
    days = [held.date for held in plan.table(Meeting).values() if held.body == "cabinet"]
    assert sorted(map(str, days)) == ["2011-10-20", "2011-11-17", "2011-12-15"]


def test_terms_and_sign_offs_of_the_chosen_body_are_typed(
    qtbot: QtBot, screen: DecisionsScreen, plan: Plan
):
    screen.show_panel(screen.bodies)
    bodies = screen.bodies
    bodies.section.select("steering")
    assert bodies.terms.rows[0].key == "purpose and aims"
    bodies.terms.setData(bodies.terms.index(0, 1), "Set direction")
    assert plan.table(BodyTerm)["steering:purpose and aims"].words == "Set direction"
    assert [row.key for row in bodies.sign_offs.rows] == ["hc", "pct", "hhcc"]
    bodies.sign_offs.setData(bodies.sign_offs.index(1, 1), "signed")
    assert plan.table(BodySignOff)["steering:pct"].state == "signed"
    bodies.section.select("cabinet")
    assert bodies.terms.rows[0].cells[1].text == ""


@pytest.mark.parametrize(
    ("table", "key", "at"),
    [
        ("proposal", "care", (1, 0)),
        ("decision", "care:pctb", (1, 2)),
        ("service_area", "homes", (1, 0)),
    ],
)
def test_places_lead_to_their_cell(
    screen: DecisionsScreen, table: str, key: str, at: tuple[int, int]
):
    screen.show_panel(screen.bodies)
    screen.show_place(Place("decisions", table, key))
    index = screen.matrix.view.currentIndex()
    assert (index.row(), index.column()) == at


def test_a_part_of_a_proposal_opens_its_dialog(screen: DecisionsScreen):
    screen.show_place(Place("decisions", "consultation", "c"))
    assert screen.matrix.proposal == "consult"
    assert screen.matrix.dialog.isVisible()
    screen.matrix.dialog.reject()


def test_bodies_and_meetings_are_led_to(screen: DecisionsScreen):
    screen.show_place(Place("decisions", "body", "hwb"))
    assert screen.bodies.body == "hwb"
    screen.show_place(Place("decisions", "meeting", "m17"))
    assert screen.bodies.body == "cabinet"
    row = screen.bodies.meetings_view.currentIndex().row()
    assert screen.bodies.meetings.id_at(row) == "m17"


def test_a_plan_without_proposals_says_how_to_begin(screen: DecisionsScreen, plan: Plan):
    edits.remove(plan, Proposal, ["hps", "care", "consult"])
    assert screen.matrix.first_proposal.isVisible()
    edits.remove(plan, Body, list(plan.table(Body)))
    assert screen.matrix.first_bodies.isVisible()


def test_the_board_paper_of_the_chosen_proposal_is_read(screen: DecisionsScreen, plan: Plan):
    screen.matrix.view.go_to(1, 2)
    screen.show_panel(screen.forward)
    screen.paper_button.click()
    assert screen.matrix.paper.isVisible()
    screen.matrix.paper.reject()
    edits.remove(plan, Proposal, ["hps", "care", "consult"])
    assert not screen.paper_button.isEnabled()


def test_the_screen_stands_where_it_stood_when_the_plan_is_shown_another_way(
    qtbot: QtBot, screen: DecisionsScreen
):
    screen.matrix.view.go_to(1, 2)
    screen.tabs.setCurrentIndex(2)
    other = DecisionsScreen(screen.session)
    qtbot.addWidget(other)
    other.resume(screen.standing())
    assert other.tabs.currentIndex() == 2
    index = other.matrix.view.currentIndex()
    assert (index.row(), index.column()) == (1, 2)
