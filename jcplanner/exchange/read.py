"""A file read into rows, in a child process that can be killed.

A workbook of 1.4 KB can abort a reader and take the whole program with it (`TRAPS.md` A.8), so no
reader runs in this process. The child has a limit of memory and of time; when it dies or is too slow,
the answer is one plain sentence.
"""

import contextlib
import json
import marshal
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.inspect import FileFacts, inspect_file
from jcplanner.exchange.reader_process import DATE_MARK
from jcplanner.exchange.text_files import DELIMITERS, ENCODINGS

SECONDS = 30
MEMORY = 1 << 30
READER = ["-P", "-m", "jcplanner.exchange.reader_process"]
"""What the child runs. -P: a file called csv.py in the current folder must not be what is imported."""

Cell = str | int | float | bool | date | None
Row = list[Cell]


class Cancelled(Exception):
    """The reader of the screen asked to stop; nothing was changed."""


@dataclass
class Sheet:
    """Rows as they stand in the file. ``rows[0]`` is row ``first_row`` and its first cell is column
    ``first_column`` (0 is A); a blank cell is "" or None. ``whole`` is false for a preview and for a
    sheet that was not asked for.
    """

    name: str
    hidden: bool
    first_row: int = 1
    first_column: int = 0
    rows: list[Row] = field(default_factory=list[Row])
    whole: bool = True

    def row_number(self, place: int) -> int:
        """The number that Excel shows for ``rows[place]``."""
        return self.first_row + place


@dataclass
class ReadFile:
    """What was read: the sheets in their order, and how a text file was understood."""

    facts: FileFacts
    sheets: list[Sheet] = field(default_factory=list[Sheet])
    encoding: str = ""
    encoding_sure: bool = True
    delimiter: str = ""

    @property
    def visible(self) -> list[Sheet]:
        """The sheets that a person opening the file would see."""
        return [sheet for sheet in self.sheets if not sheet.hidden]

    def notes(self) -> list[str]:
        """What the reader must know about the file, one sentence each."""
        said = list(self.facts.notes)
        hidden = [sheet.name for sheet in self.sheets if sheet.hidden]
        if hidden:
            counted = (
                "1 sheet is hidden" if len(hidden) == 1 else f"{len(hidden)} sheets are hidden"
            )
            said.append(f"{counted}: {', '.join(hidden)}.")
        if self.encoding:
            shown = ENCODINGS.get(self.encoding, self.encoding)
            doubt = (
                "" if self.encoding_sure else "; this is a guess, look at the special characters"
            )
            said.append(
                f"Read as {shown}, {DELIMITERS.get(self.delimiter, self.delimiter)}-separated{doubt}."
            )
        return said


