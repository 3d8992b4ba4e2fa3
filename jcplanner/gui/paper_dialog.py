"""The board paper of a proposal: read as it stands, its sections for each body, and written to a file."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.deciding import body_name, decisions_of
from jcplanner.domain.decisions import PaperSection
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.export_card import documents_folder
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.owned_section import OwnedSection
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import waiting
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.paper_edits import order_for, own_sections, put_sections, section_orders
from jcplanner.reports.board_paper import board_paper
from jcplanner.reports.paper_blocks import BoardPaper, paper_text

_FOLDER = "paper_folder"
_KINDS = {"docx": "Word documents (*.docx)", "pdf": "PDF documents (*.pdf)"}
_SECTIONS = 1


class PaperDialog(QDialog):
    """Show it with `open()`. The body is the one that is named, else the first that is asked."""

    def __init__(
        self, session: Session, proposal: str, parent: QWidget | None = None, body: str = ""
    ) -> None:
        super().__init__(parent)
        self.session, self.plan, self.proposal = session, session.plan, proposal
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(720, 420)
        self.resize(QSize(1100, 680).boundedTo(self.screen().availableSize()))
        self.setWindowTitle(f"Board paper: {self.plan.records.name(Proposal.TABLE, proposal)}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel(self.windowTitle(), "title", wrap=True))
        self.body_box = QuietCombo()
        self.body_box.setAccessibleName("For which body")
        self.body_box.setMinimumContentsLength(28)
        self.exempt = QCheckBox("E&xempt edition, which holds everything")
        layout.addLayout(row(PlainLabel("For", "caption"), self.body_box, self.exempt, None))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("The paper and its sections")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("The paper and its sections")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The paper as it stands")
        self._add_tab("Paper", self.text)
        self._add_tab("Sections", self._make_sections())
        layout.addWidget(self.tabs, 1)
        self.missing = PlainLabel("", wrap=True)
        layout.addWidget(self.missing)
        self.said = PlainLabel("", "caption")
        self.word_button = button("Save as &Word\u2026", lambda: self.choose("docx"), "primary")
        self.word_button.setToolTip("Ctrl+S")
        self.pdf_button = button("Save as &PDF\u2026", lambda: self.choose("pdf"))
        self.pdf_button.setToolTip("Ctrl+Shift+S")
        self.close_button = button("Close", self.accept)
        self.close_button.setToolTip("Escape")
        ways = row(self.said, None, self.close_button, self.pdf_button, self.word_button)
        layout.addLayout(ways)
        for keys, call in (
            ("Ctrl+S", lambda: self.choose("docx")),
            ("Ctrl+Shift+S", lambda: self.choose("pdf")),
            ("Ctrl+PgDown", self._turn),
            ("Ctrl+PgUp", self._turn),
            ("Ctrl+Z", lambda: self._step_back(self.plan.undo)),
            ("Ctrl+Y", lambda: self._step_back(self.plan.redo)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)
        self._offer_bodies(body)
        self.body_box.activated.connect(lambda _at: self._body_chosen())
        self.exempt.toggled.connect(lambda _on: self.refresh())
        session.changed.connect(self._follow)
        self._body_chosen()
        self.text.setFocus()

    def _add_tab(self, title: str, held: QWidget) -> None:
        inside = QWidget()
        around = QHBoxLayout(inside)
        around.setContentsMargins(0, 2 * style.STEP, 0, 0)
        around.addWidget(held)
        self.tabs.addTab(inside, title)

    def _make_sections(self) -> OwnedSection:
        self.section = OwnedSection(
            self.session,
            PaperSection,
            "body",
            (("name", 0), ("part", 220)),
            ("name", "part"),
            "The body's own headings in its own order, for all of its papers.",
        )
        self.orders = QuietCombo()
        self.orders.setAccessibleName("Sections that come with the program")
        for held in section_orders():
            self.orders.addItem(held.name, held)
            tip = f"{held.about} ({held.source})"
            self.orders.setItemData(self.orders.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.put_button = button("Put &in", self.put_in)
        self.whose = PlainLabel("", "caption", wrap=True)
        line = row(self.orders, self.put_button, self.whose)
        line.setStretchFactor(self.whose, 1)
        self.section.list_card.body.insertLayout(2, line)
        return self.section

    def _offer_bodies(self, body: str) -> None:
        """Those that are asked first, then the others."""
        records = self.plan.records
        asked = [held.body for held in decisions_of(records, self.proposal)]
        others = [one for one in self.plan.table(Body).ordered() if one not in asked]
        for held in (*asked, *others):
            note = "" if held in asked else " (not asked)"
            self.body_box.addItem(body_name(records, held) + note, held.id)
        self.body_box.setCurrentIndex(max(self.body_box.findData(body), 0))

    @property
    def body(self) -> str:
        """The body that the paper is for; blank where the plan has none."""
        return self.body_box.currentData() or ""

    @property
    def made(self) -> BoardPaper | None:
        """The paper as it stands; None while there is no body to read it."""
        if self.body not in self.plan.table(Body) or self.proposal not in self.plan.table(Proposal):
            return None
        return board_paper(self.plan, self.proposal, self.body, exempt=self.exempt.isChecked())

    def _body_chosen(self) -> None:
        self.section.show_owner(self.body)
        if self.body:
            order = order_for(self.plan.records, self.body)
            self.orders.setCurrentIndex(section_orders().index(order))
        self.refresh()

    def _follow(self, _notice: object) -> None:
        if self.proposal not in self.plan.table(Proposal):
            self.reject()
            return
        self.section.show_current()
        self.refresh()

    def refresh(self) -> None:
        """Show the paper as it now stands, and what is still to be said in it."""
        with waiting():
            paper = self.made
        for held in (self.word_button, self.pdf_button, self.put_button, self.section.add_button):
            held.setEnabled(paper is not None)
        if paper is None:
            self.text.setPlainText("")
            self.missing.setText(
                "The plan has no body yet; add one on the Bodies tab of Decisions."
            )
            self.missing.set_role("warn")
            return
        at = self.text.verticalScrollBar().value()
        self.text.setPlainText(paper_text(paper))
        self.text.verticalScrollBar().setValue(at)
        wanting = ", ".join(paper.not_said)
        self.missing.setText(
            f"Still to be said: {wanting}." if wanting else "Everything in it has been said."
        )
        self.missing.set_role("warn" if wanting else "good")
        own = own_sections(self.plan.records, self.body)
        name = order_for(self.plan.records, self.body).name
        self.whose.setText(
            "Putting in replaces the sections below; it can be undone."
            if own
            else f"While it has none of its own, those of {name} papers hold."
        )

    def put_in(self) -> None:
        """Give the body the chosen sections in place of its own."""
        chosen, body = self.orders.currentData(), self.body
        self.session.do(lambda: put_sections(self.plan, chosen, body), self)

    def _turn(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())
        (self.section.view if self.tabs.currentIndex() == _SECTIONS else self.text).setFocus()

    def _step_back(self, call) -> None:
        self.section.form.settle()
        self.session.do(call, self)

    # The file

    def choose(self, kind: str) -> None:
        """Ask where the paper is to be written."""
        from jcplanner.exchange.paper_files import paper_name

        self.section.form.settle()
        paper = self.made
        if paper is None:
            return
        folder = Path(Preferences().text(_FOLDER) or documents_folder())
        name = paper_name(paper, f".{kind}")
        dialog = QFileDialog(self, "Save the board paper", str(folder / name), _KINDS[kind])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the paper as it stands; what cannot be written is said."""
        from jcplanner.exchange.paper_files import export_paper

        paper = self.made
        if paper is None:
            return
        try:
            with waiting():
                export_paper(paper, path)
        except Refusal as refusal:
            tell(self, str(refusal))
            return
        Preferences().set_text(_FOLDER, str(path.parent))
        self.said.setText(f"Written: {path.name}, in {path.parent}")

    def done(self, result: int) -> None:
        """Take what is being typed before the dialog goes, and follow the plan no more."""
        if self.isVisible():
            self.section.form.settle()
            self.session.changed.disconnect(self._follow)
        super().done(result)
