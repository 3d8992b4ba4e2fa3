"""The organisations that a partner can be chosen from: names and codes, with their sources in the file."""

from dataclasses import dataclass
from functools import cache

from jcplanner.plan.resources import resource

_FILE = ("reference", "organisations.tsv")

_SOCIAL_CARE_TIERS = frozenset(
    ("unitary", "metropolitan", "London borough", "county", "City of London")
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A council or NHS commissioner: its ONS code, name and kind (as `Partner.kind`).

    ``valid_from`` and ``valid_to`` are ISO dates, blank where not known; ``ods_code`` is that of the NHS.
    """

    name: str
    code: str
    kind: str
    ods_code: str = ""
    tier: str = ""
    valid_from: str = ""
    valid_to: str = ""

    @property
    def has_social_care(self) -> bool:
        """Whether it is a council that is responsible for social care."""
        return self.tier in _SOCIAL_CARE_TIERS

    @property
    def has_ended(self) -> bool:
        """Whether it has been merged or replaced; it is still right for a plan of its own time."""
        return bool(self.valid_to)


@cache
def organisations() -> tuple[Organisation, ...]:
    """Every organisation of the list: councils, then integrated care boards, then CCGs, by name."""
    found: list[Organisation] = []
    for line in resource(*_FILE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, ods_code, name, kind, tier, valid_from, valid_to = line.split("\t")
            found.append(Organisation(name, code, kind, ods_code, tier, valid_from, valid_to))
    return tuple(found)


def find_organisations(text: str) -> list[Organisation]:
    """The organisations whose name holds every word of the text, or whose code begins with it.

    Those that are still there come first, then those whose name begins with the text, then those with
    social care or health to buy, then by name. Blank text finds all.
    """
    wanted = text.strip().casefold()
    words = wanted.split()

    def matches(held: Organisation) -> bool:
        name = held.name.casefold()
        by_code = any(
            code.casefold().startswith(wanted) for code in (held.code, held.ods_code) if code
        )
        return by_code or all(word in name for word in words)

    def rank(held: Organisation) -> tuple[bool, bool, bool, str]:
        begins = held.name.casefold().removeprefix("nhs ").startswith(wanted.removeprefix("nhs "))
        buys = held.has_social_care or held.kind != "council"
        return (held.has_ended, not begins, not buys, held.name)

    return sorted(filter(matches, organisations()), key=rank)


def organisation_with_code(code: str) -> Organisation | None:
    """The organisation of an ONS or ODS code; nothing where the list has none."""
    wanted = code.strip().upper()
    return next(
        (held for held in organisations() if wanted and wanted in (held.code, held.ods_code)), None
    )