def read_file(
    path: Path | str,
    *,
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
    most_rows: int | None = None,
    hidden: bool = False,
    returned: bool = False,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> ReadFile:
    """Inspect a file and read it in a child process.

    ``sheet`` reads that sheet only (hidden ones too); otherwise all visible sheets, and the hidden
    ones with ``hidden``. ``returned`` reads what `returned_reader` sends of a workbook of ours that came
    back. ``most_rows`` makes a preview. ``encoding`` and ``delimiter`` overrule the
    guess. ``progress`` is told rows read and rows in all. Raises Refusal, or Cancelled.
    """
    # The child starts while the file is inspected, and hears of the file only when that is passed.
    child = _start()
    try:
        facts = inspect_file(path)
        request = {
            "path": str(facts.path.resolve()),
            "kind": "returned" if returned and facts.kind == "workbook" else facts.kind,
            "unfinished": list(facts.uncalculated),
            "sheet": sheet,
            "encoding": encoding,
            "delimiter": delimiter,
            "most_rows": most_rows,
            "hidden": hidden,
            "memory": memory,
            "seconds": int(seconds) + 1,
        }
        result = ReadFile(facts)
        _converse(child, request, result, cancelled, progress, seconds)
    finally:
        _stop(child)
    for held in result.sheets:
        _put_errors(held, facts.errors.get(held.name, []))
    if sheet and facts.kind == "workbook" and sheet not in (held.name for held in result.sheets):
        names = ", ".join(held.name for held in result.sheets)
        raise Refusal(f'{facts.path.name} has no sheet called "{sheet}"; it has: {names}.')
    return result


def _put_errors(sheet: Sheet, errors: list[tuple[int, int, str]]) -> None:
    """Put #REF! and its kin where they stand: the reader gives them as blank, and blank is not an error."""
    for row, column, text in errors:
        place, across = row - sheet.first_row, column - 1 - sheet.first_column
        if 0 <= place < len(sheet.rows) and across >= 0:
            cells = sheet.rows[place]
            cells.extend([""] * (across + 1 - len(cells)))
            if cells[across] in ("", None):
                cells[across] = text


def _start() -> "subprocess.Popen[bytes]":
    package = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, *READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _stop(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _converse(
    child: "subprocess.Popen[bytes]",
    request: dict[str, Any],
    result: ReadFile,
    cancelled: Callable[[], bool] | None,
    progress: Callable[[int, int], None] | None,
    seconds: float,
) -> None:
    name = result.facts.path.name
    messages: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
    assert child.stdin is not None and child.stdout is not None
    listener = threading.Thread(target=_listen, args=(child.stdout, messages), daemon=True)
    listener.start()
    try:
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
        deadline = time.monotonic() + seconds
        expected = 0
        while True:
            if cancelled is not None and cancelled():
                raise Cancelled
            if time.monotonic() > deadline:
                raise Refusal(
                    f"{name} could not be read in {seconds:.0f} seconds; save only the sheet that is needed."
                )
            try:
                message = messages.get(timeout=0.05)
            except queue.Empty:
                continue
            if message is None:
                raise _died(name, child)
            if message[0] == "done":
                return
            expected = _take(message, result, expected)
            if progress is not None and message[0] == "rows":
                progress(len(result.sheets[-1].rows), expected)
    except BrokenPipeError:
        raise _died(name, child) from None
    finally:
        if child.poll() is None:
            child.kill()
        listener.join(timeout=5)


def _take(message: tuple[Any, ...], result: ReadFile, expected: int) -> int:
    """Put one message into the result; returns how many rows the sheet will have."""
    kind = message[0]
    if kind == "rows":
        rows: list[Row] = message[1]
        result.sheets[-1].rows.extend(rows)
    elif kind == "sheet":
        _kind, sheet_name, sheet_hidden, first_row, first_column, expected = message
        result.sheets.append(Sheet(sheet_name, sheet_hidden, first_row, first_column))
    elif kind == "end":
        result.sheets[-1].whole = not message[1]
    elif kind == "text":
        result.encoding, result.encoding_sure, result.delimiter = message[1:]
    elif kind == "refused":
        if message[1] == "memory":
            raise _too_large(result.facts.path.name)
        raise Refusal(message[1])
    return expected


def _listen(stream: Any, messages: "queue.SimpleQueue[tuple[Any, ...] | None]") -> None:
    """Turn the child's answer into messages, in a thread: a pipe cannot be waited for on Windows."""
    try:
        while len(head := stream.read(4)) == 4:
            size = int.from_bytes(head, "big")
            body = stream.read(size)
            if len(body) < size:
                break
            message = marshal.loads(body)
            if message[0] == "rows" and DATE_MARK.encode() in body:
                for row in message[1]:
                    _restore_dates(row)
            messages.put(message)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    messages.put(None)


def _restore_dates(row: list[Any]) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str) and value.startswith(DATE_MARK):
            text = value[len(DATE_MARK) :]
            row[place] = date.fromisoformat(text) if len(text) == 10 else text


def _died(name: str, child: "subprocess.Popen[bytes]") -> Refusal:
    status = child.wait()
    if status < 0 or status > 1:
        return _too_large(name)
    return Refusal(f"{name} could not be read; open it in Excel and save it anew.")


def _too_large(name: str) -> Refusal:
    return Refusal(
        f"{name} needs more memory than reading a budget may take, or is damaged; "
        "copy the sheet that is needed into a new workbook and save that."
    )
