"""The Priorities screen by keyboard: from nothing to a ranking, blind scores, envelopes and the map."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeShare,
    ProgrammeSpend,
    Score,
    Scorer,
)
from jcplanner.domain.problems import Place
from jcplanner.gui.screens.priorities import PrioritiesScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits, gap_edits, priority_edits
from jcplanner.plan.plan import Plan

KEYS = Qt.KeyboardModifier
CTRL, SHIFT = KEYS.ControlModifier, KEYS.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot, plan: Plan) -> Iterator[PrioritiesScreen]:
    """The screen over the small plan, in pounds, with its commands at hand."""
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = PrioritiesScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    # As the window does: the commands that are offered, anew whenever a tab is turned.
    held: list[QAction] = []

    def offer() -> None:
        for action in held:
            made.removeAction(action)
        held[:] = [action for action in made.actions_offered() if not action.isSeparator()]
        made.addActions(held)

    made.offers_changed.connect(offer)
    made.show()
    offer()
    qtbot.waitExposed(made)
    made.take_focus()
    yield made
    made.close()
    session.close()


def begun(plan: Plan) -> str:
    """A prioritisation of two candidates under two criteria by two scorers, nothing scored."""
    key = priority_edits.add_exercise(plan, "What comes first")
    for kind, kept in ((Criterion, 2), (Scorer, 2)):
        edits.remove(plan, kind, [held.id for held in plan.table(kind).ordered()[kept:]])
    for name, cost in (("Falls", 600_00), ("Beds", 500_00)):
        edits.add(plan, Candidate, exercise=key, name=name, cost=cost)
    return key


def press(qtbot: QtBot, key: Qt.Key, modifiers: KEYS = KEYS.NoModifier) -> None:
    """A key, wherever the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def type_cell(qtbot: QtBot, view, row: int, column: int, text: str) -> None:
    """Type into a cell and press Enter."""
    view.setFocus()
    view.go_to(row, column)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes what was typed once the key has been dealt with


def test_an_empty_plan_says_what_to_do_and_enter_begins_it(qtbot: QtBot, screen: PrioritiesScreen):
    assert screen.faces.currentIndex() == 1
    assert QApplication.focusWidget() is screen.begin_button
    press(qtbot, Qt.Key.Key_Space)
    (made,) = screen.plan.table(Exercise).ordered()
    assert screen.exercise == made.id
    assert screen.part is screen.about
    assert len(screen.plan.table(Criterion)) == len(priority_edits.USUAL_CRITERIA)
    assert len(screen.plan.table(Scorer)) == 3
    qtbot.keyClicks(QApplication.focusWidget(), "Plan for 2017/18")
    press(qtbot, Qt.Key.Key_Tab)
    assert screen.plan.table(Exercise)[made.id].name == "Plan for 2017/18"
    assert screen.box.currentText() == "Plan for 2017/18"


def test_scores_are_typed_blind_and_shown_together_only_when_asked(
    qtbot: QtBot, screen: PrioritiesScreen
):
    begun(screen.plan)
    screen.refresh()
    screen.show_part(screen.scores)
    view, panel = screen.scores.view, screen.scores
    type_cell(qtbot, view, 0, 1, "80")
    assert [held.points for held in screen.plan.table(Score).values()] == [80]
    qtbot.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert panel.scorer_box.currentText() == "Scorer 2"
    assert panel.grid.data(panel.grid.index(0, 1)) == ""  # the other's points stay hidden
    type_cell(qtbot, view, 0, 1, "60")
    assert "Scorer 1" not in panel.cell_words.text()
    qtbot.keyClick(panel.all_box, Qt.Key.Key_Space)
    assert panel.grid.data(panel.grid.index(0, 1)) == "70 (60 to 80)"
    view.go_to(0, 1)
    assert "Scorer 1 80, Scorer 2 60" in panel.cell_words.text()
    assert not panel.grid.flags(panel.grid.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    panel.turn(1)
    assert not panel.all_box.isChecked()


def test_points_beyond_100_are_refused_in_one_sentence(
    qtbot: QtBot, screen: PrioritiesScreen, message: Callable[[], QMessageBox]
):
    begun(screen.plan)
    screen.refresh()
    screen.show_part(screen.scores)
    type_cell(qtbot, screen.scores.view, 0, 1, "101")
    assert message().text() == "Points go from 0 to 100; 101 is outside."
    message().close()
    assert not screen.plan.table(Score)


def test_a_column_of_points_is_pasted_and_blanked(qtbot: QtBot, screen: PrioritiesScreen):
    begun(screen.plan)
    screen.refresh()
    screen.show_part(screen.scores)
    view = screen.scores.view
    view.setFocus()
    view.go_to(0, 1)
    QApplication.clipboard().setText("80\t40\n50\t90")
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)
    assert sorted(held.points or 0 for held in screen.plan.table(Score).values()) == [
        40,
        50,
        80,
        90,
    ]
    assert screen.plan.undo_name == "Change 4 scores"
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert not screen.plan.table(Score)


