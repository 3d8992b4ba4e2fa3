"""The pair of PySide6 and Python: a paint must not take references off None.

PySide6 6.12.0 on Python 3.11 took one at each call of a Python override, and the program died after
some 6,400 of them; hence the bound in pyproject.toml. From Python 3.12 on None is immortal.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QObject,
    QSortFilterProxyModel,
)
from PySide6.QtWidgets import QTableView, QWidget

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="from Python 3.12 on None cannot run out of references"
)

CALLS = 300
NOISE = 20  # other references to None that come and go meanwhile


class EmptyTable(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 100

    def columnCount(self, parent=None):
        return 10

    def data(self, index, role=0):
        return None


@contextmanager
def none_is_kept() -> Iterator[None]:
    """Fails when the body takes references off None; the collector, which may too, waits meanwhile."""
    gc.collect()
    gc.disable()
    try:
        before = sys.getrefcount(None)
        yield
        after = sys.getrefcount(None)
    finally:
        gc.enable()
    assert before - after <= NOISE


def test_painting_an_overridden_widget_keeps_the_count_of_none(qtbot):
    painted: list[int] = []

    class Painted(QWidget):
        def paintEvent(self, event):
            painted.append(1)

    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    QCoreApplication.processEvents()
    with none_is_kept():
        for _ in range(CALLS):
            widget.repaint()
    assert len(painted) >= CALLS


def test_a_model_that_answers_none_keeps_the_count_of_none(qapp):
    model, proxy = EmptyTable(), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    index = proxy.index(0, 0)
    with none_is_kept():
        for _ in range(CALLS):
            proxy.data(index, 1)


def test_repainting_a_table_keeps_the_count_of_none(qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    model = EmptyTable()
    view.setModel(model)
    view.resize(900, 700)
    view.show()
    QCoreApplication.processEvents()
    with none_is_kept():
        for _ in range(50):
            view.viewport().repaint()


def test_overridden_event_handlers_keep_the_count_of_none(qapp):
    class Handler(QObject):
        def customEvent(self, event):
            return None

    handler = Handler()
    with none_is_kept():
        for _ in range(CALLS):
            QCoreApplication.sendEvent(handler, QEvent(QEvent.Type(1500)))
