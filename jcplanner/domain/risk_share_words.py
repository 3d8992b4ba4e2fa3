"""What a risk-share rule says, in the few words that stand beside it: "60 : 40, each at most 5% of ..."."""

from collections.abc import Callable, Mapping

from jcplanner.domain.money import show_plain, split
from jcplanner.domain.risk_rules import RULE_NAMED, RiskShareRule
from jcplanner.domain.risk_share import (
    BY_COMMISSIONS,
    BY_CONTRIBUTION,
    CAPPED,
    FIXED,
    HOST,
    KEPT,
    NEEDS_AMOUNT,
    OTHERS_FIRST,
    OUTSIDE,
    OWN,
    RING_FENCED,
    USUAL_CAP,
    WHOLE,
    Case,
    basis_of,
    keeps_elsewhere,
)

NameOf = Callable[[str], str]
"""The short name of a partner by its id."""


def percent_words(hundredths: int) -> str:
    """A percentage without noughts that say nothing: "5%", "2.5%", "33.33%"."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


def ratio_words(weights: tuple[int, ...]) -> str:
    """Weights as parts of 100, to one place: "60 : 40"; blank where there are none."""
    if not any(weights):
        return ""
    tenths = split(1_000, weights)
    return " : ".join(f"{tenth / 10:.1f}".removesuffix(".0") for tenth in tenths)


def rule_words(
    rule: RiskShareRule,
    shares: Mapping[str, int],
    case: Case,
    name_of: NameOf,
    line_name: str = "",
) -> str:
    """What the agreement says by a rule: shares in the order of the parties, caps, and the most it takes."""
    said = _said(rule, shares, case, name_of)
    if line_name:
        said = f"for {line_name} alone: {said}"
    if rule.amount is not None:
        said = f"{said}, up to {show_plain(rule.amount)}"
    elif rule.rule in NEEDS_AMOUNT:
        said = f"{said}; no amount is typed, so it takes nothing"
    known = RULE_NAMED.get(rule.rule)
    if known is None or rule.side not in known.sides:
        said = f"not a rule for an {rule.side}, so it takes nothing"
    return said


def term_words(rule: RiskShareRule, host: str | None, name_of: NameOf, line_name: str = "") -> str:
    """What a rule is, without any figure: for where its shares, cap and amount can be typed over."""
    known = RULE_NAMED.get(rule.rule)
    if known is None or rule.side not in known.sides:
        return f"Not a rule for an {rule.side}, so it takes nothing."
    said = known.words
    if rule.rule == HOST:
        said = f"{name_of(host)}. {said}" if host else f"The pool has no host. {said}"
    if rule.rule == OTHERS_FIRST:
        spared = name_of(rule.protected) if rule.protected else "nobody is named"
        said = f"Protected: {spared}. {said}"
    return f"For {line_name} alone. {said}" if line_name else said


def _said(rule: RiskShareRule, shares: Mapping[str, int], case: Case, name_of: NameOf) -> str:
    basis = basis_of(rule, shares, case)
    ratio = ratio_words(basis.weights)
    verb = "bears" if rule.side == "overspend" else "keeps"
    if rule.rule == OWN:
        if case.is_forecast:
            return f"each partner {verb} what its own lines are out by"
        if not ratio:
            return f"each partner {verb} what its own lines are out by"
        return f"{ratio} by what each commissions: only a forecast says whose lines are out"
    if rule.rule == HOST:
        return f"{name_of(case.host)} {verb} it" if case.host else "the pool has no host"
    if rule.rule in (FIXED, OUTSIDE) and not keeps_elsewhere(rule, shares):
        return _fixed_words(basis.weights)
    if rule.rule == BY_CONTRIBUTION:
        return f"{ratio}, as contributions" if ratio else "nobody contributes anything"
    if rule.rule == BY_COMMISSIONS:
        return f"{ratio}, by what each commissions" if ratio else "no partner has lines in the pool"
    if rule.rule in USUAL_CAP:
        return _capped_words(rule, ratio, name_of)
    if rule.rule == RING_FENCED:
        if case.is_forecast or rule.amount is not None:
            return "as far as lines on ring-fenced sources are under"
        return "only a forecast says which lines are under, so it takes nothing"
    if rule.rule == "underspends in the pool":
        return "other lines first"
    where = KEPT.get(rule.rule, "")
    return f"from {where}" if rule.side == "overspend" else f"kept for {where}"


def _fixed_words(typed: tuple[int, ...]) -> str:
    if not any(typed):
        return "no shares are typed, so it takes nothing"
    said = " : ".join(percent_words(share).removesuffix("%") for share in typed)
    whole = sum(typed)
    if whole < WHOLE:
        said += f"; {percent_words(WHOLE - whole)} goes on to the next rule"
    elif whole > WHOLE:
        said += f", which add up to {percent_words(whole)} and are scaled down"
    return said


def _capped_words(rule: RiskShareRule, ratio: str, name_of: NameOf) -> str:
    cap = USUAL_CAP[rule.rule] if rule.cap is None else rule.cap
    most = "its contribution" if cap == WHOLE else f"{percent_words(cap)} of its contribution"
    said = f"{ratio or 'nobody contributes anything'}, each at most {most}"
    if rule.rule == CAPPED:
        return said
    spared = name_of(rule.protected) if rule.protected else "nobody"
    lead = f"all but {spared}" if rule.protected else "no protected partner is named: all"
    return f"{lead}: {said}" if rule.rule == OTHERS_FIRST else said
