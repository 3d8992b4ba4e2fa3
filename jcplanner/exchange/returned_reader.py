"""What the child process reads of a workbook that came back: its properties and the sheets that matter.

openpyxl reads it, row by row: it tells the document's properties, which name the plan, and formulas, so
that a formula without a saved result is not taken for a blank cell.
"""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal

SHEETS = (
    "Contents",
    "Lines",
    "Funding",
    "Pathway",
    "Stated",
    "Pools",
    "In-year",
    "Savings",
    "Gap",
)
PROPERTIES = ""
"""Under this name, which no sheet can have, the document's properties are sent as rows."""

NO_RESULT = "\x00no result"
"""Stands for a formula whose result the file does not hold; no text in a file begins with NUL."""

_AT_ONCE = 2_000


def send_returned(
    request: dict[str, Any],
    send: Callable[..., None],
    send_batch: Callable[[list[list[Any]], Callable[..., None]], None],
) -> None:
    """Send properties, Contents and Lines. Raises Refusal where the file is damaged."""
    from openpyxl import DEFUSEDXML

    path = Path(request["path"])
    if not DEFUSEDXML:
        raise Refusal("Workbooks are taken back only where defusedxml is installed; install it.")
    warnings.simplefilter("ignore")
    try:
        _send(path, request["unfinished"], send, send_batch)
    except (Refusal, BrokenPipeError, MemoryError):
        raise
    except Exception:  # the reader's errors come from six modules (`TRAPS.md` E.35)
        raise Refusal(
            f"{path.name} is damaged, or holds something that is no number where a number belongs; "
            "open it in Excel and save it anew."
        ) from None


def _send(
    path: Path,
    unfinished: list[str],
    send: Callable[..., None],
    send_batch: Callable[[list[list[Any]], Callable[..., None]], None],
) -> None:
    from openpyxl import load_workbook

    book: Any = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    # Reading twice takes twice as long, and is needed only where formulas lack their results.
    formulas: Any = (
        load_workbook(path, read_only=True, data_only=False, keep_links=False)
        if unfinished
        else None
    )
    properties = [[held.name, str(held.value)] for held in book.custom_doc_props.props]
    send("sheet", PROPERTIES, True, 1, 0, len(properties))
    send("rows", properties)
    send("end", False)
    for name in book.sheetnames:
        sheet = book[name]
        if name not in SHEETS or not hasattr(sheet, "reset_dimensions"):
            continue
        # What the file says of its size is good enough for telling how far the reading is.
        send("sheet", name, sheet.sheet_state != "visible", 1, 0, sheet.max_row or 0)
        batch: list[list[Any]] = []
        for row in _rows(sheet, formulas[name] if name in unfinished else None):
            batch.append(row)
            if len(batch) == _AT_ONCE:
                send_batch(batch, send)
                batch = []
        send_batch(batch, send)
        send("end", False)


def _rows(sheet: Any, formulas: Any) -> Iterator[list[Any]]:
    """The rows as values; what the file says about its own size is not believed."""
    sheet.reset_dimensions()
    if formulas is None:
        yield from map(list, sheet.iter_rows(values_only=True))
        return
    formulas.reset_dimensions()
    both = zip(sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for values, written in both:
        row = list(values)
        for place, value in enumerate(row):
            if value is None and written[place] is not None:
                row[place] = NO_RESULT
        yield row
