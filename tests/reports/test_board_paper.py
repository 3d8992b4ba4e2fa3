"""The board paper of a proposal: what stands in it, in which order, and what an open edition leaves out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.decisions import PAPER_PARTS, Meeting
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Implication, Proposal, Recommendation
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import freeze
from jcplanner.reports.board_paper import board_paper
from jcplanner.reports.paper_blocks import BoardPaper, lettered, paper_text, turned
from jcplanner.reports.report import Heading, ReportTable
from tests.conftest import ROOT
from tests.domain.paper_records import PAPER

EXPECTED = ROOT / "tests" / "expected" / "board-paper.txt"


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Paper.jcplan", PAPER)
    yield held.plan
    held.discard()


def under(paper: BoardPaper, heading: str) -> str:
    text = paper_text(paper)
    return text.partition(f"\n{heading}\n{'-' * len(heading)}\n")[2].partition("\n\n")[0].strip()


def test_a_small_paper_reads_as_it_always_did(plan: Plan):
    paper = board_paper(plan, "align", "cabinet")
    text = paper_text(paper).replace(paper.fingerprint, "FINGERPRINT")
    assert text == EXPECTED.read_text(encoding="utf-8")


def test_a_council_and_an_nhs_body_have_their_own_order_and_headings(plan: Plan):
    council = [held.heading for held in board_paper(plan, "align", "cabinet").sections]
    board = [held.heading for held in board_paper(plan, "align", "board").sections]
    assert council[:2] == ["Meeting", "Title of report"]
    assert "The Board is asked to" in board
    assert board.index("The Board is asked to") < board.index("Options considered")


def test_an_open_edition_leaves_out_what_is_exempt_and_says_why(plan: Plan):
    opened, closed = (
        board_paper(plan, "align", "cabinet", exempt=exempt) for exempt in (False, True)
    )
    assert "A sale is in hand" not in paper_text(opened)
    assert "Exempt: see the exempt annex." in under(opened, "Other implications")
    assert "Property; Paragraph 3 of Schedule 12A" in under(opened, "Appendices")
    assert "A sale is in hand." in under(closed, "Other implications")
    assert "Exempt" in closed.marking and "Exempt" not in opened.marking


def test_where_the_money_is_exempt_no_figure_is_in_the_open_edition(plan: Plan):
    edits.change(plan, Implication, ["align:money"], exempt=1)
    opened = board_paper(plan, "align", "cabinet")
    assert "[" not in under(opened, "Financial implications")
    assert "123" not in under(opened, "Alternative options")
    assert "123.45" in paper_text(board_paper(plan, "align", "cabinet", exempt=True))


def test_of_a_wholly_exempt_paper_the_open_edition_says_only_what_it_is_about(plan: Plan):
    edits.change(plan, Proposal, ["align"], classification="exempt")
    opened = board_paper(plan, "align", "cabinet")
    said = {held.part for held in opened.sections if "see the exempt annex" not in held.words}
    assert said == {
        "title", "meeting", "classification", "key decision", "wards", "appendices", "contacts",
    }  # fmt: skip
    assert "Paragraph 3 of Schedule 12A" in under(opened, "Classification")
    assert "aligned from April" in paper_text(board_paper(plan, "align", "cabinet", exempt=True))


def test_none_on_purpose_and_not_said_are_told_apart(plan: Plan):
    paper = board_paper(plan, "align", "cabinet")
    assert under(paper, "Legal implications") == "None."
    assert "> IT\n[!] Not said" in under(paper, "Other implications")
    assert {"Wards affected", "Equality duty", "Other implications"} <= set(paper.not_said)


def test_a_paper_that_is_no_draft_leaves_out_what_nobody_said_but_for_implications(plan: Plan):
    edits.set_details(plan, publication_status="Open")
    paper = board_paper(plan, "align", "cabinet")
    assert not paper.marking
    headings = [held.heading for held in paper.sections]
    assert "Wards affected" not in headings
    assert "[!] Not said" in under(paper, "Other implications")


def test_the_figures_are_those_of_the_area_by_partner_and_year(plan: Plan):
    """Homes £1,234.56 less charges £234.56 is £1,000.00 in 2016/17 and £1,300.00 in 2017/18 (conftest)."""
    said = under(board_paper(plan, "align", "cabinet"), "Financial implications")
    assert "The Council | 1,000 | 1,300 |  | " in said
    assert "Total | 1,000 | 1,300 |  | \n[Chart: " in said
    assert "Clinical Commissioning" not in said


def test_both_sides_of_risk_stand_in_the_paper(plan: Plan):
    said = under(board_paper(plan, "align", "cabinet"), "Risk management")
    assert "16, high | 12, medium | not scored" in said
    assert said.index("[Risks if we do]") < said.index("[Risks if we do not]")
    assert "another area" not in said


def test_the_version_that_bears_the_fingerprint_is_named_and_one_that_does_not_is_told_of(
    plan: Plan,
):
    version = freeze(plan, "July")
    assert board_paper(plan, "align", "cabinet").version == "July"
    edits.change(plan, Proposal, ["align"], version=version)
    edits.set_amounts(plan, {("homes", 2016): 200_000})
    paper = board_paper(plan, "align", "cabinet")
    assert not paper.version
    assert 'not of version "July"' in under(paper, "Financial implications")


def test_every_part_of_a_paper_can_be_made(plan: Plan):
    held = board_paper(plan, "align", "cabinet", exempt=True)
    assert {section.part for section in held.sections} == set(PAPER_PARTS)


def test_what_is_no_longer_there_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="proposal"):
        board_paper(plan, "gone", "cabinet")
    with pytest.raises(Refusal, match="body"):
        board_paper(plan, "align", "gone")


def test_recommendations_are_lettered_beyond_z():
    assert [lettered(place) for place in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_a_table_with_too_many_columns_is_turned():
    heads = tuple(Heading(f"C{at}", "money" if at == 8 else "text") for at in range(9))
    table = ReportTable("Wide", heads, (("one", *"abcdefg", 500), ("two", *"ABCDEFG", None)))
    found = turned(table)
    assert [held.text for held in found.headings] == ["C0", "one", "two"]
    assert found.rows[0] == ("C1", "a", "A") and found.rows[-1] == ("C8", "5", "")
    narrow = ReportTable("Narrow", heads[:3], (("one", "a", "b"),))
    assert turned(narrow) is narrow


def test_a_recommendation_that_has_its_own_number_keeps_it(plan: Plan):
    edits.change(plan, Recommendation, ["first"], words="2.1 To note it")
    edits.change(plan, Recommendation, ["second"], words="A board be set up")
    said = under(board_paper(plan, "align", "cabinet"), "Recommendations")
    assert "\n2.1 To note it\n(a) A board be set up" in said


def test_a_meeting_that_names_its_body_is_said_once(plan: Plan):
    edits.change(plan, Meeting, ["july"], name="Cabinet, July 2016")
    said = under(board_paper(plan, "align", "cabinet"), "Meeting")
    assert said == "Cabinet, July 2016, 28 July 2016"
    edits.change(plan, Meeting, ["july"], name="Special meeting")
    said = under(board_paper(plan, "align", "cabinet"), "Meeting")
    assert said == "Cabinet: Special meeting, 28 July 2016"
