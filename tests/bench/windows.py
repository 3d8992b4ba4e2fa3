"""What is run in a process of its own: the bare window, ours, and one plan in memory."""

import sys
from pathlib import Path


def bare() -> None:
    """A QMainWindow with a QTableView, to its first paint."""
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication([])
    window = QMainWindow()
    view = QTableView()
    view.setModel(QStandardItemModel(100, 8))
    window.setCentralWidget(view)
    window.resize(1366, 728)
    window.show()
    application.processEvents()


def ours(plan: str = "", screen: str = "overview") -> None:
    """Our window to its first paint, on the start page or with a plan."""
    from jcplanner.gui import style
    from jcplanner.gui.app import application
    from jcplanner.gui.preferences import Preferences
    from jcplanner.gui.session import Session
    from jcplanner.gui.window import Window

    made = application()
    preferences = Preferences()
    style.apply(made, dark=False)
    window = Window(preferences)
    if plan:
        from jcplanner.plan.plan import Plan
        from jcplanner.store.planfile import PlanFile

        window.show_plan(Session(Plan(PlanFile.open(Path(plan)))), screen)
    window.show()
    made.processEvents()


def resident() -> float:
    """Resident memory of this process in MiB, where the system tells it; else the peak."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * 4096 / 2**20
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 1024)


def main(words: list[str]) -> None:
    """Run one of the above; "memory" before it prints the memory at the end."""
    measure = words[0] == "memory"
    name, *rest = words[1:] if measure else words
    {"bare": bare, "ours": ours}[name](*rest)
    if measure:
        print(resident())
    sys.stdout.flush()
    # The end of the process is nobody's waiting time.
    import os

    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
