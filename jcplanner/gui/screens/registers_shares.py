"""Who pays which part of a contract: a share and a line for each partner."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from jcplanner.domain.joint_contracts import share_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.registers import Contract, ContractShare
from jcplanner.gui import style
from jcplanner.gui.forms.editors import is_being_edited
from jcplanner.gui.session import Session
from jcplanner.gui.tables.find_field import FindField
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import register_edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.line_search import LineFound, find_lines, line_words
from jcplanner.reports.registers import funding_words, share_words

_SHARE = column_named(ContractShare, "share")
_SHARE_WIDTH = 74


class ShareFields(QWidget):
    """One row for each partner; below, what the shares come to and what each pays."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._contract = session, ""
        self._partners: list[str] = []
        self.shares: dict[str, QLineEdit] = {}
        self.lines: dict[str, FindField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(style.STEP)
        self._grid.setColumnStretch(1, 1)
        self.said = PlainLabel("", "caption", wrap=True)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.fault.hide()

    def _build(self, partners: list[str]) -> None:
        while (held := self._grid.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None and widget not in (self.said, self.fault):
                widget.deleteLater()
        self._partners, self.shares, self.lines = partners, {}, {}
        self._grid.addWidget(
            PlainLabel("Who pays: share, and from which line", "caption"), 0, 0, 1, 2
        )
        for place, partner in enumerate(partners):
            name = self._session.plan.table(Partner)[partner].short
            share = self.shares[partner] = QLineEdit()
            share.setFixedWidth(_SHARE_WIDTH)
            share.setAlignment(Qt.AlignmentFlag.AlignRight)
            share.setPlaceholderText("share")
            share.setAccessibleName(f"Share of {name}")
            share.editingFinished.connect(lambda partner=partner: self._settle_share(partner))
            line = self.lines[partner] = FindField(self._find)
            line.setPlaceholderText("from the line: type to find it")
            line.setAccessibleName(f"Line of {name}")
            line.chosen.connect(lambda partner=partner: self._settle_line(partner))
            line.editingFinished.connect(lambda partner=partner: self._settle_line(partner))
            self._grid.addWidget(PlainLabel(name), 1 + 2 * place, 0, 1, 2)
            self._grid.addWidget(share, 2 + 2 * place, 0)
            self._grid.addWidget(line, 2 + 2 * place, 1)
        last = 1 + 2 * len(partners)
        self._grid.addWidget(self.said, last, 0, 1, 2)
        self._grid.addWidget(self.fault, last + 1, 0, 1, 2)

    def _find(self, text: str) -> list[LineFound]:
        return find_lines(self._session.plan.records, text)

    def show_contract(self, contract: str) -> None:
        """Show who pays for a contract; "" for none."""
        plan = self._session.plan
        partners = [held.id for held in plan.table(Partner).ordered()]
        if partners != self._partners or not self._grid.count():
            self._build(partners)
        same, self._contract = contract == self._contract, contract
        self.setEnabled(bool(contract))
        if not same:
            self._say("")
        for partner in partners:
            held = plan.table(ContractShare).get(share_id(contract, partner))
            share, line = self.shares[partner], self.lines[partner]
            if not (same and is_being_edited(share)):
                share.setText(_SHARE.show(held.share) if held else "")
                share.setModified(False)
            if not (same and is_being_edited(line)):
                key = held.line if held else None
                line.put(key, line_words(plan.records, key))
                line.setModified(False)
        total = share_words(plan, contract) if contract else ""
        parts = funding_words(plan, contract) if contract else ""
        self.said.setText(
            f"Together {total}. {parts}".strip() if total else "Nobody's share is given yet."
        )

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _settle_share(self, partner: str) -> None:
        text = self.shares[partner].text().strip()
        try:
            share = _SHARE.parse(text) if text else None
        except ValueError as fault:
            self._say(str(fault))
            return
        self._say("")
        self._put(partner, "share", share)

    def _settle_line(self, partner: str) -> None:
        field = self.lines[partner]
        if not field.settle():
            self._say("Choose one of the lines that are offered while you type.")
            return
        self._say("")
        self._put(partner, "line", field.value)

    def _put(self, partner: str, name: str, value: str | int | None) -> None:
        plan, contract = self._session.plan, self._contract
        if contract not in plan.table(Contract):
            return
        held = plan.table(ContractShare).get(share_id(contract, partner))
        if value == (getattr(held, name) if held else None):
            return
        self._session.do(
            lambda: register_edits.set_shares(plan, contract, {partner: {name: value}}), self
        )
        for field in (self.shares[partner], self.lines[partner]):
            field.setModified(False)
        self.show_contract(contract)
