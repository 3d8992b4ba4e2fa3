"""Is this file safe to open? Looked at as bytes, before any parser sees it.

What a file is follows from its content and never from its name. A workbook that would hang or kill a
reader (`TRAPS.md` 2.10: 1.4 KB is enough) is refused here in one sentence; what is harmless for time
and memory is let through and judged cell by cell later.
"""

from dataclasses import dataclass, field
from pathlib import Path

from jcplanner.domain.problems import Refusal

MOST_BYTES = 200_000_000
"""No budget extract comes near this size; reading it would fill the computer's memory."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHER_KINDS = (
    (b"%PDF", "a PDF; ask for the workbook or CSV file it was printed from"),
    (b"{\\rtf", "a word-processing document; ask for the workbook or a CSV file"),
    (b"\x89PNG", "a picture; ask for the workbook or a CSV file"),
    (b"\xff\xd8\xff", "a picture; ask for the workbook or a CSV file"),
    (b"GIF8", "a picture; ask for the workbook or a CSV file"),
    (b"7z\xbc\xaf", "a compressed archive; unpack it and choose the file inside"),
    (b"Rar!", "a compressed archive; unpack it and choose the file inside"),
    (b"\x1f\x8b", "a compressed archive; unpack it and choose the file inside"),
    (
        b"SQLite format 3\x00",
        "a database (a plan is opened with File, Open); choose a workbook or CSV file",
    ),
    (b"\x7fELF", "a program, not a budget; choose a workbook or CSV file"),
    (b"MZ", "a program, not a budget; choose a workbook or CSV file"),
)


@dataclass(frozen=True)
class FileFacts:
    """What the inspection found.

    ``kind`` is "workbook" or "text". ``uncalculated`` counts, by sheet name, the formulas that carry
    no saved result: their figures cannot be known without Excel. ``errors`` are the cells that hold
    #REF! and the like, by sheet name (row, column and text; 1 is row 1 and column A).
    ``notes`` are sentences to show.
    """

    path: Path
    kind: str
    size: int
    notes: tuple[str, ...] = ()
    uncalculated: dict[str, int] = field(default_factory=dict[str, int])
    errors: dict[str, list[tuple[int, int, str]]] = field(
        default_factory=dict[str, list[tuple[int, int, str]]]
    )


def inspect_file(path: Path | str) -> FileFacts:
    """Say what a file is. Raises Refusal with one plain sentence where it cannot be read safely."""
    path = Path(path)
    size, start = _size_and_start(path)
    name = path.name
    if size == 0 or not start.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal(f"{name} is empty.")
    if size > MOST_BYTES:
        raise Refusal(
            f"{name} is larger than {MOST_BYTES // 1_000_000} MB; save only the sheet that is needed."
        )
    if start.startswith(_OLE):
        raise Refusal(_which_ole(path))
    if start.startswith(_ZIP):
        from jcplanner.exchange.workbook_scan import scan_workbook

        flaws = scan_workbook(path)
        notes = (
            ()
            if path.suffix.casefold() in (".xlsx", ".xltx")
            else (f"{name} is a workbook in spite of its name, and was read as one.",)
        )
        return FileFacts(path, "workbook", size, notes, flaws.uncalculated, flaws.errors)
    _refuse_other_kinds(name, start)
    suffix = path.suffix.casefold()
    notes = (
        (f"{name} is a text file in spite of its name, and was read as one.",)
        if suffix.startswith((".xls", ".xlt"))
        else ()
    )
    return FileFacts(path, "text", size, notes)


def _size_and_start(path: Path) -> tuple[int, bytes]:
    try:
        if path.is_dir():
            raise Refusal(f"{path.name} is a folder; choose a file.")
        if not path.is_file():
            raise Refusal(f"There is no file {path}.")
        with path.open("rb") as handle:
            return path.stat().st_size, handle.read(4096)
    except PermissionError:
        raise Refusal(
            f"{path.name} may not be read; close it where it is open, or ask for access to it."
        ) from None
    except OSError as error:
        raise Refusal(f"{path.name} could not be read: {error.strerror or error}.") from None


def _which_ole(path: Path) -> str:
    """Old .xls and password-protected .xlsx files start alike; a name inside tells them apart."""
    with path.open("rb") as handle:
        data = handle.read(4_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            f"{path.name} is protected by a password; "
            "open it in Excel, take the password off and save it again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return f"{path.name} is a Word document; ask for the workbook or a CSV file."
    return f"{path.name} is an old Excel file (.xls); open it in Excel and save it as .xlsx."


def _refuse_other_kinds(name: str, start: bytes) -> None:
    for magic, what in _OTHER_KINDS:
        if start.startswith(magic):
            raise Refusal(f"{name} is {what}.")
    words = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if words.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        raise Refusal(
            f"{name} is a web page saved under another name; open it in Excel and save it as .xlsx."
        )
    if words.startswith((b"<?xml", b"<workbook")):
        raise Refusal(f"{name} is an XML file; open it in Excel and save it as .xlsx.")
    utf_16 = start.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf_16(start)
    if not utf_16 and (b"\x00" in start or _control_share(start) > 0.02):
        raise Refusal(f"{name} is neither a workbook nor a text file.")


def _looks_utf_16(start: bytes) -> bool:
    """Latin text in UTF-16 has nothing but NUL in one half of its bytes."""
    pairs = len(start) // 2
    return pairs > 0 and max(start[0::2].count(0), start[1::2].count(0)) > 0.7 * pairs


def _control_share(start: bytes) -> float:
    controls = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 11, 12, 13, 26))
    return controls / len(start)
