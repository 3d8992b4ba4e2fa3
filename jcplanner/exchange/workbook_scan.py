"""A workbook looked at as zipped bytes: what is in it, how large it really is, where its cells lie.

Nothing is parsed: parts are unpacked in pieces, counted, and searched for the few patterns that hang or
kill readers. Sizes that the file claims for itself are not believed (`TRAPS.md` E.36).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from jcplanner.domain.problems import Refusal

MOST_PART_BYTES = 400_000_000
MOST_BYTES = 600_000_000
MOST_RATIO = 150
"""A real sheet packs 5 to 30 times smaller; 2 GB of spaces 1,000 times."""
RATIO_MATTERS_FROM = 20_000_000
MOST_PARTS = 3_000
MOST_CELLS = 6_000_000
MOST_AREA = 30_000_000
MOST_MERGES = 20_000
MOST_MERGED_CELLS = 400_000
MOST_ERRORS = 20_000
MOST_FORMATS = 66_000
"""Excel itself stops at 65,490 cell formats."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_PIECE = 1 << 20
_OVERLAP = 512
_ELEMENT = re.compile(rb"<[A-Za-z]")
_ROW = re.compile(rb"row[^>]{0,200}? r=[\"'](\d+)")
_REFERENCE = re.compile(rb" r=[\"']([A-Z]{1,9})(\d{1,20})[\"']")
_MERGE = re.compile(
    rb"mergeCell [^>]{0,100}?ref=[\"']([A-Z]{1,9})(\d{1,20}):([A-Z]{1,9})(\d{1,20})[\"']"
)
_NO_RESULT = re.compile(rb"(?:</f>|<f(?: [^>]{0,300})?/>)(?P<empty><v\s*/>|<v></v>)?</c>")


_ERROR = re.compile(
    rb"<(?:\w+:)?c (?=[^>]{0,200}t=[\"']e[\"'])[^>]{0,200}?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]{0,200}>"
    rb"(?:<(?:\w+:)?f[^<]{0,9000}(?:</(?:\w+:)?f>)?)?<(?:\w+:)?v>([^<]{1,20})<"
)


@dataclass
class Flaws:
    """By sheet name: how many formulas carry no saved result, and the cells that hold an error, as
    (row, column, text) with 1 for row 1 and for column A.
    """

    uncalculated: dict[str, int]
    errors: dict[str, list[tuple[int, int, str]]]


def scan_workbook(path: Path) -> Flaws:
    """Check a zipped workbook. Raises Refusal with one plain sentence."""
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as handle:
            parts = archive.infolist()
            _check_directory(name, parts)
            return _Scan(name, handle, parts).run()
    except Refusal:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Refusal(
            f"{name} is damaged; ask for it again, or open it in Excel and save it anew."
        ) from None


def _check_directory(name: str, parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold() for part in parts]
    held = set(names)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refusal(f"{name} is protected by a password; take it off and save the file again.")
    if len(parts) > MOST_PARTS:
        raise Refusal(
            f"{name} holds {len(parts):,} parts, more than any workbook has; it was not read."
        )
    if len(held) != len(names):
        raise Refusal(
            f"{name} holds two parts under one name, so that readers disagree about its figures; "
            "open it in Excel and save it anew."
        )
    if any(part.endswith("vbaproject.bin") or "/macrosheets/" in part for part in names):
        raise Refusal(f"{name} contains macros; save it in Excel as .xlsx without them.")
    if "xl/workbook.bin" in held:
        raise Refusal(
            f"{name} is a binary workbook (.xlsb); open it in Excel and save it as .xlsx."
        )
    if "content.xml" in held:
        raise Refusal(
            f"{name} is an OpenDocument file; open it in LibreOffice or Excel and save it as .xlsx."
        )
    if "xl/workbook.xml" not in held:
        kind = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation"}
        what = next((said for part, said in kind.items() if part in held), "")
        if what:
            raise Refusal(f"{name} is {what}; ask for the workbook or a CSV file.")
        raise Refusal(
            f"{name} is a zip archive, not a workbook; unpack it and choose the file inside."
        )


