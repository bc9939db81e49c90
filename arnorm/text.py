"""A block of text, and the five verbs that change it."""

from collections.abc import Sequence

import numpy as np

from arnorm.arrays import codes_of, nonzero, spliced
from arnorm.elements import Elements
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    DELETED,
    EDIT,
    Codes,
    Mask,
    Positions,
)
from arnorm.table import Lookup

Spans = Sequence[tuple[int, int]]
_NONE = np.empty(0, np.intp)


class Text(Elements):
    """A block of text that the stages change in place, with these five verbs."""

    def map(self, lookup: Lookup) -> None:
        """Run every code point through a lookup."""
        self.take_over(lookup, *self.look_up(lookup))

    def delete(self, mask: Mask) -> None:
        """Drop the masked elements."""
        self._edit(nonzero(self._free(mask)), _NONE)

    def replace(self, mask: Mask, code: int | Codes) -> None:
        """Overwrite the masked elements with one code point, or with one each (then an array as long as the mask)."""
        mask = self._free(mask)
        if mask.any():
            codes = self.codes.copy()
            codes[mask] = code if isinstance(code, int) else code[mask]
            self._set(codes)

    def insert(self, mask: Mask, code: int) -> None:
        """Put a code point before each masked element, but never into a protected span."""
        if self.protected is not None:
            within = self.protected.copy()
            within[1:] &= self.protected[:-1]
            within[:1] = False
            mask = mask & ~within
        self._settle()
        at = nonzero(mask)
        self._edit(_NONE, at + np.arange(len(at)), code)

    def splice(self, spans: Spans, strings: Sequence[str]) -> None:
        """Replace spans (start, end; ascending, apart) by strings. A span that touches protection stays."""
        codes = self.codes
        if not len(spans):
            return
        fixed = codes == BOUNDARY if self.protected is None else self.protected | (codes == BOUNDARY)
        start, end = np.array(spans, np.intp).T
        before = np.append(0, np.cumsum(fixed))
        free = before[start] == before[end]
        chosen = [string for string, is_free in zip(strings, free.tolist(), strict=True) if is_free]
        start, end = start[free], end[free]
        made = codes_of("".join(chosen))
        source, new = spliced(len(codes), start, end, np.array([len(string) for string in chosen], np.intp))
        result = codes.take(source) if len(codes) else np.empty(len(made), np.uint32)
        result[new] = made
        if self.protected is not None:
            self.protected = self.protected.take(source)
        if self.origin is not None:
            self.origin = self.origin.take(source)
        self._set(result)

    # Engine

    def release(self, where: Mask | Spans) -> None:
        """Lift the protection of a mask or of spans: only for the stages that exist to take such things out."""
        self._settle()
        if self.protected is None:
            return
        protected = self.protected.copy()
        if isinstance(where, np.ndarray):
            protected &= ~where
        else:
            for start, end in where:
                protected[start:end] = False
        self.protected = protected
        self._set(self.codes)

    def take_over(self, lookup: Lookup, entries: Codes, bits: int, *, deletes: bool = False) -> None:
        """Take over what `look_up` gave, with the bits seen in it; `deletes` says something was deleted besides."""
        given = self.codes
        self._codes, self._entries, self._gaps = None, entries, None
        if bits & EDIT:
            at = nonzero((entries & np.uint32(EDIT << CODE_BITS)) != 0)
            self.splice([(i, i + 1) for i in at.tolist()], [lookup.strings[code] for code in given[at].tolist()])
        if lookup.deletes or deletes:
            self._keep(self._array != np.uint32(DELETED))

    def part(self, where: Positions) -> "Text":
        """Return a text of these elements alone; its `origin` is the index among them."""
        part = Text(self.codes.take(where), np.arange(len(where), dtype=np.int32))
        part._crlf, part._seams = self._crlf, self._seams
        if self.protected is not None:
            part.protected = self.protected.take(where)
        return part

    def _free(self, mask: Mask) -> Mask:
        self._settle()
        if self.protected is not None:
            mask = mask & ~self.protected
        return mask & (self.codes != BOUNDARY) if self._seams else mask
