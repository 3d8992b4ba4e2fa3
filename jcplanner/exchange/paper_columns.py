"""How wide the columns of a paper's table are, and how small its letters have to be to fit the page."""

from jcplanner.reports.report import ReportTable

_LONGEST_WORD = 18
"""Letters of a word that is kept whole; a longer one, such as an address, may be broken."""

_WIDE, _LEAST = 44, 5
SMALLEST = 0.6
"""How far letters shrink, and no further: 60% of their size."""


def column_widths(
    table: ReportTable, rows: list[list[str]], width: float, letter: float, padding: float
) -> tuple[list[float], float]:
    """Widths that come to ``width``, and the scale of the letters, 1 where nothing has to shrink.

    ``letter`` is how wide a letter is, ``padding`` what a cell keeps free on both sides, in one unit. Figures
    and words are kept whole where they can be; what is left goes to the columns with long texts.
    """
    least: list[float] = []
    wants: list[float] = []
    for column, head in enumerate(table.headings):
        words = [word for row in rows for word in row[column].split()]
        # A figure is one word; a heading above it may be broken between its words alone.
        word = max(map(len, words), default=0)
        whole = word if head.kind != "text" else min(word, _LONGEST_WORD)
        longest = max(len(row[column]) for row in rows)
        least.append(max(_LEAST, whole) + 0.5)
        wants.append(max(least[-1], min(longest, _WIDE) + 0.5))
    room = width - padding * len(least)
    scale = max(SMALLEST, min(1.0, room / (letter * sum(least))))
    needed = [letter * scale * one for one in least]
    spare = room - sum(needed)
    if spare <= 0:
        return [padding + room * one / sum(needed) for one in needed], scale
    more = [letter * scale * (want - one) for want, one in zip(wants, least, strict=True)]
    share = spare / sum(more) if sum(more) > spare else None
    if share is not None:
        return [
            padding + one + extra * share for one, extra in zip(needed, more, strict=True)
        ], scale
    # All texts fit on one line: what is still left is spread by what each column wants.
    over, whole_wants = spare - sum(more), sum(wants)
    return [
        padding + one + extra + over * want / whole_wants
        for one, extra, want in zip(needed, more, wants, strict=True)
    ], scale


def split_row(texts: list[str], room: list[float], letter: float, lines: int) -> list[list[str]]:
    """A row as so many rows that none is higher than ``lines``: a page cannot hold a higher one.

    ``room`` is what each column has for letters. A text that has to be split loses its own line breaks.
    """
    parts: list[list[str]] = []
    for text, wide in zip(texts, room, strict=True):
        # Words do not fill their lines, and letters are not equally wide.
        across = max(int(0.6 * wide / letter), 1)
        takes = sum(len(line) // across + 1 for line in text.split("\n"))
        parts.append([text] if takes <= lines else _pieces(text, across * lines))
    return [
        [held[at] if at < len(held) else "" for held in parts]
        for at in range(max(len(held) for held in parts))
    ]


def _pieces(text: str, longest: int) -> list[str]:
    """A text in pieces of so many letters at most, between words where there are any."""
    found, piece = list[str](), ""
    for word in text.split():
        while len(word) > longest:
            found += [piece] if piece else []
            found.append(word[:longest])
            piece, word = "", word[longest:]
        if piece and len(piece) + 1 + len(word) > longest:
            found.append(piece)
            piece = word
        else:
            piece = f"{piece} {word}" if piece else word
    return [*found, piece]
