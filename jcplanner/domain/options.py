"""Options of a proposal: what was looked at, which of them a hybrid is made of, and which one is chosen.

An option is known by its id, whatever number a paper gives it: the third of 003¶1 is the fourth of 003¶23.
"""

from dataclasses import dataclass

from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import ALTERNATIVES, OptionPart, Proposal, ProposalOption
from jcplanner.domain.records import Records

OPTIONS_BELOW, NO_OTHERS, MANDATED = ALTERNATIVES
HYBRID, DO_NOTHING = "hybrid", "do nothing"
FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What a proposal says of its alternatives, in words, and whether that is all that has to be said."""

    words: str
    complete: bool


def part_id(hybrid: str, part: str) -> str:
    """The id of a part of a hybrid."""
    return f"{hybrid}:{part}"


def options_of(records: Records, proposal: str) -> list[ProposalOption]:
    """The options of a proposal in their order."""
    return of_proposal(records, ProposalOption, proposal)


def parts_of(records: Records, hybrid: str) -> list[ProposalOption]:
    """The options of the same proposal that a hybrid is made of, in their order."""
    options = records.table(ProposalOption)
    if hybrid not in options:
        return []
    parts, own = records.table(OptionPart), str(options.value(hybrid, "proposal"))
    return [held for held in options_of(records, own) if part_id(hybrid, held.id) in parts]


def could_be_part(records: Records, hybrid: str, part: str) -> str:
    """Why an option cannot be part of a hybrid, as a sentence; blank where it can."""
    options = records.table(ProposalOption)
    if hybrid not in options or part not in options:
        return "That option is no longer in the plan."
    if hybrid == part:
        return "An option cannot be made of itself; choose other options."
    if options.value(hybrid, "proposal") != options.value(part, "proposal"):
        return "A hybrid is made of options of its own proposal."
    if hybrid in within_hybrid(records, part):
        return (
            f'"{options[part].name}" is itself made of "{options[hybrid].name}"; a hybrid cannot be '
            "made of itself in a roundabout way."
        )
    return ""


def within_hybrid(records: Records, hybrid: str) -> set[str]:
    """The ids of all options that a hybrid is made of, through hybrids among them."""
    found: set[str] = set()
    waiting = [hybrid]
    while waiting:
        for part in parts_of(records, waiting.pop()):
            if part.id not in found:
                found.add(part.id)
                waiting.append(part.id)
    return found


def is_in_a_ring(records: Records, hybrid: str) -> bool:
    """Whether a hybrid is made of itself by way of others: two copies of a plan can bring that about."""
    return hybrid in within_hybrid(records, hybrid)


def chosen_of(records: Records, proposal: str) -> list[ProposalOption]:
    """The options marked as chosen: one, or none yet; more only where two copies of a plan met."""
    return [held for held in options_of(records, proposal) if held.chosen]


def say_option(records: Records, option: ProposalOption) -> str:
    """An option in words, a hybrid with what it is made of."""
    parts = parts_of(records, option.id) if option.kind == HYBRID else []
    if not parts:
        return option.name
    return f"{option.name} (made of {_listed([part.name for part in parts])})"


def say_alternatives(records: Records, proposal: str) -> Choice:
    """What a proposal says of its alternatives: none and mandated in plain sight (001¶5.1, 000¶3)."""
    held = records.table(Proposal)[proposal]
    options = options_of(records, proposal)
    if held.alternatives == NO_OTHERS:
        return Choice("Other options considered: none.", True)
    if held.alternatives == MANDATED:
        by = " ".join(held.mandate.split()).rstrip(".")
        said = f"No alternative: mandated by {by}." if by else "No alternative: mandated."
        return Choice(said if by else f"{said} By whom is not said.", bool(by))
    if not options:
        return Choice("No options yet, and none is not said.", False)
    count = f"{len(options)} {'option' if len(options) == 1 else 'options'}"
    chosen = chosen_of(records, proposal)
    if not chosen:
        return Choice(f"{count}, none chosen yet.", False)
    if len(chosen) > 1:
        return Choice(f"{count}, {len(chosen)} of them chosen: choose one.", False)
    return Choice(f"{count}. Chosen: {say_option(records, chosen[0])}.", True)


def _listed(names: list[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
