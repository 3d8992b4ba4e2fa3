"""What a sheet seems to be: header row, layout, unit and columns, proposed for a person to confirm.

Nothing here is acted on unseen. A suggestion carries remarks on whatever was doubtful.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.column_facts import ColumnFacts, describe_columns, is_number
from jcplanner.exchange.header import SEARCHED, Header, choose_sheet, find_header
from jcplanner.exchange.mapping import (
    EXPENDITURE,
    INCOME,
    AmountColumn,
    ColumnGroup,
    ControlColumn,
    Mapping,
)
from jcplanner.exchange.read import ReadFile, Row, Sheet
from jcplanner.exchange.values import clean_text, find_year

_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("budget_holder", r"budget (holder|manager)|reports to|responsible|accountable"),
        ("line_manager", r"line manager|head of service"),
        ("ledger_code", r"\bcode\b|cost cent(re|er)|ledger|account|nominal|\bgl\b|uuid|\bcc\b"),
        ("provider", r"provider|supplier|vendor|payee"),
        ("funding_source", r"fund(ing|ed)|source of funds"),
        ("subjective_group", r"subjective|cipfa group"),
        ("service_area", r"service area|care group|client group|division|programme"),
        ("recurrence", r"recurr"),
        ("nature", r"revenue ?(/|or) ?capital|capital ?(/|or) ?revenue"),
        ("vat_regime", r"\bvat\b"),
        ("note", r"notes?$|comment|remark"),
        ("partner", r"^partner|organisation|^body$"),
        (
            "description",
            r"descri|budget line|narrative|service|detail|item|^line$|^name$|heading|contract",
        ),
    )
)
_DIRECTION = re.compile(
    r"exp\w*\s*(/|or)\s*inc|inc\w*\s*(/|or)\s*exp|direction|finance type|^type$|^kind$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"budget|amount|value|net|cost|£|final|total", re.IGNORECASE)
_BUDGET = re.compile(r"budget|plan|estimate", re.IGNORECASE)
_TOTAL = re.compile(r"\btotals?\b", re.IGNORECASE)
_UNITS = (
    ("millions", re.compile(r"£\s*m\b|£\s*million|\bmillions?\b|£'?000,?000", re.IGNORECASE)),
    (
        "thousands",
        re.compile(
            r"£\s*'?0{3}s?|£\s*k\b|£\s*thousand|\bthousands?\b|\(000s?\)|£000", re.IGNORECASE
        ),
    ),
)


@dataclass
class Suggestion:
    """A mapping to start from, the header it stands on, what the columns hold, and what was doubtful."""

    mapping: Mapping
    header: Header | None
    columns: list[ColumnFacts] = field(default_factory=list[ColumnFacts])
    remarks: list[str] = field(default_factory=list[str])


def best_sheet(file: ReadFile) -> Sheet | None:
    """The first sheet that a header with amounts is found on, else the first with anything in it."""
    readable = [sheet for sheet in file.sheets if sheet.rows]
    for sheet in readable:
        suggestion = suggest_mapping(sheet)
        if suggestion.header is not None and (
            suggestion.mapping.amounts or suggestion.mapping.groups
        ):
            return sheet
    return readable[0] if readable else None


def proposed_mapping(file: ReadFile, name: str) -> tuple[Mapping, list[str]]:
    """A mapping for a file that nobody has described, and what is doubtful about it.

    Raises Refusal where the file holds nothing.
    """
    sheet = best_sheet(file)
    if sheet is None:
        raise Refusal(f"{file.facts.path.name} has no sheet with anything in it.")
    suggestion = suggest_mapping(sheet, name=name)
    several = sum(1 for held in file.sheets if held.rows) > 1
    return replace(suggestion.mapping, sheet=sheet.name if several else ""), suggestion.remarks


def fitting_mapping(file: ReadFile, mappings: Sequence[Mapping]) -> Mapping | None:
    """The first saved or shipped mapping that the file fits."""
    for mapping in mappings:
        if len(mapping.headings()) < 2:
            continue
        try:
            choose_sheet(file, mapping)
        except Refusal:
            continue
        return mapping
    return None


def suggest_mapping(sheet: Sheet, *, header_row: int = 0, name: str = "Mapping") -> Suggestion:
    """Propose a mapping for a sheet; ``header_row`` (as Excel numbers it) overrules the guess."""
    header = suggest_header(sheet, header_row)
    if header is None:
        return Suggestion(Mapping(name), None, remarks=["No row looks like a header; choose it."])
    columns = describe_columns(sheet, header)
    mapping = Mapping(name, header_row=header.row, unit=_unit(sheet, header))
    suggestion = Suggestion(mapping, header, columns)
    fields, direction = _fields(columns)
    amounts = [
        facts for facts in columns if facts.holds_amounts and facts.heading not in fields.values()
    ]
    dated = [
        facts
        for facts in columns
        if facts.year is not None and (facts.numbers >= 0.5 or not facts.filled)
    ]
    dates = [facts.heading for facts in columns if facts.holds_dates and not facts.holds_amounts]
    totals = [facts for facts in amounts if _TOTAL.search(facts.heading)]
    if not dated and len(amounts) > 12 and totals:
        suggestion.mapping = _across(mapping, columns, amounts)
    elif dates and not dated and amounts:
        suggestion.mapping = _transactions(mapping, fields, direction, dates[0], amounts)
    else:
        suggestion.mapping = _lines(mapping, fields, direction, columns, amounts, dated, suggestion)
    return suggestion


def suggest_header(sheet: Sheet, header_row: int = 0) -> Header | None:
    """The named row, else the one whose cells read like headings with figures below them."""
    if header_row:
        place = header_row - sheet.first_row
        return Header(sheet, place) if 0 <= place < len(sheet.rows) else None
    best, score = None, 0.0
    for place, row in enumerate(sheet.rows[:SEARCHED]):
        found = _heading_score(row, sheet.rows[place + 1 : place + 8])
        if found > score:
            best, score = place, found
    return Header(sheet, best) if best is not None else None


def _heading_score(row: Row, below: Sequence[Row]) -> float:
    words = [clean_text(cell) for cell in row if cell not in ("", None)]
    if len(words) < 2 or not below:
        return 0.0
    wordy = sum(1 for word in words if find_year(word) is not None or not is_number(word))
    if wordy < 0.8 * len(words):
        return 0.0
    figures = sum(
        1
        for under in below
        for cell, head in zip(under, row, strict=False)
        if head not in ("", None) and cell not in ("", None) and is_number(cell)
    )
    if not figures:
        return 0.0
    known = sum(1 for word in words if any(pattern.search(word) for _name, pattern in _FIELDS))
    years = sum(1 for word in words if find_year(word) is not None)
    return len(set(words)) / len(row) + 0.3 * known + 0.3 * years + min(figures, 10) / 100


def _unit(sheet: Sheet, header: Header) -> str:
    """The unit that the headings or the rows above them speak of."""
    said = header.headings + [
        clean_text(cell)
        for row in sheet.rows[: header.place]
        for cell in row
        if isinstance(cell, str) and cell
    ]
    for unit, pattern in _UNITS:
        if any(pattern.search(text) for text in said):
            return unit
    return "pounds"


def _fields(columns: list[ColumnFacts]) -> tuple[dict[str, str], str]:
    """Fields of a budget line by heading, and the column that tells expenditure from income."""
    fields: dict[str, str] = {}
    direction = next(
        (
            facts.heading
            for facts in columns
            if _DIRECTION.search(facts.heading) and facts.distinct <= 6 and not facts.holds_amounts
        ),
        "",
    )
    for name, pattern in _FIELDS:
        for facts in columns:
            taken = facts.heading in fields.values() or facts.heading == direction
            money = facts.year is not None or (facts.holds_amounts and name != "ledger_code")
            if not taken and not money and not facts.holds_dates and pattern.search(facts.heading):
                fields[name] = facts.heading
                break
    if "description" not in fields:
        spare = [
            facts
            for facts in columns
            if facts.filled
            and not facts.holds_amounts
            and not facts.holds_dates
            and facts.heading not in fields.values()
            and facts.heading != direction
        ]
        if spare:
            fields["description"] = max(spare, key=lambda facts: facts.distinct).heading
    return fields, direction


def _key(fields: dict[str, str], columns: list[ColumnFacts]) -> tuple[str, ...]:
    """The code alone where it tells every line from every other, else the identity of the line."""
    by_heading = {facts.heading: facts for facts in columns}
    code = by_heading.get(fields.get("ledger_code", ""))
    if code is not None and code.filled > 1 and code.distinct == code.filled:
        return (code.heading,)
    return ()


def _lines(
    mapping: Mapping,
    fields: dict[str, str],
    direction: str,
    columns: list[ColumnFacts],
    amounts: list[ColumnFacts],
    dated: list[ColumnFacts],
    suggestion: Suggestion,
) -> Mapping:
    chosen: list[AmountColumn] = []
    controls: list[ControlColumn] = []
    for facts in _one_of_each_year(dated, suggestion) or amounts:
        words = facts.heading.casefold()
        side = (
            INCOME
            if "income" in words
            else EXPENDITURE
            if re.search(r"expend|gross", words)
            else ""
        )
        if not dated and (re.search(r"\bnet\b", words) or (_TOTAL.search(words) and not side)):
            if re.search(r"\bnet\b", words):
                controls.append(ControlColumn(facts.heading))
            continue
        # Income shown with a minus is income, not a repayment of it.
        chosen.append(
            AmountColumn(
                facts.heading, direction=side, reverse=side == INCOME and facts.negative > 0.5
            )
        )
    if not chosen and controls:
        chosen, controls = [AmountColumn(controls[0].heading)], []
    if not chosen:
        suggestion.remarks.append("No column holds amounts; choose them.")
    elif not dated and len(chosen) > 1 and not all(amount.direction for amount in chosen):
        # Numbers of one row are not added up because they stand side by side.
        likely = [amount for amount in chosen if _AMOUNT.search(amount.heading)] or chosen
        chosen = likely[:1]
        suggestion.remarks.append(
            f'Several columns hold numbers; "{chosen[0].heading}" was taken: choose those that are amounts.'
        )
    negative = "credit"
    if not direction and any(0 < facts.negative < 1 for facts in dated or amounts):
        suggestion.remarks.append(
            "Some amounts are negative; say whether they are income or credits."
        )
    return replace(
        mapping,
        columns=fields,
        direction_column=direction,
        amounts=tuple(chosen),
        controls=tuple(controls) if chosen and any(amount.direction for amount in chosen) else (),
        key=_key(fields, columns),
        negative=negative,
    )


def _one_of_each_year(dated: list[ColumnFacts], suggestion: Suggestion) -> list[ColumnFacts]:
    """Where a year has several columns (budget, actual, variance), the one that says budget."""
    chosen: dict[int | None, ColumnFacts] = {}
    for facts in dated:
        held = chosen.get(facts.year)
        if held is None or (_BUDGET.search(facts.heading) and not _BUDGET.search(held.heading)):
            chosen[facts.year] = facts
    if len(chosen) < len(dated):
        left = ", ".join(facts.heading for facts in dated if chosen[facts.year] is not facts)
        suggestion.remarks.append(f"Several columns are of one year; left out: {left}.")
    return list(chosen.values())


def _transactions(
    mapping: Mapping, fields: dict[str, str], direction: str, dates: str, amounts: list[ColumnFacts]
) -> Mapping:
    best = next(
        (
            facts
            for facts in amounts
            if re.search(r"amount|value|£|net", facts.heading, re.IGNORECASE)
        ),
        amounts[-1],
    )
    grouped = (
        tuple(
            fields[name]
            for name in ("ledger_code", "provider", "subjective_group", "service_area")
            if name in fields
        )
        or tuple(fields.values())[:1]
    )
    # A line has the description of its group, not of one payment.
    described = {
        name: heading
        for name, heading in fields.items()
        if name != "description" or heading in grouped
    }
    if "description" not in described:
        templates = tuple(f"{{{heading}}}" for heading in grouped)
        mapping = replace(mapping, description=templates)
    return replace(
        mapping,
        layout="transactions",
        date_column=dates,
        columns=described,
        direction_column=direction,
        amounts=(AmountColumn(best.heading),),
        key=grouped,
    )


def _across(mapping: Mapping, columns: list[ColumnFacts], amounts: list[ColumnFacts]) -> Mapping:
    """Every run of figure columns that ends in a total is a group."""
    groups: list[ColumnGroup] = []
    first = last = ""
    for facts in columns:
        if not facts.holds_amounts:
            continue
        if _TOTAL.search(facts.heading):
            if first:
                name = re.sub(
                    r"\([^)]*\)|\b(sub-?)?totals?\b", "", facts.heading, flags=re.IGNORECASE
                )
                said = name.strip(" :-").capitalize() or f"Columns to {facts.heading}"
                groups.append(ColumnGroup(said, first, last, facts.heading))
            first = last = ""
            continue
        first, last = first or facts.heading, facts.heading
    if first and not groups:
        groups.append(ColumnGroup("All columns", amounts[0].heading, amounts[-1].heading))
    identity = tuple(
        facts.heading for facts in columns if facts.filled and not facts.holds_amounts
    )[:3]
    return replace(
        mapping, layout="across", groups=tuple(groups), choose=identity, key=identity[:1]
    )


def fits(sheet: Sheet, mapping: Mapping) -> bool:
    """Whether the sheet has every heading that the mapping needs."""
    return find_header(sheet, mapping) is not None
