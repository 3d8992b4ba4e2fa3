"""Versions: points in the plan's history that were given a name; the values at each stay what they were."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, position, record


@record("version", "version", "versions")
class Version(Record):
    """A named point in the journal: the step after which the values stood so, and their fingerprint."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New version")
    purpose: str = column("Purpose", help="What it was frozen for, such as a meeting.")
    step: str = column("Step", Kind.CODE, hidden=True)
    step_place: int = column("Step no.", Kind.COUNT, default=0)
    at: str = column("Frozen at", Kind.CODE)
    fingerprint: str = column("Fingerprint", Kind.CODE)
    note: str = column("Note", Kind.NOTE)


FROZEN = frozenset({"step", "step_place", "at", "fingerprint"})
"""What never changes of a version, whoever edits it."""


def in_groups(digest: str) -> str:
    """The beginning of a digest, in groups that can be read out: "4F2A-19C0-7B3E-D812"."""
    head = digest[:16].upper()
    return "-".join(head[place : place + 4] for place in range(0, len(head), 4))
