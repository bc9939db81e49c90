"""Arabic, Persian and ASCII digits."""

from typing import Annotated, Literal

import numpy as np

from arnorm.kinds import ARABIC_DIGITS, ASCII_DIGITS, DIGIT, PERSIAN_DIGITS, codes
from arnorm.patterns import Pattern
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_SYSTEMS = {"ascii": ASCII_DIGITS, "arabic": ARABIC_DIGITS, "persian": PERSIAN_DIGITS}
_DECIMAL, _THOUSANDS = ord("\N{ARABIC DECIMAL SEPARATOR}"), ord("\N{ARABIC THOUSANDS SEPARATOR}")
_PERCENT = ord("\N{ARABIC PERCENT SIGN}")

# One number with its separators: not a date, a version or an address, which have more than one point.
_NUMBER = Pattern(r"(?<![\d.,/:\-])\d+(?:,\d{3})*+(?:\.\d+)?+%?(?![\d/:\-]|[.,]\d)")
_LATIN_WORD = Pattern(r"[\p{Latin}_]")
_TO_ARABIC = str.maketrans({".": _DECIMAL, ",": _THOUSANDS, "%": _PERCENT})


@stage(effect="fold", example=("٣٫١٤ و ۱۲", "3.14 و 12"))
def unify_digits(
    *, to: Annotated[Literal["ascii", "arabic", "persian"], "The digits to write."] = "ascii"
) -> tuple[Step, ...]:
    """Write all digits in one system, and the separators between them.

    Lossy: it hides which digits the writer chose. ٫ ٬ ٪ change only beside digits; to=arabic and to=persian change
    `.` and `,` only inside a plain number, never in a date, a version or an address.
    """
    digits = Table(
        {
            code: new
            for name, system in _SYSTEMS.items()
            if name != to
            for code, new in zip(system, _SYSTEMS[to], strict=True)
        }
    )
    if to == "ascii":
        return Guarded(codes([_DECIMAL, _THOUSANDS, _PERCENT]), _ascii_separators), digits
    return Guarded(codes(".,%"), _arabic_separators), digits


def _ascii_separators(text: Text) -> None:
    digit = text.of_kind(DIGIT)
    before, after = np.zeros_like(digit), np.zeros_like(digit)
    before[1:], after[:-1] = digit[:-1], digit[1:]
    for separator, new in ((_DECIMAL, "."), (_THOUSANDS, ",")):
        text.replace((text.codes == separator) & before & after, ord(new))
    text.replace((text.codes == _PERCENT) & (before | after), ord("%"))


def _arabic_separators(text: Text) -> None:
    changed = text.codes.copy()
    string = text.string
    for match in _NUMBER.finditer(string):
        start, end = match.span()
        if not _LATIN_WORD.match(string[start - 1 : start]):
            changed[start:end] = [ord(sign) for sign in match.group().translate(_TO_ARABIC)]
    text.replace(changed != text.codes, changed)
