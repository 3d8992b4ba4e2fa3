"""Problems: worries about a plan, as values, each leading to its place; and refusals, in one sentence."""

from dataclasses import dataclass

SEVERITIES = ("serious", "warning", "note")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is put right: a screen, and there a record and a year."""

    screen: str
    table: str = ""
    id: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One worry: what kind, how serious, in words, and where."""

    kind: str
    severity: str
    text: str
    place: Place


class Refusal(Exception):
    """Something cannot be done; the message is one plain sentence: what happened and what to do."""
