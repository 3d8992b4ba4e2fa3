"""Help: the pages in resources/help, the list of shortcuts, and what the program is made of."""

import platform
import re
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from jcplanner import __version__
from jcplanner.gui import style
from jcplanner.plan.resources import resource
from jcplanner.store.connection import SQLITE_VERSION


def page(name: str) -> Path:
    """Where a help page is."""
    return resource("whats_new.md") if name == "whats_new" else resource("help", f"{name}.md")


def show(parent: QWidget, name: str) -> QDialog:
    """Open a page of help beside the work."""
    return _open(parent, "Help", page(name).read_text("utf-8"))


def show_shortcuts(
    parent: QWidget, commands: list[tuple[str, str]], offered: list[QAction]
) -> QDialog:
    """Open the list of shortcuts: those of the screen in sight first."""
    own = [
        (action.text().replace("&", ""), action.shortcut().toString())
        for action in offered
        if not action.shortcut().isEmpty()
    ]
    lines = ["# Keyboard shortcuts", ""]
    for heading, rows in (("On this screen", own), ("Everywhere", commands)):
        if rows:
            lines += [f"## {heading}", "", "| Command | Keys |", "|---|---|"]
            lines += [f"| {text} | {keys} |" for text, keys in rows] + [""]
    return _open(parent, "Keyboard shortcuts", "\n".join(lines))


def show_about(parent: QWidget) -> QDialog:
    """Open the versions: of the program, and of what a report of a fault should name."""
    text = (
        f"# jcplanner {__version__}\n\nJoint commissioning plans of councils and NHS bodies.\n\n"
        f"- Python {platform.python_version()}\n- Qt for Python {qt_version}\n"
        f"- SQLite {SQLITE_VERSION}\n- {platform.system()} {platform.release()}\n\n"
        "It works without a network and sends nothing anywhere."
    )
    return _open(parent, "About jcplanner", text)


def _open(parent: QWidget, title: str, markdown: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(620, 560)
    browser = QTextBrowser()
    browser.setAccessibleName(title)
    browser.setOpenLinks(False)
    # One level down: Qt's largest headings shout beside text of this size.
    browser.setMarkdown(re.sub(r"^#", "##", markdown, flags=re.MULTILINE))
    browser.document().setDocumentMargin(4 * style.STEP)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(browser)
    layout.addWidget(buttons)
    dialog.open()
    return dialog
