"""Long work beside the window: run in a thread, with progress, and it can be cancelled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

Progress = Callable[[int, str], None]
"""Told how far the work is: per cent (-1 where nobody knows), and what it is doing."""


class Cancelled(Exception):
    """The person cancelled; work that sees this leaves nothing half done."""


class _Worker(QThread):
    moved = Signal(int, str)
    finished_with = Signal(object, object)

    def __init__(self, work: Callable[..., Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.cancelled = False

    def run(self) -> None:
        """Do the work; its result or its fault goes back to the window's thread."""
        try:
            result = self._work(self.moved.emit, lambda: self.cancelled)
        except BaseException as fault:
            self.finished_with.emit(None, fault)
        else:
            self.finished_with.emit(result, None)


def run_task(
    parent: QWidget,
    title: str,
    work: Callable[[Progress, Callable[[], bool]], Any],
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> QThread:
    """Run ``work(progress, is_cancelled)`` in a thread while a box shows how far it is.

    The work reads only: the plan is changed in the window's own thread, by ``done``. Cancelling makes
    ``is_cancelled`` true; a `Cancelled` that the work then raises ends it quietly.
    """
    worker = _Worker(work, parent)
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

    def finish(result: Any, fault: BaseException | None) -> None:
        box.canceled.disconnect(cancel)
        box.close()
        box.deleteLater()
        worker.wait()
        worker.deleteLater()
        if fault is None:
            done(result)
        elif not isinstance(fault, Cancelled):
            failed(fault)

    worker.moved.connect(show)
    worker.finished_with.connect(finish)
    box.canceled.connect(cancel)
    worker.start()
    return worker
