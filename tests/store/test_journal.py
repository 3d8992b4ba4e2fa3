"""The journal: which steps stand, and how its hashes hang together."""

from dataclasses import replace

import pytest

from jcplanner.store.journal import DO, MADE, REDO, UNDO, ChainHash, Step, undo_stacks


def steps(*said: tuple[str, str, str | None]) -> list[Step]:
    """Steps by (id, kind, of)."""
    return [
        Step(key, place, "copy", "", key, "", "", kind, of)
        for place, (key, kind, of) in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "done", "undone"),
    [
        ([("m", MADE, None)], "", ""),
        ([("m", MADE, None), ("a", DO, None), ("b", DO, None)], "ab", ""),
        ([("a", DO, None), ("b", DO, None), ("u", UNDO, "b")], "a", "b"),
        ([("a", DO, None), ("b", DO, None), ("u", UNDO, "b"), ("v", UNDO, "a")], "", "ba"),
        ([("a", DO, None), ("u", UNDO, "a"), ("r", REDO, "a")], "a", ""),
        ([("a", DO, None), ("u", UNDO, "a"), ("b", DO, None)], "b", ""),
    ],
)
def test_what_can_be_undone_and_redone_follows_from_the_steps(
    said: list[tuple[str, str, str | None]], done: str, undone: str
):
    stacks = undo_stacks(steps(*said))
    assert ["".join(step.id for step in stack) for stack in stacks] == [done, undone]


STEP = Step("s", 1, "copy", "parent", "name", "at", "author", DO, None)
ROWS: list[tuple[object, ...]] = [(0, "partner", "p", None, 1, None, '{"name":"Council"}')]


def chain(step: Step = STEP, parent: str = "h", rows: list[tuple[object, ...]] = ROWS) -> str:
    hashed = ChainHash(step, parent)
    assert list(hashed.passing(rows)) == rows
    return hashed.result()


def test_the_hash_of_a_step_changes_with_all_that_it_says():
    others = [
        chain(replace(STEP, name="other")),
        chain(replace(STEP, author="other")),
        chain(replace(STEP, at="other")),
        chain(replace(STEP, copy="other")),
        chain(replace(STEP, kind=UNDO)),
        chain(replace(STEP, of="other")),
        chain(replace(STEP, id="other")),
        chain(replace(STEP, parent="other")),
        chain(parent="other"),
        chain(rows=[]),
        chain(rows=ROWS * 2),
        chain(rows=[(*ROWS[0][:-1], '{"name":"council"}')]),
        chain(rows=[(*ROWS[0][:-1], None)]),
    ]
    assert len({chain(), *others}) == len(others) + 1


def test_the_place_is_not_hashed_so_that_merging_may_number_steps_anew():
    assert chain(replace(STEP, place=9)) == chain()
