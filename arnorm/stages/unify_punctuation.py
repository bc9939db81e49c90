"""Commas, semicolons, question marks, percent signs, dashes."""

from typing import Annotated, Literal

import numpy as np

from arnorm.arabic_lines import nearest_letter_after, nearest_letter_before
from arnorm.arrays import nonzero
from arnorm.gaps import Gaps
from arnorm.kinds import (
    ARABIC_DIGITS,
    CLOSER,
    DIGIT,
    ELLIPSIS,
    OPENER,
    PAUSE,
    SIGN,
    STOP,
    STRAIGHT_QUOTE,
    Mask,
    Positions,
    codes,
    is_arabic,
    membership,
)
from arnorm.quotation import between_fields
from arnorm.stage import Step, stage
from arnorm.table import Table
from arnorm.text import Text
from arnorm.words import letters_before

_HYPHENS = dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-")
_SIGNS: dict[str, dict[str, str]] = {
    "arabic": {",": "،", ";": "؛", "?": "؟", "%": "٪", "\N{HORIZONTAL BAR}": "—", **_HYPHENS},
    "ascii": {
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "۔": ".",
        "–": "-",
        "—": "-",
        "\N{HORIZONTAL BAR}": "-",
        **_HYPHENS,
    },
}
_ABOVE_ALL_SIGNS = 0x2100
_is_question, _is_semicolon, _is_arabic_digit = membership("?؟"), membership(";؛"), membership(ARABIC_DIGITS)


@stage(effect="fold", example=("نعم, لماذا?", "نعم، لماذا؟"), reads=codes(*map("".join, _SIGNS.values())))
def unify_punctuation(
    *, to: Annotated[Literal["arabic", "ascii"], "The signs to write."] = "arabic"
) -> tuple[Step, ...]:
    """Write the punctuation of Arabic text with Arabic signs, or with ASCII ones.

    Lossy: it hides which keyboard was used. A sign changes only where the letter before or after it in the line is
    Arabic, a question mark only after one; never inside a number or Latin text, or between the quoted fields of a
    table ("نعم","لا"). to=arabic leaves % after 0–9, and to=ascii also spells every ellipsis with three dots.
    """
    signs = np.arange(_ABOVE_ALL_SIGNS + 1, dtype=np.uint32)
    for sign, new in _SIGNS[to].items():
        signs[ord(sign)] = ord(new)

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = nonzero(gaps.of(PAUSE | STOP | SIGN))
        found = gaps.codes[at]
        new = signs.take(found, mode="clip")
        chosen = nonzero((new != found) & (found < _ABOVE_ALL_SIGNS))
        if len(chosen):
            chosen = chosen[_in_arabic(gaps, at[chosen])]
            gaps.replace(at[chosen], new[chosen])

    return (rule,) if to == "arabic" else (Table({ELLIPSIS: "..."}), rule)


def _in_arabic(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these signs stand in Arabic text."""
    found = gaps.codes[at]
    arabic = is_arabic(nearest_letter_before(gaps, at))
    rest = nonzero(~(arabic | _is_question(found)))
    arabic[rest] = is_arabic(nearest_letter_after(gaps, at[rest]))
    for sign, is_another in (
        (between_fields(gaps, at), _of_straight_quotes),
        (_is_semicolon(found), _ends_reference_or_eyes),
        (found == ord("%"), _after_other_digit),
    ):
        if len(some := nonzero(arabic & sign)):
            arabic[some] = ~is_another(gaps, at[some])
    return arabic


def _of_straight_quotes(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these signs between fields are the commas of a table: their quotation marks are straight."""
    before, after = (gaps.codes[place] == STRAIGHT_QUOTE for place in (at - 1, at + 1))
    straight: Mask = (before | (gaps.previous[at] == DIGIT)) & (after | (gaps.following[at] == DIGIT))
    return straight


def _ends_reference_or_eyes(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these semicolons end a character reference (&nbsp;) or are the eyes of an emoticon."""
    touching = letters_before(gaps, at)
    reference = (gaps.previous[at] == DIGIT) | ((touching > 0) & ~is_arabic(touching))
    emoticon: Mask = gaps.following[at] & (OPENER | CLOSER | SIGN) != 0
    return reference | emoticon


def _after_other_digit(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these percent signs do not touch an Arabic digit before them."""
    return (gaps.previous[at] != DIGIT) | ~_is_arabic_digit(gaps.codes[at - 1])