def scored(plan: Plan) -> str:
    """The same, scored: Falls comes first."""
    key = begun(plan)
    cells = [
        (candidate.id, criterion.id, scorer.id)
        for candidate in plan.table(Candidate).ordered()
        for criterion in plan.table(Criterion).ordered()
        for scorer in plan.table(Scorer).ordered()
    ]
    given = (80, 60, 40, 20, 50, 50, 100, 80)
    priority_edits.set_points(plan, dict(zip(cells, given, strict=True)))
    return key


def test_the_ranking_says_what_comes_first_and_what_the_envelope_pays_for(
    screen: PrioritiesScreen,
):
    key = scored(screen.plan)
    edits.change(screen.plan, Exercise, [key], envelope=550_00)
    screen.refresh()
    screen.show_part(screen.ranking)
    # Weights 20 : 15. Falls (20 x 70 + 15 x 30) / 35 = 52.86; beds (20 x 50 + 15 x 90) / 35 = 67.14.
    model = screen.ranking.model
    assert [model.texts(row)[:3] for row in range(2)] == [
        ("Beds", "1", "67.14"),
        ("Falls", "2", "52.86"),
    ]
    assert model.texts(0)[6:] == ("yes", "yes")
    assert model.texts(1)[6:] == ("no", "no")
    assert "Best set, proved: 1 candidate, 67.14 points" in screen.ranking.words.text()


def test_an_unfinished_prioritisation_says_what_comes_next(screen: PrioritiesScreen):
    key = begun(screen.plan)
    screen.refresh()
    screen.show_part(screen.ranking)
    assert screen.ranking.words.text().startswith("Nobody has scored yet")
    edits.remove(screen.plan, Candidate, list(screen.plan.table(Candidate)))
    assert screen.ranking.words.text().startswith("Add candidates first")
    edits.remove(screen.plan, Exercise, [key])
    assert screen.faces.currentIndex() == 1


def test_sensitivity_draws_and_says_where_places_change(qtbot: QtBot, screen: PrioritiesScreen):
    scored(screen.plan)
    screen.refresh()
    screen.show_part(screen.sensitivity)
    panel = screen.sensitivity
    assert panel.swaps_model.texts(0)[:3] == ("Magnitude of benefit", "57.14%", "75%")
    assert panel.chart.drawing is not None
    # Points, not pounds, whatever the unit: beds has 90 where the benefit weighs nothing.
    assert panel.chart.model.texts(0)[:2] == ["Beds", "90"]
    panel.swaps_view.setFocus()
    panel.swaps_view.select(1)
    press(qtbot, Qt.Key.Key_Return)
    assert "Strength of evidence" in panel.chart.drawing.title
    assert panel.ranks_model.texts(0)[0] == "Beds"
    assert "As scored" in panel.ranks_model.headers


