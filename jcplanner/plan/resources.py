"""Where the files that come with the program are: beside the package in a clone, inside it when installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder under `resources`."""
    installed = _PACKAGE / "resources"
    base = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return base.joinpath(*parts)
