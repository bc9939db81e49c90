"""A space between words and punctuation."""

import unicodedata
from collections.abc import Iterator
from functools import cache

import numpy as np

from arnorm.arrays import nonzero
from arnorm.emoji import known_emoji
from arnorm.kinds import CRLF, LINE_FEED, SPACES, Mask, codes, membership
from arnorm.patterns import Pattern
from arnorm.stage import Rule, stage
from arnorm.text import Text

# What Python's str.split takes for white space: also the four separators among the control codes.
_SPACES = codes(SPACES, range(0x1C, 0x20))
_is_space = membership(_SPACES)
_LAST_SYMBOL = 0x20000
"""No punctuation mark and no symbol lies beyond the first two planes."""

# The grammar of emoji sequences, Unicode Technical Standard 51, as far as CAMeL Tools reads it: to it a flag is never a
# part of a longer one. The longest that is known has ten code points, so that more than seven parts need not be read.
_FLAG = r"\p{RI}\p{RI}"
_PART = (
    r"\p{Emoji}(?:\p{EMod}|\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}?"
    r"|[\U000E0020-\U000E007E]++\U000E007F)?"
)
_SEQUENCE = Pattern(rf"{_FLAG}|(?=.[^\s\p{{L}}\p{{Nd}}]){_PART}(?:\N{{ZERO WIDTH JOINER}}(?:{_FLAG}|{_PART})){{0,6}}")
_makes_sequences = membership(
    "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}\N{CANCEL TAG}", range(0x1F1E6, 0x1F200), range(0x1F3FB, 0x1F400)
)


def _read() -> frozenset[int]:
    return _symbols() | _SPACES


@stage(
    effect="fold",
    example=("قال: «نعم، 3.5»", "قال : « نعم ، 3 . 5 »"),
    reads=_read,
    changes=_SPACES,
)
def tokenize_words() -> Rule:
    """Put a space between words and punctuation marks, symbols and emoji.

    Lossy: what stood together is not told any more, numbers and abbreviations come apart too. Splits as CAMeL Tools'
    simple_word_tokenize does, but for addresses and mentions, which stay whole. A sequence of emoji joined in a way
    that no standard lists is split further by a second run, as there.
    """
    is_symbol = membership(_symbols())

    def rule(text: Text) -> None:
        elements = text.codes
        if not len(elements):
            return
        free = np.ones(len(elements), bool) if text.protected is None else ~text.protected
        first = is_symbol(elements) & free
        last = first.copy()
        if _makes_sequences(elements).any():
            for start, end, known in _sequences(text.unprotected_string):
                first[start : end if known else start + 1] = last[start : end if known else start + 1] = False
                if known:
                    first[start] = last[end - 1] = True
        space = _is_space(elements) & free
        edge = space | (elements == LINE_FEED) | (elements >= CRLF)
        cut = first & ~edge
        cut[1:] |= last[:-1] & ~edge[1:]
        cut[1:] &= ~edge[:-1]
        cut[0] = False
        kept = _between(space, edge & ~space)
        text.replace(kept & (elements != ord(" ")), ord(" "))
        gone = space & ~kept
        if gone.any():
            text.delete(gone)
            cut = cut[~gone]
        text.insert(cut, ord(" "))

    return rule


def _between(space: Mask, line_end: Mask) -> Mask:
    """Return the first space of each run that has something on both sides in its line."""
    outside = np.concatenate([[True], line_end, [True]])
    runs = np.diff(space.astype(np.int8), prepend=0, append=0)
    starts, ends = nonzero(runs > 0), nonzero(runs < 0)
    kept = np.zeros(len(space), bool)
    kept[starts[~outside[starts] & ~outside[ends + 1]]] = True
    return kept


def _sequences(string: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the start and end of each sequence of more than one code point, and whether it is one that is known."""
    done = 0
    for match in _SEQUENCE.finditer(string, overlapped=True):
        start, end = match.span()
        if start < done or end == start + 1:
            continue
        known = match.group() in known_emoji()
        yield start, end, known
        if known:
            done = end


@cache
def _symbols() -> frozenset[int]:
    """Return the code points that are a punctuation mark or symbol alone."""
    marks = (code for code in range(_LAST_SYMBOL) if unicodedata.category(chr(code))[0] in "PS")
    return codes(marks, (ord(emoji) for emoji in known_emoji() if len(emoji) == 1))
