"""The tree of service areas."""

from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, ancestors, tree_order, within


def areas(*held: tuple[str, str | None]):
    rows = [ServiceArea(key, place, key, parent).row for place, (key, parent) in enumerate(held)]
    return Records({"service_area": rows}).table(ServiceArea)


def test_parents_come_before_their_children_in_peoples_own_order():
    table = areas(("child", "top"), ("other", None), ("top", None), ("grandchild", "child"))
    assert [(area.id, depth) for area, depth in tree_order(table)] == [
        ("other", 0),
        ("top", 0),
        ("child", 1),
        ("grandchild", 2),
    ]


def test_an_area_is_within_itself_and_all_that_it_is_part_of():
    table = areas(("top", None), ("child", "top"), ("grandchild", "child"), ("other", None))
    assert within(table, "top") == {"top", "child", "grandchild"}
    assert list(ancestors(table, "grandchild")) == ["grandchild", "child", "top"]
    assert list(ancestors(table, None)) == []


def test_areas_tied_in_a_ring_by_two_people_are_all_listed_once():
    table = areas(("a", "b"), ("b", "a"), ("c", None))
    assert [area.id for area, _ in tree_order(table)] == ["c", "a", "b"]
    assert list(ancestors(table, "a")) == ["a", "b"]


def test_an_area_whose_parent_is_not_there_hangs_at_the_top():
    table = areas(("left", "gone"))
    assert [(area.id, depth) for area, depth in tree_order(table)] == [("left", 0)]
