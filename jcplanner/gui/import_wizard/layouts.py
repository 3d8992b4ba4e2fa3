"""Another layout for the same sheet: a mapping to start from, made of what its columns hold. No Qt."""

from dataclasses import replace

from jcplanner.exchange.header import Header
from jcplanner.exchange.mapping import AmountColumn, ColumnGroup, Mapping
from jcplanner.exchange.read import Sheet
from jcplanner.exchange.suggest import describe_columns


def with_layout(mapping: Mapping, layout: str, sheet: Sheet, header: Header) -> Mapping:
    """The mapping in another layout; amounts, groups and what a line is known by are proposed anew."""
    facts = describe_columns(sheet, header)
    amounts = [held.heading for held in facts if held.holds_amounts]
    words = [held.heading for held in facts if held.filled and not held.holds_amounts]
    dates = [held.heading for held in facts if held.holds_dates and not held.holds_amounts]
    if layout == "across":
        groups = (ColumnGroup("All columns", amounts[0], amounts[-1]),) if amounts else ()
        return replace(
            mapping,
            layout=layout,
            groups=groups,
            choose=tuple(words[:2]),
            key=tuple(words[:1]),
            amounts=(),
            controls=(),
            columns={},
            description=(),
            date_column="",
            direction_column="",
        )
    kept = mapping.amounts or tuple(AmountColumn(heading) for heading in amounts[-1:])
    if layout == "transactions":
        return replace(
            mapping,
            layout=layout,
            groups=(),
            choose=(),
            amounts=kept,
            date_column=mapping.date_column or (dates[0] if dates else ""),
            key=mapping.key or tuple(list(mapping.columns.values())[:1] or words[:1]),
        )
    return replace(mapping, layout=layout, groups=(), choose=(), amounts=kept, date_column="")
