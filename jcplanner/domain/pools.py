"""Pools: a pooled fund, its agreement, and what each partner puts in year by year.

Which lines a pool holds follows from the pathway (DESIGN rule 2); `pooling` has the sums.
"""

from typing import NamedTuple

from jcplanner.domain.budgets import AMOUNT_STATUSES, NATURES
from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

LEGAL_BASES = (
    "not given",
    "s75 NHS Act 2006",
    "s256 NHS Act 2006",
    "s257 NHS Act 2006",
    "s76 NHS Act 2006",
    "s65Z5 NHS Act 2006",
    "s10 Children Act 2004",
    "s113 Local Government Act 1972",
    "none: statement of intent",
)
"""What a pooled or joint fund can rest on (DOMAIN 2.1)."""

AGREEMENT_STATUSES = ("draft", "agreed", "superseded", "ended")
TERM_STATES = ("not yet agreed", "agreed", "does not apply")


class AgreementItem(NamedTuple):
    """One thing that an agreement must say: its key, where the regulation asks for it, and its words."""

    key: str
    paragraph: str
    words: str


AGREEMENT_ITEMS = (
    AgreementItem("aims", "7(3)(a)", "Agreed aims"),
    AgreementItem("outcomes", "7(3)(a)", "Agreed outcomes"),
    AgreementItem("contributions", "7(3)(b)", "What each partner contributes"),
    AgreementItem("variation of contributions", "7(3)(b)", "How contributions may be varied"),
    AgreementItem("NHS functions", "7(3)(c)", "The NHS functions covered"),
    AgreementItem(
        "health-related functions", "7(3)(c)", "The council's health-related functions covered"
    ),
    AgreementItem("persons", "7(3)(d)", "The persons it serves"),
    AgreementItem("services", "7(3)(d)", "The kinds of services it buys"),
    AgreementItem("in kind", "7(3)(e)", "Staff, goods, services or accommodation provided"),
    AgreementItem("duration", "7(3)(f)", "How long it lasts"),
    AgreementItem("review and ending", "7(3)(f)", "Review, variation and termination"),
    AgreementItem("management", "7(3)(g)", "Who hosts and who manages the fund"),
    AgreementItem("monitoring", "7(3)(g)", "How it is monitored and reported"),
)
"""What regulation 7(3) asks a pooled fund agreement to specify [S1], one thing to agree on in each row."""

QUARTERS = (1, 2, 3, 4)


@record("pool", "pool", "pools")
class Pool(Record):
    """A pooled fund under one host partner [S1]; which lines it holds follows from the pathway."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New pooled fund")
    host: str | None = link("Host partner", "partner", help="Holds the money and its accounts.")
    nature: str = column("Revenue or capital", Kind.CHOICE, default="revenue", choices=NATURES)
    legal_basis: str = column("Legal basis", Kind.CHOICE, default="not given", choices=LEGAL_BASES)
    manager: str = column("Pool manager", help="The post, not a person's name.")
    starts: str | None = column("From", Kind.DATE, default=None)
    ends: str | None = column("Until", Kind.DATE, default=None)
    notice_months: int | None = column(
        "Notice (months)",
        Kind.COUNT,
        default=None,
        help="How long before it ends a partner must say so.",
    )
    note: str = column("Note", Kind.NOTE)


@record("pool_agreement", "agreement version", "agreement versions")
class PoolAgreement(Record):
    """One version of a pool's agreement with the dates from which it holds [S51]."""

    id: str
    position: int = position()
    pool: str | None = link("Pool", "pool", on_remove="cascade")
    name: str = column("Version", required=True, default="New version")
    status: str = column("Status", Kind.CHOICE, default="draft", choices=AGREEMENT_STATUSES)
    agreed_on: str | None = column("Agreed on", Kind.DATE, default=None)
    effective_from: str | None = column("Holds from", Kind.DATE, default=None)
    effective_to: str | None = column("Holds until", Kind.DATE, default=None)
    note: str = column("What it changes", Kind.NOTE)


@record("agreement_term", "agreement term", "agreement terms", ordered=False, named_by="item")
class AgreementTerm(Record):
    """Whether a pool's agreement says one of `AGREEMENT_ITEMS`. Its id is `<pool>:<item>`."""

    id: str
    pool: str | None = link("Pool", "pool", on_remove="cascade")
    item: str = column(
        "Item",
        Kind.CHOICE,
        default=AGREEMENT_ITEMS[0].key,
        choices=tuple(item.key for item in AGREEMENT_ITEMS),
    )
    state: str = column("State", Kind.CHOICE, default="not yet agreed", choices=TERM_STATES)
    clause: str = column("Clause", help="Where the agreement says so.")
    words: str = column("What it says", Kind.NOTE)


@record("contribution", "contribution", "contributions", ordered=False, named_by="id")
class Contribution(Record):
    """What a partner puts into a pool in a year, in pence. Its id is `<pool>:<partner>:<year>`.

    The build-up follows a real clause [S24]: recurrent base, recurrent changes, inflation, agreed changes,
    less efficiency; what is non-recurrent stands beside it and drops out of the next year's base.
    """

    id: str
    pool: str | None = link("Pool", "pool", on_remove="cascade")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column(
        "Agreed amount",
        Kind.MONEY,
        default=None,
        help="Blank: what the build-up comes to, else the net of the partner's own lines in the pool.",
    )
    status: str = column("Status", Kind.CHOICE, default="indicative", choices=AMOUNT_STATUSES)
    base: int | None = column("Recurrent base", Kind.MONEY, default=None)
    recurrent_changes: int | None = column("Recurrent changes", Kind.MONEY, default=None)
    inflation: int | None = column("Inflation", Kind.MONEY, default=None)
    agreed_changes: int | None = column("Agreed changes", Kind.MONEY, default=None)
    efficiency: int | None = column(
        "Efficiency", Kind.MONEY, default=None, help="Typed positive; it is taken off."
    )
    non_recurrent: int | None = column(
        "Non-recurrent", Kind.MONEY, default=None, help="Of this year alone."
    )
    in_kind: int | None = column(
        "In kind", Kind.MONEY, default=None, help="Beside cash, never in it."
    )
    note: str = column("Note", Kind.NOTE)


@record("instalment", "instalment", "instalments", ordered=False, named_by="id")
class Instalment(Record):
    """What a partner paid to the host for a quarter. Its id is `<pool>:<partner>:<year>:<quarter>`."""

    id: str
    pool: str | None = link("Pool", "pool", on_remove="cascade")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    quarter: int = column("Quarter", Kind.COUNT, default=1, required=True)
    received: int | None = column("Received", Kind.MONEY, default=None)
    received_on: str | None = column("Received on", Kind.DATE, default=None)
    note: str = column("Note", Kind.NOTE)


def term_id(pool: str, item: str) -> str:
    """The id of what a pool's agreement says of one item."""
    return f"{pool}:{item}"


def contribution_id(pool: str, partner: str, year: int) -> str:
    """The id of a partner's contribution to a pool in a year."""
    return f"{pool}:{partner}:{year}"


def instalment_id(pool: str, partner: str, year: int, quarter: int) -> str:
    """The id of a partner's instalment for a quarter (1 is April to June)."""
    return f"{pool}:{partner}:{year}:{quarter}"
