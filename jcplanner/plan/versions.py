"""Versions: freezing one, the records as they stood at one, and bringing the plan back to it.

A version keeps no copy of the plan. It names a step of the journal and the fingerprint of what the plan
said then; the records of that moment are found by walking the journal back from now.
"""

from bisect import bisect_right
from datetime import UTC, datetime

from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.content import KINDS, content_changes, counted_columns, fingerprint
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.records import Records
from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

NOW = "now"
"""What the plan as it stands is called wherever a version can be named."""


def freeze(plan: Plan, name: str, purpose: str = "") -> str:
    """Give a name to the plan as it now stands, scenarios among what it holds. Returns the version's id.

    Raises Refusal for a blank name or one that another version has.
    """
    name = name.strip()
    _must_be_free(plan, name)
    table = plan.table(Version)
    last = max((version.position for version in table.values()), default=0)
    step = plan.steps[-1] if plan.steps else None
    version = Version(
        new_id(),
        last + 1,
        name,
        purpose.strip(),
        step.id if step else "",
        step.place if step else 0,
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        fingerprint(plan.agreed.records),
    )
    with plan.agreed.step(f"Freeze version {name}") as draft:
        draft.add(version)
    return version.id


def rename(plan: Plan, version: str, name: str, purpose: str) -> None:
    """Call a version otherwise. Raises Refusal as `freeze` does; what it froze stays as it is."""
    name = name.strip()
    _must_be_free(plan, name, version)
    with plan.agreed.step(f"Rename version {plan.records.name(Version.TABLE, version)}") as draft:
        draft.change(Version, version, name=name, purpose=purpose.strip())


def _must_be_free(plan: Plan, name: str, own: str = "") -> None:
    if not name:
        raise Refusal("A version needs a name, such as the meeting that it was frozen for.")
    if name.casefold() == NOW:
        raise Refusal('"Now" is what the plan as it stands is called; choose another name.')
    for version in plan.table(Version).values():
        if version.id != own and version.name.casefold() == name.casefold():
            raise Refusal(f'There is a version "{version.name}" already; choose another name.')


def find_version(plan: Plan, words: str) -> Version:
    """A version by its name, or by the beginning of its fingerprint. Raises Refusal."""
    versions = plan.table(Version).ordered()
    wanted = words.strip().casefold()
    found = [version for version in versions if version.name.casefold() == wanted]
    if not found and len(wanted) >= 4:
        found = [
            version
            for version in versions
            if in_groups(version.fingerprint).lower().startswith(wanted)
        ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            f'{len(found)} versions are called "{words.strip()}"; rename one, or give the beginning of '
            f"its fingerprint: {', '.join(in_groups(version.fingerprint) for version in found)}."
        )
    names = ", ".join(f'"{version.name}"' for version in versions)
    raise Refusal(
        f'"{plan.details.title}" has no version "{words.strip()}"; '
        + (f"there are: {names}." if names else "none has been frozen.")
    )


def newest_version(plan: Plan) -> Version | None:
    """The version of the latest step; the one frozen last, where several stand at one step."""
    return max(
        plan.table(Version).values(),
        key=lambda version: (version.step_place, version.at),
        default=None,
    )


def place_of(plan: Plan, version: Version) -> int | None:
    """The place of a version's step in this copy's journal, 0 for before the first; None if it is gone.

    Joining copies can number steps anew, so the step is looked up by its id.
    """
    if not version.step:
        return 0
    return next((step.place for step in reversed(plan.steps) if step.id == version.step), None)


def steps_since(plan: Plan, version: Version) -> int | None:
    """How many steps have been taken since, freezing and naming versions aside; None as `place_of`."""
    return steps_between(plan, version, None)


def steps_since_each(plan: Plan) -> dict[str, int | None]:
    """`steps_since` of every version by its id, the history read once."""
    counted = _counted_places(plan)
    places = {held.id: place_of(plan, held) for held in plan.table(Version).values()}
    return {
        key: None if place is None else len(counted) - bisect_right(counted, place)
        for key, place in places.items()
    }


