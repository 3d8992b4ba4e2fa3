"""The Problems screen."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.gui.screens.problems import ProblemsScreen
from jcplanner.plan import edits


@pytest.fixture
def screen(qtbot, example):
    made = ProblemsScreen(example)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def shown(screen):
    return [problem.text for problem in screen.model.items]


def kinds(screen):
    return [choice[:2] for choice in screen.kinds.items]


def test_it_lists_every_problem_serious_ones_first_with_counts(screen, example):
    assert shown(screen) == [problem.text for problem in example.plan.problems]
    total = len(example.plan.problems)
    assert screen.kinds.index(0, 0).data() == "All problems"
    assert screen.kinds.index(0, 1).data() == str(total)
    serious = example.plan.worries.counts()["serious"]
    assert screen.head.about.text().startswith(f"{serious} serious")


def test_a_kind_on_the_left_leaves_only_its_problems(screen, example):
    edits.assign_area(example.plan, list(example.plan.table(BudgetLine))[:3], None)
    screen.refresh()
    screen.show_place(Place("problems", "line without an area"))
    assert len(screen.model.items) == 3
    assert {problem.kind for problem in screen.model.items} == {"line without an area"}


def test_words_filter_the_list_and_the_find_box_does_the_same(screen):
    screen.find("nothing has these words")
    assert screen.model.items == []
    assert not screen.go_button.isVisible()
    screen.find("council")
    assert shown(screen) and all("council" in text.casefold() for text in shown(screen))


def test_it_follows_the_plan_shortly_after_a_change(qtbot, screen, example):
    before = len(screen.model.items)
    edits.assign_area(example.plan, list(example.plan.table(BudgetLine))[:2], None)
    assert len(screen.model.items) == before
    qtbot.waitUntil(lambda: len(screen.model.items) == before + 2)
    example.plan.undo()
    qtbot.waitUntil(lambda: len(screen.model.items) == before)


def test_hidden_it_waits_until_it_is_shown_again(qtbot, screen, example):
    before = len(screen.model.items)
    screen.hide()
    edits.assign_area(example.plan, list(example.plan.table(BudgetLine))[:2], None)
    screen.show()
    assert len(screen.model.items) == before + 2


def test_enter_leads_to_the_place_of_the_problem(qtbot, screen, example):
    problem = example.plan.problems[0]
    screen.view.select(0)
    with qtbot.waitSignal(example.place_wanted) as heard:
        qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert heard.args == [problem.place]


def test_the_chosen_problem_stays_chosen_when_others_come(qtbot, screen, example):
    screen.view.select(1)
    chosen = screen.view.current_item()
    edits.assign_area(example.plan, list(example.plan.table(BudgetLine))[:1], None)
    screen.refresh()
    assert screen.view.current_item() == chosen
    assert screen.words.text() == chosen.text


def test_it_says_where_in_words(screen, example):
    row = next(
        at for at, problem in enumerate(screen.model.items) if problem.place.table == "budget_line"
    )
    name = example.plan.records.name("budget_line", screen.model.items[row].place.id)
    assert screen.model.index(row, 2).data() == f"Budgets: {name}"


def test_a_plan_without_problems_says_so(qtbot, screen, example):
    screen._problems = []
    screen._filter()
    assert screen._none.text() == "No problems: nothing to put right."
    assert screen._stack.currentIndex() == 1


def test_all_problems_can_be_copied_for_excel(qtbot, screen, qapp):
    screen.copy_action.trigger()
    lines = qapp.clipboard().text().splitlines()
    assert lines[0] == "Severity\tProblem\tWhere"
    assert len(lines) == len(screen.model.items) + 1
