r"""What each code point is to a rule: sets of code points by name, and the kinds made of them.

A *kind* is one bit. A lookup entry is 32 bits wide and holds a code point in its lower 21 bits and the code point's
kinds in the upper 11, so that one lookup for a whole block answers both questions. What has no kind at all is a
*word element*: a letter or mark of any script, or anything else that no rule ever touches (emoji, symbols, private
use). What has one is a *gap element*, one of the signs between the words.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint16]
Mask = NDArray[np.bool_]
Positions = NDArray[np.intp]
Origins = NDArray[np.int32]

CODE_BITS = 21
CODE_MASK = np.uint32((1 << CODE_BITS) - 1)

# Two elements that no text can contain, above the last code point.
CRLF = 0x110000
"""A line end that was written \\r\\n; one element, so that rules see one line end."""
BOUNDARY = 0x110001
"""The seam between two records of a batch. No verb deletes it."""
DELETED = (1 << CODE_BITS) - 1
"""What a lookup gives for a code point that its table deletes."""
CODE_SPACE = 0x110002
"""How many different elements there are: the length of a lookup table."""

EDIT = 1 << 0
"""The table makes several code points of this one. The bit speaks of the lookup and makes no gap element."""
SPACE = 1 << 1
DIGIT = 1 << 2
OPENER = 1 << 3
CLOSER = 1 << 4
QUOTE = 1 << 5
STOP = 1 << 6
PAUSE = 1 << 7
SIGN = 1 << 8
"""Any other sign between words: dashes, slashes, bidi controls …"""
# The two highest bits, so that one comparison finds both.
LINE_END = 1 << 9
WAKE = 1 << 10
"""A guarded rule has to look at this code point. The bit speaks of the lookup and goes with the rule's work."""
WORD = 1 << 11
"""A word element, as a neighbour of a gap element (it has no bit in a lookup entry)."""

FIRST_GAP = np.uint32(SPACE << CODE_BITS)
"""The smallest lookup entry of a gap element."""


def codes(*parts: str | range | Iterable[int]) -> frozenset[int]:
    """Return the set of the code points of strings, ranges and other sets."""
    found: set[int] = set()
    for part in parts:
        found.update(map(ord, part) if isinstance(part, str) else part)
    return frozenset(found)


LINE_FEED = ord("\n")
SPACE_CODE = ord(" ")

# Unicode's White_Space without the line end. VT, FF, a lone CR, NEL, U+2028 and U+2029 end no line in arnorm.
SPACES = codes(
    "\t\v\f\r \N{NEXT LINE}\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}",
    range(0x2000, 0x200B),
    "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{NARROW NO-BREAK SPACE}",
    "\N{MEDIUM MATHEMATICAL SPACE}\N{IDEOGRAPHIC SPACE}",
)

ASCII_DIGITS = range(ord("0"), ord("9") + 1)
ARABIC_DIGITS = range(0x0660, 0x066A)
PERSIAN_DIGITS = range(0x06F0, 0x06FA)

# Double quotation marks: the only ones that are paired. A single one is too often an apostrophe or a prime.
GUILLEMET_OPEN, GUILLEMET_CLOSE = ord("«"), ord("»")
STRAIGHT_QUOTE = ord('"')
CURLY_OPEN = ord("\N{LEFT DOUBLE QUOTATION MARK}")
CURLY_CLOSE = ord("\N{RIGHT DOUBLE QUOTATION MARK}")
LOW_QUOTE = ord("\N{DOUBLE LOW-9 QUOTATION MARK}")
QUOTES = codes([GUILLEMET_OPEN, GUILLEMET_CLOSE, STRAIGHT_QUOTE, CURLY_OPEN, CURLY_CLOSE, LOW_QUOTE])
SINGLE_QUOTES = codes("'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}‹›`")

OPENERS = codes("([{\N{ORNATE RIGHT PARENTHESIS}")
CLOSERS = codes(")]}\N{ORNATE LEFT PARENTHESIS}")

ELLIPSIS = ord("\N{HORIZONTAL ELLIPSIS}")
QUESTION = ord("\N{ARABIC QUESTION MARK}")
# U+06D4 is the Urdu full stop; the doubled marks are single code points.
STOPS = codes(".!?", [QUESTION, ELLIPSIS], "\N{ARABIC FULL STOP}\N{DOUBLE EXCLAMATION MARK}\N{DOUBLE QUESTION MARK}")

COMMA = ord("\N{ARABIC COMMA}")
SEMICOLON = ord("\N{ARABIC SEMICOLON}")
PAUSES = codes(",;:", [COMMA, SEMICOLON])

