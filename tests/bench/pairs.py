"""Two pieces of work timed in turn, so that a ratio holds although the machine's speed drifts."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Ours against a floor or a rival: the ratio pair by pair, and the median seconds of each."""

    job: str
    against: str
    ratios: tuple[float, ...]
    ours: float
    theirs: float

    @property
    def line(self) -> str:
        """One row of the table."""
        low, middle, high = min(self.ratios), statistics.median(self.ratios), max(self.ratios)
        return (
            f"| {self.job} | {self.against} | {middle:.2f} ({low:.2f} to {high:.2f}) "
            f"| {_seconds(self.ours)} | {_seconds(self.theirs)} |"
        )


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def pair(
    job: str,
    against: str,
    ours: Callable[[], float | None],
    theirs: Callable[[], float | None],
    *,
    times: int = 5,
) -> Ratio:
    """Time two pieces of work in turn, after one run of each that is not counted.

    A piece that returns seconds has timed itself; otherwise it is timed from outside.
    """
    timed(ours)
    timed(theirs)
    pairs = [(timed(ours), timed(theirs)) for _ in range(times)]
    return Ratio(
        job,
        against,
        tuple(one / other for one, other in pairs),
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
    )


def timed(work: Callable[[], float | None]) -> float:
    """Seconds that a piece of work takes."""
    gc.collect()
    begun = time.perf_counter()
    own = work()
    return own if own is not None else time.perf_counter() - begun
