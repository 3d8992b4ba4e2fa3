"""What people do inside a proposal: options, hybrids, the one chosen, consultation tests, implications."""

from collections.abc import Collection, Mapping

from jcplanner.domain.column import Value
from jcplanner.domain.consulting import FINAL_STEP, TO_CONSULT, answer_id, final_of
from jcplanner.domain.decisions import Decision, decision_id
from jcplanner.domain.implying import implication_id
from jcplanner.domain.options import (
    DO_NOTHING,
    FEWEST_PARTS,
    HYBRID,
    could_be_part,
    options_of,
    part_id,
    parts_of,
)
from jcplanner.domain.priorities import Exercise
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    Clearance,
    Consultation,
    ConsultationTest,
    Implication,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.record import Record, new_id
from jcplanner.plan import decision_edits, priority_edits
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

NONE_WORDS = frozenset(("none", "nil", "none."))
"""Typed alone under a heading, these say on purpose that there is no implication."""

USUAL_CLEARANCES = ("legal", "financial", "human resources", "property", "service director")
"""The sign-off box of 001."""


def move_within(plan: Plan, kind: type[Record], key: str, by: int) -> None:
    """Move a part of a proposal up (-1) or down (1) among those of the same proposal."""
    table = plan.table(kind)
    if key not in table:
        raise Refusal(f"That {kind.ONE} is no longer in the plan.")
    peers = of_proposal(plan.records, kind, str(table.value(key, "proposal")))
    ordered = [held.id for held in peers]
    place = ordered.index(key) + by
    if not 0 <= place < len(ordered):
        return
    here = ordered.index(key)
    ordered[here], ordered[place] = ordered[place], ordered[here]
    positions = sorted(int(table.value(held, "position") or 0) for held in ordered)
    if len(set(positions)) < len(positions):
        positions = [positions[0] + step for step in range(len(ordered))]
    with plan.step(f"Move {kind.ONE} {'up' if by < 0 else 'down'}") as draft:
        for held, position in zip(ordered, positions, strict=True):
            draft.change(kind, held, position=position)


def change_proposal(plan: Plan, proposal: str, **fields: Value) -> None:
    """Change fields of a proposal. Raises Refusal where it would follow itself, in however many steps."""
    follows = fields.get("follows")
    table = plan.table(Proposal)
    seen: set[str] = set()
    while isinstance(follows, str) and follows in table and follows not in seen:
        if follows == proposal:
            raise Refusal(
                "A proposal cannot follow itself; choose the one that approved to consult."
            )
        seen.add(follows)
        follows = table.value(follows, "follows")
    with plan.step(f"Change {_labels(Proposal, fields)} of proposal") as draft:
        if "name" in fields and not str(fields["name"] or "").strip():
            raise Refusal("Title cannot be blank.")
        draft.change(Proposal, proposal, **fields)


def make_final(plan: Plan, proposal: str) -> str:
    """Make the final proposal that follows an approval to consult, put to the same bodies. Returns its id.

    Raises Refusal where the proposal does not ask to consult, or where its final one is there.
    """
    table = plan.table(Proposal)
    held = table.get(proposal)
    if held is None:
        raise Refusal("That proposal is no longer in the plan.")
    if held.step != TO_CONSULT:
        raise Refusal(
            "Only an approval to consult is followed by a final proposal; change its step."
        )
    if final_of(plan.records, proposal) is not None:
        raise Refusal("Its final proposal is in the plan already.")
    made = Proposal(
        new_id(),
        max(one.position for one in table.values()) + 1,
        f"{held.name}: final decision",
        service_area=held.service_area,
        step=FINAL_STEP,
        follows=proposal,
    )
    with plan.step("Make the final proposal") as draft:
        draft.add(made)
        for decision in plan.table(Decision).values():
            if decision.proposal == proposal and decision.body is not None:
                key = decision_id(made.id, decision.body)
                draft.add(Decision(key, made.id, decision.body, decision.needed))
    return made.id


