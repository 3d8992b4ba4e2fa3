"""Whatever is exempt, and however a body orders its paper: no word or figure of it is in the open edition."""

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.decisions import PAPER_PARTS, PaperSection
from jcplanner.domain.planning import PUBLICATION_STATUSES, PlanDetails
from jcplanner.domain.proposals import (
    Implication,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
)
from jcplanner.domain.record import Record
from jcplanner.domain.registers import Risk
from jcplanner.plan.opening import new_plan
from jcplanner.reports.board_paper import board_paper
from jcplanner.reports.paper_blocks import paper_text
from tests.domain.paper_records import PAPER

MEMORY = Path("/dev/shm")
HEADINGS = ("Financial", "Legal", "Equalities", "Risk", "Community", "IT", "Value for money")
SECRET, WHOLE, COST, AT_RISK = "Zephyr", "Quagga", 98_765_00, "Axolotl"
PUT = (
    PlanDetails, Proposal, Implication, ImplicationHeading, ProposalOption, OptionPart, Risk,
)  # fmt: skip


def records(
    order: list[str], headings: list[tuple[str, bool]], wholly: bool, status: str
) -> list[Record]:
    first = next(at for at, held in enumerate(PAPER) if isinstance(held, Proposal))
    before, after = (
        [held for held in part if not isinstance(held, PUT)]
        for part in (PAPER[:first], PAPER[first:])
    )
    made: list[Record] = [
        *before,
        PlanDetails("plan", "Two partners", first_year=2016, publication_status=status),
        Proposal(
            "align", 1, "Align", classification="exempt" if wholly else "open", reasons=WHOLE,
            community_impact=WHOLE, exempt_reason="Paragraph 3",
        ),
        *after,
        ProposalOption("one", 1, "align", "One", cost=COST),
        Risk("risk", 1, AT_RISK, proposal="align"),
    ]  # fmt: skip
    for place, (name, exempt) in enumerate(headings):
        words = SECRET if exempt else "Plain"
        made.append(ImplicationHeading(f"h{place}", place, None, name))
        made.append(
            Implication(f"align:h{place}", "align", f"h{place}", exempt=int(exempt), words=words)
        )
    made += [PaperSection(f"s{at}", at, "cabinet", part, part) for at, part in enumerate(order)]
    return made


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(PAPER_PARTS), unique=True, max_size=len(PAPER_PARTS)),
    st.lists(st.tuples(st.sampled_from(HEADINGS), st.booleans()), min_size=1, max_size=7),
    st.booleans(),
    st.sampled_from(PUBLICATION_STATUSES),
)
def test_nothing_exempt_is_in_an_open_edition(
    order: list[str], headings: list[tuple[str, bool]], wholly: bool, status: str
):
    folder = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=folder) as place:
        held = new_plan(Path(place) / "Paper.jcplan", records(order, headings, wholly, status))
        opened, whole = (
            paper_text(board_paper(held.plan, "align", "cabinet", exempt=exempt))
            for exempt in (False, True)
        )
        held.discard()
    secret = {name for name, exempt in headings if exempt}
    assert SECRET not in opened
    if secret:
        assert SECRET in whole
    if secret & {"Financial", "Value for money"}:
        assert "98,765" not in opened and "123,456" not in opened and "1,000 |" not in opened
    if "Risk" in secret:
        assert AT_RISK not in opened
    if wholly or status == "Exempt":
        assert not {WHOLE, AT_RISK, "98,765", "Plain"} & set(opened.replace("|", " ").split())
