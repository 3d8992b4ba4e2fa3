"""The People screen, worked with the keyboard: the stocktake of 004¶39-48, posts before and after."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.problems import Place
from jcplanner.domain.record import Record
from jcplanner.domain.stocktake import annual
from jcplanner.gui.chart_canvas import DrawnChart
from jcplanner.gui.screens.people import PeopleScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from tests.domain.people_records import STOCKTAKE, STRUCTURE

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_screen(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., PeopleScreen]]:
    """Opens the screen over a real plan of given records, its commands at hand."""
    made: list[Callable[[], object]] = []

    def make(*records: Record) -> PeopleScreen:
        held = new_plan(tmp_path / f"{len(made)}.jcplan", records)
        session = Session(held.plan)
        screen = PeopleScreen(session)
        qtbot.addWidget(screen)
        screen.resize(1180, 660)
        edits.set_details(held.plan, unit="pounds")
        screen.show()
        screen.activateWindow()
        qtbot.waitExposed(screen)
        qtbot.waitUntil(screen.isActiveWindow)
        offer(screen)
        screen.offers_changed.connect(lambda: offer(screen))
        screen.take_focus()
        made.append(lambda: (screen.close(), session.close(), held.discard()))
        return screen

    yield make
    for close in made:
        close()


def offer(screen: PeopleScreen) -> None:
    """Put the commands at hand, as the window's menu does."""
    for action in screen.actions():
        screen.removeAction(action)
    screen.addActions(screen.actions_offered())


def finish_typing(qtbot: QtBot, screen: PeopleScreen, words: str, key: Qt.Key) -> None:
    """Type into the editor that stands open in the table, and leave it."""
    view = screen.panel.section.view
    editor = next(held for held in view.findChildren(QLineEdit) if held.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, key)
    QCoreApplication.processEvents()


def test_a_three_month_sample_is_typed_and_carried_to_a_year(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STOCKTAKE[:3])
    assert screen.stocktake.faces.currentIndex() == 1
    qtbot.keyClick(screen.stocktake.first_button, Qt.Key.Key_Space)
    finish_typing(qtbot, screen, "Day to day operational activity", Qt.Key.Key_Return)
    section = screen.stocktake.section
    model, view = section.model, section.table
    for name, typed in (("cost", "118,750"), ("months", "3")):
        view.go_to(0, model.column_of(name))
        qtbot.keyClick(view, Qt.Key.Key_F2)
        finish_typing(qtbot, screen, typed, Qt.Key.Key_Return)
    (entry,) = screen.plan.table(OfficerTime).values()
    assert annual(entry) == 475_000_00
    assert model.index(0, model.before).data() == "475,000"
    assert model.index(0, model.before + 1).data() == "Indicative, x 12/3"
    assert "£475,000 a year" in screen.stocktake.facts.words


def test_what_the_summary_leaves_out_is_in_sight(open_screen: Callable[..., PeopleScreen]):
    screen = open_screen(*STOCKTAKE)
    facts = screen.stocktake.facts.words
    assert "shows £1,430,000 and leaves out £475,000 (operational)" in facts
    assert "not cash" in facts
    rows = screen.stocktake.model
    held = {rows.texts(row)[0].strip(): rows.texts(row) for row in range(rows.rowCount())}
    assert held["Dedicated"][1:3] == ["14.6", "1,300,000"]
    assert held["All tiers"][2] == "1,905,000"
    assert held["Its summary leaves out"][2] == "475,000"
    assert held["All tiers"][3].startswith("3 bases: ")


def test_the_next_year_is_estimated_by_one_key_and_undone(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STOCKTAKE)
    screen.stocktake.section.go_to("operational")
    qtbot.keyClick(screen.stocktake.section.view, Qt.Key.Key_D, CTRL)
    made = screen.plan.table(OfficerTime).ordered()[-1]
    assert (made.year, made.cost, made.basis) == (2018, 475_000_00, "estimate")
    assert screen.stocktake.section.key == made.id
    screen.plan.undo()
    assert made.id not in screen.plan.table(OfficerTime)


def test_tabs_turn_and_a_post_is_added_by_the_keyboard(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STRUCTURE)
    qtbot.keyClick(screen.stocktake.section.view, Qt.Key.Key_PageDown, CTRL)
    assert screen.panel is screen.structure
    assert screen.structure.section.view.hasFocus()
    screen.structure.section.go_to("lead")
    qtbot.keyClick(screen.structure.section.view, Qt.Key.Key_N, CTRL)
    finish_typing(qtbot, screen, "Market manager", Qt.Key.Key_Return)
    post = screen.plan.table(Post).ordered()[-1]
    assert (post.name, post.partner, post.reports_to) == ("Market manager", "n", "chc")


