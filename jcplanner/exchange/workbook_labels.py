"""What partners, areas and sources are called in a workbook: labels that formulas can tell apart.

Excel's SUMIFS and MATCH know no capitals, take * ? ~ for patterns, a leading = < > for a comparison and
"2016" or "1E5" for a number. A label is a name made safe from that, so that the formulas stay plain.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jcplanner.domain.budgets import FundingSource
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Pool
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.exchange.write import cell_text
from jcplanner.plan.plan import Plan

NO_PARTNER, NO_AREA, NO_SOURCE = "No partner", "No service area", "No funding source"
NO_POOL = "No pool"

LONGEST_LABEL = 200
"""Excel compares with at most 255 characters."""

_PATTERNS = str.maketrans({"*": "\u2217", "?": "\uff1f", "~": "\u223c"})
_MONTHS = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    "|nov(ember)?|dec(ember)?"
)
_LIKE_A_NUMBER = re.compile(
    rf"[\s\d.,£$€%()+\-/:eE\u2212]+|true|false|(?=.*\d)[\s\d.,\-/]*({_MONTHS})[\s\d.,\-/:]*",
    re.IGNORECASE,
)


@dataclass
class Labels:
    """Labels by id, in the plan's own order; None stands for "none of them" and comes last."""

    partners: dict[str | None, str] = field(default_factory=dict[str | None, str])
    areas: dict[str | None, str] = field(default_factory=dict[str | None, str])
    sources: dict[str | None, str] = field(default_factory=dict[str | None, str])
    pools: dict[str | None, str] = field(default_factory=dict[str | None, str])
    depths: dict[str | None, int] = field(default_factory=dict[str | None, int])
    altered: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def labels_of(plan: Plan) -> Labels:
    """Make the labels of a plan."""
    made = labels_from(plan.records)
    if len(made.partners) > 1 and not any(partner is None for partner, _ in plan.figures.lines):
        del made.partners[None]
    return made


def labels_from(records: Records) -> Labels:
    """Make the labels of records, whether or not any line has no partner."""
    made = Labels()
    tree = tree_order(records.table(ServiceArea))
    made.depths = {area.id: depth for area, depth in tree}
    made.areas = _labelled(made, ((area.id, area.name) for area, _ in tree), NO_AREA)
    made.partners = _labelled(made, _named(records.table(Partner).ordered()), NO_PARTNER)
    made.sources = _labelled(made, _named(records.table(FundingSource).ordered()), NO_SOURCE)
    made.pools = _labelled(made, _named(records.table(Pool).ordered()), NO_POOL)
    return made


def _named(records: Iterable[Record]) -> Iterable[tuple[str, str]]:
    return ((held.id, str(getattr(held, held.NAMED_BY))) for held in records)


def _labelled(
    labels: Labels, named: Iterable[tuple[str, str]], nothing: str
) -> dict[str | None, str]:
    found: dict[str | None, str] = {}
    taken = {nothing.casefold()}
    for key, name in named:
        label = unmistakable(name)
        if label.casefold() in taken:
            number = 2
            while f"{label} ({number})".casefold() in taken:
                number += 1
            label = f"{label} ({number})"
        taken.add(label.casefold())
        found[key] = label
        if label != name:
            labels.altered.append((name, label))
    found[None] = nothing
    return found


def unmistakable(name: str) -> str:
    """A name that a formula cannot take for a pattern, a comparison, a number or a date."""
    label = " ".join(cell_text(name).split())[:LONGEST_LABEL].translate(_PATTERNS)
    if not label:
        return "(no name)"
    if label[0] in "=<>#'" or _LIKE_A_NUMBER.fullmatch(label):
        return f"\u201c{label}\u201d"
    return label
