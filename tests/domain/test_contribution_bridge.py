"""From last year's contribution to this year's: what each part is, and that all of them add up."""

from jcplanner.domain.contribution_bridge import Bridged, bridge
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Contribution
from jcplanner.domain.record import Record
from tests.domain.pooled_records import K, figures_of, records_with


def of(*changed: Record, partner: str | None = None, year: int = 2018) -> Bridged:
    records = records_with(*changed)
    pooled = Pooled(records, figures_of(records))
    found = bridge(pooled, "p", year, partner, whole=partner is None)
    assert found.last + sum(found.changes) == found.this
    return found


def test_the_clauses_parts_lead_from_one_year_to_the_next():
    found = of(partner="c")
    assert (found.last, found.this) == (11_640 * K, 12_000 * K)
    assert (found.recurrent_changes, found.inflation) == (210 * K, 390 * K)
    assert found.efficiency == -240 * K
    assert found.rebased == found.unexplained == 0


def test_the_pools_bridge_is_the_sum_of_its_partners():
    whole = of()
    assert (whole.last, whole.this) == (19_440 * K, 20_000 * K)
    assert whole == Bridged(*map(sum, zip(of(partner="c"), of(partner="n"), strict=True)))


def test_last_years_non_recurrent_part_falls_out_before_this_years_base():
    last = Contribution("p:c:2017", "p", "c", 2017, 11_900 * K, non_recurrent=260 * K)
    found = of(last, partner="c")
    assert (found.last, found.dropped, found.rebased) == (11_900 * K, -260 * K, 0)


def test_a_base_other_than_last_years_recurrent_amount_is_a_rebasing():
    last = Contribution("p:c:2017", "p", "c", 2017, 11_500 * K)
    assert of(last, partner="c").rebased == 140 * K


def test_an_agreed_amount_leaves_what_no_part_explains():
    agreed = Contribution("p:n:2018", "p", "n", 2018, 8_050 * K, base=7_800 * K)
    assert of(agreed, partner="n").unexplained == 250 * K
    bare = Contribution("p:n:2018", "p", "n", 2018, 8_050 * K)
    assert of(bare, partner="n").unexplained == 250 * K


def test_a_contribution_that_rests_on_lines_moves_with_them():
    found = of(partner="n", year=2017)
    assert (found.last, found.own_lines, found.this) == (0, 7_800 * K, 7_800 * K)


def test_a_partner_that_leaves_takes_its_contribution_along():
    before = Contribution("p:c:2018", "p", "c", 2018, 500 * K, non_recurrent=100 * K)
    found = of(before, partner="c", year=2019)
    assert (found.dropped, found.unexplained, found.this) == (-100 * K, -400 * K, 0)
    assert of(partner="c", year=2016) == Bridged(*(0,) * 11)
