"""Starting jcplanner: with no words, or with a plan, the window; with anything else the command line."""

import os
import sys
from pathlib import Path


def main() -> int:
    """Start the window or run a command. Returns the exit status: 0, 1 (problems found), 2 (cannot)."""
    words = sys.argv[1:]
    if not words or (len(words) == 1 and words[0].casefold().endswith(".jcplan")):
        return show_window([Path(word) for word in words])
    from jcplanner.cli.commands import Window, run

    return run(words, Window(has_display, show_window, save_pictures))


def has_display() -> bool:
    """Whether there is a screen to show the window on."""
    if os.environ.get("JCPLANNER_NO_DISPLAY"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(paths: list[Path]) -> int:
    """Show the window, with a plan where one is given, until it is closed."""
    from jcplanner.gui.app import run

    return run(paths)


def save_pictures(plan: object, folder: Path) -> list[Path]:
    """Save a picture of each screen, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from jcplanner.gui import pictures
    from jcplanner.plan.plan import Plan

    assert isinstance(plan, Plan)
    return pictures.save_pictures(plan, folder)


if __name__ == "__main__":
    sys.exit(main())
