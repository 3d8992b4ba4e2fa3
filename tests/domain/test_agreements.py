"""Which version of an agreement holds on a day, what is wrong with the dates, and the checklist."""

from datetime import date

from jcplanner.domain.agreements import agreement_on, faults, settled, terms, uncovered
from jcplanner.domain.pools import AgreementTerm, Pool, PoolAgreement, term_id
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from tests.domain.pooled_records import records_with


def version(key: str, status: str, starts: str | None, ends: str | None = None) -> PoolAgreement:
    return PoolAgreement(key, int(key[1:]), "p", f"Version {key[1:]}", status, None, starts, ends)


def held_on(records: Records, day: date) -> str:
    found = agreement_on(records, "p", day)
    return found.id if found else ""


def with_versions(*made: Record) -> Records:
    return records_with(*made)


def test_a_variation_takes_over_on_its_day():
    # As Herefordshire's variation of 1 October 2016, which consolidated two agreements [S51].
    records = with_versions(
        version("v1", "superseded", "2017-04-01", "2018-09-30"),
        version("v2", "agreed", "2018-10-01"),
    )
    assert held_on(records, date(2018, 9, 30)) == "v1"
    assert held_on(records, date(2018, 10, 1)) == "v2"
    assert held_on(records, date(2017, 3, 31)) == ""
    assert faults(records, "p") == ()
    assert uncovered(records, "p", 2018) is None


def test_a_draft_never_holds():
    records = with_versions(version("v1", "draft", "2017-04-01"))
    assert held_on(records, date(2018, 4, 1)) == ""
    assert uncovered(records, "p", 2018) == (date(2018, 4, 1), date(2019, 3, 31))


def test_days_between_two_versions_are_found():
    records = with_versions(
        version("v1", "ended", "2017-04-01", "2018-06-30"), version("v2", "agreed", "2018-10-01")
    )
    assert uncovered(records, "p", 2018) == (date(2018, 7, 1), date(2018, 9, 30))
    assert uncovered(records, "p", 2017) is None


def test_only_the_pools_own_days_need_an_agreement():
    pool = Pool("p", 1, "Pool", "c", starts="2018-10-01", ends="2018-12-31")
    records = with_versions(pool, version("v1", "agreed", "2018-11-01"))
    assert uncovered(records, "p", 2018) == (date(2018, 10, 1), date(2018, 10, 31))
    assert uncovered(records, "p", 2019) is None


def test_dates_that_overlap_are_missing_or_run_backwards_are_told():
    records = with_versions(
        version("v1", "agreed", "2017-04-01"),
        version("v2", "agreed", "2018-04-01", "2018-03-01"),
        version("v3", "superseded", "2018-04-01"),
        version("v4", "agreed", None),
        version("v5", "agreed", "2018-10-01"),
    )
    found = faults(records, "p")
    assert [fault.version for fault in found] == ["v2", "v3", "v4", "v5"]
    assert tuple(fault.text for fault in found) == (
        '"Version 2" ends on 1 March 2018, before it begins.',
        '"Version 3" is superseded, but does not say until when.',
        '"Version 4" does not say from when it holds.',
        '"Version 1" and "Version 5" both hold on 1 October 2018.',
    )


def test_the_checklist_has_every_item_of_the_regulation_whether_touched_or_not():
    agreed = AgreementTerm(
        term_id("p", "aims"), "p", "aims", "agreed", "3.1", "One care home market"
    )
    kind = AgreementTerm(term_id("p", "in kind"), "p", "in kind", "does not apply")
    held = terms(records_with(agreed, kind), "p")
    assert len(held) == 13
    assert (held[0].state, held[0].clause) == ("agreed", "3.1")
    assert held[1].state == "not yet agreed"
    assert settled(held) == 2
