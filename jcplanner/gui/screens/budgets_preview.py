"""A dialog that shows what a command would do to the chosen amounts, row by row, before it does it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import show_exact
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import Progress, run_task
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.clipboard import shown_amount, shown_difference
from jcplanner.plan.fields import link_name
from jcplanner.plan.spread_edits import NO_CELLS, Place, Proposal, put

AT_ONCE = 2_000
"""Up to so many amounts are written while the window waits; more of them beside it."""

DELAY = 120
"""Milliseconds after the last key until the preview is worked out again."""

HEADERS = ("Hold", "Line", "Partner", "Year", "Before", "After", "Difference")
BEFORE = 4
WIDTHS = (56, 0, 84, 76, 126, 126, 126)


class PreviewModel(ListModel):
    """Rows by their number; what is chosen stays so while their number does."""

    def show(self, count: int) -> None:
        """Show so many rows, whose texts have moved."""
        if count != len(self.items):
            self.put(range(count))
        elif count:
            self._held.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.headers) - 1))


class PreviewList(ListView):
    """The rows of a preview; Space, or a click in the first column, holds or releases what is chosen."""

    hold_wanted = Signal()

    def __init__(self, model: ListModel) -> None:
        super().__init__("Preview", model, WIDTHS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.hold_wanted.emit()

    def chosen(self) -> list[int]:
        """The chosen rows; read as blocks, as there may be hundreds of thousands."""
        blocks = self.selectionModel().selection()
        rows: set[int] = set()
        for place in range(blocks.count()):
            rows.update(range(blocks.at(place).top(), blocks.at(place).bottom() + 1))
        return sorted(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space holds; everything else is as in every list."""
        if event.key() == Qt.Key.Key_Space and self.selectionModel().hasSelection():
            self.hold_wanted.emit()
        else:
            super().keyPressEvent(event)


