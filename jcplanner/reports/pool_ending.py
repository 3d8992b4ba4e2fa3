"""The way out of a pool on a day, as a report that both finance directors could read out."""

from datetime import date

from jcplanner.domain.dates import say_day, year_starts
from jcplanner.domain.in_year import period_words
from jcplanner.domain.money import show_plain
from jcplanner.domain.pool_ending import WayOut, way_out
from jcplanner.domain.pools import Pool
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.pool_sheet import name_of
from jcplanner.reports.report import Heading, Report, ReportTable


def way_out_report(plan: Plan, pool_id: str, on: date) -> Report:
    """What returns to whom if a pool ends on a day, partner by partner, with the rules in words.

    Raises Refusal for a day in no year of the plan.
    """
    found = way_out(plan.records, plan.figures, pool_id, on)
    pool = plan.records.name("pool", found.pool)
    rows = tuple(
        (
            name_of(plan, held.partner),
            held.contribution,
            held.paid,
            held.balance,
            held.lines,
            held.in_kind or None,
        )
        for held in found.returned
    )
    whole = (
        "All partners",
        sum(held.contribution for held in found.returned),
        found.paid,
        found.balance,
        sum(held.lines for held in found.returned),
        sum(held.in_kind for held in found.returned) or None,
    )
    heads = (
        Heading("Partner"),
        Heading("Contribution", "exact"),
        Heading("Paid in", "exact"),
        Heading("Returned (owed)", "exact"),
        Heading("Its lines, full year", "exact"),
        Heading("In kind", "exact"),
    )
    return Report(
        f"Way out: {pool}",
        f"If {pool} ends on {say_day(found.on)}; revenue or capital as the pool's own, cash",
        (
            ReportTable("What returns to whom", heads, (*rows, whole)),
            ReportTable(
                "How it is worked out",
                (Heading("Rule"),),
                tuple((sentence,) for sentence in way_out_words(plan, found)),
            ),
        ),
    )


def way_out_words(plan: Plan, found: WayOut) -> list[str]:
    """The rules that were used, a sentence each, with their figures."""
    pool = plan.table(Pool)[found.pool]
    host = plan.records.name("partner", pool.host)
    sentences: list[str] = []
    if found.notice is not None:
        sentences.append(
            f"Notice must be given by {say_day(found.notice)}: {pool.notice_months} months before it ends."
        )
    else:
        sentences.append("The pool does not say how many months of notice a partner must give.")
    others = " of the others" if host else ""
    sentences.append(
        f"Paid in: what was received{others} in {year_label(found.year)} up to that day; "
        f"{show_plain(found.paid)} in all."
    )
    if host:
        begun = "1 of 4 quarters" if found.quarters == 1 else f"{found.quarters} of 4 quarters"
        sentences.append(
            f"{host} hosts the pool and pays nothing to itself: of its contribution {begun} count, those "
            "that had begun."
        )
    sentences.append(_spent_words(found))
    sentences.append(_balance_words(found))
    sentences.append(
        "From the next day each partner has its own lines again; what was given in kind goes back to its "
        "giver."
    )
    return sentences


def _spent_words(found: WayOut) -> str:
    spent = found.spent
    if spent.period is not None:
        missing = (
            f"; {spent.without:,} of its {spent.lines:,} lines have none and count as nothing spent"
            if spent.without
            else ""
        )
        return (
            f"Spent: {show_plain(spent.pence)}, the actuals to date at {period_words(spent.period)}"
            f"{missing}."
        )
    days = (found.on - year_starts(found.year)).days + 1
    return (
        f"Spent: {show_plain(spent.pence)}, the year's {show_plain(found.expenditure)} in proportion to "
        f"{days} days, since no actuals are in the plan by then."
    )


def _balance_words(found: WayOut) -> str:
    if found.balance > 0:
        return (
            f"The unspent {show_plain(found.balance)} is returned in proportion to what each paid in, to the "
            "penny."
        )
    if found.balance < 0:
        return (
            f"{show_plain(-found.balance)} more was spent than paid in. The spending is borne in proportion "
            "to the year's contributions; each owes its part less what it paid in."
        )
    return "All that was paid in has been spent: nothing is returned, and nothing is owed."