def change_option(plan: Plan, option: str, **fields: Value) -> None:
    """Change fields of an option; one that is no hybrid any more is not made of others."""
    if "name" in fields and not str(fields["name"] or "").strip():
        raise Refusal("Option cannot be blank.")
    if fields.get("chosen"):
        raise Refusal("Choose an option by its own command, so that only one is chosen.")
    with plan.step(f"Change {_labels(ProposalOption, fields)} of option") as draft:
        draft.change(ProposalOption, option, **fields)
        if fields.get("kind", HYBRID) != HYBRID:
            for key, held in plan.table(OptionPart).items():
                if held.hybrid == option:
                    draft.remove(OptionPart, key)


def add_do_nothing(plan: Plan, proposal: str) -> str:
    """Add the option not to proceed (000¶1). Returns its id. Raises Refusal where there is one."""
    if any(held.kind == DO_NOTHING for held in options_of(plan.records, proposal)):
        raise Refusal("The proposal has an option to do nothing already.")
    made = ProposalOption(new_id(), _last(plan) + 1, proposal, "Do nothing", kind=DO_NOTHING)
    with plan.step("Add the option to do nothing") as draft:
        draft.add(made)
    return made.id


def choose_option(plan: Plan, proposal: str, option: str | None) -> None:
    """Mark exactly this option of a proposal as chosen; None takes the choice back."""
    held = options_of(plan.records, proposal)
    if option is not None and option not in {one.id for one in held}:
        raise Refusal("That option is not one of this proposal.")
    name = plan.records.name(ProposalOption.TABLE, option)
    with plan.step(f'Choose "{name}"' if option else "Take the choice back") as draft:
        for one in held:
            draft.change(ProposalOption, one.id, chosen=int(one.id == option))


def combine(plan: Plan, proposal: str, parts: Collection[str], name: str = "") -> str:
    """Make a hybrid of at least two options of a proposal, as one step (003¶24). Returns its id."""
    own = [held for held in options_of(plan.records, proposal) if held.id in set(parts)]
    if len(own) < FEWEST_PARTS:
        raise Refusal("A hybrid is made of at least two options; choose two or more of them.")
    name = name or f"Combination of {len(own)} options"
    made = ProposalOption(new_id(), _last(plan) + 1, proposal, name, kind=HYBRID)
    with plan.step(f"Combine {len(own)} options") as draft:
        draft.add(made)
        for held in own:
            draft.add(OptionPart(part_id(made.id, held.id), made.id, held.id))
    return made.id


def set_parts(plan: Plan, hybrid: str, parts: Collection[str]) -> None:
    """Let a hybrid be made of exactly these options. Raises Refusal for itself, rings, other proposals."""
    table = plan.table(ProposalOption)
    if hybrid not in table:
        raise Refusal("That option is no longer in the plan.")
    if table.value(hybrid, "kind") != HYBRID:
        raise Refusal(f'"{table[hybrid].name}" is not a hybrid; change its kind first.')
    before = {held.id for held in parts_of(plan.records, hybrid)}
    for part in parts:
        why = "" if part in before else could_be_part(plan.records, hybrid, part)
        if why:
            raise Refusal(why)
    with plan.step(f'Change what "{table[hybrid].name}" is made of') as draft:
        for part in before - set(parts):
            draft.remove(OptionPart, part_id(hybrid, part))
        for part in parts:
            draft.put(OptionPart(part_id(hybrid, part), hybrid, part))


def answer_recommendation(
    plan: Plan, recommendation: str, body: str, outcome: str, words: str = ""
) -> None:
    """Record what a body said of one recommendation; what is said of the whole decision is not kept twice.

    Raises Refusal for an outcome that the body cannot come to, or that a consultation holds back.
    """
    held = plan.table(Recommendation).get(recommendation)
    if held is None or held.proposal is None:
        raise Refusal("That recommendation is no longer in the plan.")
    decision = plan.table(Decision).get(decision_id(held.proposal, body))
    if decision is None:
        raise Refusal("That body is not asked; add it on the Decisions screen first.")
    same = outcome == decision.outcome and not words.strip()
    said = ("not yet", "") if same else (outcome, words)
    decision_edits.record_decision(plan, held.proposal, body, {recommendation: said})


