"""The text as an array of code points."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import numpy as np

from arnorm.arrays import are_few, behind, closed_up, codes_of, edited, kept, nonzero, string_of
from arnorm.crlf import folded, unfolded
from arnorm.gaps import Gaps
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    CODE_MASK,
    CRLF,
    FIRST_GAP,
    LINE_FEED,
    Codes,
    Mask,
    Origins,
    Positions,
)
from arnorm.table import KINDS_LOOKUP, Lookup

_NONCHARACTER = 0xFFFE


class Elements:
    """A block of text as arrays of one length: what a rule reads, and what the verbs are made of.

    codes      uint32, one element a code point; CRLF and BOUNDARY are elements of their own
    protected  bool, the elements that no verb changes, or None
    origin     int32, the index in the input of each element, or None; never decreasing
    """

    def __init__(self, codes: Codes, origin: Origins | None = None) -> None:
        self._codes: Codes | None = codes
        self._bare = True
        self._entries: Codes | None = None
        self._gaps: Gaps | None = None
        self.protected: Mask | None = None
        self.origin = origin
        self._crlf = False
        self._seams = False

    @classmethod
    def of(cls, string: str, *, origin: bool = False) -> Self:
        """Return the text of a string."""
        codes = codes_of(string)
        text = cls(codes, np.arange(len(codes), dtype=np.int32) if origin else None)
        text._fold_crlf(string)
        return text

    @classmethod
    def join(cls, records: Sequence[str]) -> Self:
        """Return one text of many records, a BOUNDARY between every two."""
        joined = "\0".join(records)
        codes = codes_of(joined)
        lengths = np.fromiter(map(len, records), np.intp, len(records))
        codes[np.cumsum(lengths[:-1] + 1) - 1] = BOUNDARY
        text = cls(codes)
        text._seams = len(records) > 1
        text._fold_crlf(joined)
        return text

    def _fold_crlf(self, string: str) -> None:
        # One character is found many times faster than two.
        if not ("\r" in string and "\r\n" in string):
            return
        self._crlf = True
        self._codes, keep = folded(self.codes)
        if self.origin is not None:
            self.origin = self.origin[keep]

    def __str__(self) -> str:
        return self.traced()[0]

    def traced(self) -> tuple[str, Origins | None]:
        """Return the string that the text has become, and the origin of each of its code points."""
        self._settle()
        codes, origin = unfolded(self.codes, self.origin) if self._crlf else (self._array, self.origin)
        return string_of(codes), origin

    def records(self) -> list[str]:
        """Return the records that were joined."""
        codes = unfolded(self.codes, None)[0] if self._crlf else self.codes
        seams = nonzero(codes == BOUNDARY)
        joined = codes.copy()
        joined[seams] = 0
        string = string_of(joined)
        if string.count("\0") == len(seams):
            return string.split("\0")
        # A NUL stands in a record as well.
        edges = [-1, *seams.tolist(), len(codes)]
        return [string[before + 1 : end] for before, end in pairwise(edges)]

    @property
    def string(self) -> str:
        """The text for a regular expression: one character an element, every line end and seam a line feed."""
        codes = self.codes
        return string_of(np.where(codes >= CRLF, LINE_FEED, codes))

    @property
    def unprotected_string(self) -> str:
        """The same with a noncharacter for each protected element, for patterns that are not to match in one."""
        if self.protected is None:
            return self.string
        codes = self.codes
        codes = np.where(codes >= CRLF, LINE_FEED, codes)
        return string_of(np.where(self.protected, _NONCHARACTER, codes).astype(np.uint32))

    @property
    def codes(self) -> Codes:
        """The code points (not to be written to: that is the verbs' work)."""
        self._settle()
        return self._plain()

    @property
    def entries(self) -> Codes:
        """Each element's code point and kinds in 32 bits, until the next edit; protected elements have no kind."""
        self._settle()
        if self._entries is None:
            self._entries, _ = self.look_up(KINDS_LOOKUP)
        return self._entries

    @property
    def gaps(self) -> Gaps:
        """What stands between the words, for rules that work on that alone; settled when the codes are next read."""
        if self._gaps is None:
            self._gaps = Gaps(self.entries)
        return self._gaps

    def of_kind(self, kinds: int) -> Mask:
        """Return which elements are of any of these kinds."""
        return (self.entries & np.uint32(kinds << CODE_BITS)) != 0

    def holds(self, kinds: int) -> bool:
        """Return whether any element is of one of these kinds."""
        if self._gaps is not None:
            return bool(self._gaps.of(kinds).any())
        return bool(np.bitwise_or.reduce(self.entries) & np.uint32(kinds << CODE_BITS))

    def in_words(self) -> Mask:
        """Return which elements are word elements: letters, marks, and what no rule touches."""
        return self.entries < FIRST_GAP

    def look_up(self, lookup: Lookup) -> tuple[Codes, int]:
        """Return the lookup's entries for the text, and all kinds, EDIT and WAKE bits that stand in any of them.

        Protected elements keep their code point and have no kind.
        """
        return lookup(self.codes, self.protected)

    def _settle(self) -> None:
        gaps = self._gaps
        if gaps is None or not gaps.edited:
            return
        self._gaps = None
        self._edit(gaps.dropped(), gaps.inserted())
        # The entries that the gaps were made of, or what was made of these: in either case no rule has them any more.
        array = self._array
        places, written = gaps.written()
        array[places] = written
        self._set(array, bare=False)

    @property
    def _array(self) -> Codes:
        """The entries, or else the code points, with something above them if they are not bare."""
        array = self._codes if self._entries is None else self._entries
        assert array is not None
        return array

    def _plain(self) -> Codes:
        if self._codes is None:
            self._codes = self._array & CODE_MASK
        elif not self._bare:
            self._codes &= CODE_MASK
        self._bare = True
        return self._codes

    def _set(self, codes: Codes, *, bare: bool = True) -> None:
        self._codes, self._entries, self._gaps, self._bare = codes, None, None, bare

    def _keep(self, keep: Mask) -> None:
        """Take the elements that are not masked out of all arrays."""
        stay = kept(keep)
        if self._entries is not None:
            self._entries, self._codes = stay(self._entries), None
        else:
            self._codes = stay(self._plain())
        self._gaps = None
        if self.origin is not None:
            self.origin = stay(self.origin)
        if self.protected is not None:
            self.protected = stay(self.protected)

    def _edit(self, gone: Positions, new: Positions, code: int = 0) -> None:
        """Drop these elements, and put a code point in at each of the new places of the result (both ascending)."""
        if not len(gone) and not len(new):
            return
        array = self._array
        result = edited(len(array), gone, new)
        few = not len(new) and are_few(len(gone), len(array))
        if self._entries is None or len(new):
            self._set(result(array, np.uint32(code)), bare=self._entries is None and self._bare)
        else:
            self._entries = closed_up(array, gone) if few else result(array, np.uint32(0))
            self._codes = self._gaps = None
        if self.origin is not None:
            self.origin = closed_up(self.origin, gone) if few else result(self.origin, np.int32(0))
            self.origin[new] = self.origin[behind(new, len(self.origin))]
        if self.protected is not None:
            self.protected = result(self.protected, np.bool_(False))
