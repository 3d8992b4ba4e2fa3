"""The third tab of Decisions: the bodies, their authority and lead times, meetings and terms of reference."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTabWidget, QWidget

from jcplanner.domain.decisions import (
    TERMS_HEADINGS,
    BodySignOff,
    BodyTerm,
    Meeting,
)
from jcplanner.domain.partners import Body, Partner
from jcplanner.gui import style
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import decision_edits, edits
from jcplanner.plan.fields import column_named

_MEETING_COLUMNS = (("name", 260), ("date", 120), ("note", 0))
_SIGN_OFF_COLUMNS = ("state", "signed_on", "reference")
_TONES = {"signed": "integrate", "declined": "bad", "not yet": "warn"}
LOWER = 220


class BodiesPanel(Panel):
    """The register of bodies above; the chosen one's meetings, terms and sign-offs below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.section = RecordSection(
            session,
            Body,
            (
                ("name", 0),
                ("partner", 110),
                ("authority", 90),
                ("papers_days", 140),
                ("figures_days", 150),
            ),
            "Each partner decides through bodies of its own. One whose authority is advisory, or that has "
            "none, can note a proposal but not approve it. Blank days count as 7 for papers, 28 for figures.",
        )
        self.section.chosen.connect(lambda _key: self.show_body())
        self.strip = UndoStrip(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Of the chosen body")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Of the chosen body")
        self.tabs.addTab(self._meetings(), "&Meetings")
        self.tabs.addTab(self._terms(), "&Terms of reference")
        self.tabs.addTab(self._sign_offs(), "&Sign-off")
        card = Card()
        card.body.setContentsMargins(*(2 * style.STEP,) * 4)
        card.body.addWidget(self.tabs, 1)
        card.body.addWidget(self.strip)
        card.setMinimumHeight(LOWER)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(3 * style.STEP)
        split.setChildrenCollapsible(False)
        split.addWidget(self.section)
        split.addWidget(card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.page.addWidget(split, 1)
        self._make_actions()
        self.show_body()

    def _make_actions(self) -> None:
        self._actions = [
            self.command("&Add body", "Ctrl+N", self.section.add),
            self.command("Move &up", "Alt+Up", lambda: self.section.move(-1)),
            self.command("Move &down", "Alt+Down", lambda: self.section.move(1)),
            self.command("&Remove body", "Ctrl+Del", self.section.remove),
            self.command("Add &meeting", "Ctrl+M", self.add_meeting),
            self.command("Remove the &chosen meeting", "Ctrl+Shift+Del", self.remove_meeting),
            self.command("&Terms of reference", "Ctrl+T", lambda: self._to(self.terms_view, 1)),
            self.command("S&ign-off", "Ctrl+G", lambda: self._to(self.sign_view, 2)),
        ]

    def actions_offered(self) -> list[QAction]:
        """Bodies, their meetings, terms and sign-offs."""
        return self._actions

    @property
    def body(self) -> str:
        """The body that is chosen; blank for none."""
        return self.section.key

    # Its parts

    def _meetings(self) -> QWidget:
        self.meetings = RecordTable(
            self.plan,
            Meeting,
            [name for name, _ in _MEETING_COLUMNS],
            lambda held: held.body == self.body,
            parent=self,
        )
        self.meetings_view = TableView(name="Meetings")
        self.meetings_view.setModel(self.meetings)
        self.meetings_view.setProperty("role", "bare")
        self.meetings_view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.meetings_view.set_widths(*(width for _, width in _MEETING_COLUMNS))
        self.meetings_view.delete_wanted.connect(self.remove_meeting)
        self.add_button = button("Add meeting", self.add_meeting)
        self.add_button.setToolTip("Ctrl+M")
        self.remove_button = button("Remove meeting", self.remove_meeting)
        about = PlainLabel(
            "Decisions are put down for a meeting, and move with its date.", "caption"
        )
        inside = Card()
        inside.setProperty("role", "")
        inside.body.setContentsMargins(0, style.STEP, 0, 0)
        inside.body.addLayout(row(about, None, self.remove_button, self.add_button))
        inside.body.addWidget(self.meetings_view, 1)
        return inside

    def _terms(self) -> QWidget:
        self.terms = Sheet(self.plan, ("Heading", "What is agreed under it"), self._write_terms)
        self.terms_view = SheetView(self.terms, "Terms of reference")
        self.terms_view.set_widths(200, 0)
        return self.terms_view

    def _sign_offs(self) -> QWidget:
        self.sign_offs = Sheet(
            self.plan, ("Statutory body", "State", "Signed on", "Reference"), self._write_sign_offs
        )
        self.sign_view = SheetView(self.sign_offs, "Sign-off of its terms")
        self.sign_view.set_widths(320, 130, 130, 0)
        return self.sign_view

    # Following the plan

    def refresh(self) -> None:
        """Show the bodies as they now stand."""
        self.section.show_current()

    def show_body(self) -> None:
        """Show meetings, terms and sign-offs of the body that is chosen."""
        body = self.body
        self.tabs.setVisible(bool(body))
        if not hasattr(self, "_shown") or self._shown != body:
            self._shown = body
            self.meetings.refresh()
        self.remove_button.setEnabled(bool(self.meetings.ids))
        if not body:
            self.terms.put(())
            self.sign_offs.put(())
            return
        words, column = self.plan.table(BodyTerm), column_named(BodyTerm, "words")
        rows: list[SheetRow] = []
        for heading in TERMS_HEADINGS:
            held = words.get(f"{body}:{heading}")
            said = held.words if held else ""
            cell = SheetCell(said.replace("\n", " "), column, said, "nothing yet", tip=said)
            rows.append(SheetRow(heading, (SheetCell(heading.capitalize()), cell)))
        self.terms.put(rows)
        self.sign_offs.put([self._sign_row(body, held) for held in self._statutory()])

    def _statutory(self) -> list[Partner]:
        """The partners that own the arrangement; those asked or told do not sign."""
        held = self.plan.table(Partner).ordered()
        return [one for one in held if one.plan_role in ("owner", "co-owner")]

    def _sign_row(self, body: str, partner: Partner) -> SheetRow:
        key = f"{body}:{partner.id}"
        held = self.plan.table(BodySignOff).get(key) or BodySignOff(key, body, partner.id)
        cells = [SheetCell(partner.name)]
        for name in _SIGN_OFF_COLUMNS:
            column = column_named(BodySignOff, name)
            value = getattr(held, name)
            tone = _TONES[held.state] if name == "state" else ""
            cells.append(SheetCell(column.show(value), column, value, tone=tone))
        return SheetRow(partner.id, tuple(cells))

    # What people do

    def _write_terms(self, values: Values) -> None:
        said = {heading: str(value or "") for (heading, _name), value in values.items()}
        decision_edits.set_terms(self.plan, self.body, said)

    def _write_sign_offs(self, values: Values) -> None:
        fields: dict[str, dict[str, object]] = {}
        for (partner, name), value in values.items():
            fields.setdefault(partner, {})[name] = value
        for partner, held in fields.items():
            decision_edits.set_sign_off(self.plan, self.body, partner, **held)  # type: ignore[arg-type]

    def add_meeting(self) -> None:
        """Add a meeting of the chosen body, its date ready to be typed."""
        body = self.body
        if not body:
            return
        self.tabs.setCurrentIndex(0)
        key = self.session.do(lambda: decision_edits.add_meeting(self.plan, body), self)
        if key is not None:
            self.meetings_view.setFocus()
            self.meetings_view.go_to(self.meetings.row_of(key), 1)
            self.meetings_view.edit(self.meetings_view.currentIndex())

    def remove_meeting(self) -> None:
        """Remove the meeting with the cursor; decisions put down for it stay without one."""
        key = self.meetings.id_at(self.meetings_view.currentIndex().row())
        if not key:
            return
        name = self.plan.records.name(Meeting.TABLE, key)
        self.session.do(lambda: edits.remove(self.plan, Meeting, [key]), self)
        if key not in self.plan.table(Meeting):
            self.strip.offer(f'Removed "{name}".')

    def _to(self, view: QAbstractItemView, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(view, SheetView):
            view.go_to(0, 1)

    def show_record(self, table: str, key: str) -> None:
        """Choose a body, or the body of a meeting, and the meeting."""
        meeting = self.plan.table(Meeting).get(key) if table == Meeting.TABLE else None
        self.section.select((meeting.body or "") if meeting else key)
        if meeting is not None:
            self._to(self.meetings_view, 0)
            self.meetings_view.go_to(self.meetings.row_of(key), 1)
        else:
            self.take_focus()

    def take_focus(self) -> None:
        """The list of bodies has the keyboard; where there is none yet, the button that adds one."""
        there = bool(self.plan.table(Body))
        held = self.section.view if there else self.section.add_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)
