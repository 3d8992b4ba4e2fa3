"""Total rows, compared with the rows above them."""

import pytest

from jcplanner.exchange.intake import bring_in
from jcplanner.exchange.mapping import Mapping

MAPPING = Mapping("m", columns={"description": "Line"}, direction_column="Type")


@pytest.fixture
def totals(two_partner_plan, tmp_path):
    """The control totals of a file with these rows: stated, derived, whether they agree."""

    def read(rows):
        path = tmp_path / "ledger.csv"
        path.write_text(f"Line,Type,2016/17\n{rows}", "utf-8")
        result = bring_in(two_partner_plan, path, MAPPING, partner="council", dry_run=True)
        return [(held.stated, held.derived, held.agrees) for held in result.control_totals]

    return read


def test_a_total_that_adds_everything_up_agrees(totals):
    assert totals("A,Exp,10\nB,Inc,4\nTotal,,14\n") == [(14_00, 14_00, True)]


def test_a_total_that_takes_income_off_agrees_too(totals):
    assert totals("A,Exp,10\nB,Inc,4\nTotal,,6\n") == [(6_00, 6_00, True)]


def test_a_total_that_is_neither_is_apart_from_the_plain_sum(totals):
    assert totals("A,Exp,10\nB,Inc,4\nTotal,,7\n") == [(7_00, 14_00, False)]


def test_sub_totals_and_the_total_of_both_sides_are_told_apart(totals):
    rows = "A,Exp,10\nC,Exp,5\nSub-total,,15\nB,Inc,4\nSub-total,,4\nTotal,,11\n"
    assert totals(rows) == [(15_00, 15_00, True), (4_00, 4_00, True), (11_00, 11_00, True)]
