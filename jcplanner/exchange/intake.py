"""A file into the plan: rows and a mapping -> one undoable step, with everything accounted for.

A dry run is the real run, abandoned before it is written. The same file brought in again meets the
same lines (by their import key), changes what differs and says so; a line that somebody has put under
a service area stays there.
"""

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.money import show_exact
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.exchange.header import choose_sheet
from jcplanner.exchange.interpret import interpret
from jcplanner.exchange.mapping import Mapping
from jcplanner.exchange.proposal import Change, Proposal
from jcplanner.exchange.read import ReadFile, read_file
from jcplanner.exchange.reading import ControlTotal, Counts, Exact, Reading, Remark
from jcplanner.exchange.values import ROUNDING_RULE
from jcplanner.plan.plan import Plan
from jcplanner.store.reading import no_collection


class _DryRun(Exception):
    """Abandons the draft of a dry run: nothing moves."""


@dataclass
class IntakeResult:
    """What an import did, or would do. Money in pence.

    ``step`` is the name of the step that undo takes back, blank where nothing changed.
    """

    file: str
    mapping: str
    sheet: str
    header_row: int
    dry_run: bool
    partner: str = ""
    years: list[int] = field(default_factory=list[int])
    rows_read: int = 0
    lines_added: int = 0
    lines_changed: int = 0
    lines_unchanged: int = 0
    amounts_set: int = 0
    amounts_unchanged: int = 0
    expenditure: int = 0
    income: int = 0
    changes: list[Change] = field(default_factory=list[Change])
    skipped: list[Remark] = field(default_factory=list[Remark])
    rejected: list[Remark] = field(default_factory=list[Remark])
    control_totals: list[ControlTotal] = field(default_factory=list[ControlTotal])
    counts: Counts = field(default_factory=Counts)
    sums: dict[str, Exact] = field(default_factory=dict[str, Exact])
    notes: list[str] = field(default_factory=list[str])
    step: str = ""
    reading: Reading | None = None

    @property
    def nothing_changed(self) -> bool:
        """Whether the plan is (or would be) as it was."""
        return not (self.lines_added or self.lines_changed or self.amounts_set)

    @property
    def control_differences(self) -> list[ControlTotal]:
        """The control totals that do not agree."""
        return [control for control in self.control_totals if not control.agrees]

    def headline(self) -> str:
        """What happened, in one sentence."""
        if self.nothing_changed:
            if self.lines_unchanged:
                return f"Nothing to change: the plan holds these {_lines(self.lines_unchanged)} already."
            return "Nothing was brought in: no row of the file gives a figure."
        verb = "would be " if self.dry_run else ""
        parts = [f"{_lines(self.lines_added)} {verb}added" if self.lines_added else ""]
        parts.append(f"{_lines(self.lines_changed)} {verb}changed" if self.lines_changed else "")
        parts.append(f"{_counted(self.amounts_set, 'amount')} {verb}set")
        out = [f"{self.counts.not_chosen:,} not chosen" if self.counts.not_chosen else ""]
        out.append(f"{self.counts.skipped:,} skipped" if self.counts.skipped else "")
        out.append(f"{len(self.rejected):,} rejected" if self.rejected else "")
        read = ", ".join([f"{_counted(self.counts.read, 'row')} read", *filter(None, out)])
        return f"{read}: {', '.join(filter(None, parts))}."

    def as_json(self) -> dict[str, Any]:
        """For programs: amounts in integer pence, exact remainders as text."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "partner": self.partner,
            "years": [year_label(year) for year in self.years],
            "dry_run": self.dry_run,
            "nothing_changed": self.nothing_changed,
            "summary": self.headline(),
            "rows_read": self.rows_read,
            "lines_added": self.lines_added,
            "lines_changed": self.lines_changed,
            "lines_unchanged": self.lines_unchanged,
            "amounts_set": self.amounts_set,
            "amounts_unchanged": self.amounts_unchanged,
            "expenditure": self.expenditure,
            "income": self.income,
            "net": self.expenditure - self.income,
            "skipped": [remark.as_json() for remark in self.skipped],
            "rejected": [remark.as_json() for remark in self.rejected],
            "control_totals": [control.as_json() for control in self.control_totals],
            "changes": [change.as_json() for change in self.changes],
            "rows": {
                **{named.name: getattr(self.counts, named.name) for named in fields_of(Counts)},
                "in_file": self.counts.in_file,
            },
            "pounds": {name: _exact_json(sum_) for name, sum_ in self.sums.items()},
            "rounding": {
                "rule": ROUNDING_RULE,
                "remainder_pence": _plain(self.sums["brought_in"]) if self.sums else "0",
            },
            "notes": self.notes,
            "step": self.step,
        }


def _exact_json(sum_: Exact) -> dict[str, object]:
    return {"pence": sum_.pence, "remainder_pence": _plain(sum_)}


def _plain(sum_: Exact) -> str:
    return format(sum_.rest.normalize(), "f") if sum_.rest else "0"


def _lines(count: int) -> str:
    return _counted(count, "line")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def bring_in(
    plan: Plan,
    path: Path | str,
    mapping: Mapping,
    *,
    partner: str = "",
    year: int | None = None,
    where: Dict[str, str] | None = None,
    sheet: str = "",
    dry_run: bool = False,
    file: ReadFile | None = None,
    reading: Reading | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> IntakeResult:
    """Bring one file into the plan as one undoable step, or see what that would do.

    ``partner`` is a name, short name or code of a partner in the plan. ``where`` chooses rows by
    heading and value. ``year`` (2023 for 2023/24) is used where the file names none. ``file`` is the
    file already read whole and ``reading`` what a dry run with the same choices made of it (its result's
    ``reading``), so that a wizard does nothing twice. Raises Refusal, Undecided, Cancelled.
    """
    in_file = "partner" in mapping.columns and not partner.strip()
    owner = None if in_file else find_partner(plan, partner)
    if file is None:
        file = read_file(
            path,
            sheet=sheet or mapping.sheet,
            encoding=mapping.encoding,
            delimiter=mapping.delimiter,
            cancelled=cancelled,
            progress=progress,
        )
    held, header = choose_sheet(file, replace(mapping, sheet=sheet) if sheet else mapping)
    if missing := file.facts.uncalculated.get(held.name):
        raise Refusal(
            f'The sheet "{held.name}" has {_counted(missing, "formula")} without a saved result, so that '
            "its figures cannot be known; open it in Excel, save it, and bring it in again."
        )
    names = (owner.organisation_code, owner.name, owner.short_name) if owner else ()
    if reading is None:
        with no_collection():
            reading = interpret(
                held,
                header,
                mapping,
                where=where,
                year=year,
                partner_names=names,
                cancelled=cancelled,
            )
    name = file.facts.path.name
    result = _result(name, mapping, reading, file, dry_run)
    result.partner = owner.name if owner else ""
    step = f"Bring in {name}"
    try:
        with no_collection(), plan.step(step) as draft:
            proposal = Proposal(plan, draft, mapping, name, _source_sheet(file, held.name), _now())
            owners = {name: owner or find_partner(plan, name) for name in _partners(reading)}
            for line in reading.lines:
                proposal.take(line, owners[line.partner])
            proposal.finish(owner, reading.years)
            _show_years(plan, draft, reading.years, result)
            if cancelled is not None and cancelled():
                from jcplanner.exchange.read import Cancelled

                raise Cancelled
            _count(result, proposal)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    if not dry_run and not result.nothing_changed:
        result.step = step
    return result


def _partners(reading: Reading) -> list[str]:
    """The names of partners in the file, in the order they come."""
    return list(dict.fromkeys(line.partner for line in reading.lines))


def _source_sheet(file: ReadFile, sheet: str) -> str:
    return sheet if file.facts.kind == "workbook" else ""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _result(
    name: str, mapping: Mapping, reading: Reading, file: ReadFile, dry_run: bool
) -> IntakeResult:
    sums = reading.sums
    result = IntakeResult(
        name,
        mapping.name,
        reading.sheet,
        reading.header_row,
        dry_run,
        years=reading.years,
        rows_read=reading.counts.read,
        skipped=reading.skipped,
        rejected=reading.rejected,
        control_totals=reading.controls,
        counts=reading.counts,
        reading=reading,
    )
    result.sums = {named.name: getattr(sums, named.name) for named in fields_of(sums)}
    result.notes = [*file.notes(), *reading.notes]
    if sums.brought_in.rest:
        result.notes.append(f"{ROUNDING_RULE} Here: {_plain(sums.brought_in)} pence.")
    for control in result.control_differences:
        result.notes.append(
            f"{control.name} is stated as {show_exact(control.stated)}; what was brought in adds up to "
            f"{show_exact(control.derived)}, which is {show_exact(control.difference)} apart."
        )
    return result


def _count(result: IntakeResult, proposal: Proposal) -> None:
    result.lines_added, result.lines_changed = proposal.added, proposal.changed
    result.lines_unchanged = proposal.unchanged
    result.amounts_set, result.amounts_unchanged = proposal.amounts_set, proposal.amounts_unchanged
    result.expenditure, result.income = proposal.expenditure, proposal.income
    result.changes = proposal.changes
    result.skipped = [*result.skipped, *proposal.skipped]
    result.notes += proposal.notes


def _show_years(plan: Plan, draft: Any, years: list[int], result: IntakeResult) -> None:
    """An empty plan takes the file's first year as its base year; otherwise years out of sight are said."""
    outside = [year for year in years if year not in plan.years]
    if not outside:
        return
    if len(outside) == len(years) and not plan.table(BudgetAmount):
        draft.put(replace(plan.details, first_year=years[0]))
        result.notes.append(
            f"The plan had no figures and now begins with {year_label(years[0])}, the first year of the file."
        )
        outside = [year for year in years if year >= years[0] + plan.details.years_shown]
    if outside:
        said = ", ".join(year_label(year) for year in outside)
        result.notes.append(
            f"{said} lies outside the years that the plan shows: the amounts are kept; "
            "change the first year or the number of years to see them."
        )


