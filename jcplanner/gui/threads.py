"""Work beside the window: it runs in a thread, its result comes back in the window's own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot


class Worker(QThread):
    """One piece of work in a thread of its own; ``done`` or ``failed`` is called where the worker was made.

    ``moved`` tells per cent and words; ``cancelled`` is for the work to look at.
    """

    moved = Signal(int, str)
    _ended = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        work: Callable[["Worker"], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(owner)
        self._work, self._done, self._failed = work, done, failed
        self.cancelled = False
        # A method of an object of the window's thread, so that Qt brings the result over there.
        self._ended.connect(self._deliver)

    def run(self) -> None:
        """Do the work; its result or its fault goes back to the window's thread."""
        try:
            result = self._work(self)
        except BaseException as fault:
            self._ended.emit(None, fault)
        else:
            self._ended.emit(result, None)

    @Slot(object, object)
    def _deliver(self, result: Any, fault: BaseException | None) -> None:
        self.wait()
        self.deleteLater()
        if fault is None:
            self._done(result)
        else:
            self._failed(fault)


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> Worker:
    """Run work that only reads, or only writes files, without a box. Returns the running worker."""
    worker = Worker(owner, lambda worker: work(), done, failed)
    worker.start()
    return worker
