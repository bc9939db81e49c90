"""Tables, where characters alone decide, and the compiled lookup that a block is run through."""

from collections.abc import Collection, Mapping
from functools import cached_property

import numpy as np

from arnorm.kinds import CODE_BITS, CODE_SPACE, CRLF, DELETED, EDIT, KIND_OF, LINE_FEED, WAKE, WITH_KIND, Codes, Mask

_AT_ONCE = 1 << 16
"""Code points that are looked up at once: numpy makes indices of them first, which are to stay in the cache."""


class Table:
    """What becomes of single code points: one other, several others (a string), or nothing (None).

    A code point without an entry stays. A table cannot touch or make a line end: lines are for layout rules.
    """

    def __init__(self, entries: Mapping[int, int | str | None]) -> None:
        self.entries: dict[int, int | str | None] = {}
        for code, value in entries.items():
            if isinstance(value, str) and len(value) < 2:
                value = ord(value) if value else None
            makes_line_end = "\n" in value if isinstance(value, str) else value == LINE_FEED
            if makes_line_end or code == LINE_FEED or not 0 <= code < CRLF:
                raise ValueError(f"a table cannot map U+{code:04X} to {value!r}")
            if value != code:
                self.entries[code] = value

    def __or__(self, other: "Table") -> "Table":
        """Return the table that does this one's work and then the other's."""
        fused = dict(other.entries)
        for code, value in self.entries.items():
            if isinstance(value, str):
                fused[code] = value.translate(other.entries)
            else:
                fused[code] = value if value is None else other.entries.get(value, value)
        return Table(fused)

    @cached_property
    def lookup(self) -> "Lookup":
        """The compiled table."""
        return Lookup(self)


class Lookup:
    """A table as one array: `entries.take(codes) ^ codes` is each code point's successor together with its kinds.

    The difference (exclusive or) to the code point is stored instead of the entry itself, so that the array is zero
    wherever nothing happens, and its 4 MB cost memory and time only for the pages with work in them.
    """

    def __init__(self, table: Table, wakes: Collection[int] = ()) -> None:
        self.strings = {code: value for code, value in table.entries.items() if isinstance(value, str)}
        self.deletes = None in table.entries.values()
        self.entries = np.zeros(CODE_SPACE, np.uint32)
        self.entries[WITH_KIND] = KIND_OF[WITH_KIND].astype(np.uint32) << CODE_BITS
        for code, value in table.entries.items():
            successor = DELETED if value is None else code if isinstance(value, str) else value
            kind = int(KIND_OF[successor]) if successor != DELETED else 0
            self.entries[code] = (successor | (kind | (EDIT if isinstance(value, str) else 0)) << CODE_BITS) ^ code
        self.entries[list(wakes)] |= np.uint32(WAKE << CODE_BITS)

    def __call__(self, codes: Codes, protected: Mask | None = None) -> tuple[Codes, int]:
        """Return the entries of an array of code points, and the bits that are set in any of them.

        An entry is the successor (or DELETED), its kinds, and EDIT and WAKE; that of a protected element is its code.
        """
        entries, bits = np.empty_like(codes), 0
        for start in range(0, len(codes), _AT_ONCE):
            part, made = codes[start : start + _AT_ONCE], entries[start : start + _AT_ONCE]
            # No code can lie outside the array, and what is not checked for that is taken faster.
            self.entries.take(part, mode="wrap", out=made)
            made ^= part
            if protected is not None:
                np.copyto(made, part, where=protected[start : start + _AT_ONCE])
            bits |= int(np.bitwise_or.reduce(made))
        return entries, bits >> CODE_BITS


KINDS_LOOKUP = Lookup(Table({}))
"""The lookup that changes nothing and knows the kinds."""
