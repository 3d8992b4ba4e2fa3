"""What a board paper is made of, as plain values: sections of words and tables, and the marks of a page."""

from dataclasses import dataclass

from jcplanner.domain.money import show_money
from jcplanner.reports.report import Cell, Heading, ReportTable

PLAIN, BULLET, LETTERED, LABEL, MISSING = "plain", "bullet", "lettered", "label", "missing"
"""How words stand: a paragraph, a bullet, a lettered recommendation, a small heading, what nobody said."""

NOT_SAID = "Not said"
MOST_COLUMNS = 7
"""How many columns of words a page takes."""

FACTS = frozenset({"title", "meeting", "classification", "key decision", "wards"})
"""The parts that stand beside their headings at the top of a paper, rather than below them."""


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart: under each label a column for each name, in pence; None leaves it out."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int | None, ...]], ...]


Block = Words | ReportTable | Columns


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the body's own heading, and what stands under it."""

    part: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def is_fact(self) -> bool:
        """Whether it is a line of facts, its words beside its heading."""
        return self.part in FACTS and all(isinstance(held, Words) for held in self.blocks)

    @property
    def is_said(self) -> bool:
        """Whether nothing in it is still to be said."""
        return not any(isinstance(held, Words) and held.style == MISSING for held in self.blocks)

    @property
    def words(self) -> str:
        """Its paragraphs in one, for a line of facts."""
        return " ".join(held.text for held in self.blocks if isinstance(held, Words))


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A paper of one proposal for one body.

    ``marking`` is why it is not to be published, blank where it is; ``fingerprint`` and ``version`` say
    which figures and words it was made from. Both stand on every page.
    """

    title: str
    plan_title: str
    body: str
    day: str
    marking: str
    fingerprint: str
    version: str
    edition: str
    withheld: str
    sections: tuple[Section, ...]

    @property
    def not_said(self) -> list[str]:
        """The headings under which something is still to be said."""
        return [held.heading for held in self.sections if not held.is_said]

    @property
    def head(self) -> str:
        """What stands at the top of every page: for whom and when, and the marking."""
        return ", ".join(part for part in (self.body, self.day) if part)

    @property
    def foot(self) -> str:
        """What stands at the foot of every page: the fingerprint, with the version that bears it."""
        named = f' (version "{self.version}")' if self.version else ""
        return f"{self.plan_title}, plan fingerprint {self.fingerprint}{named}"


def paragraphs(text: str) -> list[Words]:
    """A text with a paragraph for each of its lines; lines that begin with a dash or a dot are bullets."""
    found: list[Words] = []
    for line in text.splitlines():
        plain = line.strip()
        bullet = plain[:2] in ("- ", "* ", "\u2022 ", "\u2013 ")
        plain = plain[2:].strip() if bullet else plain
        if plain:
            found.append(Words(plain, BULLET if bullet else PLAIN))
    return found


def table_texts(table: ReportTable) -> list[list[str]]:
    """The cells of a table as a paper prints them; pence are shown in all its amounts or in none."""
    kinds = [held.kind for held in table.headings]
    exact = any(
        isinstance(cell, int) and cell % 100
        for row in table.rows
        for kind, cell in zip(kinds, row, strict=True)
        if kind in ("money", "exact")
    )
    return [
        [_shown(cell, kind, 2 if exact else 0) for kind, cell in zip(kinds, row, strict=True)]
        for row in table.rows
    ]


def _shown(cell: Cell, kind: str, decimals: int) -> str:
    if not isinstance(cell, int):
        return cell or ""
    if kind in ("money", "exact"):
        return show_money(cell, decimals=decimals)
    return f"{cell / 100:g}%" if kind == "percent" else f"{cell:,}"


def turned(table: ReportTable) -> ReportTable:
    """A table with more columns than a page takes, its rows across instead, where that is narrower."""
    if len(table.headings) <= MOST_COLUMNS or len(table.rows) + 1 >= len(table.headings):
        return table
    texts = table_texts(table)
    first, *others = [held.text for held in table.headings]
    heads = (Heading(first), *(Heading(row[0]) for row in texts))
    rows = tuple((name, *(row[at] for row in texts)) for at, name in enumerate(others, start=1))
    return ReportTable(table.title, heads, rows)


def paper_text(paper: BoardPaper) -> str:
    """A paper as plain text, to be read before it is written; tables have bars between cells."""
    marks = (paper.head, paper.marking, paper.foot)
    lines = [paper.title, *(line for line in marks if line)]
    for section in paper.sections:
        lines += ["", section.heading, "-" * len(section.heading)]
        letter = 0
        for block in section.blocks:
            if isinstance(block, ReportTable):
                lines.append(f"[{block.title}]")
                lines.append(" | ".join(held.text for held in block.headings))
                lines += [" | ".join(row) for row in table_texts(block)]
                continue
            if isinstance(block, Columns):
                lines.append(f"[Chart: {block.title}]")
                continue
            lead = {BULLET: "\u2022 ", LABEL: "> ", MISSING: "[!] "}.get(block.style, "")
            if block.style == LETTERED:
                lead, letter = f"({lettered(letter)}) ", letter + 1
            lines.append(lead + block.text)
    return "\n".join(lines) + "\n"


def lettered(place: int) -> str:
    """The letter of a recommendation: a to z, then aa and on."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
