"""Posts as they are and as proposed: trees, rings, employers."""

from dataclasses import replace

import pytest

from jcplanner.domain.people import Post
from jcplanner.domain.records import Records
from jcplanner.domain.structure import (
    NOW,
    PROPOSED,
    Employed,
    changes_employer,
    changes_line,
    employed,
    in_all,
    lacks_second_employer,
    lines_of,
    posts_on,
    rings,
    tree,
)
from tests.domain.people_records import STRUCTURE, records_of


@pytest.fixture
def records() -> Records:
    return records_of(*STRUCTURE)


def drawn(records: Records, side: str) -> list[tuple[str, int]]:
    return [(node.post.id, node.depth) for node in tree(records, side)]


def test_before_two_trees_stand_beside_each_other(records: Records):
    assert drawn(records, NOW) == [
        ("dass", 0), ("older", 1), ("chief", 0), ("chc", 1), ("lead", 2), ("broker", 2), ("old", 1),
    ]  # fmt: skip


def test_after_both_report_to_the_joint_post(records: Records):
    assert drawn(records, PROPOSED) == [
        ("dass", 0), ("joint", 1), ("older", 2), ("chc", 2), ("lead", 3), ("broker", 3), ("chief", 0),
    ]  # fmt: skip


def test_each_post_knows_the_row_above_it(records: Records):
    nodes = tree(records, PROPOSED)
    assert [node.above for node in nodes] == [None, 0, 1, 1, 3, 3, None]


def test_what_changes_is_found(records: Records):
    posts = records.table(Post).ordered()
    assert [post.id for post in posts if changes_employer(post)] == ["chc", "lead", "broker"]
    assert [post.id for post in posts if changes_line(post)] == ["older", "chc"]


def test_cost_and_fte_by_employer_before_and_after(records: Records):
    assert employed(records, NOW) == {
        "c": Employed(2, 2_00, 180_000_00),
        "n": Employed(5, 5_50, 334_000_00),
    }
    assert employed(records, PROPOSED) == {
        "c": Employed(6, 6_50, 421_000_00),
        "n": Employed(1, 1_00, 130_000_00),
    }
    assert in_all(employed(records, PROPOSED)) == Employed(7, 7_50, 551_000_00)


def test_a_ring_is_found_and_still_drawn_whole():
    held = records_of(
        Post("a", 1, "A", reports_to="c"),
        Post("b", 2, "B", reports_to="a"),
        Post("c", 3, "C", reports_to="b"),
        Post("d", 4, "D", reports_to="c"),
        Post("e", 5, "E", reports_to="e"),
    )
    assert rings(lines_of(posts_on(held, NOW), NOW)) == [("a", "c", "b"), ("e",)]
    assert drawn(held, NOW) == [("a", 0), ("b", 1), ("c", 2), ("d", 3), ("e", 0)]
    assert [node.in_ring for node in tree(held, NOW)] == [True, True, True, False, True]


def test_a_post_whose_superior_goes_stands_at_the_top():
    held = records_of(Post("a", 1, "A", state="now only"), Post("b", 2, "B", reports_to="a"))
    assert drawn(held, NOW) == [("a", 0), ("b", 1)]
    assert drawn(held, PROPOSED) == [("b", 0)]


def test_a_joint_appointment_says_with_whom():
    post = Post("a", joint=1, partner="c")
    assert lacks_second_employer(post)
    assert lacks_second_employer(replace(post, proposed_partner="c"))
    assert not lacks_second_employer(replace(post, proposed_partner="n"))
    assert not lacks_second_employer(replace(post, note="With the CCG"))
