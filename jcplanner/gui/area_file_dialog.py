"""Everything about a service area: one page of small tables, each row leading to where it is kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.placed_card import PlacedCard, lead
from jcplanner.gui.report_dialog import UNIT_WORDS, ReportDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.reports.area_file import area_file, area_report
from jcplanner.reports.placed import PlacedTable
from jcplanner.reports.scenarios import in_scenario

_INDENT = "\u2003"


class AreaFileDialog(QDialog):
    """Show it with `open()`. Parts with nothing in them are named in one line at the end."""

    def __init__(self, session: Session, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.plan, self.area = session, session.plan, area
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(640, 400)
        self.resize(1180, 690)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        self.heading = PlainLabel("", "title")
        self.areas: QComboBox = QuietCombo()
        self.areas.setAccessibleName("Service area")
        self.areas.setMinimumWidth(260)
        self.areas.activated.connect(lambda _at: self.show_area(str(self.areas.currentData())))
        self.parts: QComboBox = QuietCombo()
        self.parts.setAccessibleName("Go to the part")
        self.parts.setMinimumWidth(200)
        self.parts.activated.connect(lambda _at: self._jump(str(self.parts.currentData())))
        layout.addLayout(row(self.heading, None, self.areas, self.parts))
        self.scope = PlainLabel("", "caption", wrap=True)
        layout.addWidget(self.scope)
        self.cards: dict[str, PlacedCard] = {}
        inside = QWidget()
        self.down = QVBoxLayout(inside)
        self.down.setContentsMargins(0, 0, 2 * style.STEP, 0)
        self.down.setSpacing(3 * style.STEP)
        self.nothing = PlainLabel("", "muted", wrap=True)
        self.down.addWidget(self.nothing)
        self.down.addStretch(1)
        self.sheet = QScrollArea()
        self.sheet.setWidget(inside)
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.sheet, 1)
        self.said = PlainLabel("", "caption")
        self.copy_button = button("&Copy all", self.copy)
        self.copy_button.setToolTip("Every table as text for Excel or a paper (Ctrl+Shift+C)")
        self.report_button = button("As a &report\u2026", self.open_report)
        self.report_button.setToolTip("Each table on a tab of its own, to be copied alone (Ctrl+R)")
        layout.addLayout(
            row(
                self.said,
                None,
                self.report_button,
                self.copy_button,
                button("Close", self.accept, "primary"),
            )
        )
        for keys, then in (
            ("Ctrl+Shift+C", self.copy),
            ("Ctrl+R", self.open_report),
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(then)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_in_sight)
        session.changed.connect(self._follow)
        session.unit_changed.connect(self._follow)
        self.refresh()
        self.take_focus()

    def show_area(self, area: str) -> None:
        """Show another area."""
        self.area = area
        self.refresh()
        self.sheet.verticalScrollBar().setValue(0)

    def _follow(self, _notice: object) -> None:
        if self.area in self.plan.table(ServiceArea):
            self.refresh()
        else:
            self.reject()

    def refresh(self) -> None:
        """Show the area as the plan now has it."""
        name = self.plan.records.name(ServiceArea.TABLE, self.area)
        self.setWindowTitle(f"Everything about {name}")
        self.heading.setText(f"Everything about {name}")
        self.scope.setText(
            self.plan.scoped(
                "The area with those inside it; net revenue in cash, "
                f"{UNIT_WORDS[self.session.unit]}. Enter leads to where a row is kept."
            )
        )
        self._fill_areas()
        tables = area_file(self.plan, self.area)
        for table in tables:
            self._put(table)
        missing = [held.title for held in tables if not held.rows]
        words = ", ".join(title.lower() for title in missing)
        self.nothing.setText(f"Nothing yet: {words}." if missing else "")
        kept = self.parts.currentData()
        self.parts.clear()
        for table in tables:
            if table.rows:
                self.parts.addItem(table.title, table.title)
        self.parts.setCurrentIndex(max(self.parts.findData(kept), 0))

    def _fill_areas(self) -> None:
        self.areas.clear()
        for held, depth in tree_order(self.plan.table(ServiceArea)):
            self.areas.addItem(_INDENT * depth + held.name, held.id)
        self.areas.setCurrentIndex(self.areas.findData(self.area))

    def _put(self, table: PlacedTable) -> None:
        card = self.cards.get(table.title)
        if card is None:
            card = PlacedCard(self.session, table.title, whole=True)
            card.body.setContentsMargins(*(3 * style.STEP,) * 4)
            card.view.doubleClicked.connect(lambda _index, card=card: card.open_current())
            card.wanted.connect(self.go)
            self.down.insertWidget(len(self.cards), card)
            self.cards[table.title] = card
        card.put(table)
        card.setVisible(bool(table.rows))
        if not card.view.hasFocus():
            card.view.clearSelection()

    def go(self, place: Place) -> None:
        """Close, and lead to a row's place."""
        lead(self.session, place, self.accept)

    def _jump(self, title: str) -> None:
        card = self.cards.get(title)
        if card is not None:
            self.sheet.verticalScrollBar().setValue(card.y())
            card.take_focus()

    def _turn(self, by: int) -> None:
        """Go to the next part, or the one before."""
        many = self.parts.count()
        if many:
            shown = self._part_in_hand()
            self.parts.setCurrentIndex((shown + by) % many)
            self._jump(str(self.parts.currentData()))

    def _part_in_hand(self) -> int:
        for title, card in self.cards.items():
            if card.view.hasFocus():
                return self.parts.findData(title)
        return self.parts.currentIndex()

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        for title, card in self.cards.items():
            if new is not card.view:
                # One row is marked on the page, not one in each table.
                card.view.clearSelection()
                continue
            card.view.select(max(card.view.currentIndex().row(), 0))
            self.sheet.ensureWidgetVisible(card, 0, 2 * style.STEP)
            self.parts.setCurrentIndex(self.parts.findData(title))

    def copy(self) -> None:
        """Put every table on the clipboard, one below the other, tab-separated."""
        parts = [self.heading.text(), self.scope.text()]
        for title, card in self.cards.items():
            if card.isHidden():
                continue
            model = card.model
            lines = ["\t".join(model.headers)]
            lines += ["\t".join(model.texts(at)) for at in range(model.rowCount())]
            parts.append("\n".join([title, *lines]))
        QApplication.clipboard().setText("\n\n".join(parts))
        self.said.setText("Copied.")

    def open_report(self) -> None:
        """Show the same as a report."""
        report = self.session.do(
            lambda: in_scenario(self.plan, area_report(self.plan, self.area)), self
        )
        if report is not None:
            ReportDialog(self.session, report, self).open()

    def take_focus(self) -> None:
        """The keyboard goes to the first table."""
        for card in self.cards.values():
            if not card.isHidden() and card.take_focus():
                return

    def done(self, result: int) -> None:
        """Follow the plan no more."""
        self.session.changed.disconnect(self._follow)
        self.session.unit_changed.disconnect(self._follow)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._keep_in_sight)
        super().done(result)


def show_area_file(session: Session, area: str, parent: QWidget) -> AreaFileDialog | None:
    """Open the file of an area; none where it is not in the plan."""
    if area not in session.plan.table(ServiceArea):
        return None
    dialog = AreaFileDialog(session, area, parent)
    dialog.open()
    return dialog


def area_file_of(session: Session, area: str | None, parent: QWidget) -> AreaFileDialog | None:
    """Open the file of an area, or of the first one where none is chosen; none without any area."""
    areas = session.plan.table(ServiceArea)
    chosen = area if area in areas else next((held.id for held, _ in tree_order(areas)), None)
    if chosen is None:
        tell(parent, "The plan has no service areas yet; add them under Partners & areas first.")
        return None
    return show_area_file(session, chosen, parent)
