"""The one place where errors become messages: a refusal in its own sentence, a fault of ours with details."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from jcplanner import __version__
from jcplanner.domain.problems import Refusal


def tell(parent: QWidget | None, text: str, *, title: str = "jcplanner") -> QMessageBox:
    """Show one plain sentence without stopping the program. Returns the box, already open."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setIcon(QMessageBox.Icon.NoIcon)
    # The slot holds the box, so that one without a parent stays until it is read.
    box.finished.connect(lambda result: box.deleteLater())
    box.open()
    return box


def ask(
    parent: QWidget | None, text: str, yes: str, then: Callable[[], object], *, details: str = ""
) -> QMessageBox:
    """Ask before something that takes more along; ``then`` is called when the person agrees."""
    box = QMessageBox(parent)
    box.setWindowTitle("jcplanner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(details)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agree)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda clicked: then() if clicked is agree else None)
    box.open()
    return box


def install() -> None:
    """Show faults that nothing caught, once each, instead of losing them in a slot."""
    sys.excepthook = _show


def _show(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    parent = QApplication.activeWindow()
    if isinstance(fault, Refusal):
        tell(parent, str(fault))
        return
    details = "".join(traceback.format_exception(kind, fault, trace))
    if sys.stderr is not None:  # as it is on Windows without a console
        sys.stderr.write(details)
    box = tell(
        parent,
        "Something went wrong in jcplanner itself. Your plan is kept on this computer; if the screen "
        "looks wrong, close the plan and open it again.",
    )
    box.setDetailedText(f"jcplanner {__version__}\n{details}")
