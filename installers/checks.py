"""Every check of the project, in one place: format, lint, types, import contracts, tests.

Run it with the Python of a set-up that has the tests (`installers/set_up.py test` does). All checks
run even when an early one fails, so that one run shows everything there is to mend.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORT_CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "lint": ["-m", "ruff", "check", "--quiet"],
    "types": ["-m", "pyright", "--pythonpath", sys.executable],
    "import contracts": ["-c", IMPORT_CONTRACTS, "--cache-dir", ".cache/imports"],
    "tests": ["-m", "pytest", "-q", "-n", "2"],
}

ENVIRON = {
    **os.environ,
    "QT_QPA_PLATFORM": "offscreen",
    # pyright comes whole from its wheel: it need not ask anybody whether there is a newer one.
    "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
}


def main() -> int:
    """Run the checks one after another; 0 when all pass."""
    failed: list[str] = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        start = time.monotonic()
        if subprocess.run([sys.executable, *command], cwd=ROOT, env=ENVIRON).returncode:
            failed.append(name)
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
