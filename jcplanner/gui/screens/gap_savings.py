"""The Savings tab of the Gap screen: what each saving delivers, and where target and benefit lie."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.problems import Place
from jcplanner.domain.savings import Saving
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.gap_grid import GridView, YearCell
from jcplanner.gui.screens.gap_savings_grid import (
    COST_WIDTH,
    DELIVERED,
    DELIVERED_WIDTH,
    FIELDS,
    LATER_FIELDS,
    ROOMY_FIELDS,
    SavingGrid,
)
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, NothingYet, PlainLabel, button, row
from jcplanner.plan import saving_edits
from jcplanner.reports.savings import Said, about_saving, saving_by_year, totals_words

_SHARES = (620, 380)
"""How register and chosen saving begin to share the height; what stands between them can be moved."""

_ROOMY = 1500
"""From this width on names are shown in full."""

_ROLES = {"serious": "bad", "warning": "warn", "note": "muted"}


class SavingsSection(RecordSection):
    """The register of savings as a grid, with what all of them come to below it."""

    def __init__(self, session: Session) -> None:
        self.totals = PlainLabel("", "caption", wrap=True)
        super().__init__(
            session,
            Saving,
            (),
            "Where the target is held need not be where the benefit falls. What a saving delivers by year "
            "follows from its full-year effect, start and phasing; what it costs is typed beside it.",
        )
        self.form_card.hide()
        self.list_card.body.addWidget(self.totals)
        self.model.modelReset.connect(self.lay_out)
        self.lay_out()

    def make_model(self) -> SavingGrid:
        """The grid."""
        return SavingGrid(self.session, parent=self)

    def make_view(self) -> QAbstractItemView:
        """The grid's view, with the names kept in sight."""
        view = GridView(self.grid, "Savings")
        view.delete_wanted.connect(self._delete)
        return view

    @property
    def grid(self) -> SavingGrid:
        """The model, as what it is."""
        assert isinstance(self.model, SavingGrid)
        return self.model

    @property
    def grid_view(self) -> GridView:
        """The view, as what it is."""
        assert isinstance(self.view, GridView)
        return self.view

    def lay_out(self) -> None:
        """Widths by what each column is, with more for names where there is room."""
        header = self.grid_view.horizontalHeader()
        wider = ROOMY_FIELDS if self.width() >= _ROOMY else {}
        widths = [wider.get(name, width) for name, width in (*FIELDS, *LATER_FIELDS)]
        for column in range(self.grid.columnCount()):
            place = self.grid.place(column)
            if isinstance(place, YearCell):
                width = DELIVERED_WIDTH if place.field == DELIVERED else COST_WIDTH
            else:
                width = widths[place]
            header.resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _ROOMY) != (event.size().width() >= _ROOMY):
            self.lay_out()

    def add(self) -> None:
        """Add a saving and put the cursor on its name, ready to be typed."""
        key = self.session.do(lambda: saving_edits.add_saving(self.plan), self)
        if key is not None:
            self.grid_view.setFocus()
            self.grid_view.go_to_cell(key)
            self.grid_view.edit(self.grid_view.currentIndex())

    def show_current(self) -> None:
        """Bring totals, count and buttons to what stands."""
        super().show_current()
        self.totals.setText(totals_words(self.plan))

    def _delete(self) -> None:
        """Blank costs where some are chosen, else remove the saving."""
        if not self.grid_view.blank():
            self.remove()


