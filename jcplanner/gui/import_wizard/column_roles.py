"""A mapping column by column, as a person sees it, and back again. No Qt, and no file is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.years import year_label
from jcplanner.exchange.mapping import (
    EXPENDITURE,
    INCOME,
    LINE_FIELDS,
    NET,
    AmountColumn,
    ControlColumn,
    Mapping,
)
from jcplanner.exchange.values import find_year

NOTHING, AMOUNT, DIRECTION, DATE, YEAR, DESCRIBES = (
    "",
    "amount",
    "side",
    "date",
    "year",
    "describes",
)
CONTROLS = {f"control {side}": side for side in (NET, EXPENDITURE, INCOME)}
"""The meanings of a column that states a total of its row, and what it is compared with."""

SIDES = (
    ("", "As the row says"),
    (EXPENDITURE, "Expenditure"),
    (INCOME, "Income"),
    ("income reversed", "Income shown with a minus"),
)
"""What an amount column holds."""

_NAMED = re.compile(r"\{([^{}]+)\}")
_LABELS = {column.name: column.label for column in BudgetLine.COLUMNS}


@dataclass(frozen=True)
class ColumnRole:
    """What one column of the file means. ``identifies``: part of what a line is known again by."""

    heading: str
    means: str = NOTHING
    year: str = ""
    side: str = ""
    identifies: bool = False


def meanings() -> list[tuple[str, str]]:
    """Everything that a column can mean, with the words for it, the usual ones first."""
    fields = [
        name for name in LINE_FIELDS if name not in ("direction", "description", "ledger_code")
    ]
    return [
        (NOTHING, "Not used"),
        (AMOUNT, "Amount"),
        ("description", _LABELS["description"]),
        ("ledger_code", _LABELS["ledger_code"]),
        (DESCRIBES, "Part of the line's name"),
        (DIRECTION, "Expenditure or income"),
        *((name, _LABELS[name]) for name in fields),
        (YEAR, "Financial year"),
        (DATE, "Date"),
        *((means, f"Total to check: {side}") for means, side in CONTROLS.items()),
    ]


def roles_of(mapping: Mapping, headings: Sequence[str]) -> list[ColumnRole]:
    """What each column means under a mapping."""
    return [_role(mapping, heading) for heading in headings]


def _role(mapping: Mapping, heading: str) -> ColumnRole:
    known = ColumnRole(heading, identifies=_among(heading, mapping.key))
    for amount in mapping.amounts:
        if _same(amount.heading, heading):
            side = (
                "income reversed"
                if amount.reverse and amount.direction == INCOME
                else amount.direction
            )
            return replace(known, means=AMOUNT, year=amount.year or _year(heading), side=side)
    if not mapping.amounts and mapping.layout == "lines" and _year(heading):
        return replace(known, means=AMOUNT, year=_year(heading))
    for control in mapping.controls:
        if _same(control.heading, heading):
            return replace(known, means=f"control {control.compare}")
    for means, column in (
        (DIRECTION, mapping.direction_column),
        (DATE, mapping.date_column),
        (YEAR, mapping.year_column),
        *mapping.columns.items(),
    ):
        if column and _same(column, heading):
            return replace(known, means=means)
    if any(
        _same(said, heading)
        for template in mapping.description
        for said in _NAMED.findall(template)
    ):
        return replace(known, means=DESCRIBES)
    return known


def _year(heading: str) -> str:
    year = find_year(heading)
    return year_label(year) if year is not None else ""


def _same(first: str, second: str) -> bool:
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


def _among(heading: str, headings: Sequence[str]) -> bool:
    return any(_same(heading, held) for held in headings)


def changed(roles: Sequence[ColumnRole], place: int, role: ColumnRole) -> list[ColumnRole]:
    """The roles with one of them changed; what only one column can mean leaves the column that had it."""
    alone = role.means not in (NOTHING, AMOUNT, DESCRIBES, *CONTROLS)
    made = [
        replace(held, means=NOTHING) if alone and held.means == role.means else held
        for held in roles
    ]
    made[place] = role
    return made


def mapping_from(mapping: Mapping, roles: Sequence[ColumnRole]) -> Mapping:
    """The mapping that says what the roles say; what they do not speak of stays."""

    def one(means: str) -> str:
        return next((role.heading for role in roles if role.means == means), "")

    used = [role.heading for role in roles if role.means != NOTHING]
    described = [role.heading for role in roles if role.means == DESCRIBES]
    templates = [
        template
        for template in mapping.description
        if all(_among(said, used) for said in _NAMED.findall(template))
    ]
    said_already = [said for template in templates for said in _NAMED.findall(template)]
    templates += [f"{{{heading}}}" for heading in described if not _among(heading, said_already)]
    if one("description"):
        templates = [template for template in templates if described]
    return replace(
        mapping,
        columns={role.means: role.heading for role in roles if role.means in LINE_FIELDS},
        direction_column=one(DIRECTION),
        date_column=one(DATE),
        year_column=one(YEAR),
        amounts=tuple(_amount(role) for role in roles if role.means == AMOUNT),
        controls=tuple(
            ControlColumn(role.heading, CONTROLS[role.means])
            for role in roles
            if role.means in CONTROLS
        ),
        description=tuple(templates),
        key=tuple(role.heading for role in roles if role.identifies),
    )


def _amount(role: ColumnRole) -> AmountColumn:
    reverse = role.side == "income reversed"
    side = INCOME if reverse else role.side
    year = "" if role.year == _year(role.heading) else role.year
    return AmountColumn(role.heading, year, side, reverse)


def lacking(mapping: Mapping) -> str:
    """What still has to be chosen before lines can be read, in one sentence; "" where nothing is."""
    if mapping.layout == "across":
        return "" if mapping.groups else "Choose which columns are lines: add a group."
    if not mapping.amounts:
        return "Choose at least one column of amounts."
    named = {"description", "ledger_code"} & set(mapping.columns)
    if not named and not mapping.description:
        return "Choose the column that names the line."
    if mapping.layout == "transactions" and not mapping.key:
        return "Choose what transactions are summed by: mark the columns that identify a line."
    return ""


def needs_year(mapping: Mapping) -> bool:
    """Whether the file does not itself say which year its amounts are for."""
    if mapping.layout == "across":
        return True
    if mapping.date_column or mapping.year_column:
        return False
    return any(not amount.year and not _year(amount.heading) for amount in mapping.amounts)