def test_candidates_are_taken_over_in_one_step(qtbot: QtBot, screen: PrioritiesScreen):
    key = begun(screen.plan)
    screen.refresh()
    screen.show_part(screen.candidates)
    screen.year_box.choose(2016)
    screen.candidates.view.setFocus()
    qtbot.keyClick(screen.candidates.view, Qt.Key.Key_A, CTRL | SHIFT)
    found = {
        held.name: held.cost
        for held in screen.plan.table(Candidate).ordered()
        if held.exercise == key
    }
    assert found == {"Falls": 600_00, "Beds": 500_00, "Adults": 1_000_00, "Mental health": 9_000_00}
    assert screen.plan.undo_name == "Add service areas as candidates"


def test_one_typed_envelope_is_held_and_the_rest_is_spread(qtbot: QtBot, screen: PrioritiesScreen):
    gap_edits.set_resources(screen.plan, {("c", 2016): 2_000_00, ("n", 2016): 8_000_00})
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)  # Set envelopes
    assert screen.part is screen.envelopes
    screen.year_box.choose(2016)
    panel = screen.envelopes
    assert panel.left.text() == "Left to place: 10,000"
    type_cell(qtbot, panel.view, 0, 3, "1,500")
    assert panel.left.text() == "Left to place: 8,500"
    assert panel.grid.data(panel.grid.index(0, 4)) == "held"
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_R, CTRL | SHIFT)
    held = {one.service_area: one.amount for one in screen.plan.table(Envelope).values()}
    assert held == {"adults": 1_500_00, "mental": 8_500_00}
    assert panel.left.text() == "Left to place: 0"
    assert panel.grid.data(panel.grid.index(1, 6)) == "500"  # plan 9,000 less envelope 8,500


def test_floors_that_leave_no_room_are_refused(
    qtbot: QtBot, screen: PrioritiesScreen, message: Callable[[], QMessageBox]
):
    gap_edits.set_resources(screen.plan, {("c", 2016): 2_000_00})
    priority_edits.set_envelopes(screen.plan, {("adults", 2016, "floor"): 3_000_00})
    screen.refresh()
    screen.show_part(screen.envelopes)
    screen.year_box.choose(2016)
    screen.envelopes.view.setFocus()
    qtbot.keyClick(screen.envelopes.view, Qt.Key.Key_R, CTRL | SHIFT)
    assert message().text().startswith("The floors come to £3,000, more than the £2,000")
    message().close()


def test_a_spend_is_mapped_to_areas_and_one_takes_the_rest(qtbot: QtBot, screen: PrioritiesScreen):
    made = edits.add(screen.plan, ProgrammeSpend, category="Cancer", year=2016, amount=100_00)
    screen.refresh()
    screen.show_place(Place("priorities", ProgrammeSpend.TABLE, made, 2016))
    panel = screen.map
    assert panel.section.key == made
    assert panel.said.text() == "100% is not mapped yet."
    type_cell(qtbot, panel.view, 0, 1, "33.33")
    panel.view.setFocus()
    panel.view.go_to(2, 1)
    qtbot.keyClick(panel.view, Qt.Key.Key_G, CTRL | SHIFT)
    shares = {held.service_area: held.share for held in screen.plan.table(ProgrammeShare).values()}
    assert shares == {"adults": 33_33, "mental": 66_67}
    assert panel.said.text() == "Its shares come to 100%."
    assert panel.model.texts(0)[:2] == ("Adults", "33")


def test_problems_lead_to_their_place(screen: PrioritiesScreen):
    key = scored(screen.plan)
    second = priority_edits.add_exercise(screen.plan, "Another")
    candidate = screen.plan.table(Candidate).ordered()[1]
    screen.show_place(Place("priorities", Exercise.TABLE, second))
    assert (screen.exercise, screen.part) == (second, screen.scores)
    screen.show_place(Place("priorities", Candidate.TABLE, candidate.id))
    assert screen.exercise == key
    assert screen.part is screen.candidates
    assert screen.candidates.key == candidate.id
    screen.show_place(Place("priorities", Envelope.TABLE, "mental:2017", 2017))
    assert (screen.part, screen.year_box.year) == (screen.envelopes, 2017)
