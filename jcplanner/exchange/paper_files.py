"""Board papers as files: DOCX or PDF by the name that is asked for; only papers of our own are replaced."""

import re
from datetime import UTC, datetime
from pathlib import Path

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.paper_docx import SUFFIX as DOCX
from jcplanner.exchange.paper_docx import docx_may_be_replaced, write_docx
from jcplanner.exchange.paper_pdf import SUFFIX as PDF
from jcplanner.exchange.paper_pdf import pdf_may_be_replaced, write_pdf
from jcplanner.exchange.write import replacing
from jcplanner.reports.paper_blocks import BoardPaper

SUFFIXES = (DOCX, PDF)
_LONGEST_NAME = 90


def export_paper(paper: BoardPaper, path: Path, *, at: datetime | None = None) -> None:
    """Write a paper to a file whose ending says which kind: .docx or .pdf.

    A paper that jcplanner wrote and nobody changed since is replaced; any other file never. Raises Refusal.
    """
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise Refusal(f"{path.name} does not end in .docx or .pdf; give the paper one of these.")
    when = (at or datetime.now(UTC)).replace(microsecond=0)
    write, ours = (
        (write_docx, docx_may_be_replaced) if kind == DOCX else (write_pdf, pdf_may_be_replaced)
    )

    def may_replace(held: Path) -> None:
        if not ours(held):
            raise Refusal(
                f"{held.name} is there already, and is not a paper as jcplanner wrote it, so it was not "
                "replaced; choose another name."
            )

    with replacing(path, may_replace) as beside:
        write(paper, beside, when)


def paper_name(paper: BoardPaper, suffix: str = DOCX) -> str:
    """A name for its file: title, body and edition, of letters that every system takes."""
    edition = "" if paper.edition == "open" else f" ({paper.edition})"
    name = " ".join(re.sub(r"[^\w ()'-]+", " ", f"{paper.title} - {paper.body}{edition}").split())
    return f"{name[:_LONGEST_NAME].strip() or 'Board paper'}{suffix}"
