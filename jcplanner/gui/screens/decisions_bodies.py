"""The third tab of Decisions: the bodies, their authority and lead times, meetings and terms of reference."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jcplanner.domain.partners import Body
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session


class BodiesPanel(Panel):
    """The register of bodies."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.section = RecordSection(
            session,
            Body,
            (("name", 0), ("partner", 150), ("authority", 100), ("papers_days", 130)),
            "Each partner decides through bodies of its own. One whose authority is advisory, or that has "
            "none, can note a proposal but not approve it.",
        )
        self.page.addWidget(self.section, 1)

    def refresh(self) -> None:
        """Show the bodies as they now stand."""
        self.section.show_current()

    def take_focus(self) -> None:
        """The list of bodies has the keyboard."""
        self.section.view.setFocus(Qt.FocusReason.OtherFocusReason)
