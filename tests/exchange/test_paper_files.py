"""Board papers as DOCX and PDF: read back, marked on every page, and never over somebody else's."""

import dataclasses
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.exchange.paper_chart import chart_picture
from jcplanner.exchange.paper_files import export_paper, paper_name
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.reports.board_paper import board_paper
from jcplanner.reports.paper_blocks import BoardPaper, Columns, Section
from jcplanner.reports.report import Heading, ReportTable
from tests.domain.paper_records import PAPER

AT = datetime(2016, 7, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Paper.jcplan", PAPER)
    yield held.plan
    held.discard()


@pytest.fixture
def paper(plan: Plan) -> BoardPaper:
    return board_paper(plan, "align", "cabinet", exempt=True)


@pytest.fixture(params=[".docx", ".pdf"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"Paper{request.param}"


def texts_of(path: Path) -> str:
    held: Any = docx.Document(str(path))
    cells = [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in held.paragraphs), *cells])


def pages_of(path: Path) -> list[str]:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not on this machine")
    made = subprocess.run([reader, "-layout", path, "-"], check=True, capture_output=True)
    return made.stdout.decode("utf-8").split("\f")[:-1]


def test_a_word_document_holds_headings_words_and_tables(paper: BoardPaper, tmp_path: Path):
    path = tmp_path / "Paper.docx"
    export_paper(paper, path, at=AT)
    held: Any = docx.Document(str(path))
    headings = [line.text for line in held.paragraphs if line.style.name == "Heading 1"]
    assert headings == [one.heading for one in paper.sections if not one.is_fact]
    said = texts_of(path)
    assert "(a)\tthe budgets be aligned from April 2017" in said
    assert "≤ £5 a day" in said and "A sale is in hand." in said
    rows = [[cell.text for cell in row.cells] for table in held.tables for row in table.rows]
    assert ["The Council", "1,000", "1,300", "", ""] in rows
    assert ["Homes alone", "123.45"] in rows


def test_a_word_document_is_marked_on_every_page(paper: BoardPaper, tmp_path: Path):
    path = tmp_path / "Paper.docx"
    export_paper(paper, path, at=AT)
    held: Any = docx.Document(str(path))
    (page,) = held.sections
    assert not page.different_first_page_header_footer
    head = page.header.paragraphs[0].text
    assert "Cabinet, 28 July 2016" in head and "Draft - not for publication" in head
    foot = page.footer.paragraphs[0]
    assert f"plan fingerprint {paper.fingerprint}" in foot.text
    assert "NUMPAGES" in foot._p.xml


def test_every_page_of_a_pdf_is_marked(plan: Plan, paper: BoardPaper, tmp_path: Path):
    edits.change(plan, Proposal, ["align"], considerations="Much is to be considered.\n" * 90)
    path = tmp_path / "Paper.pdf"
    export_paper(board_paper(plan, "align", "cabinet"), path, at=AT)
    pages = pages_of(path)
    assert len(pages) >= 4
    now = board_paper(plan, "align", "cabinet").fingerprint
    for number, page in enumerate(pages, start=1):
        assert "Cabinet, 28 July 2016" in page and "Draft - not for publication" in page
        assert f"plan fingerprint {now}" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_pdf_prints_pounds_and_signs_and_figures(paper: BoardPaper, tmp_path: Path):
    path = tmp_path / "Paper.pdf"
    export_paper(paper, path, at=AT)
    said = "\n".join(pages_of(path))
    assert "≤ £5 a day" in said
    assert "1,300" in said and "123.45" in said
    assert "(b)" in said


def test_signs_that_no_file_can_hold_or_no_font_has_do_no_harm(plan: Plan, path: Path):
    words = "Bad \x07 \ufffe sign, 你好, \U0001f600, **not bold**, <b>&amp;"
    edits.change(plan, Proposal, ["align"], considerations=words, name="Ŵales & <more>")
    export_paper(board_paper(plan, "align", "cabinet"), path, at=AT)
    assert path.stat().st_size > 5_000


def test_a_paper_replaces_an_older_one_of_ours(paper: BoardPaper, path: Path):
    export_paper(paper, path, at=AT)
    export_paper(paper, path)
    assert path.stat().st_size > 5_000


def test_a_paper_never_replaces_a_file_of_somebody_else(paper: BoardPaper, path: Path):
    if path.suffix == ".docx":
        docx.Document().save(str(path))
    else:
        path.write_bytes(b"%PDF-1.4 somebody's\n%%EOF\n")
    before = path.read_bytes()
    with pytest.raises(Refusal, match="was not replaced"):
        export_paper(paper, path)
    assert path.read_bytes() == before


def test_a_paper_that_was_changed_since_is_kept(paper: BoardPaper, path: Path):
    export_paper(paper, path, at=AT)
    if path.suffix == ".docx":
        held: Any = docx.Document(str(path))
        held.core_properties.modified = datetime(2016, 7, 21, 8, 0)
        held.save(str(path))
    else:
        with path.open("ab") as held:
            held.write(b"\n% a note\n%%EOF\n")
    with pytest.raises(Refusal, match="was not replaced"):
        export_paper(paper, path)


def test_another_ending_is_refused(paper: BoardPaper, tmp_path: Path):
    with pytest.raises(Refusal, match=r"\.docx or \.pdf"):
        export_paper(paper, tmp_path / "Paper.odt")


def test_a_papers_name_is_one_that_every_system_takes(paper: BoardPaper):
    assert paper_name(paper) == "Align adult budgets - Cabinet (exempt).docx"


def test_tables_of_any_width_and_words_of_any_length_find_their_place(
    paper: BoardPaper, path: Path
):
    texts = ("x" * 400, "a b " * 2_000, "", "https://example.org/" + "y" * 90)
    tables = tuple(
        ReportTable(
            f"{columns} columns",
            tuple(Heading(f"Heading {at}", ("text", "money")[at % 2]) for at in range(columns)),
            tuple(
                tuple((text, 10**14)[at % 2] if at else text for at in range(columns))
                for text in texts
            ),
        )
        for columns in (1, 2, 5, 12, 25)
    )
    sections = (*paper.sections, Section("appendices", "Wide", tables))
    export_paper(dataclasses.replace(paper, sections=sections), path, at=AT)
    assert path.stat().st_size > 5_000


def test_a_chart_stands_with_the_figures_and_says_what_it_is(paper: BoardPaper, tmp_path: Path):
    path = tmp_path / "Paper.docx"
    export_paper(paper, path, at=AT)
    held: Any = docx.Document(str(path))
    (shape,) = held.inline_shapes
    assert "net revenue by partner" in shape._inline.docPr.get("descr")


def test_a_chart_takes_negative_and_missing_figures_and_many_partners():
    series = tuple(
        (f"Partner {at} {'x' * 60}", (10**at, None, -(10**at), 0, at)) for at in range(15)
    )
    labels = tuple(f"{year}/17" for year in range(5))
    assert chart_picture(Columns("Net", labels, series)).startswith(b"\x89PNG")
    assert chart_picture(Columns("Net", (), ())).startswith(b"\x89PNG")
