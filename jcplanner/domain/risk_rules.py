"""Risk-share rules: who bears an overspend or keeps an underspend of a pool, as data in order.

Agreements differ, so the order, the shares, the caps and the amounts are all typed (DOMAIN 2.5); `risk_share`
has the calculation.
"""

from typing import NamedTuple

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

OVER, UNDER = "overspend", "underspend"
SIDES = (OVER, UNDER)


class Rule(NamedTuple):
    """One kind of rule: its name, the sides that it can be for, its source, and what it does in words."""

    name: str
    code: str
    sides: tuple[str, ...]
    source: str
    words: str


RULES = (
    Rule(
        "each bears its own",
        "R1",
        SIDES,
        "S36",
        "Each partner bears what its own lines are out by.",
    ),
    Rule("pro rata to contribution", "R2", SIDES, "S38", "In proportion to what each contributes."),
    Rule(
        "pro rata to what each commissions",
        "R3",
        SIDES,
        "S38",
        "In proportion to the net of each partner's own lines in the pool.",
    ),
    Rule("fixed percentages", "R4", SIDES, "S32", "By the shares typed, such as 50 : 50."),
    Rule(
        "fixed: the host bears it",
        "R5",
        SIDES,
        "S36",
        "The others' contributions do not change; a variable share is a rule with shares.",
    ),
    Rule(
        "pro rata, capped",
        "R6",
        (OVER,),
        "S38",
        "In proportion to contributions, each at most the cap: a percentage of its contribution.",
    ),
    Rule(
        "underspends in the pool",
        "R7",
        (OVER,),
        "S38, S39",
        "Other lines' underspends go first; they are in the net figure already, so this takes what is typed.",
    ),
    Rule("risk pool", "R7", (OVER,), "S38, S39", "Money set aside for it, up to the amount typed."),
    Rule(
        "uncommitted allocations",
        "R7",
        (OVER,),
        "S38, S39",
        "Allocations not yet committed are cut, up to the amount typed.",
    ),
    Rule(
        "outside funds",
        "R7",
        (OVER,),
        "S38, S39",
        "From outside the pool, by the shares typed, up to the amount typed.",
    ),
    Rule(
        "others first, to a threshold",
        "R8",
        (OVER,),
        "S36",
        "The protected partner pays nothing until each of the others bore the threshold: a percentage "
        "of its contribution.",
    ),
    Rule(
        "stays in the pool",
        "U1",
        (UNDER,),
        "S39",
        "Meets other lines or new joint schemes in the year.",
    ),
    Rule("contingency", "U2", (UNDER,), "S40", "Kept as a contingency."),
    Rule(
        "management action is kept",
        "U3",
        (UNDER,),
        "S40",
        "The part that came from management action, as typed, is kept; a windfall goes on to the next rule.",
    ),
    Rule(
        "only for non-recurrent spend",
        "U4",
        (UNDER,),
        "S30",
        "Kept for spending that does not recur, up to the amount typed.",
    ),
    Rule(
        "ring-fenced grant stays",
        "U5",
        (UNDER,),
        "S40",
        "Underspent ring-fenced grant stays with its purpose, as far as lines on such a source are under.",
    ),
)

RULE_NAMES = tuple(rule.name for rule in RULES)
RULE_NAMED = {rule.name: rule for rule in RULES}


@record("risk_share_rule", "risk-share rule", "risk-share rules", named_by="rule")
class RiskShareRule(Record):
    """One rule of a pool, or of one line of it; its position is its place in the order of call."""

    id: str
    position: int = position()
    pool: str | None = link("Pool", "pool", on_remove="cascade")
    line: str | None = link(
        "For one line", "budget_line", on_remove="cascade", help="Blank: for the pool as a whole."
    )
    side: str = column("For an", Kind.CHOICE, default=OVER, choices=SIDES)
    rule: str = column("Rule", Kind.CHOICE, default="pro rata to contribution", choices=RULE_NAMES)
    cap: int | None = column(
        "Cap or threshold",
        Kind.PERCENT,
        default=None,
        help="Of each partner's contribution: the most it bears, or what the others bear first.",
    )
    amount: int | None = column(
        "Up to", Kind.MONEY, default=None, help="The most that this rule takes; blank for all."
    )
    protected: str | None = link("Protected partner", "partner")
    clause: str = column("Clause", help="Where the agreement says so.")
    note: str = column("Note", Kind.NOTE)


@record("risk_share", "risk share", "risk shares", ordered=False, named_by="id")
class RiskShare(Record):
    """A partner's typed share under one rule. Its id is `<rule>:<partner>`."""

    id: str
    rule: str | None = link("Rule", "risk_share_rule", on_remove="cascade")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    share: int | None = column("Share", Kind.PERCENT, default=None)


def share_id(rule: str, partner: str) -> str:
    """The id of a partner's share under a rule."""
    return f"{rule}:{partner}"
