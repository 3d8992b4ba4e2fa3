"""Measure speed and memory as ratios to a floor or a rival, taken in turn in one run; print a table.

    python tests/bench/run.py [start] [open] [edit] [gap] [scenario] [import] [export] [memory]

Without words every part is measured. Nothing here is a test: the figures depend on the machine.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import measures
from pairs import Ratio

PARTS: dict[str, Callable[[Path], Iterator[Ratio]]] = {
    "start": measures.start,
    "open": measures.opening,
    "edit": measures.edit,
    "gap": measures.gap,
    "scenario": measures.scenario,
    "import": measures.bring_in,
    "export": measures.export,
    "memory": measures.memory,
}


def main(words: list[str]) -> int:
    """Measure the parts named, all where none is. Returns the exit status."""
    unknown = [word for word in words if word not in PARTS]
    if unknown:
        print(f"There is no part {unknown[0]}; there are: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    print("| Job | Against | Ratio: median (lowest to highest) | Ours | Theirs |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JCPLANNER_HOME"] = folder
        for word in words or PARTS:
            for ratio in PARTS[word](Path(folder)):
                print(ratio.line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
