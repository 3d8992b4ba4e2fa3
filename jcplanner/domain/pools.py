"""Pools: a pooled fund, its host, and whether it holds revenue or capital."""

from jcplanner.domain.budgets import NATURES
from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record


@record("pool", "pool", "pools")
class Pool(Record):
    """A pooled fund under one host partner [S1]; which lines it holds follows from the pathway."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New pooled fund")
    host: str | None = link("Host partner", "partner")
    nature: str = column("Revenue or capital", Kind.CHOICE, default="revenue", choices=NATURES)
    note: str = column("Note", Kind.NOTE)
