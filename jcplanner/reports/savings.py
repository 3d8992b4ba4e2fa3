"""The savings: targets, benefits, delivery, cost and net by year; totals by status; one saving in words."""

from collections.abc import Callable
from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import show_headline
from jcplanner.domain.phasing import (
    PHASING,
    confidence_of,
    cost_to_achieve,
    delivered,
    savings_in,
    weighted,
)
from jcplanner.domain.saving_targets import ServiceBudgets, TargetHeld, percent, target_held
from jcplanner.domain.saving_worries import concerns
from jcplanner.domain.savings import SAVING_STATUSES, Saving
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import link_name
from jcplanner.plan.plan import Plan
from jcplanner.reports.headlines import Part, Series
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

SCOPE = "Positive for money saved, negative for investment; cash"


def savings_report(plan: Plan) -> Report:
    """Every saving with what it rests on and what it does by year, and totals by status."""
    savings = plan.table(Saving).ordered()
    records = plan.records

    def net(saving: Saving, year: int) -> int:
        return delivered(saving, year) - cost_to_achieve(records, saving.id, year)

    def cost(saving: Saving, year: int) -> int:
        return cost_to_achieve(records, saving.id, year)

    tables = [
        _facts(plan, savings),
        _by_year(plan, "Delivered by year", savings, delivered),
        _by_year(plan, "Weighted by confidence", savings, weighted),
        _by_year(plan, "Cost to achieve by year", savings, cost),
        _by_year(plan, "Net of cost by year", savings, net),
        _by_status(plan),
    ]
    count = "1 saving" if len(savings) == 1 else f"{len(savings):,} savings"
    return Report("Savings", f"{count}; {SCOPE.lower()}", tuple(tables))


def _facts(plan: Plan, savings: list[Saving]) -> ReportTable:
    budgets = ServiceBudgets(plan.figures)
    heads = (
        *map(Heading, ("Saving", "Target held against", "Benefit falls in", "Partner")),
        Heading("Full-year effect", "money"),
        Heading("Of gross", "percent"),
        Heading("Of its own share", "percent"),
        *map(Heading, ("Starts", "Phasing", "Recurrence", "Status")),
        Heading("Confidence", "percent"),
    )
    rows: list[tuple[Cell, ...]] = []
    for saving in savings:
        target = target_held(plan.records, budgets, saving)
        rows.append(
            (
                saving.name,
                plan.records.name(BudgetLine.TABLE, saving.target_line),
                plan.records.name(ServiceArea.TABLE, saving.benefit_area),
                link_name(plan.records, "partner", saving.partner),
                saving.full_year_effect,
                target.of_gross if target else None,
                target.of_own_share if target else None,
                _start(saving),
                saving.profile.capitalize(),
                saving.recurrence.capitalize(),
                saving.status.capitalize(),
                confidence_of(saving),
            )
        )
    return ReportTable("Savings", heads, tuple(rows))


def _start(saving: Saving) -> str:
    if saving.start_year is None:
        return ""
    return f"{saving.start_month}, {year_label(saving.start_year)}"


def _by_year(
    plan: Plan, title: str, savings: list[Saving], value: Callable[[Saving, int], int]
) -> ReportTable:
    years = plan.years
    rows: list[tuple[Cell, ...]] = [
        (saving.name, *(value(saving, year) for year in years)) for saving in savings
    ]
    last = ("Total", *(sum(value(saving, year) for saving in savings) for year in years))
    heads = (Heading("Saving"), *(Heading(year_label(year), "money") for year in years))
    return ReportTable(title, heads, (*rows, last))


