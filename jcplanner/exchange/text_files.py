"""Text extracts: which encoding, which delimiter, and the rows, with row numbers as Excel shows them.

A guess is always said and can be overruled. Everything stays text: 00123 and 1E5 are codes until a
mapping says that a column holds amounts.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from jcplanner.domain.problems import Refusal

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (cp850)",
    "cp437": "DOS, US (cp437)",
}
"""What a reader can choose from, with the name shown."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850", "cp437")
_SAMPLE = 400_000
_USUAL_LETTERS = "éèêëáàâäíîïóôöúûüçñŵŷßæø"
"""Letters with accents that English and Welsh text and its names are likely to hold."""


@dataclass(frozen=True)
class Guess:
    """An encoding, and whether the file leaves no doubt about it."""

    value: str
    sure: bool


def guess_encoding(data: bytes) -> Guess:
    """The encoding that makes the most sense of the bytes."""
    if data.startswith(b"\xef\xbb\xbf"):
        return Guess("utf-8", True)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Guess("utf-16", True)
    # Without a mark, UTF-16 shows by every second byte of plain letters being empty.
    start = data[:4096]
    pairs = max(len(start) // 2, 1)
    if start[1::2].count(0) > 0.7 * pairs:
        return Guess("utf-16-le", True)
    if start[0::2].count(0) > 0.7 * pairs:
        return Guess("utf-16-be", True)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess_single_byte(data)
    return Guess("utf-8", True)


def _guess_single_byte(data: bytes) -> Guess:
    """Weigh what each encoding makes of the bytes above 127: £, dashes and quotes in their places."""
    places = [match.start() for match in re.finditer(rb"[\x80-\xff]", data)][:2000]
    scores: dict[str, float] = {}
    texts: set[str] = set()
    for order, encoding in enumerate(_SINGLE_BYTE):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text in texts:  # the two DOS encodings differ in few characters
            continue
        texts.add(text)
        score = 0.0
        for place in places:
            around = data[max(place - 1, 0) : place + 2].decode(encoding)
            at = 1 if place else 0
            before = around[:at]
            score += _sense(around[at], before, around[at + 1 : at + 2])
        scores[encoding] = score / len(places) - order * 0.001
    vote = _vote(data, tuple(scores))
    if vote in scores:
        scores[vote] += 0.1
    best = max(scores, key=lambda encoding: scores[encoding])
    others = [score for encoding, score in scores.items() if encoding != best]
    margin = scores[best] - max(others, default=-9.0)
    return Guess(best, margin > 0.5)


def _sense(char: str, before: str, after: str) -> float:
    """How well a character fits between its neighbours, from -3 (never) to 3 (certainly)."""
    open_before = not before or not before.isalnum()
    if char == "£":
        return (
            3.0
            if (after.isdigit() or after in " )'kKmM0-.,\"\n\r(" or not after) and open_before
            else 0.0
        )
    if char == "€":
        return 1.0 if after.isdigit() else -0.5
    if char in "–—":
        # Between two letters it is more likely another encoding's letter.
        return 0.2 if before.isalpha() and after.isalpha() else 2.0
    if char in "’‘":
        return 3.0 if before.isalpha() and after.isalpha() else 1.5
    if char in "“”":
        return 2.0 if open_before or not after.isalnum() else -1.0
    if char in "…•·":
        return 0.0 if after.isalnum() and char == "…" else 1.5 if open_before else 0.5
    if char in "½¼¾²°®™©\u00a0":
        return 0.5
    if char.isalpha() and char < "\u0250":
        # Capitals with accents inside or beside small letters are another encoding's dashes and quotes.
        small_beside = before.islower() or after.islower()
        if char.isupper():
            return -2.0 if before.islower() or before.isdigit() or after.isdigit() else 0.3
        if not small_beside or before.isdigit() or after.isdigit():
            return -1.0
        return 1.0 if char in _USUAL_LETTERS else 0.4
    return -2.0


def _vote(data: bytes, among: tuple[str, ...]) -> str:
    """The opinion of a general detector, as one more piece of evidence."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:20_000], cp_isolation=list(among)).best()
    return best.encoding if best else ""


def decode(data: bytes, encoding: str, name: str) -> str:
    """The text of a file. Raises Refusal where its bytes do not fit the encoding."""
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        shown = ENCODINGS.get(encoding, encoding)
        raise Refusal(
            f"{name} cannot be read as {shown} (row {row}); choose another encoding."
        ) from None
    except LookupError:
        raise Refusal(
            f'There is no encoding called "{encoding}"; choose one of: {", ".join(ENCODINGS)}.'
        ) from None


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the most even columns."""
    hint = re.match(r'"?sep=(.)"?\r?\n', text[:10])
    if hint:
        return hint[1]
    sample = text[:_SAMPLE]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    found: dict[str, float] = {}
    for delimiter in DELIMITERS:
        try:
            widths = Counter(
                len(row)
                for row in csv.reader(io.StringIO(sample[:60_000], newline=""), delimiter=delimiter)
                if row
            )
        except csv.Error:
            continue
        rows = sum(widths.values())
        width, most = max(
            widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]), default=(1, 0)
        )
        if width > 1:
            found[delimiter] = most / rows + min(width, 50) / 1_000
    if not found:
        return ","
    return max(found, key=lambda delimiter: found[delimiter])


def split_rows(
    text: str, delimiter: str, name: str, most_rows: int | None = None
) -> list[list[str]]:
    """Cut text into rows of text; blank lines are kept, so that the place in the list is the row number."""
    rows: list[list[str]] = []
    csv.field_size_limit(1_000_000)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        if most_rows is None:
            return list(reader)
        for row in reader:
            rows.append(row)
            if len(rows) >= most_rows:
                break
    except csv.Error:
        raise Refusal(
            f"{name} has a quotation mark that is never closed (after row {len(rows) or 1:,}); "
            "put it right in a text editor, or save the file from Excel again."
        ) from None
    return rows
