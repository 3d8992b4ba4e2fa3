"""What models tell views and editors beyond Qt's own roles, and text that is safe to hand to Qt."""

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

# Whole numbers: a page of cells compares them some thousand times.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_OWN = int(Qt.ItemDataRole.UserRole)

CHOICES = _OWN + 1
"""A list of (value, words) to choose from; None where people type freely."""
COLUMN = _OWN + 2
"""The `Column` behind a cell; None where there is none."""
VALUE = _OWN + 3
"""The value kept, not the words shown."""
GROUP = _OWN + 4
"""On a row that heads a group: (folded, depth, caption); else None."""
STAGE = _OWN + 5
"""The stage that a cell shows as a tag."""
NOTED = _OWN + 6
"""Whether there is a note on the cell."""
TAGS = _OWN + 7
"""Short words shown as quiet tags behind the text, such as "Capital"."""
DEPTH = _OWN + 8
"""How deep the text of a first column is indented; None for not at all."""
SORTED = _OWN + 9
"""Of a header: "up" or "down" where the table is sorted by it."""
FILTERED = _OWN + 10
"""Of a header: whether its column is filtered."""
FAINT = _OWN + 11
"""Words that stand in for what is not given."""

OVERRIDDEN = _OWN + 12
"""Whether the scenario that is looked at has the number otherwise than the plan."""
FINDER = _OWN + 13
"""Where there are too many to list: a function that finds (value, words) by what is typed."""

IN_GRID = frozenset(
    {DISPLAY, EDIT, ALIGN, TIP, SPOKEN, CHOICES, COLUMN, VALUE, GROUP, STAGE, NOTED, TAGS, DEPTH,
     FAINT, OVERRIDDEN}
)  # fmt: skip
"""The roles that the budget grid answers."""

LONGEST_TIP = 2_000


def tooltip(text: str) -> str:
    """Plain text for a tooltip: Qt would take tags in it for formatting."""
    if not text:
        return ""
    return f"<qt>{html.escape(text[:LONGEST_TIP]).replace(chr(10), '<br>')}</qt>"
