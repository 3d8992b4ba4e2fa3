"""What is measured, part by part; each gives ratios in the order in which they are taken."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from pairs import Ratio, pair
from plans import YEARS, make_extract, make_plan
from workbook_extract import as_workbook

WINDOWS = Path(__file__).resolve().parent / "windows.py"
ROOT = WINDOWS.parents[2]
SMALL, LARGE = 5_000, 100_000


@cache
def _plan(folder: Path, lines: int) -> Path:
    return make_plan(folder / f"{lines}.jcplan", lines)


def _process(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, str(WINDOWS), *words],
        cwd=ROOT,
        env={**__import__("os").environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def start(folder: Path) -> Iterator[Ratio]:
    """Cold start to the window shown."""
    bare = "bare QMainWindow with a QTableView"
    yield pair(
        "Cold start to the start page",
        bare,
        lambda: _quiet("ours"),
        lambda: _quiet("bare"),
        times=7,
    )
    plan = str(_plan(folder, SMALL))
    yield pair(
        "Cold start to the Overview of 5,000 lines",
        bare,
        lambda: _quiet("ours", plan),
        lambda: _quiet("bare"),
        times=7,
    )
    plan_large = str(_plan(folder, LARGE))
    yield pair(
        "Cold start to the Overview of 100,000 lines",
        bare,
        lambda: _quiet("ours", plan_large),
        lambda: _quiet("bare"),
        times=3,
    )


def _quiet(*words: str) -> None:
    _process(*words)


def opening(folder: Path) -> Iterator[Ratio]:
    """Open a plan, ready to be read, against reading the same rows."""
    from jcplanner.domain.catalogue import RECORDS
    from jcplanner.plan.plan import Plan
    from jcplanner.store.planfile import PlanFile

    for lines in (SMALL, LARGE):
        path = _plan(folder, lines)

        def ours(path: Path = path) -> None:
            Plan(PlanFile.open(path)).close()

        def theirs(path: Path = path) -> None:
            connection = sqlite3.connect(path)
            for kind in RECORDS:
                connection.execute(f'SELECT * FROM "{kind.TABLE}"').fetchall()
            connection.close()

        yield pair(
            f"Open {lines:,} lines x {len(YEARS)} years, checks and totals",
            "reading the same rows with sqlite3",
            ours,
            theirs,
        )


def edit(folder: Path) -> Iterator[Ratio]:
    """One cell edit to the totals right and the view painted, in both sizes, edit by edit in turn."""
    from edits import EditedWindow

    small, large = (EditedWindow(_plan(folder, lines)) for lines in (SMALL, LARGE))
    yield pair(
        "Cell edit to totals and repaint, 100,000 lines",
        "the same with 5,000 lines",
        large.edit,
        small.edit,
        times=60,
    )
    from edits import durable_write

    path = folder / "floor.bin"
    yield pair(
        "The same, 5,000 lines",
        "write 4 KiB and fdatasync",
        small.edit,
        lambda: durable_write(path),
        times=60,
    )


def gap(folder: Path) -> Iterator[Ratio]:
    """One rate of an assumption to the gap right and its screen painted, in both sizes, in turn."""
    from edits import EditedGap, durable_write

    small, large = (EditedGap(_plan(folder, lines)) for lines in (SMALL, LARGE))
    yield pair(
        "Assumption edit to the gap and repaint, 100,000 lines",
        "the same with 5,000 lines",
        large.edit,
        small.edit,
        times=60,
    )
    path = folder / "floor.bin"
    yield pair(
        "The same, 5,000 lines",
        "write 4 KiB and fdatasync",
        small.edit,
        lambda: durable_write(path),
        times=60,
    )


def scenario(folder: Path) -> Iterator[Ratio]:
    """An edit while a scenario is shown against one in the plan; choosing it against showing the plan."""
    from edits import EditedScenario, EditedWindow

    theirs = EditedWindow(_plan(folder, LARGE))
    ours = EditedScenario(make_plan(folder / "scenario.jcplan", LARGE))
    yield pair(
        "Cell edit in a scenario with 5,000 overrides, 100,000 lines",
        "the same in the plan as agreed",
        ours.edit,
        theirs.edit,
        times=60,
    )
    yield pair(
        "Showing Budgets through that scenario",
        "showing Budgets as agreed",
        ours.look,
        ours.look_at_the_plan,
        times=7,
    )


def bring_in(folder: Path) -> Iterator[Ratio]:
    """Bring in 100,000 rows against only reading them with the same reader."""
    from jcplanner.domain.partners import Partner
    from jcplanner.exchange.intake import bring_in as bring
    from jcplanner.exchange.read import read_file
    from jcplanner.exchange.suggest import suggest_mapping
    from jcplanner.plan import edits
    from jcplanner.plan.opening import new_plan

    extract = make_extract(folder / "extract.csv", LARGE)
    for path in (extract, as_workbook(extract, folder / "extract.xlsx")):
        mapping = suggest_mapping(read_file(path).sheets[0]).mapping
        count = iter(range(1_000))

        def ours(path: Path = path) -> None:
            held = new_plan(folder / f"{path.suffix[1:]}{next(count)}.jcplan")
            edits.add(held.plan, Partner, name="Council")
            bring(held.plan, path, mapping, partner="Council")
            held.discard()

        yield pair(
            f"Bring in 100,000 rows from {path.suffix[1:].upper()}, journalled and on disk",
            "reading them with the same reader",
            ours,
            lambda path=path: _ignore(read_file(path)),
            times=3,
        )


def _ignore(value: object) -> None:
    """A piece of work that returns nothing is timed from outside."""


def export(folder: Path) -> Iterator[Ratio]:
    """The finance workbook against the same cells written bare, and against pandas."""
    from exports import bare_cells, pandas_frame

    from jcplanner.exchange.workbooks import export_workbook
    from jcplanner.plan.plan import Plan
    from jcplanner.store.planfile import PlanFile

    for lines in (SMALL, LARGE):
        plan = Plan(PlanFile.open(_plan(folder, lines)))
        target = folder / f"export {lines}.xlsx"
        times = 5 if lines == SMALL else 1

        def ours(plan: Plan = plan, target: Path = target) -> None:
            export_workbook(plan, target)

        ours()
        bare = bare_cells(target)
        job = f"Export {lines:,} lines as the finance workbook"
        yield pair(job, "XlsxWriter, the same cells bare", ours, lambda: bare(folder), times=times)
        if (frame := pandas_frame(target)) is None:
            print("| (pandas is not installed: not compared with its to_excel) | | | | |")
        else:
            to_excel = partial(frame, folder)
            yield pair(job, "pandas to_excel of the lines", ours, to_excel, times=times)
        plan.close()


def memory(folder: Path) -> Iterator[Ratio]:
    """Resident memory with 100,000 lines open against the bare window, in MiB."""
    path = str(_plan(folder, LARGE))
    ours = float(_process("memory", "ours", path, "budgets"))
    bare = float(_process("memory", "bare"))
    figures = f"{ours / bare:.2f} | {ours:.0f} MiB | {bare:.0f} MiB"
    print(f"| Memory, Budgets of 100,000 lines | bare window | {figures} |")
    yield from ()
