"""The child process that reads one file: started by `read`, killed by it, and never more than a reader.

It takes one request as JSON on its standard input and answers on its standard output with messages:
four bytes of length, then a tuple in Python's own `marshal` form (numbers and text only, so that
nothing in an answer can be run).
"""

import contextlib
import json
import marshal
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from jcplanner.domain.problems import Refusal

ROWS_AT_ONCE = 5_000
DATE_MARK = "\x00date"
"""A date travels as text behind this mark: no text in a file begins with NUL (`clean`)."""


def main() -> int:
    """Read the file that the request names and answer; the exit status is 0 even for a refusal."""
    request: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    limit_itself(int(request["memory"]), int(request["seconds"]))
    sent = sys.stdout.buffer

    def send(*message: object) -> None:
        packed = marshal.dumps(cast(Any, message))
        sent.write(len(packed).to_bytes(4, "big") + packed)

    try:
        if request["kind"] == "returned":
            from jcplanner.exchange.returned_reader import send_returned

            send_returned(request, send, _send_batch)
        else:
            reader = _read_workbook if request["kind"] == "workbook" else _read_text
            reader(request, send)
        send("done")
    except Refusal as refusal:
        send("refused", str(refusal))
    except MemoryError:
        send("refused", "memory")
    except BrokenPipeError:
        return 1
    with contextlib.suppress(BrokenPipeError):
        sent.flush()
    return 0


def limit_itself(memory: int, seconds: int) -> None:
    """Bound the process's own memory (bytes) and processor time where the system can do so."""
    try:
        import resource
    except ImportError:  # Windows: the parent watches the time
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds + 5)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read_text(request: dict[str, Any], send: Callable[..., None]) -> None:
    from jcplanner.exchange import text_files

    path = Path(request["path"])
    data = path.read_bytes()
    guess = text_files.guess_encoding(data)
    encoding = str(request["encoding"] or guess.value)
    text = text_files.decode(data, encoding, path.name)
    if "\x00" in text:
        raise Refusal(f"{path.name} is neither a workbook nor a text file.")
    delimiter = str(request["delimiter"] or text_files.guess_delimiter(text))
    send("text", encoding, guess.sure, delimiter)
    most = request["most_rows"]
    rows = text_files.split_rows(text, delimiter, path.name, None if most is None else most + 1)
    cut_short = most is not None and len(rows) > most
    if cut_short:
        del rows[most:]
    send("sheet", path.stem, False, 1, 0, len(rows))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        send("rows", rows[start : start + ROWS_AT_ONCE])
    send("end", cut_short)


def _read_workbook(request: dict[str, Any], send: Callable[..., None]) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    path = Path(request["path"])
    try:
        book = CalamineWorkbook.from_path(str(path))  # pyright: ignore[reportUnknownMemberType]
    except Exception:  # the reader's errors come from several modules (`TRAPS.md` E.35)
        raise Refusal(f"{path.name} is damaged; open it in Excel and save it anew.") from None
    wanted, most = request["sheet"], request["most_rows"]
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        hidden = about.visible != SheetVisibleEnum.Visible
        read_it = about.name == wanted if wanted else not hidden or bool(request["hidden"])
        if not read_it:
            send("sheet", about.name, hidden, 1, 0, 0)
            send("end", True)
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
            start = sheet.start or (0, 0)
            send("sheet", about.name, hidden, start[0] + 1, start[1], sheet.height)
            _send_rows(sheet.iter_rows(), start[0], most, send)
        except (Refusal, BrokenPipeError, MemoryError):
            raise
        except Exception:
            raise Refusal(
                f'The sheet "{about.name}" of {path.name} is damaged; open it in Excel and save it anew.'
            ) from None


def _send_rows(rows: Any, skipped: int, most: int | None, send: Callable[..., None]) -> None:
    batch: list[list[Any]] = []
    sent, passed = 0, 0
    for row in rows:
        # The reader yields the empty rows above the first cell as well; they are counted already.
        if passed < skipped:
            passed += 1
            if not any(row):
                continue
            passed = skipped
        batch.append(row)
        sent += 1
        if len(batch) == ROWS_AT_ONCE:
            _send_batch(batch, send)
            batch = []
        if most is not None and sent >= most:
            _send_batch(batch, send)
            send("end", True)
            return
    _send_batch(batch, send)
    send("end", False)


def _send_batch(batch: list[list[Any]], send: Callable[..., None]) -> None:
    try:
        send("rows", batch)
    except ValueError:  # a date or time among the values
        send("rows", [[_plain(value) for value in row] for row in batch])


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return DATE_MARK + (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        )
    if isinstance(value, date):
        return DATE_MARK + value.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value


if __name__ == "__main__":
    sys.exit(main())
