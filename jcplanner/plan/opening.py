"""Opening and making plans: the plan in memory over a working copy, and how it is published and closed."""

import contextlib
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan
from jcplanner.store.backups import Backup
from jcplanner.store.journal import MADE
from jcplanner.store.publish import PUBLISHED
from jcplanner.store.salvage import salvage
from jcplanner.store.session import Recoverable
from jcplanner.store.working_copy import Outcome, WorkingCopy


class OpenPlan:
    """A plan that is open, with the working copy behind it."""

    def __init__(self, working_copy: WorkingCopy, *, author: str = "") -> None:
        self.working_copy = working_copy
        try:
            self.plan = Plan(working_copy.file, author=author)
        except BaseException:
            working_copy.close()
            raise

    @property
    def path(self) -> Path:
        """The shared plan file."""
        return self.working_copy.path

    def publish(self) -> Outcome:
        """Bring the shared file to what is on screen; see `WorkingCopy.publish`."""
        return self.working_copy.publish()

    def close(self, publish: bool = True) -> Outcome | None:
        """Publish, unless told not to, and close.

        Raises Refusal where it cannot be published; the plan stays open then. Closed without publishing,
        unpublished steps are kept on this computer and offered again (`recoverable`).
        """
        outcome = self.publish() if publish and self.working_copy.unpublished else None
        self.working_copy.close()
        return outcome

    def discard(self) -> None:
        """Close and drop whatever was not published."""
        self.working_copy.discard()


def open_plan(path: Path, *, author: str = "") -> OpenPlan:
    """Open a shared plan file to be worked on. Raises Refusal; see `WorkingCopy.open`."""
    return OpenPlan(WorkingCopy.open(path, author=author), author=author)


def resume_plan(found: Recoverable, *, author: str = "") -> OpenPlan:
    """Go on with what a crash has left; see `jcplanner.store.session.recoverable`."""
    return OpenPlan(WorkingCopy.resume(found), author=author)


def restore_plan(backup: Backup, beside: Path, *, author: str = "") -> OpenPlan:
    """Open a backup as a plan of its own, beside the one that it was made of."""
    return OpenPlan(WorkingCopy.restore(backup, beside, author=author), author=author)


def new_plan(
    path: Path,
    records: Iterable[Record] = (),
    *,
    name: str = "New plan",
    fill: Callable[[Plan], None] | None = None,
    author: str = "",
) -> OpenPlan:
    """Make a plan file that holds these records and open it.

    They come with the plan, as a step of this name that cannot be undone; without `PlanDetails` among them
    it has the defaults and the file's name for its title. ``fill`` then puts in what it likes, as steps.
    Only when all is done does the file appear. Raises Refusal where something stands at the path, or it
    cannot be written.
    """
    working_copy = WorkingCopy.create(path, author=author)
    try:
        draft = Draft(Records())
        for record in records:
            draft.add(record)
        if draft.get(PlanDetails, PLAN_ID) is None:
            draft.add(PlanDetails(PLAN_ID, path.stem))
        working_copy.file.step(name, draft.changes(), author=author, kind=MADE)
        held = OpenPlan(working_copy, author=author)
        if fill is not None:
            fill(held.plan)
        working_copy.publish()
        working_copy.heartbeat()
        return held
    except BaseException:
        working_copy.discard()
        raise


def salvage_plan(damaged: Path, path: Path, *, author: str = "") -> tuple[OpenPlan, str]:
    """Get back what can be read of a damaged plan file, as a new plan at a path.

    Returns it, open, and what came back in words. The damaged file is only copied. Raises Refusal where
    nothing can be read, or something stands at the path.
    """
    salvaged = salvage(damaged)
    records = [record for kind in RECORDS for record in salvaged.records.table(kind).values()]
    held = new_plan(path, records, name=f"Salvaged from {damaged.name}", author=author)
    return held, salvaged.words


@contextlib.contextmanager
def opened(
    path: Path, *, author: str = "", tell: Callable[[str], None] | None = None
) -> Generator[Plan]:
    """A plan to be changed by one command, published at the end.

    ``tell`` is given one sentence where publishing came to something else than usual: both files were
    kept, or the shared one had gone. Where the block raises, nothing of it is published or kept. Raises
    Refusal where it cannot be published; the changes are then kept on this computer.
    """
    held = open_plan(path, author=author)
    try:
        held.working_copy.check_content()
        yield held.plan
    except BaseException:
        held.discard()
        raise
    try:
        outcome = held.close()
    except BaseException:
        held.close(publish=False)
        raise
    if tell is not None and outcome is not None and outcome.kind != PUBLISHED:
        tell(outcome.sentence)


@contextlib.contextmanager
def reading(path: Path) -> Generator[Plan]:
    """A plan to be looked at only: no owner file, nothing is published, the shared file is not touched."""
    working_copy = WorkingCopy.open(path, announce=False)
    try:
        yield Plan(working_copy.file)
    finally:
        working_copy.discard()
