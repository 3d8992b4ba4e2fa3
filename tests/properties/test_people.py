"""Whatever is typed: parts of a stocktake sum to their wholes; every post is drawn once, rings or not."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.figures import Figures
from jcplanner.domain.people import (
    POST_STATES,
    TIERS,
    TIME_BASES,
    TIME_CLASSES,
    TUPE,
    OfficerTime,
    Post,
)
from jcplanner.domain.people_worries import people_problems
from jcplanner.domain.stocktake import (
    annual,
    by_basis,
    by_category,
    by_class,
    by_tier,
    count,
    entries_of,
    is_extrapolated,
    standing_of,
    summary,
    years_of,
)
from jcplanner.domain.structure import SIDES, employed, in_all, lines_of, posts_on, rings, tree
from tests.domain.people_records import records_of

PENCE = st.none() | st.integers(-(10**12), 10**12)


@st.composite
def entries(draw: st.DrawFn) -> list[OfficerTime]:
    return [
        OfficerTime(
            f"e{place}",
            place,
            tier=draw(st.sampled_from(TIERS)),
            category=draw(st.sampled_from(("", "Core team", "Corporate"))),
            year=draw(st.sampled_from((None, 2017, 2018))),
            fte=draw(st.none() | st.integers(0, 10_000)),
            cost=draw(PENCE),
            months=draw(st.none() | st.integers(-3, 36)),
            basis=draw(st.sampled_from(TIME_BASES)),
            time_class=draw(st.sampled_from(TIME_CLASSES)),
            in_summary=draw(st.integers(0, 1)),
        )
        for place in range(draw(st.integers(0, 12)))
    ]


@st.composite
def posts(draw: st.DrawFn) -> list[Post]:
    size = draw(st.integers(0, 12))
    keys = [f"p{place}" for place in range(size)]
    above = st.none() | st.sampled_from(keys) if keys else st.none()
    partner = st.sampled_from((None, "c", "n"))
    return [
        Post(
            key,
            place,
            f"Post {place}",
            draw(partner),
            draw(partner),
            draw(above),
            draw(above),
            state=draw(st.sampled_from(POST_STATES)),
            fte=draw(st.none() | st.integers(0, 500)),
            cost=draw(st.none() | st.integers(0, 10**8)),
            joint=draw(st.integers(0, 1)),
            tupe=draw(st.sampled_from(TUPE)),
        )
        for place, key in enumerate(keys)
    ]


@given(st.integers(-(10**14), 10**14), st.integers(1, 60))
def test_a_year_is_the_nearest_penny_and_halves_go_away_from_zero(cost: int, months: int):
    found = annual(OfficerTime("e", cost=cost, months=months))
    assert found is not None
    off = found - Fraction(12 * cost, months)
    assert abs(off) <= Fraction(1, 2)
    assert abs(off) < Fraction(1, 2) or (off > 0) == (cost > 0)
    assert annual(OfficerTime("e", cost=-cost, months=months)) == -found


@given(entries())
def test_every_way_of_counting_comes_to_the_whole(held: list[OfficerTime]):
    records = records_of(*held)
    for year in years_of(records):
        own = entries_of(records, year)
        whole, parted = count(own), summary(own)
        for parts in (by_tier(own), by_class(own)):
            assert sum(one.annual for _, one in parts) == whole.annual
            assert sum(one.fte for _, one in parts) == whole.fte
            assert sum(one.entries for _, one in parts) == whole.entries
        assert sum(one.annual for _, one in by_basis(own)) == whole.annual
        assert tuple(word for word, _ in by_basis(own)) == whole.bases
        for tier, one in by_tier(own):
            assert sum(part.annual for _, part in by_category(own, tier)) == one.annual
        assert parted.shown.annual + parted.left_out.annual == parted.whole.annual == whole.annual
    assert sum(len(entries_of(records, year)) for year in years_of(records)) == len(held)


@given(entries())
def test_what_is_extrapolated_is_always_indicative(held: list[OfficerTime]):
    for entry in held:
        assert not is_extrapolated(entry) or standing_of(entry) == "indicative"


@given(posts())
def test_every_post_is_drawn_once_below_the_one_it_reports_to(held: list[Post]):
    records = records_of(*held)
    for side in SIDES:
        there, nodes = posts_on(records, side), tree(records, side)
        assert sorted(node.post.id for node in nodes) == sorted(there)
        lines = lines_of(there, side)
        cut = {ring[0] for ring in rings(lines)}
        for row, node in enumerate(nodes):
            if node.above is None:
                assert lines[node.post.id] is None or node.post.id in cut
                assert node.depth == 0
            else:
                assert node.above < row
                assert nodes[node.above].post.id == lines[node.post.id]
                assert nodes[node.above].depth == node.depth - 1


@given(posts())
def test_a_post_is_in_a_ring_exactly_where_its_line_leads_back_to_it(held: list[Post]):
    records = records_of(*held)
    for side in SIDES:
        lines = lines_of(posts_on(records, side), side)
        found = {key for ring in rings(lines) for key in ring}
        for key in lines:
            at, steps = lines[key], 0
            while at is not None and at != key and steps <= len(lines):
                at, steps = lines[at], steps + 1
            assert (at == key) == (key in found)


@given(posts())
def test_employers_come_to_all_posts_and_worries_end(held: list[Post]):
    records = records_of(*held)
    for side in SIDES:
        there, whole = posts_on(records, side).values(), in_all(employed(records, side))
        assert whole.posts == len(there)
        assert whole.fte == sum(post.fte or 0 for post in there)
        assert whole.cost == sum(post.cost or 0 for post in there)
    assert all(problem.text for problem in people_problems(records, Figures()))
