"""What models tell views and editors beyond Qt's own roles, and text that is safe to hand to Qt."""

import html

from PySide6.QtCore import Qt

_OWN = int(Qt.ItemDataRole.UserRole)

CHOICES = _OWN + 1
"""A list of (value, words) to choose from; None where people type freely."""
COLUMN = _OWN + 2
"""The `Column` behind a cell; None where there is none."""
VALUE = _OWN + 3
"""The value kept, not the words shown."""
GROUP = _OWN + 4
"""True and the depth on a row that heads a group: (folded, depth, caption)."""
STAGE = _OWN + 5
"""The stage that a cell shows as a tag."""
NOTED = _OWN + 6
"""Whether there is a note on the cell."""
TAGS = _OWN + 7
"""Short words shown as quiet tags behind the text, such as "Capital"."""

LONGEST_TIP = 2_000


def tooltip(text: str) -> str:
    """Plain text for a tooltip: Qt would take tags in it for formatting."""
    if not text:
        return ""
    return f"<qt>{html.escape(text[:LONGEST_TIP]).replace(chr(10), '<br>')}</qt>"