class PreviewDialog(QDialog):
    """Subclasses put their controls into `options` and say in `propose` what would be done.

    ``start`` is the proposal that changes nothing: its cells are listed while another one is refused.
    ``made`` tells of the proposal that was made so.
    """

    made = Signal(object)

    def __init__(
        self, session: Session, title: str, about: str, start: Proposal, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session, self.plan = session, session.plan
        self.held: frozenset[Place] = NO_CELLS
        self.shown = start
        self.fault_words = ""
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(640, 420)
        self.resize(980, 580)
        self.about = PlainLabel(about, wrap=True)
        self.options = QVBoxLayout()
        self.options.setSpacing(2 * style.STEP)
        self.model = PreviewModel(HEADERS, self._texts, right=(4, 5, 6), tone=self._tone)
        self.view = PreviewList(self.model)
        self.view.hold_wanted.connect(self.hold)
        self.view.activated.connect(lambda _index: self.accept())
        self.wholes = PlainLabel("", "section", wrap=True)
        self.words = PlainLabel("", "caption", wrap=True)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.main = button(title.rstrip("…"), self.accept, "primary")
        self.main.setDefault(True)
        card = Card()
        card.body.setContentsMargins(*(2 * style.STEP,) * 4)
        card.body.addWidget(self.view, 1)
        hint = PlainLabel(
            "Space holds or releases the chosen rows; held amounts do not move.", "caption"
        )
        self.count = PlainLabel("", "caption")
        card.body.addLayout(row(hint, None, self.count))
        page = QVBoxLayout(self)
        page.setContentsMargins(*(5 * style.STEP,) * 4)
        page.setSpacing(3 * style.STEP)
        page.addWidget(self.about)
        page.addLayout(self.options)
        page.addWidget(card, 1)
        for part in (self.wholes, self.words, self.fault):
            page.addWidget(part)
        page.addLayout(row(None, button("Cancel", self.reject), self.main))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.show_preview)

    def propose(self, held: frozenset[Place]) -> Proposal:
        """What the controls now ask for. Raises Refusal with the reason where it cannot be."""
        raise Refusal("Nothing is asked for.")

    # The preview

    def show_later(self) -> None:
        """Work the preview out again once the typing pauses."""
        self._timer.start()

    def show_preview(self) -> None:
        """Work the preview out and show it."""
        self._timer.stop()
        try:
            self.shown, self.fault_words = self.propose(self.held), ""
        except Refusal as refusal:
            self.shown = replace(self.shown, after=self.shown.before, words=(), wholes=())
            self.fault_words = str(refusal)
        self._show_rows()
        proposal = self.shown
        self.wholes.setText("\n".join(_whole_words(proposal)))
        self.wholes.setVisible(bool(proposal.wholes))
        self.words.setText(" ".join(proposal.words))
        self.words.setVisible(bool(proposal.words))
        self._say(self.fault_words)
        changed = proposal.count
        held = f", {len(self.held):,} held" if self.held else ""
        self.count.setText(f"{changed:,} of {len(proposal.cells):,} would change{held}")

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _show_rows(self) -> None:
        before = len(self.model.items)
        self.model.show(len(self.shown.cells))
        if self.shown.cells and not before:
            self.view.select(0)

    def _texts(self, item: object) -> Sequence[str]:
        assert isinstance(item, int)
        proposal = self.shown
        line, year = proposal.cells[item]
        held = self.plan.table(BudgetLine).get(line)
        income = held is not None and held.direction == "income"
        difference = proposal.difference(item, income=income)
        return (
            "Held" if (line, year) in self.held else "",
            held.description if held is not None else "",
            link_name(self.plan.records, "partner", held.partner) if held is not None else "",
            year_label(year),
            _amount(proposal.before[item], income=income),
            "" if self.fault_words else _amount(proposal.after[item], income=income),
            shown_difference(difference),
        )

    def _tone(self, item: object, column: int) -> str:
        assert isinstance(item, int)
        held = self.shown.cells[item] in self.held
        return "mute" if held or (column == BEFORE and self.shown.before[item] is None) else ""

    def hold(self) -> None:
        """Hold the chosen rows, or release them where all of them are held."""
        cells = {self.shown.cells[at] for at in self.view.chosen()}
        self.held = self.held - cells if cells <= self.held else self.held | cells
        self.show_preview()

    # Doing it

    def accept(self) -> None:
        """Do what the preview shows, as one step; many amounts are written beside the window."""
        self.show_preview()
        proposal, plan = self.shown, self.plan
        if self.fault_words:
            return
        if not proposal.count:
            self._say("Nothing would change.")
            return
        if proposal.count <= AT_ONCE:
            self._finish(self.session.do(lambda: _done(lambda: put(plan, proposal)), self))
            return
        to_follow: list[Callable[[], None]] = []

        def work(_progress: Progress, _cancelled: Callable[[], bool]) -> None:
            with plan.written_elsewhere() as calls:
                put(plan, proposal)
            to_follow.extend(calls)

        def done(_nothing: object) -> None:
            for follow in to_follow:
                follow()
            self._finish(True)

        def failed(fault: BaseException) -> None:
            if not isinstance(fault, Refusal):
                raise fault
            tell(self, str(fault))

        self.main.setEnabled(False)
        self._worker = run_task(self, f"Writing {proposal.count:,} amounts", work, done, failed)

    def _finish(self, done: bool | None) -> None:
        if done:
            super().accept()
            self.made.emit(self.shown)


def _done(verb: Callable[[], object]) -> bool:
    verb()
    return True


def _amount(pence: int | None, *, income: bool) -> str:
    return "blank" if pence is None else shown_amount(pence, decimals=2, income=income)


def _whole_words(proposal: Proposal) -> list[str]:
    return [
        f"{whole.words.capitalize() + ': ' if whole.words else 'Total: '}"
        f"{show_exact(whole.before)} before, {show_exact(whole.after)} after"
        f" ({shown_difference(whole.difference) or 'the same'})"
        for whole in proposal.wholes
    ]