class _Scan:
    """One pass over the parts of a workbook."""

    def __init__(self, name: str, handle: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
        self.name, self.handle, self.parts = name, handle, parts
        self.unpacked = 0
        self.merges = self.merged_cells = 0
        self.uncalculated: dict[str, int] = {}
        self.errors: dict[str, dict[tuple[int, int], str]] = {}
        self.small: dict[str, bytes] = {}

    def run(self) -> Flaws:
        for part in self.parts:
            lower = part.filename.casefold()
            if lower.endswith((".xml", ".rels")):
                self._scan_part(part, lower)
            else:
                for _piece in self._pieces(part):
                    pass  # only counted: pictures and printer settings are never read
        names = self._sheet_names() if self.uncalculated or self.errors else {}
        return Flaws(
            {names[part]: count for part, count in self.uncalculated.items() if part in names},
            {
                names[part]: [(*place, text) for place, text in found.items()]
                for part, found in self.errors.items()
                if part in names
            },
        )

    def _pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack one part piece by piece; its real size must be what it claims."""
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal(
                f"{self.name} is packed in an unusual way; open it in Excel and save it anew."
            )
        self.handle.seek(part.header_offset)
        header = self.handle.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile
        self.handle.seek(
            int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1
        )
        left, real = part.compress_size, 0
        packer = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
        pending = b""
        while True:
            if not pending and left:
                pending = self.handle.read(min(left, _PIECE))
                left -= len(pending)
                if not pending:
                    raise EOFError
            if packer is None:
                piece, pending = pending, b""
            else:
                piece = packer.decompress(pending, _PIECE)
                pending = packer.unconsumed_tail
            real += len(piece)
            self.unpacked += len(piece)
            self._check_size(part, real)
            if piece:
                yield piece
            done = packer.eof if packer is not None else not left
            if done or (not pending and not left and not piece):
                break
        if real != part.file_size:
            raise zipfile.BadZipFile

    def _check_size(self, part: zipfile.ZipInfo, real: int) -> None:
        too_large = real > MOST_PART_BYTES or self.unpacked > MOST_BYTES
        if too_large or (
            real > RATIO_MATTERS_FROM and real > MOST_RATIO * max(part.compress_size, 1)
        ):
            raise Refusal(
                f"{self.name} unpacks to far more than it should hold; it was not read, "
                "since it would fill the computer's memory."
            )

    def _scan_part(self, part: zipfile.ZipInfo, lower: str) -> None:
        is_sheet = "worksheets/" in lower and lower.endswith(".xml")
        keep = lower in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[content_types].xml")
        other = lower.startswith(
            ("xl/externallinks/", "xl/calcchain", "xl/sharedstrings", "customxml/")
        )
        sheet = _SheetBounds(self.name)
        tail, kept, formats, before_root = b"", bytearray(), 0, True
        for piece in self._pieces(part):
            if not tail:
                self._check_encoding(piece)
            window = tail + piece
            if before_root:
                # Definitions can only stand before the first element.
                if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                    raise Refusal(
                        f"{self.name} contains definitions that no workbook needs; it was not read."
                    )
                before_root = _ELEMENT.search(window) is None
            if keep:
                kept += piece
                if len(kept) > 5_000_000:
                    raise Refusal(
                        f"{self.name} lists more sheets than a workbook can hold; it was not read."
                    )
            if lower == "xl/styles.xml":
                formats += piece.count(b"<xf ")
                if formats > MOST_FORMATS:
                    raise Refusal(
                        f"{self.name} holds more cell formats than Excel allows; "
                        "copy the sheet into a new workbook and save that."
                    )
            elif not other:
                # Whatever is no known other part is scanned as a sheet: its folder is the author's choice.
                sheet.look_at(window, len(tail))
                self._count_merges(window, len(tail))
                if is_sheet:
                    self._note_errors(part.filename, window)
                if is_sheet and (missing := _without_result(window, len(tail))):
                    key = part.filename
                    self.uncalculated[key] = self.uncalculated.get(key, 0) + missing
            tail = window[-_OVERLAP:]
        if sheet.wide:
            sheet.check_exactly(self._pieces(part))
        if keep:
            self.small[lower] = bytes(kept)
        if lower == "[content_types].xml" and b"macroEnabled" in kept:
            raise Refusal(f"{self.name} contains macros; save it in Excel as .xlsx without them.")

    def _check_encoding(self, piece: bytes) -> None:
        """In UTF-16 the patterns searched for would not be found."""
        declared = re.search(rb"<\?xml[^>]{0,200}encoding=[\"']([^\"']+)", piece[:400])
        odd = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")
        if odd or piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:64]:
            raise Refusal(
                f"{self.name} is written in an unusual way; open it in Excel and save it anew."
            )

    def _count_merges(self, window: bytes, seen: int) -> None:
        if b"mergeCell " not in window:
            return
        for match in _MERGE.finditer(window):
            if match.end() <= seen:
                continue
            left, top, right, bottom = match.groups()
            across = abs(column_number(right) - column_number(left)) + 1
            self.merges += 1
            self.merged_cells += across * (abs(int(bottom) - int(top)) + 1)
        if self.merges > MOST_MERGES or self.merged_cells > MOST_MERGED_CELLS:
            raise Refusal(
                f"{self.name} merges more cells than can be read; take the merging off "
                "(Home, Merge & Centre) and save it again."
            )

    def _note_errors(self, part: str, window: bytes) -> None:
        """Keep the cells that hold an error: the reader gives them as blank."""
        if b't="e"' not in window:
            return
        found = self.errors.setdefault(part, {})
        for letters, digits, text in _ERROR.findall(window):
            found[(int(digits), column_number(letters))] = text.decode("utf-8", "replace")
        if len(found) > MOST_ERRORS:
            raise Refusal(
                f"{self.name} holds more than {MOST_ERRORS:,} formula errors; put them right in Excel first."
            )

    def _sheet_names(self) -> dict[str, str]:
        """What the sheet of each part is called."""
        links = {
            _attribute(tag, b"Id"): _attribute(tag, b"Target").removeprefix("/xl/")
            for tag in re.findall(
                rb"<Relationship [^>]*>", self.small.get("xl/_rels/workbook.xml.rels", b"")
            )
        }
        return {
            "xl/" + links.get(_attribute(tag, b"r:id"), ""): _attribute(tag, b"name")
            for tag in re.findall(
                rb"<(?:\w+:)?sheet [^>]*>", self.small.get("xl/workbook.xml", b"")
            )
        }


class _SheetBounds:
    """How many cells a sheet has and how far they reach, bounded by the lengths of their references.

    Reading every reference would cost as much as the reader itself; the number of letters and digits is
    found by a search that hardly ever matches. `wide` says when the bound is too coarse to let through.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = 0
        self.letters, self.digits = 1, 3
        self.longer = self._pattern()

    def _pattern(self) -> re.Pattern[bytes]:
        letters, digits = self.letters, self.digits
        return re.compile(
            rb" r=[\"'](?:[A-Z]{%d}|[A-Z]{0,%d}[0-9]{%d})" % (letters + 1, letters, digits + 1)
        )

    def look_at(self, window: bytes, seen: int) -> None:
        """Take in the next piece; raises Refusal for cells that no sheet has."""
        self.cells += window.count(b' r="', max(seen - 3, 0))
        if self.cells > MOST_CELLS + LAST_ROW:
            raise Refusal(
                f"{self.name} has more than {MOST_CELLS:,} cells; save only the sheet that is needed."
            )
        while (match := self.longer.search(window)) is not None:
            if match[0][-1:].isdigit():
                self.digits += 1
            else:
                self.letters += 1
            if self.letters > 3 or self.digits > 7:
                raise self.outside()
            self.longer = self._pattern()

    @property
    def wide(self) -> bool:
        """Whether the bound alone does not show that the sheet is small enough."""
        right = min(LAST_COLUMN, 26**self.letters * 26 // 25)
        return (
            right * min(LAST_ROW, 10**self.digits) > MOST_AREA
            or self.digits > 6
            or self.letters > 2
        )

    def check_exactly(self, pieces: Iterator[bytes]) -> None:
        """Read every reference; raises Refusal where the cells lie too far apart."""
        right, down, tail = 1, 1, b""
        for piece in pieces:
            window = tail + piece
            for letters, digits in set(_REFERENCE.findall(window)):
                right, down = max(right, column_number(letters)), max(down, int(digits))
            for digits in _ROW.findall(window):
                down = max(down, int(digits))
            if right > LAST_COLUMN or down > LAST_ROW:
                raise self.outside()
            tail = window[-_OVERLAP:]
        if right * down > MOST_AREA:
            raise Refusal(
                f"{self.name} has cells as far apart as row {down:,}; delete the stray ones "
                "(Ctrl+End in Excel finds the last) and save it again."
            )

    def outside(self) -> Refusal:
        """The refusal for cells that lie outside any sheet."""
        return Refusal(
            f"{self.name} has cells outside the sheet (Excel ends at row {LAST_ROW:,}); it was not read."
        )


def column_number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters[:9]:
        number = number * 26 + letter - 64
    return number


def _attribute(tag: bytes, name: bytes) -> str:
    import html

    match = re.search(name + rb"\s*=\s*[\"']([^\"']*)", tag)
    return html.unescape(match[1].decode("utf-8", "replace")) if match else ""


def _without_result(window: bytes, seen: int) -> int:
    """Formulas in the new part of a window that carry no saved result.

    An empty result of a formula that gives text is a result ("").
    """
    if b"<f" not in window:
        return 0
    missing = 0
    for match in _NO_RESULT.finditer(window):
        cell = window[max(window.rfind(b"<c ", 0, match.start()), 0) : match.start()]
        is_text = b't="str"' in cell[: cell.find(b">")]
        if match.end() > seen and not (is_text and match["empty"]):
            missing += 1
    return missing