def _by_status(plan: Plan) -> ReportTable:
    years = plan.years
    found = [savings_in(plan.records, year) for year in years]
    sure = [savings_in(plan.records, year, weighted=True) for year in years]
    rows: list[tuple[Cell, ...]] = [
        (status.capitalize(), *(held.by_status[status] for held in found))
        for status in SAVING_STATUSES
    ]
    rows += [
        ("All savings", *(held.total for held in found)),
        ("Cost to achieve", *(held.cost for held in found)),
        ("Net of cost", *(held.net for held in found)),
        ("All savings, weighted by confidence", *(held.total for held in sure)),
    ]
    heads = (Heading("Status"), *(Heading(year_label(year), "money") for year in years))
    return ReportTable("By status and year", heads, tuple(rows))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about a saving: "serious", "warning" or "note" where it is a worry, else blank."""

    severity: str
    text: str


def about_saving(plan: Plan, key: str) -> tuple[Said, ...]:
    """What is to be known about one saving: its worries, its share of the budget, when it delivers."""
    saving = plan.table(Saving).get(key)
    if saving is None:
        return ()
    worries = [
        held.problem
        for held in concerns(plan.records, plan.figures)
        if key in held.savings and held.problem.kind != _TARGET
    ]
    target = target_held(plan.records, ServiceBudgets(plan.figures), saving)
    said = [Said(target.severity, target.words)] if target else []
    if target and target.line and target.line != target.gross:
        said += _of_line(target)
    if not saving.full_year_effect:
        said.append(Said("", "Type the full-year effect to see what it comes to."))
    elif target is None and saving.full_year_effect > 0:
        said.append(Said("", "Choose the line that holds the target to see its share of it."))
    if saving.full_year_effect and saving.start_year is not None:
        said.append(Said("", _when(plan, saving)))
    prefix = f'"{saving.name}": '
    for problem in worries:
        text = problem.text.removeprefix(prefix)
        said.append(Said(problem.severity, text[:1].upper() + text[1:]))
    order = ("serious", "warning", "", "note")
    return tuple(sorted(said, key=lambda held: order.index(held.severity)))


_TARGET = "saving beyond its budget"


def _of_line(target: TargetHeld) -> list[Said]:
    """What the one line comes to that carries the target of a service with several."""
    line = target.line or 0
    if line <= 0:
        return []
    words = f"The line that holds the target comes to {show_headline(line)}"
    return [Said("", f"{words}; the saving is {percent(target.target, line)} of it.")]


def _when(plan: Plan, saving: Saving) -> str:
    """When a saving delivers how much: "£421.5k in 2017/18, then £843k a year"."""
    start, whole = saving.start_year or 0, saving.full_year_effect or 0
    first = delivered(saving, start)
    word = "costs" if whole < 0 else "delivers"
    began = (
        f"From {saving.start_month} {year_label(start)}, {PHASING[saving.profile].about}, it {word}"
    )
    if saving.recurrence != "recurrent":
        return f"{began} {show_headline(abs(first))} in that year alone."
    if first == whole:
        return f"{began} {show_headline(abs(whole))} every year."
    second = delivered(saving, start + 1)
    said = f"{began} {show_headline(abs(first))} in {year_label(start)}"
    if second != whole:
        said += f", {show_headline(abs(second))} in {year_label(start + 1)}"
    return f"{said}, then {show_headline(abs(whole))} a year."


def totals_words(plan: Plan) -> str:
    """What all savings come to by year, in one sentence; blank where there are none."""
    if not plan.table(Saving):
        return ""
    found = {year: savings_in(plan.records, year) for year in plan.years}
    said = [
        f"{year_label(year)} {show_headline(held.total)}"
        + (f" less {show_headline(held.cost)} cost" if held.cost else "")
        for year, held in found.items()
        if held.total or held.cost
    ]
    return f"All savings deliver {', '.join(said) or 'nothing in these years'}."


def saving_by_year(plan: Plan, key: str) -> Series:
    """What one saving delivers and costs by year, as a chart draws it: cost below the line."""
    saving, years = plan.table(Saving)[key], plan.years
    saved = tuple(delivered(saving, year) for year in years)
    costs = tuple(-cost_to_achieve(plan.records, key, year) for year in years)
    parts = [Part("Delivered", "integrate", saved, ())]
    if any(costs):
        parts.append(Part("Cost to achieve", "warn", costs, ()))
    said = [
        f"{year_label(year)}: {show_headline(pence)}"
        + (f", less {show_headline(-cost)}" if cost else "")
        for year, pence, cost in zip(years, saved, costs, strict=True)
        if pence or cost
    ]
    return Series(
        f"{saving.name} by year",
        SCOPE,
        tuple(year_label(year) for year in years),
        tuple(parts),
        f"Delivered by year. {'; '.join(said) or 'Nothing in the years of this plan'}.",
    )
