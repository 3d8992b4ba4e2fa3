"""Work that a person waits for: long work with progress, which can be cancelled, and a second or two."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from jcplanner.gui.threads import Worker

Progress = Callable[[int, str], None]
"""Told how far the work is: per cent (-1 where nobody knows), and what it is doing."""


def counting(progress: Progress, doing: str) -> Callable[[int, int], None]:
    """What work that counts lines or rows calls: how many are done, and of how many (0: nobody knows)."""

    def moved(done: int, whole: int) -> None:
        if 0 < done <= whole:
            progress(int(100 * done / whole), f"{doing}: {done:,} of {whole:,}")
        else:
            progress(-1, f"{doing}: {done:,}")

    return moved


class Cancelled(Exception):
    """The person cancelled; work that sees this leaves nothing half done."""


def run_task(
    parent: QWidget,
    title: str,
    work: Callable[[Progress, Callable[[], bool]], Any],
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> Worker:
    """Run ``work(progress, is_cancelled)`` in a thread while a box shows how far it is.

    The work reads only: the plan is changed in the window's own thread, by ``done``. Cancelling makes
    ``is_cancelled`` true; a `Cancelled` that the work then raises ends it quietly.
    """
    box = QProgressDialog(title, "Cancel", 0, 0, parent)
    box.setWindowTitle("jcplanner")
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setMinimumDuration(400)
    box.setAutoClose(False)
    box.setAutoReset(False)

    def show(percent: int, text: str) -> None:
        if not worker.cancelled:
            box.setMaximum(100 if percent >= 0 else 0)
            box.setValue(max(percent, 0))
            if text:
                box.setLabelText(text)

    def cancel() -> None:
        worker.cancelled = True
        box.setLabelText("Stopping")

    def put_away() -> None:
        box.canceled.disconnect(cancel)
        box.close()
        box.deleteLater()

    def succeed(result: Any) -> None:
        put_away()
        done(result)

    def fail(fault: BaseException) -> None:
        put_away()
        if not isinstance(fault, Cancelled):
            failed(fault)

    worker = Worker(
        parent, lambda held: work(held.moved.emit, lambda: held.cancelled), succeed, fail
    )
    worker.moved.connect(show, Qt.ConnectionType.QueuedConnection)
    box.canceled.connect(cancel)
    worker.start()
    return worker


@contextmanager
def waiting() -> Generator[None]:
    """The pointer that says to wait, for work that takes a second or two on a large plan."""
    QApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
