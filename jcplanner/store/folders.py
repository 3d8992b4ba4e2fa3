"""Where jcplanner keeps what is one person's own: working files, backups, kept copies.

`JCPLANNER_HOME` puts them elsewhere: on a stick, or in a test's own folder.
"""

import os
from pathlib import Path


def data_folder(*parts: str) -> Path:
    """A folder inside the user's data folder, made where it is not there yet."""
    named = os.environ.get("JCPLANNER_HOME")
    if named:
        folder = Path(named).absolute()
    else:
        from platformdirs import user_data_path

        folder = user_data_path("jcplanner", appauthor=False)
    folder = folder.joinpath(*parts)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def documents_folder() -> Path:
    """The folder where people keep their papers."""
    from platformdirs import user_documents_path

    return user_documents_path()
