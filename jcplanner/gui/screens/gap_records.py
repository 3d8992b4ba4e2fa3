"""What the gap rests on, tab by tab: assumptions, pressures and resources."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLabel, QLineEdit

from jcplanner.domain.assumptions import Assumption, Pressure, Resource
from jcplanner.domain.budgets import cell_id
from jcplanner.domain.gap import FUNDING, TYPED, Gap
from jcplanner.domain.requirement import RULE
from jcplanner.domain.years import year_label
from jcplanner.gui.forms.editors import is_being_edited
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.gap_grid import GridView, RateGrid, ResourceGrid, YearCell
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.plan import edits, gap_edits

FEW_YEARS = 4
"""With more years than these low and high rates stay away until they are asked for."""

_FIELD_WIDTHS = (200, 140, 130)
_AFTER_WIDTHS = (180, 160, 200)
_CENTRAL, _RANGE = 72, 66


class AssumptionsSection(RecordSection):
    """The register of assumptions as a grid: rates by year are typed in place."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Assumption,
            (),
            f"{RULE} Of each kind the one nearest to an area holds, year by year; several there add up. "
            "A blank low or high is as central. Efficiency is not in the requirement: it closes the gap.",
        )
        self.form_card.hide()
        self.ranges = QCheckBox("&Low and high")
        self.ranges.setToolTip("Show the low and high rates beside the central ones (Alt+L)")
        self.ranges.setChecked(len(session.plan.pathway_years) <= FEW_YEARS)
        self.ranges.toggled.connect(lambda _on: self.lay_out())
        self.list_card.body.insertLayout(2, row(self.ranges, None))
        self.model.modelReset.connect(self.lay_out)
        self.lay_out()

    def make_model(self) -> RateGrid:
        """The grid."""
        return RateGrid(self.session, parent=self)

    def make_view(self) -> QAbstractItemView:
        """The grid's view, with the names kept in sight."""
        assert isinstance(self.model, RateGrid)
        view = GridView(self.model, "Assumptions")
        view.delete_wanted.connect(self._delete)
        return view

    @property
    def grid_view(self) -> GridView:
        """The view, as what it is."""
        assert isinstance(self.view, GridView)
        return self.view

    def lay_out(self) -> None:
        """Widths by what each column is; low and high only where they are wanted."""
        grid, view = self.grid_view.grid, self.grid_view
        header = view.horizontalHeader()
        fields = (*_FIELD_WIDTHS, *_AFTER_WIDTHS)
        for column in range(grid.columnCount()):
            place = grid.place(column)
            if isinstance(place, YearCell):
                view.setColumnHidden(
                    column, place.field != "central" and not self.ranges.isChecked()
                )
                header.resizeSection(column, _CENTRAL if place.field == "central" else _RANGE)
            else:
                header.resizeSection(column, fields[place])

    def add_record(self, **fields: str | int | None) -> None:
        """Add an assumption and put the cursor on its name, ready to be typed."""
        key = self.session.do(lambda: edits.add(self.plan, Assumption, **fields), self)
        if key is not None:
            self.select(key)
            self.grid_view.setFocus()
            self.grid_view.edit(self.grid_view.currentIndex())

    def _delete(self) -> None:
        """Blank rates where some are chosen, else remove the assumption."""
        if not self.grid_view.blank():
            self.remove()


class PressuresSection(RecordSection):
    """The register of pressures and investments."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Pressure,
            (
                ("name", 0),
                ("partner", 92),
                ("service_area", 130),
                ("year", 78),
                ("amount", 116),
                ("full_year", 116),
            ),
            "Cost pressures and investments beyond what rates explain. The full-year effect of a part-year "
            "item comes in the year after; what is not recurrent falls out again.",
        )

    def add(self) -> None:
        """Add a pressure for the first year after the base year."""
        self.form.settle()
        self.add_record(year=self.plan.years[min(1, len(self.plan.years) - 1)])


class ResourcesPanel(Panel):
    """Partners down, years across: what each has; blank cells count what its funding sources give."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = ResourceGrid(session, parent=self)
        self.view = GridView(self.grid, "Resources")
        self.view.delete_wanted.connect(self.view.blank)
        card = Card("Resources")
        card.body.addWidget(
            PlainLabel(
                "What each partner has in a year. Faint figures are what its revenue funding sources give; "
                "type over them, or blank a cell to count them again.",
                "caption",
                wrap=True,
            )
        )
        card.body.addWidget(self.view, 1)
        self.about = PlainLabel("", "caption", wrap=True)
        self.source = QLineEdit()
        self.source.setAccessibleName("Source of the chosen resource")
        self.source.setPlaceholderText("where this figure comes from")
        self.source.editingFinished.connect(self._describe)
        label = QLabel("So&urce")
        label.setBuddy(self.source)
        card.body.addWidget(self.about)
        card.body.addLayout(row(label, self.source))
        self.page.addWidget(card)
        self.grid.modelReset.connect(self.lay_out)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._show_cell())
        self.lay_out()

    def lay_out(self) -> None:
        """Widths by what each column is."""
        header = self.view.horizontalHeader()
        for column in range(self.grid.columnCount()):
            is_year = isinstance(self.grid.place(column), YearCell)
            header.resizeSection(column, 116 if is_year else 260 if column == 0 else 150)

    def show_gap(self, gap: Gap) -> None:
        """Show resources as they now stand."""
        self.grid.gap = gap
        self.grid.layoutChanged.emit()
        if not self.view.currentIndex().isValid() and self.grid.ids:
            self.view.go_to(0, self.grid.before)
        self._show_cell()

    def actions_offered(self) -> list[QAction]:
        """What is done with the cells."""
        return [self.view.fill_action, self.view.paste_action]

    def _cell(self, index: QModelIndex) -> tuple[str, YearCell] | None:
        place = self.grid.place(index.column()) if index.isValid() else 0
        return (self.grid.id_at(index.row()), place) if isinstance(place, YearCell) else None

    def _show_cell(self) -> None:
        at = self._cell(self.view.currentIndex())
        self.source.setEnabled(at is not None)
        if at is None or self.grid.gap is None:
            self.about.setText("Put the cursor on a year to see what its figure rests on.")
            return
        partner, cell = at
        held = self.grid.gap.resource(partner, cell.year)
        rests = {
            TYPED: "typed",
            FUNDING: "from revenue funding sources",
        }.get(held.rests_on, "not known: it counts as nothing")
        name = self.plan.records.name("partner", partner)
        figure = self.session.money(held.amount, exact=True)
        self.about.setText(f"{name}, {year_label(cell.year)}: {figure}, {rests}.")
        if not is_being_edited(self.source):
            own = self.plan.table(Resource).get(cell_id(partner, cell.year))
            self.source.setText(own.source if own else "")

    def _describe(self) -> None:
        at = self._cell(self.view.currentIndex())
        if at is None:
            return
        partner, cell = at
        text = self.source.text().strip()
        own = self.plan.table(Resource).get(cell_id(partner, cell.year))
        self.source.setModified(False)
        if text != (own.source if own else ""):
            self.session.do(
                lambda: gap_edits.describe_resource(self.plan, partner, cell.year, source=text),
                self,
            )

    def take_focus(self) -> None:
        """The grid has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
