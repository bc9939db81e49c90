"""The letter stretcher."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import (
    ARABIC,
    ARABIC_MARKS,
    CRLF,
    DIGIT,
    LINE_END,
    STOP,
    TATWEEL,
    Codes,
    is_arabic,
    is_arabic_mark,
    membership,
)
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_ERA = "ه"
# A lone waw is none of them: it does not join, and its tatweel stretches nothing. Another may still be joined.
_CONJUNCTIONS = ("", "و", "ف", "وو", "وف")
_PREFIXES = {"ف", *map("".join, product(_CONJUNCTIONS, ("ب", "ك", "ل", "لل", "ال", "بال", "كال")))}
# What later stages write with these letters is read as them.
_SPELLINGS = str.maketrans("أإآٱکڪہھەۀۂ", "ااااككههههه")
_LONGEST = max(map(len, _PREFIXES))
_is_tatweel = membership([TATWEEL])
_ON_LETTERS = ARABIC_MARKS | {TATWEEL}

_OPENS, _CLOSES = "opens", "closes"


@stage(effect="repair", example=("الـســلام", "السلام"))
def strip_tatweel(
    *,
    keep: Annotated[
        frozenset[Literal["era", "prefix", "dash"]],
        "era: the هـ of 1445 هـ; prefix: one that stands apart (الـ84، بـ«نعم»); dash: a tatweel for one.",
    ] = frozenset(),
) -> Step:
    """Delete the tatweel (kashida) that stretches words.

    Loses the emphasis that stretching may carry, and without keep=era+prefix+dash also what it is written for at the
    edge of a word: the shape of an abbreviation (1445 هـ, not a five) or of a prefix before digits, quotes and Latin
    words, and a dash: one without a letter beside it, or two around a parenthesis in a sentence (ـوبالتاليـ).
    """
    if not keep:
        return Table({TATWEEL: None})

    def rule(text: Text) -> None:
        tatweel = _is_tatweel(text.codes)
        stops = nonzero(text.of_kind(STOP | LINE_END)).tolist()
        opened = (-1, -1)
        for start, end, role in _roles(text):
            # No sentence ends between two dashes that belong together, so split-sentences does not part them.
            sentence = bisect_left(stops, start)
            if role in keep:
                tatweel[start:end] = False
            if role in (_OPENS, "dash"):
                opened = (start, sentence)
            elif role == _CLOSES and "dash" in keep and opened[1] == sentence:
                tatweel[[opened[0], start]] = False
                opened = (-1, -1)
        text.delete(tatweel)

    return Guarded(frozenset({TATWEEL}), rule, writes=False)


def _roles(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of tatweel (start, end) at the edges of words, and what each stands for."""
    codes = text.codes
    tatweel = np.concatenate([[False], _is_tatweel(codes), [False]])
    first = nonzero(tatweel[1:] & ~tatweel[:-1])
    last = nonzero(tatweel[:-1] & ~tatweel[1:]) - 1
    mark = np.append(is_arabic_mark(codes), False)
    letter = np.append(text.in_words() & is_arabic(codes), False) & ~mark
    inside = letter[first - 1] & letter[last + 1]
    digit = np.append(text.of_kind(DIGIT), False)
    for start, end in zip(first[~inside].tolist(), (last[~inside] + 1).tolist(), strict=True):
        before, behind = start - 1, end
        while before >= 0 and mark[before]:
            before -= 1
        while mark[behind]:
            behind += 1
        if tatweel[before + 1] or tatweel[behind + 1]:
            continue
        role = _role(codes, before + 1, behind)
        if role == "dash" or (end - start == 1 and not (role == _CLOSES and digit[behind])):
            yield start, end, role


def _role(codes: Codes, before: int, behind: int) -> str:
    """Return what a tatweel behind the word that ends at one place, before one at the other, stands for."""
    word, followed = _word_before(codes, before), _is_letter(codes, behind)
    if not word:
        return _OPENS if followed else "dash"
    if word in _PREFIXES and not (followed and codes.item(behind) in ARABIC):
        return "prefix"
    if followed:
        return ""
    return "era" if word == _ERA else _CLOSES


def _word_before(codes: Codes, end: int) -> str:
    """Return the letters of the word that ends at this place, as many as tell whether it is a prefix."""
    letters = ""
    while len(letters) <= _LONGEST:
        end -= 1
        if _is_letter(codes, end):
            letters = chr(codes.item(end)) + letters
        elif not (letters and end >= 0 and codes.item(end) in _ON_LETTERS):
            break
    return letters.translate(_SPELLINGS)


def _is_letter(codes: Codes, at: int) -> bool:
    """Return whether a letter stands at this place, or a mark that is not Arabic: it belongs to a letter of its own."""
    code = codes.item(at) if 0 <= at < len(codes) else CRLF
    return code < CRLF and code not in _ON_LETTERS and unicodedata.category(chr(code))[0] in "LM"
