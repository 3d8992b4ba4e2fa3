"""The finished file of a workbook: whether it reads back as written, and whether it is ours to replace."""

import contextlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.workbook_lines import LinesSheet
from jcplanner.exchange.write import Page

MARK, MARKED, MARKED_RETURN = "jcplanner", "finance workbook", "partner return"
MARKED_REGISTER = "register"
"""The document property by which a workbook is known as one of ours, and what it says."""

Figures = tuple[int, tuple[tuple[int, float], ...]]
"""A row, and its figures as (column, value)."""


class ArchiveFile:
    """The file that a workbook's archive is written into; once abandoned it takes all and keeps nothing.

    XlsxWriter leaves its archive open where the disk is full, and Python then closes it at some time: that
    writes once more, fails once more and prints its traceback.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._abandoned = False
        self._place = 0

    def write(self, data: bytes) -> int:
        """Write at the place that has been come to."""
        if self._abandoned:
            self._place += len(data)
            return len(data)
        return self._file.write(data)

    def seekable(self) -> bool:
        """As a file on a disk is."""
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place."""
        if self._abandoned:
            self._place = place
            return place
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """The place."""
        return self._place if self._abandoned else self._file.tell()

    def flush(self) -> None:
        """Hand everything to the system."""
        if not self._abandoned:
            self._file.flush()

    def close(self) -> None:
        """Close the file. Raises OSError where what is left does not fit."""
        self._file.close()

    def abandon(self) -> None:
        """Close the file, whatever becomes of what is in it."""
        self._abandoned = True
        with contextlib.suppress(OSError):
            self._file.close()


def verify(path: Path, pages: dict[str, Page], lines: LinesSheet) -> None:
    """Read the finished file with another reader and compare every figure. Raises Refusal."""
    from python_calamine import CalamineWorkbook

    reader: Any = CalamineWorkbook
    held = reader.from_path(str(path))
    try:
        for name, page in pages.items():
            expected = lines.figures() if name == "Lines" else iter(_by_row(page.figures))
            if not _same(held.get_sheet_by_name(name), expected):
                raise Refusal(
                    f"The sheet {name} did not read back as it was written, so the workbook was not kept; "
                    "try again, on another disk if it happens again."
                )
    finally:
        held.close()


def _by_row(figures: dict[tuple[int, int], float]) -> list[Figures]:
    rows: dict[int, list[tuple[int, float]]] = {}
    for (row, column), value in figures.items():
        rows.setdefault(row, []).append((column, value))
    return [(row, tuple(rows[row])) for row in sorted(rows)]


def _same(sheet: Any, expected: Iterator[Figures]) -> bool:
    """Whether every expected figure stands in its cell."""
    # iter_rows begins with row 1 and column A, whatever the first that is used.
    rows, at = sheet.iter_rows(), -1
    cells: list[Any] = []
    for row, figures in expected:
        while at < row:
            found = next(rows, None)
            if found is None:
                return False
            cells, at = found, at + 1
        for column, value in figures:
            if column >= len(cells) or cells[column] != value:
                return False
    return True


def may_replace(path: Path, changed_too: bool = False) -> None:
    """Raise Refusal where a file is not a workbook of ours, or was changed since we wrote it."""
    found = written_by_us(path)
    if found == "ours" or (found == "changed" and changed_too):
        return
    if found == "changed":
        raise Refusal(
            f"{path.name} was written by jcplanner but has been changed since, so it was not replaced; "
            "choose another name."
        )
    raise Refusal(
        f"{path.name} is there already and was not written by jcplanner, so it was not replaced; "
        "choose another name."
    )


_OURS = {mark.encode() for mark in (MARKED, MARKED_RETURN, MARKED_REGISTER)}
_PROPERTY = re.compile(rb'name="([^"]*)"[^>]*>\s*<vt:lpwstr[^>]*>([^<]*)</vt:lpwstr>')
_DATE = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]*)</dcterms:")
_MOST_PROPERTIES = 1 << 20


def written_by_us(path: Path) -> str:
    """Whose it is: "ours" as jcplanner wrote it, "changed" where saved since, "foreign" otherwise."""
    try:
        with zipfile.ZipFile(path) as held:
            custom, core = (
                _part(held, name) for name in ("docProps/custom.xml", "docProps/core.xml")
            )
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        return "foreign"
    properties = dict(_PROPERTY.findall(custom))
    if properties.get(MARK.encode()) not in _OURS:
        return "foreign"
    written = properties.get(f"{MARK} written".encode())
    dates = {value for _, value in _DATE.findall(core)}
    return "ours" if dates == {written} else "changed"


def _part(held: zipfile.ZipFile, name: str) -> bytes:
    with held.open(name) as part:
        return part.read(_MOST_PROPERTIES)
