"""What a plan says: its fingerprint, and what differs between two states."""

from dataclasses import replace

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, ImportMapping
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.content import KINDS, content_changes, fingerprint
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.versions import Version, in_groups

START: tuple[Record, ...] = (
    PlanDetails("plan", "Two partners", first_year=2016),
    Partner("c", 1, "The Council"),
    BudgetLine("homes", 1, "c", None, "Homes"),
    BudgetAmount("homes:2016", "homes", 2016, 123_456),
)


def held(*records: Record) -> Records:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in records:
        rows.setdefault(record.TABLE, []).append(record.row)
    return Records(rows)


def with_changed(place: int, **fields: object) -> Records:
    return held(*START[:place], replace(START[place], **fields), *START[place + 1 :])  # type: ignore[arg-type]


def test_the_same_records_have_the_same_fingerprint_in_whatever_order_they_came():
    assert fingerprint(held(*START)) == fingerprint(held(*reversed(START)))


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        (0, {"title": "Two partners."}),
        (0, {"publication_status": "Open"}),
        (1, {"position": 2}),
        (2, {"note": "0"}),
        (2, {"source_row": 0}),
        (3, {"amount": 123_457}),
        (3, {"amount": None}),
        (3, {"amount": 0}),
        (3, {"low": 0}),
    ],
)
def test_every_figure_word_and_order_counts(place: int, fields: dict[str, object]):
    assert fingerprint(with_changed(place, **fields)) != fingerprint(held(*START))
    assert content_changes(held(*START), with_changed(place, **fields))


@pytest.mark.parametrize(("place", "fields"), [(0, {"unit": "pounds"}), (1, {"colour": "#123456"})])
def test_what_only_says_how_the_plan_is_shown_does_not_count(place: int, fields: dict[str, object]):
    assert fingerprint(with_changed(place, **fields)) == fingerprint(held(*START))
    assert content_changes(held(*START), with_changed(place, **fields)) == []


def test_versions_and_saved_mappings_do_not_count():
    beside = held(*START, Version("v", 1, "July"), ImportMapping("m", 1, "Ledger"))
    assert fingerprint(beside) == fingerprint(held(*START))
    assert content_changes(held(*START), beside) == []
    assert set(RECORDS) - set(KINDS) == {Version, ImportMapping}


def test_text_cannot_be_moved_from_one_record_to_another_unseen():
    one = held(Partner("a", 1, 'x","name","y'), Partner("b", 1, "z"))
    other = held(Partner("a", 1, "x"), Partner("b", 1, 'y","name","z'))
    assert fingerprint(one) != fingerprint(other)


def test_more_records_than_are_digested_at_once_all_count():
    many = [Partner(f"p{place:04}", place, f"Partner {place}") for place in range(2_500)]
    whole = fingerprint(held(*many))
    for place in (0, 999, 1_000, 2_499):
        other = [*many[:place], replace(many[place], name="Another"), *many[place + 1 :]]
        assert fingerprint(held(*other)) != whole


def test_changes_say_what_came_went_and_moved():
    after = held(
        PlanDetails("plan", "Two partners", first_year=2016, unit="pounds"),
        START[1],
        replace(START[2], description="Care homes"),  # type: ignore[arg-type]
        BudgetAmount("homes:2017", "homes", 2017, 5),
    )
    found = [
        (held.table, held.id, held.before, held.after)
        for held in content_changes(held(*START), after)
    ]
    assert found == [
        ("budget_line", "homes", {"description": "Homes"}, {"description": "Care homes"}),
        ("budget_amount", "homes:2017", None, {"line": "homes", "year": 2017, "amount": 5}),
        (
            "budget_amount",
            "homes:2016",
            {"line": "homes", "year": 2016, "amount": 123_456},
            None,
        ),
    ]


def test_a_fingerprint_is_read_out_in_groups_of_four():
    assert in_groups("4f2a19c07b3ed812" + "0" * 48) == "4F2A-19C0-7B3E-D812"
