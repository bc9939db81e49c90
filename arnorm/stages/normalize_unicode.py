"""Canonical and compatibility composition."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain, filterfalse
from typing import Annotated, Literal

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import ARABIC_MARKS, CODE_BITS, LETTER_MARKS, SPACES, WAKE, codes
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Lookup, Table
from arnorm.text import Text

# Where the assigned code points are that take part in composition or reordering (Unicode 17). Everything else is
# left alone by every form: the tests ask unicodedata about all code points.
_INHABITED = (
    range(0x00A0, 0x3400), range(0xA66F, 0xAC00), range(0xF900, 0x12000), range(0x13000, 0x13500),
    range(0x16100, 0x16200), range(0x16A00, 0x17000), range(0x1BC00, 0x1F300),
    range(0x1FBF0, 0x1FC00), range(0x2F800, 0x2FA20),
)  # fmt: skip
# The scripts with vowel signs that compose with a letter and yet have no combining class.
_INDIC = (
    range(0x0900, 0x1100), range(0x1B00, 0x1C00), range(0x11000, 0x12000), range(0x16100, 0x16200),
    range(0x16D00, 0x16E00),
)  # fmt: skip
_ROW = 64
_ORDERED = ARABIC_MARKS - LETTER_MARKS
_LAST_ORDERED = max(_ORDERED)

Form = Literal["nfc", "nfkc"]
_FORMS: dict[str, Literal["NFC", "NFKC"]] = {"nfc": "NFC", "nfkc": "NFKC"}


@cache
def unstable_under(form: Literal["NFC", "NFKC"]) -> frozenset[int]:
    """Return the code points that a form changes, moves, or joins to the one before."""
    # Most rows are asked about as one: where a row is normalized, each of its characters is; letters are no marks.
    rows = _rows(_INHABITED)
    doubtful = chain.from_iterable(row for row in rows if not unicodedata.is_normalized(form, row))
    changed = filterfalse(partial(unicodedata.is_normalized, form), doubtful)
    marks = filter(unicodedata.combining, chain.from_iterable(row for row in rows if not row.isalnum()))
    return frozenset(map(ord, chain(changed, marks))) | _joining()


def _rows(blocks: Iterable[range]) -> list[str]:
    every = (np.arange(part.start, part.stop, dtype="<u4").tobytes().decode("utf-32-le") for part in blocks)
    return [part[start : start + _ROW] for part in every for start in range(0, len(part), _ROW)]


@cache
def _joining() -> frozenset[int]:
    """Return the starters that compose with a letter before them: Hangul jamo and some Indic vowel signs."""
    composed = chain.from_iterable(row for row in _rows(_INDIC) if not unicodedata.is_normalized("NFD", row))
    parts = [unicodedata.decomposition(one).split() for one in composed]
    seconds = [int(pair[1], 16) for pair in parts if len(pair) == 2 and pair[0][0] != "<"]
    return codes(seconds, range(0x1161, 0x1176), range(0x11A8, 0x11C3))


def _composing() -> frozenset[int]:
    """Return the code points that a mark or another starter composes with, in place of what they have as well."""
    inhabited = (chr(code) for part in _INHABITED for code in part)
    decomposed = {one: unicodedata.normalize("NFD", one) for one in inhabited if unicodedata.is_normalized("NFC", one)}
    composed = {one: parts for one, parts in decomposed.items() if len(parts) > 1}
    # A mark below comes first: alef with hamza above and one below becomes the letter with the hamza below.
    return codes(*composed, *(unicodedata.normalize("NFC", parts[:-1]) for parts in composed.values()))


@stage(effect="repair", example=("قرا\u0653ن", "قرآن"), changes=lambda: unstable_under("NFKC") | _composing())
def normalize_unicode(
    *, form: Annotated[Form, "nfkc also unifies compatibility characters (ﬁ, ², ％)."] = "nfc"
) -> tuple[Step, ...]:
    """Compose letters with their combining hamza or madda, and order marks.

    Loses nothing with form=nfc, which is canonical equivalence; not for a Mushaf that writes its madda with U+0653
    instead of U+06E4, for on an alef it becomes آ. With form=nfkc superscripts, circled numbers, full-width letters
    and no-break spaces become plain ones: not for text in which those mean something.
    """
    unicode_form = _FORMS[form]
    unstable = unstable_under(unicode_form)
    irregular = Lookup(Table({}), unstable - _ORDERED)

    def rule(text: Text) -> None:
        if unicodedata.is_normalized(unicode_form, text.string):
            return
        _order_marks(text)
        where = nonzero(text.look_up(irregular)[0] >= np.uint32(WAKE << CODE_BITS))
        if len(where):
            string = text.string
            spans = list(_spans(string, where.tolist(), unstable))
            made = [unicodedata.normalize(unicode_form, string[start:end]) for start, end in spans]
            changed = [i for i, (start, end) in enumerate(spans) if string[start:end] != made[i]]
            text.splice([spans[i] for i in changed], [made[i] for i in changed])

    # No-break spaces are many, and characters alone decide about them.
    spaces = {code: " " for code in SPACES if unicodedata.normalize(unicode_form, chr(code)) == " "}
    return Table(spaces), Guarded(unstable - spaces.keys(), rule)


def _classes() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    classes = np.zeros(_LAST_ORDERED + 2, np.uint8)
    for code in _ORDERED:
        classes[code] = unicodedata.combining(chr(code))
    return classes


_CLASSES = _classes()
"""The canonical combining class of each code point up to the last ordered mark."""


def _order_marks(text: Text) -> None:
    """Bring the Arabic marks of each letter into canonical order, all of a block at once."""
    codes = text.codes
    ranks = _CLASSES.take(codes, mode="clip")
    if text.protected is not None:
        ranks[text.protected] = 0
    if not ((ranks[:-1] > ranks[1:]) & (ranks[1:] > 0)).any():
        return
    at = nonzero(ranks)
    letter = np.cumsum(ranks == 0)
    ordered = codes.copy()
    ordered[at] = codes[at[np.lexsort((ranks[at], letter[at]))]]
    text.replace(ordered != codes, ordered)


def _spans(string: str, where: list[int], unstable: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans around these places, each from a stable code point to the next, that are normalized apart."""
    end = 0
    for place in where:
        if place < end:
            continue
        start = place
        while start > end and ord(string[start]) in unstable:
            start -= 1
        end = place + 1
        while end < len(string) and ord(string[end]) in unstable:
            end += 1
        yield start + (string[start] == "\n"), end
