"""Financial years: April to March, held as the calendar year in which they begin (2016 is 2016/17)."""

import re

FIRST_YEAR, LAST_YEAR = 1990, 2099

MONTHS = (
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
)
"""The months of a financial year in their order; period 1 is April."""

_PATTERN = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:\s*[/\-\u2013]\s*(?P<second>\d\d(?:\d\d)?))?(?!\d)"
)


def year_label(year: int) -> str:
    """The year as councils write it: ``year_label(2016) == "2016/17"``."""
    return f"{year}/{(year + 1) % 100:02d}"


def parse_year(text: str) -> int:
    """Read "2016/17", "2016-17", "2016/2017" or "2016"; words around it are allowed ("Budget 2016/17").

    Raises ValueError with a plain sentence where there is no year, more than one, or the second does
    not follow the first.
    """
    found = list(_PATTERN.finditer(text))
    if len(found) != 1:
        raise ValueError(f'"{text}" is not a financial year; write it like 2016/17.')
    first = int(found[0]["first"])
    second = found[0]["second"]
    if second is not None and int(second) % 100 != (first + 1) % 100:
        raise ValueError(f'"{text}" is not a financial year: {second} does not follow {first}.')
    if not FIRST_YEAR <= first <= LAST_YEAR:
        raise ValueError(f'"{text}" lies outside {FIRST_YEAR} to {LAST_YEAR}.')
    return first
