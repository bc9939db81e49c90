"""The letter stretcher."""

import unicodedata
from itertools import product
from typing import Annotated, Literal, NamedTuple

import numpy as np

from arnorm.arrays import among, distinct, neighbouring, nonzero, ranges
from arnorm.kinds import (
    ARABIC_MARKS,
    CODE_SPACE,
    CRLF,
    DIGIT,
    LINE_END,
    LINE_FEED,
    STOP,
    TATWEEL,
    Codes,
    Mask,
    Positions,
    is_arabic,
    is_arabic_mark,
    membership,
)
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

# A lone waw is none of them: it does not join, and its tatweel stretches nothing. Another may still be joined.
_CONJUNCTIONS = ("", "و", "ف", "وو", "وف")
_PREFIXES = {"ف", *map("".join, product(_CONJUNCTIONS, ("ب", "ك", "ل", "لل", "ال", "بال", "كال")))}
_ERAS = ("ه", "اه", "واه")
"""هـ of the Hegira, and اهـ (انتهى) behind what is cited, also with a waw joined to it."""
# What later stages write with these letters is read as them.
_SPELLINGS = str.maketrans("أإآٱکڪہھەۀۂ", "ااااككههههه")
_LETTERS = "هوفبكلا"
_OTHER = len(_LETTERS) + 1
_PLACES = (_OTHER + 1) ** np.arange(1 + max(map(len, _PREFIXES)))
"""Of a word as a number: its letters are the digits, the last one first, those of no prefix all the same."""
_is_tatweel = membership([TATWEEL])
_ON_LETTERS = ARABIC_MARKS | {TATWEEL}
_is_on_letter = membership(_ON_LETTERS)


@stage(effect="repair", example=("الـســلام", "السلام"))
def strip_tatweel(
    *,
    keep: Annotated[
        frozenset[Literal["era", "prefix", "dash", "number"]],
        "era: the هـ of 1445 هـ, and اهـ; prefix: one that stands apart (الـ84، بـ«نعم»); dash: a tatweel for one; "
        "number: only a dash between digits (1990ـ2000).",
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
        if not tatweel.any():
            return
        edges = _edges(text, tatweel)
        meant = np.logical_or.reduce([getattr(edges, role) for role in keep])
        if "dash" in keep:
            meant |= _parentheses(text, edges)
        first = edges.first[meant]
        tatweel[ranges(first, edges.last[meant] - first + 1)] = False
        text.delete(tatweel)

    return Guarded(frozenset({TATWEEL}), rule, writes=False)


class _Edges(NamedTuple):
    """The runs of tatweel at the edges of words, and what each stands for, if anything; one element a run."""

    first: Positions
    last: Positions
    era: Mask
    prefix: Mask
    dash: Mask
    """Without a letter on either side."""
    number: Mask
    """Of these the ones between two digits."""
    opens: Mask
    """One that leads into a word: perhaps the first of two dashes."""
    closes: Mask
    """One that ends a word: perhaps the second."""


def _edges(text: Text, tatweel: Mask) -> _Edges:
    # A line feed stands at the end, and so at place -1, for what is beyond the text.
    codes = np.append(text.codes, np.uint32(LINE_FEED))
    mark = is_arabic_mark(codes)
    letter = np.append(text.in_words(), False) & is_arabic(codes) & ~mark
    places = nonzero(tatweel)
    starts, lengths = neighbouring(places)
    first, last = places[starts], places[starts] + lengths - 1
    others = nonzero(~mark)
    before, behind = others[np.searchsorted(others, first) - 1], others[np.searchsorted(others, last + 1)]
    at_edge = ~(letter[first - 1] & letter[last + 1] | _is_tatweel(codes[before]) | _is_tatweel(codes[behind]))
    first, last, before, behind = first[at_edge], last[at_edge], before[at_edge], behind[at_edge]
    words, followed = _words(codes, before), _digits(codes[behind]) > 0
    bare = words == 0
    prefix = among(words, _PREFIX_WORDS) & ~(followed & is_arabic(codes[behind]))
    ended = ~(bare | prefix | followed)
    era = ended & among(words, _ERA_WORDS)
    alone, dash, digit = first == last, bare & ~followed, np.append(text.of_kind(DIGIT), False)
    return _Edges(
        first,
        last,
        era=era & alone,
        prefix=prefix & alone,
        dash=dash,
        number=dash & digit[before] & digit[behind],
        opens=bare & followed & alone,
        closes=ended & ~era & alone & ~digit[behind],
    )


def _parentheses(text: Text, edges: _Edges) -> Mask:
    """Return which runs are two dashes that belong together.

    No sentence ends between two such, so that split-sentences does not part them.
    """
    at = nonzero(edges.opens | edges.dash | edges.closes)
    sentence = np.searchsorted(nonzero(text.of_kind(STOP | LINE_END)), edges.first[at])
    closes = edges.closes[at]
    second = nonzero(closes[1:] & ~closes[:-1] & (sentence[1:] == sentence[:-1])) + 1
    both = np.zeros(len(edges.first), bool)
    both[at[second - 1]] = both[at[second]] = True
    return both


def _words(codes: Codes, last: Positions) -> Positions:
    """Return the numbers of the words that end at these places, 0 for none: as many letters as a prefix may have."""
    others = nonzero(~_is_on_letter(codes))
    back = np.searchsorted(others, last)[:, None] - np.arange(len(_PLACES))
    digits = _digits(codes[others[np.maximum(back, -1)]])
    return (digits * np.logical_and.accumulate(digits > 0, axis=1)) @ _PLACES


def _digits(codes: Codes) -> Positions:
    """Return for each code point its digit in the number of a word, 0 if it is no letter."""
    if not _KNOWN.take(codes).all():
        met = distinct(codes.ravel())
        _KNOWN[met] = [1 + _digit(code) for code in met.tolist()]
    return _KNOWN.take(codes).astype(np.intp) - 1


def _digit(code: int) -> int:
    # A mark that is not Arabic belongs to a letter of its own.
    if code >= CRLF or code in _ON_LETTERS or unicodedata.category(chr(code))[0] not in "LM":
        return 0
    return _LETTERS.find(chr(code).translate(_SPELLINGS)) + 1 or _OTHER


_KNOWN = np.zeros(CODE_SPACE, np.uint8)
"""For each code point that was met before a tatweel so far 1 more than its digit."""


def _number(word: str) -> int:
    return int(np.dot([_digit(ord(letter)) for letter in reversed(word)], _PLACES[: len(word)]))


_PREFIX_WORDS = np.array(sorted(map(_number, _PREFIXES)))
_ERA_WORDS = np.array(sorted(map(_number, _ERAS)))
