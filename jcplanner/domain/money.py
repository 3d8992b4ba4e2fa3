"""Money: whole pence, read exactly, shown plainly, split so that the parts sum to the whole."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

UNITS: dict[str, int] = {"pounds": 1, "thousands": 1_000, "millions": 1_000_000}
"""What a figure on screen counts in, and how many pounds that is."""

UNIT_SIGNS = {"pounds": "£", "thousands": "£k", "millions": "£m"}

MOST_PENCE = 10**15
"""Ten thousand billion pounds: anything above is a slip, and still far inside a 64-bit integer."""

_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_TYPED = re.compile(
    r"^(?P<open>\()?(?P<sign>[+\-\u2212])?£?\s*(?P<sign2>[+\-\u2212])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<suffix>k|m|mn|bn)?(?P<trail>[\-\u2212])?(?P<close>\))?$",
    re.IGNORECASE,
)


def parse_pounds(text: str) -> Decimal:
    """Read a typed or imported amount as exact pounds.

    Takes "£1,234.56", "(1,234.56)", "1,234.56-", "-5", "395k", "1.2m". Raises ValueError with a plain
    sentence for anything else, words, "1,23" and "12e5" among it.
    """
    stripped = text.strip().replace("\u00a0", "").replace(" ", "")
    match = _TYPED.match(stripped)
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise ValueError(f'"{text}" is not an amount; write it like 1,234.56 or (1,234.56).')
    signs = [match["sign"], match["sign2"], match["trail"]]
    negatives = sum(1 for sign in signs if sign in ("-", "\u2212")) + (match["open"] is not None)
    if negatives > 1 or sum(1 for sign in signs if sign) > 1:
        raise ValueError(f'"{text}" has more than one sign; write a credit as -5 or (5).')
    try:
        amount = Decimal(match["digits"].replace(",", ""))
    except InvalidOperation:
        raise ValueError(f'"{text}" is not an amount.') from None
    amount *= _SUFFIXES.get((match["suffix"] or "").lower(), 1)
    return -amount if negatives else amount


def to_pence(pounds: Decimal) -> tuple[int, Decimal]:
    """Round exact pounds to whole pence, halves to even.

    Returns the pence and the remainder in pence that rounding left over (exact - rounded). Raises
    ValueError where the amount is beyond ten thousand billion pounds.
    """
    exact = pounds * 100
    if not exact.is_finite() or abs(exact) > MOST_PENCE:
        raise ValueError("The amount is too large; check its unit.")
    whole = exact.to_integral_value(rounding=ROUND_HALF_EVEN)
    return int(whole), exact - whole


def show_money(pence: int, unit: str = "pounds", decimals: int = 0) -> str:
    """Show pence in a unit with thousands separators, negatives in brackets: "1,234", "(7,366)".

    ``decimals`` is how many places of that unit are shown; the figure is rounded half to even for the
    eye only, and never reads "(0)".
    """
    step = Decimal(1).scaleb(-decimals)
    shown = (Decimal(abs(pence)) / (100 * UNITS[unit])).quantize(step, rounding=ROUND_HALF_EVEN)
    return f"({shown:,})" if pence < 0 and shown else f"{shown:,}"


def show_exact(pence: int) -> str:
    """Show an amount in full: "£1,234.56", "(£1,234.56)"."""
    text = f"£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
    return f"({text})" if pence < 0 else text


def show_plain(pence: int) -> str:
    """Show an amount in full, its pence only where there are any: "£70,000,000", "£1,234.56"."""
    return show_exact(pence).replace(".00", "") if pence % 100 == 0 else show_exact(pence)


def show_headline(pence: int) -> str:
    """Show a key figure in the unit that suits its size: "£147.2m", "£843k", "£950"."""
    size = abs(pence)
    if size >= 999_500_000_00:
        text = f"£{show_money(size, 'millions', 0)}m"
    elif size >= 999_500_00:
        text = f"£{show_money(size, 'millions', 1)}m"
    elif size >= 9_999_50:
        text = f"£{show_money(size, 'thousands', 0)}k"
    else:
        text = f"£{show_money(size)}"
    return f"({text})" if pence < 0 else text


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split pence by weights so that the parts sum exactly to the total (largest remainder).

    Weights are not negative; where all are 0 the parts are equal. Ties go to the earlier part.
    Raises ValueError for no weights or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("A split needs weights of 0 or more.")
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole, sign = sum(shares), (-1 if total < 0 else 1)
    parts = [abs(total) * share // whole for share in shares]
    left_over = [abs(total) * share % whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (-left_over[place], place))
    for place in by_remainder[: abs(total) - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def rounded_ratio(numerator: int, denominator: int) -> int:
    """A whole-number ratio rounded to a whole number, half away from zero: what ROUND(x,0) gives in Excel.

    Raises ZeroDivisionError for a denominator of 0.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -whole if numerator < 0 else whole


def scaled(pence: int, hundredths: int) -> int:
    """Pence times a percentage (hundredths of one per cent; 250 is 2.5%), half a penny away from zero."""
    return rounded_ratio(pence * hundredths, 10_000)
