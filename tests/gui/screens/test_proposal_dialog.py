"""The dialog of one proposal, tab by tab, with the facts of 003, 001 and 000."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.consulting import four_tests
from jcplanner.domain.decisions import RecommendationOutcome
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import chosen_of, parts_of
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place
from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    ImplicationHeading,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.gui.screens.decisions import DecisionsScreen
from jcplanner.gui.screens.proposal_dialog import ProposalDialog
from jcplanner.gui.session import Session
from jcplanner.plan import decision_edits, edits, proposal_edits
from jcplanner.plan.plan import Plan

Show = Callable[[str], ProposalDialog]
OPTIONS = (
    ("Retain the Steering Group", "1 in ¶1, 1 in ¶23"),
    ("A Wellbeing Steering Group", "2 in ¶1, 2 in ¶23"),
    ("A new HPS Board", "3 in ¶23"),
    ("The Executive Group", "3 in ¶1, 4 in ¶23"),
)


@pytest.fixture
def session(plan: Plan) -> Iterator[Session]:
    made = Session(plan)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Show:
    def make(proposal: str) -> ProposalDialog:
        made = ProposalDialog(session, proposal)
        qtbot.addWidget(made)
        made.open()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


@pytest.fixture
def hps(plan: Plan) -> str:
    """The proposal of 003, with the four options of its paragraph 23."""
    key = edits.add(plan, Proposal, name="Partnership governance")
    for name, numbers in OPTIONS:
        edits.add(plan, ProposalOption, proposal=key, name=name, numbers=numbers)
    return key


def select(dialog: ProposalDialog, *rows: int) -> None:
    view = dialog.options.section.view
    view.clearSelection()
    for row in rows:
        view.selectionModel().setCurrentIndex(
            view.model().index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_the_dialog_shows_the_proposal_and_follows_its_title(plan: Plan, hps: str, show: Show):
    dialog = show(hps)
    assert dialog.heading.text() == "Partnership governance"
    edits.change(plan, Proposal, [hps], name="A new HPS Board")
    assert dialog.windowTitle() == "Proposal: A new HPS Board"


def test_the_dialog_closes_when_its_proposal_is_gone(plan: Plan, hps: str, show: Show):
    dialog = show(hps)
    edits.remove(plan, Proposal, [hps])
    assert not dialog.isVisible()


def test_what_is_being_typed_is_kept_when_the_dialog_closes(
    plan: Plan, hps: str, show: Show, qtbot: QtBot
):
    dialog = show(hps)
    purpose = dialog.facts.words.field("purpose")
    purpose.setFocus()
    qtbot.keyClicks(purpose, "Revised arrangements.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert plan.table(Proposal)[hps].purpose == "Revised arrangements."


def test_a_proposal_cannot_be_made_to_follow_itself(
    plan: Plan, hps: str, show: Show, message: Callable[[], QMessageBox]
):
    dialog = show(hps)
    box = dialog.facts.facts.field("follows")
    box.activated.emit(box.findData(hps))
    assert "cannot follow itself" in message().text()
    assert plan.table(Proposal)[hps].follows is None
    message().close()


def test_tabs_are_turned_with_the_keyboard(hps: str, show: Show, qtbot: QtBot):
    dialog = show(hps)
    qtbot.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert dialog.panel is dialog.options
    assert dialog.options.section.view.hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert dialog.panel is dialog.appraisal


def test_options_3_and_4_of_003_are_combined_and_the_hybrid_chosen(
    plan: Plan, hps: str, show: Show, qtbot: QtBot
):
    dialog = show(hps)
    dialog.show_record("proposal_option")
    section = dialog.options.section
    assert dialog.options.said.text() == "4 options, none chosen yet."
    assert not section.combine_button.isEnabled()
    select(dialog, 2, 3)
    section.combine_button.click()
    hybrid = section.key
    assert [part.name for part in parts_of(plan.records, hybrid)] == [
        "A new HPS Board",
        "The Executive Group",
    ]
    section.choose_button.click()
    assert [held.id for held in chosen_of(plan.records, hps)] == [hybrid]
    assert dialog.options.said.text() == (
        '5 options. Chosen: Combination of 2 options (made of "A new HPS Board" and '
        '"The Executive Group").'
    )
    section.choose_button.click()
    assert chosen_of(plan.records, hps) == []


def test_a_part_is_ticked_into_a_hybrid_and_out_of_it(plan: Plan, hps: str, show: Show):
    keys = [held.id for held in plan.table(ProposalOption).ordered()]
    hybrid = proposal_edits.combine(plan, hps, keys[2:])
    dialog = show(hps)
    dialog.show_record("proposal_option", hybrid)
    parts = dialog.options.section.parts
    assert parts is not None and parts.isVisible() and parts.count() == 4
    parts.item(0).setCheckState(Qt.CheckState.Checked)
    parts.item(3).setCheckState(Qt.CheckState.Unchecked)
    assert [part.id for part in parts_of(plan.records, hybrid)] == [keys[0], keys[2]]
    dialog.show_record("proposal_option", keys[0])
    assert not parts.isVisible()


def test_no_alternative_is_said_in_plain_sight_with_who_mandates(
    plan: Plan, show: Show, qtbot: QtBot
):
    key = edits.add(plan, Proposal, name="The STP")
    dialog = show(key)
    dialog.show_record("proposal_option")
    assert dialog.options.said.text() == "No options yet, and none is not said."
    box = dialog.options.alternatives.widget
    box.activated.emit(box.findData("no alternative: mandated"))
    by = dialog.options.mandate.widget
    assert by.isVisible()
    by.setFocus()
    qtbot.keyClicks(by, "NHS England")
    dialog.close_button.setFocus()
    assert dialog.options.said.text() == "No alternative: mandated by NHS England."


def test_options_of_other_proposals_stay_away(plan: Plan, hps: str, show: Show):
    other = edits.add(plan, Proposal, name="Other")
    edits.add(plan, ProposalOption, proposal=other, name="Elsewhere")
    dialog = show(hps)
    assert dialog.options.section.model.rowCount() == 4
    dialog.show_record("proposal_option")
    dialog.options.section.add_button.click()
    assert plan.table(ProposalOption)[dialog.options.section.key].proposal == hps


def test_each_recommendation_has_its_own_outcome_by_body(plan: Plan, show: Show, qtbot: QtBot):
    key = edits.add(plan, Proposal, name="The plan for Derby City and Derbyshire")
    for words in ("To approve the plan", "Joint working", "Governance", "Consultation"):
        edits.add(plan, Recommendation, proposal=key, words=words)
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    decision_edits.record_decision(plan, key, cabinet, outcome="approved")
    dialog = show(key)
    dialog.show_record("recommendation")
    panel = dialog.recommendations
    cell = panel.sheet.index(3, 1)
    assert panel.sheet.cell(cell).faint == "Approved"
    assert panel.sheet.setData(cell, "deferred")
    panel.view.setCurrentIndex(cell)
    panel.words.setFocus()
    qtbot.keyClicks(panel.words, "To October")
    qtbot.keyClick(panel.words, Qt.Key.Key_Tab)
    held = plan.table(RecommendationOutcome)
    assert [(one.outcome, one.words) for one in held.values()] == [("deferred", "To October")]
    assert panel.sheet.cell(panel.sheet.index(2, 1)).faint == "Approved"


def test_consultation_tests_are_answered_with_their_evidence(plan: Plan, show: Show, qtbot: QtBot):
    first = edits.add(plan, Proposal, name="Consult", step="approve to consult")
    final = edits.add(
        plan, Proposal, name="Home First", step="final after consultation", follows=first
    )
    asked = edits.add(
        plan,
        Consultation,
        proposal=first,
        name="Home First",
        opens="2016-08-10",
        closes="2016-11-02",
    )
    dialog = show(final)
    dialog.show_record("consultation", asked)
    panel = dialog.consultation
    assert panel.section.key == asked
    assert "No body can approve it yet" in panel.held_back.text()
    assert panel.tests.lasts.text() == "It lasts 84 days; at least 84."
    for tested in four_tests(plan.records, asked):
        box = panel.tests.states[tested.test.key].widget
        box.activated.emit(box.findData("met"))
        evidence = panel.tests.evidence[tested.test.key].widget
        evidence.setFocus()
        qtbot.keyClicks(evidence, "Appendix 2")
    dialog.close_button.setFocus()
    assert panel.held_back.text() == "Its consultation was long enough and met the four tests."


def test_the_final_proposal_is_made_and_opened_from_the_consultation(
    plan: Plan, session: Session, show: Show
):
    first = edits.add(plan, Proposal, name="Home First", step="approve to consult")
    places: list[Place] = []
    session.place_wanted.connect(places.append)
    for words in ("Make the &final proposal", "Open the &final proposal"):
        dialog = show(first)
        dialog.show_record("consultation")
        assert dialog.consultation.final_button.text() == words
        dialog.consultation.final_button.click()
        assert not dialog.isVisible()
    final = plan.table(Proposal).ordered()[-1]
    assert final.follows == first
    assert {(place.screen, place.table, place.id) for place in places} == {
        ("decisions", "consultation", final.id)
    }


def test_none_is_ticked_on_purpose_and_words_are_typed(plan: Plan, show: Show, qtbot: QtBot):
    key = edits.add(plan, Proposal, name="One Herefordshire")
    dialog = show(key)
    dialog.show_record("implication")
    panel = dialog.implications
    assert panel.rows == []
    panel.headings.put_button.click()
    assert len(plan.table(ImplicationHeading)) == 10
    assert panel.count.text() == "0 of 10 said"
    money, law = panel.rows[:2]
    money.none.click()
    assert isinstance(law.words, QPlainTextEdit)
    law.words.setFocus()
    qtbot.keyClicks(law.words, "No legal issues yet.")
    panel.rows[2].words.setFocus()
    assert panel.count.text() == "2 of 10 said"
    assert [held.says for held in implications_of(plan.records, key)][:3] == [
        "None",
        "No legal issues yet.",
        "Not said",
    ]


def test_removing_a_heading_says_what_goes_with_it(
    plan: Plan, show: Show, message: Callable[[], QMessageBox]
):
    key = edits.add(plan, Proposal, name="One Herefordshire")
    heading = edits.add(plan, ImplicationHeading, name="Legal")
    proposal_edits.set_implications(plan, key, {heading: {"none": 1}})
    dialog = show(key)
    dialog.show_record("implication")
    dialog.implications.headings.view.go_to(0, 0)
    dialog.implications.headings.remove()
    assert "1 implication goes too" in message().informativeText()
    message().defaultButton().click()
    assert not plan.table(ImplicationHeading)


def test_the_usual_posts_are_added_and_what_is_not_cleared_is_said(
    plan: Plan, hps: str, show: Show
):
    dialog = show(hps)
    dialog.show_record("clearance")
    panel = dialog.clearance
    panel.usual_button.click()
    assert panel.section.model.rowCount() == 5
    assert panel.open_ones.text() == "Not cleared yet: legal and financial."
    for held in plan.table(Clearance).ordered()[:2]:
        edits.change(plan, Clearance, [held.id], cleared_on="2016-07-20")
    assert panel.open_ones.text() == "Legal and finance have cleared it."


def test_the_appraisal_is_made_of_the_options_and_leads_to_its_scoring(
    plan: Plan, session: Session, hps: str, show: Show
):
    dialog = show(hps)
    dialog.tabs.setCurrentIndex(3)
    panel = dialog.appraisal
    assert panel.nothing.isVisible()
    panel.make_button.click()
    assert panel.card.isVisible() and len(panel.model.items) == 4
    assert "Nothing is scored yet" in panel.about.text()
    edits.add(plan, ProposalOption, proposal=hps, name="Another")
    assert panel.about.text() == "Not in it yet: Another."
    panel.add_button.click()
    assert len(panel.model.items) == 5
    places: list[Place] = []
    session.place_wanted.connect(places.append)
    panel.score_button.click()
    assert places[0].screen == "priorities"
    assert not dialog.isVisible()


def test_undo_and_redo_work_in_the_dialog(plan: Plan, hps: str, show: Show, qtbot: QtBot):
    dialog = show(hps)
    dialog.show_record("proposal_option")
    proposal_edits.choose_option(plan, hps, plan.table(ProposalOption).ordered()[0].id)
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chosen_of(plan.records, hps) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(chosen_of(plan.records, hps)) == 1


def test_every_problem_of_a_proposal_leads_to_its_tab(
    plan: Plan, session: Session, hps: str, qtbot: QtBot
):
    """A new proposal lacks recommendations; two options chosen in two copies are told at the first."""
    with_two = {held.id for held in plan.table(ProposalOption).ordered()[:2]}
    edits.change(plan, ProposalOption, with_two, chosen=1)
    screen = DecisionsScreen(session)
    qtbot.addWidget(screen)
    tabs: dict[str, str] = {}
    for problem in plan.problems:
        if problem.text.startswith("Proposal"):
            screen.show_place(problem.place)
            dialog = screen.matrix.dialog
            tabs[problem.kind] = dialog.tabs.tabText(dialog.tabs.currentIndex())
            if problem.kind == "several options chosen":
                assert dialog.options.section.key in with_two
            dialog.accept()
    assert tabs == {
        "proposal without recommendation": "Recommendations",
        "several options chosen": "Options",
    }