def add_clearances(plan: Plan, proposal: str) -> int:
    """Add the posts that usually clear a paper and are not in its list, as one step. Returns how many."""
    if proposal not in plan.table(Proposal):
        raise Refusal("That proposal is no longer in the plan.")
    held = plan.table(Clearance)
    there = {one.cleared_for for one in held.values() if one.proposal == proposal}
    last = max((one.position for one in held.values()), default=0)
    wanted = [what for what in USUAL_CLEARANCES if what not in there]
    with plan.step("Add the usual clearances") as draft:
        for place, what in enumerate(wanted, start=last + 1):
            draft.add(Clearance(new_id(), place, proposal, what))
    return len(wanted)


def set_test(plan: Plan, consultation: str, test: str, **fields: Value) -> None:
    """Say whether a consultation meets one of the four tests (``state``), and by what ``evidence``."""
    if consultation not in plan.table(Consultation):
        raise Refusal("That consultation is no longer in the plan.")
    if test not in {held.key for held in GUNNING_TESTS}:
        raise Refusal(f'"{test}" is not one of the four tests of a consultation.')
    key = answer_id(consultation, test)
    with plan.step(f"Change the test of {test}") as draft:
        if draft.get(ConsultationTest, key) is None:
            draft.add(ConsultationTest(key, consultation, test))
        draft.change(ConsultationTest, key, **fields)
        after = draft.get(ConsultationTest, key)
        if after is not None and (after.state, after.evidence.strip()) == ("not yet", ""):
            draft.remove(ConsultationTest, key)


def set_implications(plan: Plan, proposal: str, parts: Mapping[str, Mapping[str, Value]]) -> None:
    """Put fields under headings as one step; a heading left with neither words nor *None* is not said.

    The word None typed alone says so on purpose; words beside *None* explain it ("None arising directly").
    """
    if proposal not in plan.table(Proposal):
        raise Refusal("That proposal is no longer in the plan.")
    with plan.step("Change implications") as draft:
        for heading, fields in parts.items():
            _put_implication(draft, proposal, heading, dict(fields))


def _put_implication(draft: Draft, proposal: str, heading: str, fields: dict[str, Value]) -> None:
    if draft.get(ImplicationHeading, heading) is None:
        raise Refusal("That heading is no longer in the plan.")
    if "words" in fields:
        said = str(fields["words"] or "").strip()
        if said.casefold() in NONE_WORDS:
            fields.update(words="", none=1)
    key = implication_id(proposal, heading)
    if draft.get(Implication, key) is None:
        draft.add(Implication(key, proposal, heading))
    draft.change(Implication, key, **fields)
    after = draft.get(Implication, key)
    if after is not None and not after.none and not after.exempt and not after.words.strip():
        draft.remove(Implication, key)


def appraise(plan: Plan, proposal: str) -> str:
    """Make the appraisal of a proposal's options, or add options that it lacks, as one step. Returns its id.

    The appraisal is a prioritisation whose candidates are the options; it is scored on the Priorities screen.
    """
    if not options_of(plan.records, proposal):
        raise Refusal("The proposal has no options to appraise; add them on its Options tab first.")
    every = plan.table(Exercise).ordered()
    held = next((one for one in every if one.proposal == proposal), None)
    if held is None:
        return priority_edits.add_exercise(plan, proposal=proposal)
    year = plan.years[0]  # the cost of an option is its own, whatever the year
    priority_edits.add_candidates(plan, held.id, priority_edits.OPTIONS, year)
    return held.id


def _last(plan: Plan) -> int:
    table = plan.table(ProposalOption)
    place = table.index("position")
    return max((row[place] for row in table.rows.values()), default=0)


def _labels(kind: type[Record], fields: Mapping[str, Value]) -> str:
    return ", ".join(held.label for held in kind.COLUMNS if held.name in fields).lower()
