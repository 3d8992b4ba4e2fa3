"""Sets of risk-share rules that come with the program, to be put into a pool in one step."""

import tomllib
from dataclasses import dataclass
from functools import cache

from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.plan.fields import column_named
from jcplanner.plan.resources import resource

EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class RuleOfSet:
    """One rule of a set: the cap in hundredths of one per cent, the amount in pence."""

    side: str
    rule: str
    cap: int | None = None
    amount: int | None = None
    equal_shares: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A set of rules: its name, what it does in a sentence, and where it is from."""

    name: str
    about: str
    source: str
    rules: tuple[RuleOfSet, ...]


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """Every set, in the order of the file. Raises ValueError where the file names what there is not."""
    text = resource("reference", "risk_share_rules.toml").read_text(encoding="utf-8")
    return tuple(
        RuleSet(held["name"], held["about"], held["source"], tuple(map(_rule, held["rule"])))
        for held in tomllib.loads(text)["set"]
    )


def _rule(held: dict[str, str]) -> RuleOfSet:
    def read(name: str) -> int | None:
        value = column_named(RiskShareRule, name).parse(held.get(name, ""))
        return value if isinstance(value, int) else None

    return RuleOfSet(
        str(column_named(RiskShareRule, "side").parse(held["side"])),
        str(column_named(RiskShareRule, "rule").parse(held["rule"])),
        read("cap"),
        read("amount"),
        held.get("shares") == EQUAL,
    )