class SavingsPanel(Panel):
    """The savings of the plan, with the delivery of the chosen one year by year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.section = SavingsSection(session)
        self.chart = ChartPlace(session, keys_inside=True)
        self.words = _Sentences()
        self.chart_card, self.words_card = Card("By year"), Card("What to know")
        self.chart_card.body.addWidget(self.chart, 1)
        self.words_card.body.addWidget(self.words, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(self._full())
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        self._make_actions()
        self.section.chosen.connect(self._show_saving)
        self.refresh()

    def _full(self) -> QWidget:
        """The register above, and what is to be known about the chosen saving below it."""
        below = QWidget()
        across = row(self.chart_card, self.words_card, spacing=2 * style.STEP)
        across.setStretch(0, 2)
        across.setStretch(1, 3)
        below.setLayout(across)
        held = QSplitter(Qt.Orientation.Vertical)
        held.setHandleWidth(2 * style.STEP)
        held.setChildrenCollapsible(False)
        held.addWidget(self.section)
        held.addWidget(below)
        held.setStretchFactor(0, 5)
        held.setStretchFactor(1, 4)
        held.setSizes(list(_SHARES))
        return held

    def _empty(self) -> QWidget:
        self.first_button = button("Add the first saving", self.add, "primary")
        return NothingYet(
            "No savings yet",
            "Add a saving, its full-year effect and the line that holds its target. At once you see what "
            "share of that budget it is, what it delivers by year, and whether money is counted twice.",
            self.first_button,
        )

    # Commands

    def _make_actions(self) -> None:
        section = self.section
        self.add_action = self._command("&Add saving", "Ctrl+N", self.add)
        self.remove_action = self._command("&Remove saving", "Ctrl+Del", section.remove)
        self.up_action = self._command("Move &up", "Alt+Up", lambda: section.move(-1))
        self.down_action = self._command("Move &down", "Alt+Down", lambda: section.move(1))
        for held, keys in (
            (section.add_button, "Ctrl+N"),
            (section.remove_button, "Ctrl+Del"),
            (section.up_button, "Alt+Up"),
            (section.down_button, "Alt+Down"),
        ):
            held.setToolTip(keys)

    def _command(self, text: str, keys: str, then: Callable[[], object]) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda: then())
        return made

    def actions_offered(self) -> list[QAction]:
        """Add, remove, move; and what is done with the costs by year."""
        line = QAction(self)
        line.setSeparator(True)
        view = self.section.grid_view
        return [
            self.add_action,
            self.remove_action,
            self.up_action,
            self.down_action,
            line,
            view.fill_action,
            view.paste_action,
        ]

    def add(self) -> None:
        """Add a saving, its name ready to be typed."""
        self.faces.setCurrentIndex(0)
        self.section.add()

    def take_focus(self) -> None:
        """The keyboard is in the grid, or on the first thing to do."""
        first = self.first_button if self.faces.currentIndex() else self.section.grid_view
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Lead to a saving, and there to a year."""
        self.refresh()
        cells = self.section.grid.cells
        cell = next((held for held in cells if held.year == place.year), None)
        self.section.grid_view.go_to_cell(place.id, cell)
        self.take_focus()

    # What is shown

    def refresh(self) -> None:
        """Show the savings as they now stand."""
        self.faces.setCurrentIndex(0 if self.plan.table(Saving) else 1)
        self.section.show_current()

    def _show_saving(self, key: str) -> None:
        known = key in self.plan.table(Saving)
        name = self.plan.records.name(Saving.TABLE, key) if known else ""
        self.words_card.heading.setText(name or "What to know")
        self.words.show_sentences(about_saving(self.plan, key))
        self.chart.setVisible(known)
        if known:
            series = saving_by_year(self.plan, key)
            self.chart.show_series(series, series.scope)


class _Sentences(QScrollArea):
    """Sentences below one another, worries first, each with its word: colour does not stand alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What to know about the saving")
        inside = QWidget()
        self._down = QVBoxLayout(inside)
        self._down.setContentsMargins(0, 0, style.STEP, 0)
        self._down.setSpacing(2 * style.STEP)
        self._down.addStretch(1)
        self.setWidget(inside)
        self.labels: list[PlainLabel] = []

    def show_sentences(self, said: tuple[Said, ...]) -> None:
        """Show other sentences."""
        while len(self.labels) < len(said):
            label = PlainLabel("", wrap=True)
            self._down.insertWidget(len(self.labels), label)
            self.labels.append(label)
        for place, label in enumerate(self.labels):
            label.setVisible(place < len(said))
            if place < len(said):
                held = said[place]
                word = f"{held.severity.capitalize()}: " if held.severity else ""
                label.setText(f"{word}{held.text}")
                label.set_role(_ROLES.get(held.severity, "body"))
        self.setAccessibleDescription(" ".join(label.text() for label in self.labels[: len(said)]))