BIDI_CONTROLS = codes(
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}", range(0x202A, 0x202F), range(0x2066, 0x206A)
)
CONTROLS = codes(range(0x00, 0x20), range(0x7F, 0xA0)) - SPACES - codes("\n")
INVISIBLE = (
    CONTROLS
    | BIDI_CONTROLS
    | codes(
        "\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{MONGOLIAN VOWEL SEPARATOR}\N{ZERO WIDTH SPACE}",
        range(0x2060, 0x2065), range(0x206A, 0x2070), "\N{ZERO WIDTH NO-BREAK SPACE}", range(0xFFF9, 0xFFFC),
    )
)  # fmt: skip
"""What is not seen, but for the joiners, which change how their neighbours are seen."""
ZWNJ, ZWJ = ord("\N{ZERO WIDTH NON-JOINER}"), ord("\N{ZERO WIDTH JOINER}")

EMOJI = codes(
    range(0x2600, 0x27C0), range(0x2B00, 0x2C00), range(0x1F000, 0x1FB00),
    "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
)  # fmt: skip

# ASCII punctuation, General Punctuation with the bidi controls, emoji, and the signs of the Arabic block, as far as no
# kind above claims them.
_SIGNS = codes(
    "#$%&*+-/<=>@\\^_|~", SINGLE_QUOTES, BIDI_CONTROLS, EMOJI, range(0x2010, 0x2070), "·¦§¶°±×÷", range(0x0600, 0x0605),
    range(0x0606, 0x0610), range(0x066A, 0x066E), "\N{ARABIC END OF AYAH}",
)  # fmt: skip
SIGNS = _SIGNS - QUOTES - STOPS - PAUSES - SPACES

TATWEEL = ord("\N{ARABIC TATWEEL}")
HEH, WAW, YEH = ord("\N{ARABIC LETTER HEH}"), ord("\N{ARABIC LETTER WAW}"), ord("\N{ARABIC LETTER YEH}")
ALEF, ALEF_MAKSURA = ord("\N{ARABIC LETTER ALEF}"), ord("\N{ARABIC LETTER ALEF MAKSURA}")
FARSI_YEH = ord("\N{ARABIC LETTER FARSI YEH}")

# The short-vowel marks, in Unicode order from U+064B on.
TASHKEEL = {
    "fathatan": 0x064B, "dammatan": 0x064C, "kasratan": 0x064D, "fatha": 0x064E,
    "damma": 0x064F, "kasra": 0x0650, "shadda": 0x0651, "sukun": 0x0652,
}  # fmt: skip
DAGGER_ALEF = 0x0670
# Madda and the two combining hamzas belong to their letter, as the dots do.
LETTER_MARKS = codes(range(0x0653, 0x0656))
ARABIC_MARKS = codes(
    range(0x0610, 0x061B), range(0x064B, 0x0660), [DAGGER_ALEF], range(0x06D6, 0x06DD), range(0x06DF, 0x06E5),
    range(0x06E7, 0x06E9), range(0x06EA, 0x06EE), range(0x0898, 0x08A0), range(0x08CA, 0x08E2), range(0x08E3, 0x0900),
)  # fmt: skip
"""Every combining mark of the Arabic blocks."""

KINDS: dict[int, frozenset[int]] = {
    SPACE: SPACES,
    LINE_END: frozenset({LINE_FEED, CRLF, BOUNDARY}),
    DIGIT: codes(ASCII_DIGITS, ARABIC_DIGITS, PERSIAN_DIGITS),
    OPENER: OPENERS,
    CLOSER: CLOSERS,
    QUOTE: QUOTES,
    STOP: STOPS,
    PAUSE: PAUSES,
    SIGN: SIGNS,
}


def membership(*parts: str | range | Iterable[int]) -> Callable[[Codes], Mask]:
    """Return the function that tells of an array of elements which are in the set of these code points."""
    table = np.zeros(CODE_SPACE, bool)
    table[list(codes(*parts))] = True
    return table.take


ARABIC = codes(
    range(0x0610, 0x0700), range(0x0750, 0x0780), range(0x0870, 0x0900), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD)
)
"""The blocks of the Arabic script, with the digits and signs in them."""
is_arabic = membership(ARABIC)
"""Of word elements: which are letters or marks of the Arabic script."""
is_latin = membership(range(ord("A"), ord("z") + 1), range(0x00C0, 0x0250))
"""Of word elements: which are letters of the Latin script, to U+024F."""
is_arabic_mark = membership(ARABIC_MARKS)
is_emoji = membership(EMOJI)


def kind_table(*kinds: int) -> Kinds:
    """Return an array of all elements that has the kind of each where it is one of these, else 0."""
    table = np.zeros(CODE_SPACE, np.uint16)
    for kind in kinds:
        table[list(KINDS[kind])] = kind
    return table


KIND_OF = kind_table(*KINDS)
"""The kind of each code point, 0 for a word element."""
WITH_KIND = np.array(sorted(codes(*KINDS.values())))
"""The code points that have a kind."""


def letters_of(codes: Codes) -> Positions:
    """Return for each element the place of the letter that it stands on if it is an Arabic mark, else its own."""
    return np.maximum.accumulate(np.where(is_arabic_mark(codes), 0, np.arange(len(codes))))