def parse_where(conditions: Iterable[str]) -> dict[str, str]:
    """Read conditions such as "ONS Code=E06000019". Raises Refusal for one without an equals sign."""
    found: dict[str, str] = {}
    for condition in conditions:
        column, equals, value = condition.partition("=")
        if not equals or not column.strip():
            raise Refusal(f'"{condition}" chooses no rows; write COLUMN=VALUE.')
        found[column.strip()] = value.strip()
    return found


def find_partner(plan: Plan, said: str) -> Partner:
    """The partner that a name, short name or code means; the only council where nothing is said.

    Raises Refusal naming the partners there are.
    """
    partners = plan.table(Partner).ordered()
    wanted = said.strip().casefold()
    if not wanted:
        councils = [partner for partner in partners if partner.kind == "council"]
        if len(councils) == 1:
            return councils[0]
    found = [
        partner
        for partner in partners
        if wanted
        and wanted
        in (
            partner.name.casefold(),
            partner.short_name.casefold(),
            partner.organisation_code.casefold(),
            partner.id.casefold(),
        )
    ]
    if len(found) == 1:
        return found[0]
    if not partners:
        raise Refusal("The plan has no partners yet; add the one whose budget this is first.")
    names = ", ".join(partner.name for partner in partners)
    if found:
        raise Refusal(f'"{said}" means more than one partner; use the full name: {names}.')
    if not wanted:
        raise Refusal(f"Say whose budget this is (--partner); the plan has: {names}.")
    raise Refusal(f'The plan has no partner "{said}"; it has: {names}.')
