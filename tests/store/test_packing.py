"""How changes stand in the journal: a row each, or many in a pack, and always the same when read back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.partners import Partner
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.store.packing import FEWEST, MOST, encode, pack, unpack


def added(count: int, kind: type[Record] = BudgetLine) -> list[Change]:
    return [
        Change(kind.TABLE, f"k{number:05}", None, {"position": number, "note": "x"})
        if kind is BudgetLine
        else Change(kind.TABLE, f"k{number:05}", None, {"name": f"Name {number}"})
        for number in range(count)
    ]


def state_after(changes: list[Change], before: Records | None = None) -> Records:
    records = before or Records()
    records.apply(changes)
    return records


def read_back(changes: list[Change]) -> list[Change]:
    return [change for row in pack(changes) for change in unpack(row)]


@given(st.integers(0, 3 * FEWEST), st.integers(0, 3 * FEWEST))
def test_what_is_packed_gives_the_same_records_when_it_is_read(lines: int, partners: int):
    changes = added(lines) + added(partners, Partner)
    for kind in (BudgetLine, Partner):
        expected = state_after(changes).table(kind).rows
        assert state_after(read_back(changes)).table(kind).rows == expected


def test_a_few_stand_in_rows_of_their_own_and_many_in_packs():
    assert len(list(pack(added(FEWEST - 1)))) == FEWEST - 1
    rows = list(pack(added(2 * MOST + 1)))
    assert [row[3] for row in rows] == [MOST, MOST, 1]
    assert [(row[1], row[2]) for row in rows][:2] == [("k00000", "k00499"), ("k00500", "k00999")]


def test_removals_in_packs_hold_all_that_undo_needs():
    changes = added(FEWEST)
    removals = [change.reversed() for change in changes]
    records = state_after(read_back(removals), state_after(changes))
    assert len(records.table(BudgetLine)) == 0
    again = [change.reversed() for change in read_back(removals)]
    assert state_after(again).table(BudgetLine).rows == state_after(changes).table(BudgetLine).rows


def test_the_same_values_are_always_the_same_text():
    assert encode({"b": 1, "a": None}) == encode({"a": None, "b": 1}) == '{"a":null,"b":1}'
    assert json.loads(encode({"text": "£ – \x00 é"})) == {"text": "£ – \x00 é"}
