"""The Programme map part: spends by category and setting, each mapped to programme areas."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from jcplanner.domain.column import Value
from jcplanner.domain.priorities import ProgrammeShare, ProgrammeSpend
from jcplanner.domain.programme_map import WHOLE, MappedArea, by_area, mapped_spends, share_key
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.priorities_grid import GridColumn, TypedGrid, TypedView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, priority_edits
from jcplanner.plan.fields import column_named
from jcplanner.reports.priorities import say_area


class SpendsSection(RecordSection):
    """The spends, typed in place."""

    year: int = 0

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            ProgrammeSpend,
            (
                ("category", 0),
                ("setting", 100),
                ("partner", 84),
                ("year", 84),
                ("amount", 140),
            ),
            "What is spent on each programme budget category in each care setting.",
        )

    def add(self) -> None:
        """Add a spend of the year in sight, its category ready to be typed."""
        key = self.session.do(lambda: edits.add(self.plan, self.kind, year=self.year), self)
        if key is not None:
            self.select(key)
            self.view.setFocus()
            self.view.edit(self.view.currentIndex())

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        self.form_card.hide()


class MapPanel(Panel):
    """Spends on the left; on the right the shares of the chosen one, and what areas come to in all."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.year = 0
        self.depths: dict[str, int] = {}
        self.section = SpendsSection(session)
        self.section.chosen.connect(lambda _key: self._show_shares())
        self.grid = TypedGrid(session, self._text, self._value, self._write)
        self.view = TypedView(self.grid, "Shares of the chosen spend")
        self.said = PlainLabel("", "caption", wrap=True)
        self.rest_button = button("Give it the rest", self.give_rest)
        self.rest_button.setToolTip("The chosen area takes what is left of 100% (Ctrl+Shift+G)")
        shares = Card("Mapped to")
        shares.heading.setWordWrap(True)
        line = row(self.said, self.rest_button)
        line.setStretchFactor(self.said, 1)
        shares.body.addLayout(line)
        shares.body.addWidget(self.view, 1)
        self.shares = shares
        self.model = ListModel(
            ("Programme area", "Mapped", "Net of lines", "Difference"),
            self._area_texts,
            right=(1, 2, 3),
        )
        self.areas = GrowingList(
            "Spend by programme area",
            self.model,
            ((130, 300), (80, 100), (90, 104), (80, 100)),
        )
        self.areas_card = Card("By programme area")
        self.areas_card.body.addWidget(self.areas, 1)
        across = row(self.section, spacing=3 * style.STEP)
        right = Panel(session)
        right.page.addWidget(shares, 1)
        right.page.addWidget(self.areas_card, 1)
        across.addWidget(right)
        across.setStretch(0, 3)
        across.setStretch(1, 2)
        self.page.addLayout(across, 1)
        self.rest_action = self.command("Gi&ve the area the rest", "Ctrl+Shift+G", self.give_rest)

    def actions_offered(self) -> list[QAction]:
        """What is done with the shares."""
        return [self.rest_action, self.view.paste_action]

    def show_year(self, year: int) -> None:
        """Show what areas come to in a year; the spends of all years are listed."""
        self.year = self.section.year = year
        self.refresh()

    def refresh(self) -> None:
        """Show the map as it now stands."""
        self.section.show_current()
        self._show_shares()
        rows = by_area(self.plan.records, self.plan.figures, self.year)
        self.model.put(rows)
        self.areas_card.heading.setText(f"By programme area, {year_label(self.year)}")

    def _show_shares(self) -> None:
        key = self.section.key
        self.depths = {area.id: depth for area, depth in tree_order(self.plan.table(ServiceArea))}
        areas = list(self.depths)
        share = column_named(ProgrammeShare, "share")
        columns = (
            GridColumn("name", "Programme area", right=False),
            GridColumn("share", "Share", share),
            GridColumn("part", "Part"),
        )
        self.grid.put(areas if key else (), columns)
        for column, width in enumerate((196, 72, 104)):
            self.view.horizontalHeader().resizeSection(column, width)
        if not self.view.currentIndex().isValid() and self.grid.rows:
            self.view.go_to(0, 1)
        self.shares.setEnabled(bool(key))
        held = self._mapped()
        if held is None:
            self.said.setText("Add a spend first, then say which programme areas it belongs to.")
            return
        left = WHOLE - held.total_share
        if not left:
            self.said.setText("Its shares come to 100%.")
        elif left > 0:
            self.said.setText(f"{left / 100:g}% is not mapped yet.")
        else:
            self.said.setText(
                f"Its shares come to {-left / 100:g}% more than 100%: nothing is mapped."
            )
        self.said.set_role("caption" if left >= 0 else "bad")

    def _mapped(self):
        key = self.section.key
        found = (held for held in mapped_spends(self.plan.records) if held.spend.id == key)
        return next(found, None)

    def _text(self, area: str, column: str) -> str:
        if column == "name":
            return "\u2003" * self.depths.get(area, 0) + self.plan.records.name(
                "service_area", area
            )
        if column == "share":
            value = self._value(area, column)
            return f"{value / 100:g}%" if isinstance(value, int) and value else ""
        held = self._mapped()
        part = None if held is None else held.parts.get(area)
        return self.session.money(part)

    def _value(self, area: str, _column: str) -> Value:
        held = self.plan.table(ProgrammeShare).get(share_key(self.section.key, area))
        return None if held is None else held.share

    def _write(self, cells: object) -> None:
        assert isinstance(cells, dict)
        spend = self.section.key
        given = {(spend, area): share for (area, _), share in cells.items()}
        priority_edits.set_shares(self.plan, given)

    def give_rest(self) -> None:
        """Give the chosen area what the other shares leave of 100%."""
        area, spend = self.view.chosen_row(), self.section.key
        if area and spend:
            self.session.do(lambda: priority_edits.map_the_rest(self.plan, spend, area), self)

    def _area_texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, MappedArea)
        money = self.session.money
        name = "\u2003" * held.depth + say_area(self.plan, held.area)
        return name, money(held.mapped), money(held.lines), money(held.difference)

    def take_focus(self) -> None:
        """The list of spends has the keyboard."""
        self.section.view.setFocus(Qt.FocusReason.OtherFocusReason)