def test_what_is_changed_in_the_table_is_drawn_and_said(open_screen: Callable[..., PeopleScreen]):
    screen = open_screen(*STRUCTURE)
    screen.show_panel(screen.structure)
    assert "3 posts change employer: TUPE not known for 2." in screen.structure.facts.words
    edits.change(screen.plan, Post, ["chc", "broker"], tupe="yes")
    assert "TUPE applies to 3" in screen.structure.facts.words


def test_keys_move_over_posts_and_to_the_same_post_on_the_other_side(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STRUCTURE)
    screen.show_panel(screen.structure)
    chart = screen.structure.chart.load()
    assert isinstance(chart, DrawnChart)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert chart.chosen is not None
    assert chart.chosen.words.startswith("As proposed: Head of Continuing Healthcare, Council")
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert screen.structure.section.key == "chc"
    assert screen.structure.section.view.hasFocus()


def test_the_post_of_the_table_is_found_in_the_chart(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STRUCTURE)
    qtbot.keyClick(screen.stocktake.section.view, Qt.Key.Key_PageDown, CTRL)
    screen.structure.section.go_to("old")
    qtbot.keyClick(screen.structure.section.view, Qt.Key.Key_G, CTRL)
    chart = screen.structure.chart.chart
    assert isinstance(chart, DrawnChart) and chart.hasFocus()
    assert chart.chosen is not None and "Head of Contracts" in chart.chosen.words


def test_the_chart_is_taken_away_as_picture_and_svg(
    open_screen: Callable[..., PeopleScreen], tmp_path: Path
):
    screen = open_screen(*STRUCTURE)
    screen.show_panel(screen.structure)
    screen.structure.chart.copy()
    assert not QGuiApplication.clipboard().image().isNull()
    for name in ("structure.png", "structure.svg"):
        screen.structure.chart.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1_000
    assert "TUPE not known" in (tmp_path / "structure.svg").read_text(encoding="utf-8")


def test_a_ring_of_reporting_lines_does_not_hang_the_drawing(
    open_screen: Callable[..., PeopleScreen],
):
    screen = open_screen(
        *STRUCTURE[:3], Post("a", 1, "A", "c", reports_to="b"), Post("b", 2, "B", reports_to="a")
    )
    screen.show_panel(screen.structure)
    assert [mark.words.endswith("in a ring") for mark in screen.structure.chart.load().marks] == [
        True
    ] * 4
    assert any(held.kind == "ring of reporting lines" for held in screen.plan.problems)


def test_a_problem_leads_to_its_record(open_screen: Callable[..., PeopleScreen]):
    screen = open_screen(*STOCKTAKE, *STRUCTURE[1:])
    screen.show_place(Place("people", "post", "chc"))
    assert screen.panel is screen.structure and screen.structure.section.key == "chc"
    screen.show_place(Place("people", "officer_time", "core", 2017))
    assert screen.panel is screen.stocktake and screen.stocktake.section.key == "core"
    screen.find("operational")
    assert screen.stocktake.section.key == "operational"


def test_cells_are_blanked_and_pasted_in_one_step(
    qtbot: QtBot, open_screen: Callable[..., PeopleScreen]
):
    screen = open_screen(*STOCKTAKE)
    section = screen.stocktake.section
    fte = section.model.column_of("fte")
    section.table.go_to(1, fte)
    QGuiApplication.clipboard().setText("4.5\t100,000\t6\n3\t50,000\t3")
    qtbot.keyClick(section.view, Qt.Key.Key_V, CTRL)
    held = screen.plan.table(OfficerTime)
    assert [(held[key].fte, annual(held[key])) for key in ("core", "corporate")] == [
        (4_50, 200_000_00),
        (3_00, 200_000_00),
    ]
    section.table.go_to(1, fte)
    qtbot.keyClick(section.view, Qt.Key.Key_Delete)
    assert screen.plan.table(OfficerTime)["core"].fte is None
    screen.plan.undo()
    screen.plan.undo()
    assert screen.plan.table(OfficerTime)["core"].fte == 4_00


def test_a_name_is_not_blanked(qtbot: QtBot, open_screen: Callable[..., PeopleScreen]):
    screen = open_screen(*STOCKTAKE)
    screen.stocktake.section.go_to("core")
    qtbot.keyClick(screen.stocktake.section.view, Qt.Key.Key_Delete)
    assert screen.plan.table(OfficerTime)["core"].name == "Core team"