def steps_between(plan: Plan, one: Version | None, other: Version | None) -> int | None:
    """How many steps lie between two versions, None standing for now; nothing where `place_of` has none.

    Steps that froze, renamed or removed a version that is still there do not count.
    """
    last = plan.steps[-1].place if plan.steps else 0
    places = [last if held is None else place_of(plan, held) for held in (one, other)]
    if None in places:
        return None
    first, last = sorted(place for place in places if place is not None)
    counted = _counted_places(plan)
    return bisect_right(counted, last) - bisect_right(counted, first)


def _counted_places(plan: Plan) -> list[int]:
    """The places of all steps but those about the versions that there are, in order."""
    about_versions = {
        step.id
        for held in plan.table(Version)
        for step, _ in plan.file.history(Version.TABLE, held)
    }
    return [step.place for step in plan.steps if step.id not in about_versions]


def records_at(plan: Plan, place: int) -> Records:
    """The records as they stood after the step of that place, 0 being before the first.

    What it costs goes by the number of changes since; the plan itself is left alone.
    """
    records = Records()
    for kind in RECORDS:
        records.named(kind.TABLE).rows = dict(plan.agreed.records.named(kind.TABLE).rows)
    for step in reversed(plan.steps):
        if step.place <= place:
            break
        # Each record is changed once in a step, so the order inside it does not matter.
        for change in plan.file.changes(step):
            table = records.named(change.table)
            if change.before is None:
                table.rows.pop(change.id, None)
            elif change.after is None:
                kind = record_named(change.table)
                table.rows[change.id] = kind.row_from(change.id, change.before)
            else:
                table.apply(change.id, change.before)
    return records


def records_of(plan: Plan, version: Version) -> Records:
    """The records as a version froze them.

    Raises Refusal where the journal does not reach back to it, or does not give what was frozen.
    """
    place = place_of(plan, version)
    if place is None:
        raise Refusal(
            f'What stood at "{version.name}" cannot be shown: this plan was got back from a damaged file, '
            "and its history begins after that version. Open a backup that still has it."
        )
    records = records_at(plan, place)
    if fingerprint(records) != version.fingerprint:
        raise Refusal(
            f'What the history gives for "{version.name}" is not what was frozen: its fingerprint should '
            f"be {in_groups(version.fingerprint)}. The history of this plan is damaged; open a backup."
        )
    return records


def bring_back(plan: Plan, version: Version) -> bool:
    """Make the plan say again what it said at a version, as one step that can be undone.

    Versions, saved mappings and the unit on screen stay. Returns whether anything had to change. Raises
    Refusal as `records_of` does.
    """
    wanted = records_of(plan, version)
    steps = len(plan.steps)
    with plan.agreed.step(f"Bring back version {version.name}") as draft:
        _bring_to(draft, plan.agreed.records, wanted)
    return len(plan.steps) > steps


def _bring_to(draft: Draft, records: Records, wanted: Records) -> None:
    """Remove what was not there, which may take links of others along; then put all that differs."""
    changes = content_changes(records, wanted)
    for kind in KINDS:
        gone = [held.id for held in changes if held.table == kind.TABLE and held.after is None]
        draft.remove_all(kind, gone)
    for change in changes:
        if change.after is not None:
            kind = record_named(change.table)
            draft.put(_as_it_was(kind, change.id, records, wanted))


def _as_it_was(kind: type[Record], key: str, records: Records, wanted: Records) -> Record:
    """The record as it was wanted, but for what does not count, which stays as it is."""
    row, now = list(wanted.named(kind.TABLE).rows[key]), records.named(kind.TABLE).rows.get(key)
    if now is not None:
        counted = {0, *(place for place, _ in counted_columns(kind))}
        row = [value if place in counted else now[place] for place, value in enumerate(row)]
    return kind(*row)
