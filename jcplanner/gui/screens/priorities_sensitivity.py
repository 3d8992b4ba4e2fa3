"""The Sensitivity part: results as one weight moves, where places change, and ranks counted otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy

from jcplanner.domain.priorities import Candidate, Criterion
from jcplanner.domain.scoring import Result, Sheet, in_rank_order, say_points, sheet_of
from jcplanner.domain.sensitivity import Swap, Variant, swaps
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.priorities import say_swap, ways_to_count
from jcplanner.reports.priority_drawings import lead_swings, weight_curves

_LEAD = ""
_WRAP = int(Qt.TextFlag.TextWordWrap)


class _Ranks(ListModel):
    """Long headings run over two lines, and stand whole in a tooltip."""

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole) -> object:
        """The headings, wrapped."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(super().headerData(section, orientation) or ""))
        held = super().headerData(section, orientation, role)
        return int(held) | _WRAP if role == Qt.ItemDataRole.TextAlignmentRole and held else held  # type: ignore[arg-type]


class SensitivityPanel(Panel):
    """One chart, chosen by criterion; beside it where places change, below it ranks counted otherwise."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.exercise: str | None = None
        self.sheet: Sheet | None = None
        self.ways: tuple[Variant, ...] = ()
        self.box = QuietCombo()
        self.box.setAccessibleName("Weight that moves")
        self.box.setMinimumContentsLength(24)
        self.box.activated.connect(lambda _place: self._draw())
        self.chart = ChartPlace(session)
        self.chart.setMinimumHeight(170)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.about = PlainLabel("", "caption", wrap=True)
        chart = Card()
        chart.body.addLayout(row(PlainLabel("As one weight moves", "section"), None, self.box))
        chart.body.addWidget(self.about)
        chart.body.addWidget(self.chart, 1)
        self.swaps_model = ListModel(
            ("Criterion", "Now", "Equal at", "Who comes first beyond"),
            self._swap_texts,
            right=(1, 2),
        )
        self.swaps_view = GrowingList(
            "Weights at which places change",
            self.swaps_model,
            ((130, 200), (52, 64), (68, 72), (200, 600)),
        )
        self.swaps_view.activated.connect(lambda _index: self._choose())
        self.swaps_view.clicked.connect(lambda _index: self._choose())
        beside = Card("Where first and second change places")
        beside.body.addWidget(
            PlainLabel(
                "The weight of one criterion moves; the others keep their proportions. Enter draws it.",
                "caption",
                wrap=True,
            )
        )
        beside.body.addWidget(self.swaps_view, 1)
        across = row(chart, beside, spacing=3 * style.STEP)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        self.page.addLayout(across, 4)
        self.ranks_model = _Ranks(("Candidate",), self._rank_texts, right=range(1, 60))
        self.ranks_view = GrowingList("Ranks if counted otherwise", self.ranks_model, ((180, 300),))
        self.ranks_view.horizontalHeader().setFixedHeight(2 * style.ROW_HEIGHT + 6)
        ranks = Card("Ranks if counted otherwise")
        ranks.body.addWidget(self.ranks_view, 1)
        self.page.addWidget(ranks, 3)

    def actions_offered(self) -> list[QAction]:
        """What can be done with the chart."""
        held = self.chart
        return [held.table_action, held.copy_action, held.png_action, held.svg_action]

    def show_exercise(self, exercise: str | None) -> None:
        """Show what would change the ranking of a prioritisation."""
        self.exercise = exercise
        self.refresh()

    def refresh(self) -> None:
        """Work everything out again."""
        if self.exercise is None:
            return
        self.sheet = sheet_of(self.plan.records, self.exercise)
        self._read_criteria()
        self.swaps_model.put(swaps(self.sheet))
        self.ways = ways_to_count(self.plan, self.sheet)
        names = [way.name for way in self.ways]
        self.ranks_model.put(in_rank_order(self.sheet.results()), ["Candidate", *names, "Reach"])
        self.ranks_view.set_widths([(180, 300), *((108, 150) for _ in names), (70, 90)])
        self._draw()

    def _read_criteria(self) -> None:
        assert self.sheet is not None
        wanted = [(_LEAD, "Every weight: lead of the first")]
        wanted += [
            (key, self.plan.records.name(Criterion.TABLE, key)) for key in self.sheet.criteria
        ]
        box = self.box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            chosen = box.currentData()
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else min(1, len(wanted) - 1))

    def _draw(self) -> None:
        if self.sheet is None:
            return
        key = self.box.currentData()
        drawing = (
            weight_curves(self.plan, self.sheet, key) if key else lead_swings(self.plan, self.sheet)
        )
        empty = drawing is None or not drawing.table[1]
        self.chart.setVisible(not empty)
        if drawing is None or empty:
            self.about.setText(
                "There is nothing to draw until two candidates have results and two criteria weigh something."
            )
            return
        self.about.setText(drawing.sentence)
        self.chart.show_drawing(drawing)

    def _choose(self) -> None:
        held = self.swaps_view.current_item()
        if isinstance(held, Swap):
            self.box.setCurrentIndex(max(self.box.findData(held.criterion), 0))
            self._draw()

    def _swap_texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, Swap)
        return (
            self.plan.records.name(Criterion.TABLE, held.criterion),
            f"{say_points(held.now * 100)}%",
            "never" if held.weight is None else f"{say_points(held.weight * 100)}%",
            say_swap(self.plan, held),
        )

    def _rank_texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, Result)
        ranks = [way.rank(held.candidate) for way in self.ways]
        given = [rank for rank in ranks if rank is not None]
        reach = "" if not given else f"{min(given)} to {max(given)}"
        name = self.plan.records.name(Candidate.TABLE, held.candidate)
        return (name, *("" if rank is None else str(rank) for rank in ranks), reach)

    def take_focus(self) -> None:
        """The list of weights has the keyboard."""
        self.swaps_view.setFocus(Qt.FocusReason.OtherFocusReason)
