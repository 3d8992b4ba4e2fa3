"""Four equal instalments of each partner but the host: expected, received, outstanding."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from jcplanner.domain.column import Column, Value
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Instalment, Pool, instalment_id
from jcplanner.domain.years import year_label
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import pool_edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.record_words import key_values
from jcplanner.reports.pool_sheet import InstalmentRow, instalment_rows

_HEADS = (
    "Partner",
    "Quarter",
    "Expected",
    "Received",
    "Received on",
    "Outstanding",
    "State",
    "Note",
)
QUARTERS = (
    "All year",
    "April to June",
    "July to September",
    "October to December",
    "January to March",
)


class InstalmentsPanel(Panel):
    """The Instalments tab: what came in is typed over yellow cells, in pounds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.sheet = Sheet(self.plan, _HEADS, self._write, right=(2, 3, 5))
        self.view = SheetView(self.sheet, "Instalments")
        self.view.set_widths(150, 172, 122, 122, 100, 122, 82, 0)
        self.heading = PlainLabel("Instalments", "section")
        self.said = PlainLabel("", "caption", wrap=True)
        self.receive_button = button("Received as expected", self.receive)
        self.receive_button.setToolTip("Put the chosen quarters in as received in full")
        card = Card()
        card.body.addLayout(row(self.heading, None, self.receive_button))
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.said)
        self.page.addWidget(card)
        self.receive_action = self.command(
            "The chosen quarters are &received as expected", "Ctrl+Shift+E", self.receive
        )

    def actions_offered(self) -> list[QAction]:
        """Putting quarters in as received."""
        return [self.receive_action]

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        other = (pool, year) != (self.pool, self.year)
        self.pool, self.year = pool, year
        self.refresh()
        if other and self.sheet.rows:
            self.view.go_to(0, 3)

    def refresh(self) -> None:
        """Read the instalments again."""
        self.heading.setText(f"Instalments, {year_label(self.year)}")
        if self.pool is None:
            self.sheet.put(())
            return
        found = instalment_rows(self.plan, self.pool, self.year)
        self.sheet.put([self._row(held) for held in found])
        host = self.plan.table(Pool)[self.pool].host
        name = self.plan.records.name("partner", host)
        beside = f" {name} hosts the pool and pays nothing to itself." if name else ""
        self.said.setText(
            f"Each partner pays its cash contribution in four equal instalments, to the penny.{beside}"
            if found
            else f"Nobody has an instalment to pay in {year_label(self.year)}.{beside}"
        )
        self.receive_button.setEnabled(bool(found))
        self.receive_action.setEnabled(bool(found))

    def _row(self, held: InstalmentRow) -> SheetRow:
        exact = self._exact
        tone = "bad" if held.state == "overdue" else "integrate" if held.state == "received" else ""
        if held.quarter == 0:
            name = "All partners"
            if held.partner is not None:
                name = f"{self.plan.table(Partner)[held.partner].short}, all year"
            texts = (name, "", exact(held.expected), exact(held.received), "")
            cells = [
                SheetCell(text)
                for text in (*texts, exact(held.outstanding), held.state.capitalize(), "")
            ]
            return SheetRow(f"all:{held.partner or ''}", tuple(cells), True)
        assert self.pool is not None
        assert held.partner is not None
        key = instalment_id(self.pool, held.partner, self.year, held.quarter)
        typed = self.plan.table(Instalment).get(key)
        received = typed.received if typed else None
        on, note = (typed.received_on, typed.note) if typed else (None, "")
        return SheetRow(
            f"{held.partner}:{held.quarter}",
            (
                SheetCell(self.plan.table(Partner)[held.partner].short),
                SheetCell(f"{held.quarter}: {QUARTERS[held.quarter]}"),
                SheetCell(exact(held.expected)),
                SheetCell(
                    exact(received),
                    _column("received"),
                    received,
                    overridden=self.plan.overridden(Instalment.TABLE, key, "received"),
                ),
                SheetCell(_column("received_on").show(on), _column("received_on"), on),
                SheetCell(exact(held.outstanding)),
                SheetCell(held.state.capitalize(), tone=tone),
                SheetCell(note.replace("\n", " "), _column("note"), note, tip=note),
            ),
        )

    def _exact(self, pence: int | None) -> str:
        return self.session.money(pence, exact=True)

    def _write(self, values: Values) -> None:
        parts: dict[tuple[str, int], dict[str, Value]] = {}
        for (place, name), value in values.items():
            partner, _, quarter = place.rpartition(":")
            parts.setdefault((partner, int(quarter)), {})[name] = value
        assert self.pool is not None
        pool_edits.set_instalments(self.plan, self.pool, self.year, parts)

    def receive(self) -> None:
        """Put the chosen quarters in as received in full; a total stands for its quarters."""
        pool, places = self.pool, set[tuple[str, int]]()
        if pool is None:
            return
        for at in self.view.selected_rows():
            if not at < len(self.sheet.rows):
                continue
            partner, _, quarter = self.sheet.rows[at].key.rpartition(":")
            if partner != "all":
                places.add((partner, int(quarter)))
                continue
            for held in self.sheet.rows:
                who, _, which = held.key.rpartition(":")
                if who != "all" and quarter in ("", who):
                    places.add((who, int(which)))
        self.session.do(
            lambda: pool_edits.receive_as_expected(self.plan, pool, self.year, places), self
        )

    def show_place(self, key: str) -> None:
        """Put the cursor on an instalment, by the id of its record."""
        parts = key_values(Instalment, key)
        row_at = self.sheet.row_of(f"{parts.get('partner')}:{parts.get('quarter')}")
        if row_at >= 0:
            self.view.go_to(row_at, _HEADS.index("Received"))

    def take_focus(self) -> None:
        """The keyboard goes to the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _column(name: str) -> Column:
    return column_named(Instalment, name)
