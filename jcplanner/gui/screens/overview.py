"""Overview: the plan on one page. Every figure opens its lines or leads to its place."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.stated import Comparison
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.first_steps import FirstSteps
from jcplanner.gui.screens.key_figures import KeyFigure
from jcplanner.gui.screens.ribbons import RibbonModel, RibbonView
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, ScreenHead, button, row
from jcplanner.plan.plan import Notice
from jcplanner.reports.behind import Drill
from jcplanner.reports.headlines import comparisons, drill_of, headlines, money_by_year

MOST_PROBLEMS = 5
MOST_FIGURES = 6
"""Four of every plan; the gap where it is worked out, and decisions where some are awaited."""
NARROW = 1000
LOWER_HEIGHT = 190
"""The lower cards show a heading and four whole rows at least."""
WAIT = 120
"""Milliseconds without another change before the page is read again."""

_SEVERITIES = {
    "serious": ("Serious", "bad"),
    "warning": ("Warning", "warn"),
    "note": ("Note", "mute"),
}


class OverviewScreen(Screen):
    """Key figures, ribbons, money by year, stated against derived, and the worst problems."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._opens: list[Drill | Place | None] = [None] * MOST_FIGURES
        self._count = MOST_FIGURES
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.refresh)

        # Every line of a large plan is judged before its problems are known: the page is painted first.
        self._problems_later = QTimer(self)
        self._problems_later.setSingleShot(True)
        self._problems_later.setInterval(0)
        self._problems_later.timeout.connect(self._read_problems)

        self.year_box = YearBox()
        self.year_box.setAccessibleName("Year of the key figures and amounts")
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.head = ScreenHead("Overview", "")
        self.head.add(self.year_box)
        self.figures = [
            KeyFigure(lambda place=place: self.open_figure(place)) for place in range(MOST_FIGURES)
        ]
        self.ribbon_model = RibbonModel(session)
        self.ribbon_view = RibbonView(self.ribbon_model)
        self.ribbon_view.opened.connect(self._open_ribbon)
        self.chart = ChartPlace(session)
        self.chart.opened.connect(self._open_part)
        self.stated = ListModel(
            ("Figure", "Stated", "Derived", "Difference"),
            self._stated_texts,
            right=(1, 2, 3),
            tone=_stated_tone,
        )
        self.stated_view = ListView("Stated against derived", self.stated, (0, 128, 76, 84))
        self.stated_view.activated.connect(lambda _index: self._open_stated())
        self.problems = ListModel(("Severity", "Problem"), _problem_texts, tone=_problem_tone)
        self.problems_view = ListView("Problems", self.problems, (72, 0))
        self.problems_view.horizontalHeader().hide()
        self.problems_view.activated.connect(lambda _index: self._open_problem())
        self.all_problems = button("All problems", lambda: session.go(Place("problems")), "link")
        self._make_actions()
        self._lay_out()

    def _make_actions(self) -> None:
        self.next_year = self.command("&Next year", "Alt+Right", lambda: self.year_box.move(1))
        self.last_year = self.command("&Year before", "Alt+Left", lambda: self.year_box.move(-1))
        separator = self.separator()
        chart = self.chart
        self._actions = [self.next_year, self.last_year, separator, chart.table_action]
        self._actions += [chart.copy_action, chart.png_action, chart.svg_action]

    def actions_offered(self) -> list[QAction]:
        """The year, and what can be done with the chart."""
        return self._actions

    def _lay_out(self) -> None:
        self.page.addWidget(self.head)
        self.faces = QStackedWidget()
        self.faces.addWidget(self._full())
        self.first_steps = FirstSteps(self.session, "What to do first")
        self.faces.addWidget(self.first_steps)
        self.page.addWidget(self.faces, 1)
        # Only once all are in one window does Qt take an order.
        order = [
            self.year_box,
            *(held.figure for held in self.figures),
            self.ribbon_view,
            self.chart.table,
        ]
        order += [self.all_problems, self.problems_view, self.add_stated, self.stated_view]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _full(self) -> QWidget:
        gap = 3 * style.STEP
        self.cards = QGridLayout()
        self.cards.setSpacing(gap)
        ribbons = Card("Pathway by service area")
        ribbons.body.addWidget(self.ribbon_view, 1)
        ribbons.setMinimumHeight(200)
        problems = Card()
        self.problems_heading = PlainLabel("Problems", "section")
        problems.body.addLayout(row(self.problems_heading, None, self.all_problems))
        problems.body.addWidget(self.problems_view, 1)
        problems.setMinimumHeight(LOWER_HEIGHT)
        chart = Card()
        about = PlainLabel("net revenue, cash; parts open their lines", "caption")
        chart.body.addLayout(row(PlainLabel("Money by year", "section"), None, about))
        chart.body.addWidget(self.chart, 1)
        chart.setMinimumHeight(200)
        stated = Card("Stated against derived")
        self.no_stated = PlainLabel(
            "No stated figures yet. Add what a paper or a ledger states to see it beside what the "
            "lines add up to.",
            "muted",
            wrap=True,
        )
        self.add_stated = button(
            "Add stated figures",
            lambda: self.session.go(Place("partners", "stated_figure")),
            "link",
        )
        stated.body.addWidget(self.no_stated)
        stated.body.addWidget(self.add_stated, 0, Qt.AlignmentFlag.AlignLeft)
        stated.body.addWidget(self.stated_view, 1)
        stated.setMinimumHeight(LOWER_HEIGHT)
        for part in (self.ribbon_view, self.problems_view, self.chart, self.stated_view):
            # The cards say how high they are at least; what they hold takes what there is.
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((left, (ribbons, problems)), (right, (chart, stated))):
            column.setSpacing(gap)
            column.addWidget(parts[0], 5)
            column.addWidget(parts[1], 2)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(gap)
        self.columns.addLayout(left, 1)
        self.columns.addLayout(right, 1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap)
        layout.addLayout(self.cards)
        layout.addLayout(self.columns, 1)
        self._arrange(narrow=False)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _arrange(self, *, narrow: bool) -> None:
        """The key figures and two columns side by side, or two and one where there is little room."""
        across = 2 if narrow else self._count
        for place, figure in enumerate(self.figures):
            self.cards.addWidget(figure, place // across, place % across)
            self.cards.setColumnStretch(place, 1 if place < across else 0)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.columns.setDirection(down if narrow else beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the page for the room that there is."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < NARROW)

    # Following the plan

    def follow(self, notice: Notice) -> None:
        """Several changes in a row are read once, shortly after the last of them."""
        self._later.start()

    @property
    def year(self) -> int:
        """The year that is chosen."""
        return self.year_box.year

    def refresh(self) -> None:
        """Read the whole page again."""
        self._later.stop()
        self.year_box.read(self.plan)
        empty = not self.plan.table(BudgetLine)
        self.faces.setCurrentIndex(1 if empty else 0)
        self.year_box.setVisible(not empty)
        if empty:
            self.first_steps.read()
            return
        found = headlines(self.plan, self.year)
        for place, figure in enumerate(self.figures):
            figure.setVisible(place < len(found))
        if len(found) != self._count:
            self._count = len(found)
            self._arrange(narrow=self.width() < NARROW)
        for place, held in enumerate(found):
            self.figures[place].show_figure(
                held.label, held.figure, held.about, opens=held.opens is not None
            )
            self._opens[place] = held.opens
        self.ribbon_model.read(self.year)
        self.ribbon_view.fit()
        series = money_by_year(self.plan)
        self.chart.show_series(series, series.scope)
        self._read_stated()
        self._problems_later.start()

    def _read_stated(self) -> None:
        held = comparisons(self.plan)
        self.stated.put(held)
        self.stated_view.setVisible(bool(held))
        self.no_stated.setVisible(not held)
        self.add_stated.setVisible(not held)

    def _read_problems(self) -> None:
        if not self.plan.worries.look():
            self._problems_later.start()
            return
        counts = self.plan.worries.counts()
        self.problems.put(self.plan.worries.worst(MOST_PROBLEMS))
        notes = counts["note"]
        count = sum(counts.values()) - notes
        parts = [
            f"{word}: {held:,}" for word, held in (("Problems", count), ("Notes", notes)) if held
        ]
        self.problems_heading.setText(", ".join(parts).capitalize() if parts else "No problems")
        self.all_problems.setText(f"All {count + notes:,} of them")
        self.all_problems.setVisible(bool(parts))

    def show_place(self, place: Place) -> None:
        """Lead to a year, or to a stated figure."""
        self.year_box.choose(place.year)
        for at, held in enumerate(self.stated.items):
            if isinstance(held, Comparison) and held.stated.id == place.id:
                self.stated_view.select(at)
                self.stated_view.setFocus()

    def find(self, text: str) -> None:
        """Go to the next area with these words in its name."""
        self.ribbon_view.find(text, [held.name for held in self.ribbon_model.rows])

    # Opening what is behind a figure

    def _open(self, what: Drill | Place | None) -> None:
        if isinstance(what, Drill):
            show_lines(self.session, what, self)
        elif what is not None:
            self.session.go(what)

    def open_figure(self, place: int) -> None:
        """Open what is behind a key figure, by its place."""
        self._open(self._opens[place])

    def _open_ribbon(self, at: QModelIndex) -> None:
        held, years = self.ribbon_model.rows[at.row()], self.ribbon_model.years
        if at.column() > len(years) or not held.area:
            self._open(held.drill)
        else:
            year = years[at.column() - 1] if at.column() else self.year
            self._open(Place("pathway", "service_area", held.area, year))

    def _open_part(self, part: int, column: int) -> None:
        if self.chart.series is not None:
            self._open(self.chart.series.parts[part].drills[column])

    def _open_stated(self) -> None:
        held = self.stated_view.current_item()
        if isinstance(held, Comparison):
            place = Place("partners", "stated_figure", held.stated.id)
            self._open(drill_of(self.plan, held.stated) or place)

    def _open_problem(self) -> None:
        held = self.problems_view.current_item()
        if isinstance(held, Problem):
            self._open(held.place)

    def _stated_texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, Comparison)
        money, stated = self.session.money, held.stated
        if stated.amount is None and stated.low is not None and stated.high is not None:
            words = f"{money(stated.low)} to {money(stated.high)}"
        else:
            words = money(stated.amount)
        return (stated.name, words, money(held.derived), money(held.difference))


def _stated_tone(held: object, column: int) -> str:
    assert isinstance(held, Comparison)
    return ("warn" if held.difference else "integrate") if column == 3 else ""


def _problem_texts(held: object) -> Sequence[str]:
    assert isinstance(held, Problem)
    return (_SEVERITIES[held.severity][0], held.text)


def _problem_tone(held: object, column: int) -> str:
    assert isinstance(held, Problem)
    return _SEVERITIES[held.severity][1] if column == 0 else ""
