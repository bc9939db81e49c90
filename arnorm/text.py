"""The text as an array of code points, and the five verbs that change it."""

from collections.abc import Iterable, Sequence

import numpy as np

from arnorm.arrays import codes_of, counted, ranges, string_of, weave, without
from arnorm.gaps import Gaps
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    CODE_MASK,
    CRLF,
    DELETED,
    EDIT,
    FIRST_GAP,
    LINE_FEED,
    Codes,
    Mask,
    Positions,
)
from arnorm.table import KINDS_LOOKUP, Lookup

Spans = Sequence[tuple[int, int]]
_NONCHARACTER = 0xFFFE


class Text:
    """A block of text that the stages change in place.

    codes      uint32, one element a code point; CRLF and BOUNDARY are elements of their own
    protected  bool, the elements that no verb changes, or None
    origin     intp, the index in the input of each element, or None; never decreasing
    """

    def __init__(self, codes: Codes, origin: Positions | None = None) -> None:
        self._codes = codes
        self._entries: Codes | None = None
        self._gaps: Gaps | None = None
        self.protected: Mask | None = None
        self.origin = origin
        self._crlf = False
        self._seams = False

    @classmethod
    def of(cls, string: str, *, origin: bool = False) -> "Text":
        """Return the text of a string."""
        codes = codes_of(string)
        text = cls(codes, np.arange(len(codes)) if origin else None)
        text._fold_crlf(string)
        return text

    @classmethod
    def join(cls, records: Iterable[str]) -> "Text":
        """Return one text of many records, a BOUNDARY between every two."""
        records = list(records)
        joined = "\0".join(records)
        codes = codes_of(joined)
        if len(records) > 1:
            codes = codes.copy()
            codes[np.cumsum([len(record) + 1 for record in records[:-1]]) - 1] = BOUNDARY
        text = cls(codes)
        text._seams = len(records) > 1
        text._fold_crlf(joined)
        return text

    def _fold_crlf(self, string: str) -> None:
        # One character is found many times faster than two.
        if not ("\r" in string and "\r\n" in string):
            return
        self._crlf = True
        carriage_return = np.flatnonzero((self._codes[:-1] == ord("\r")) & (self._codes[1:] == LINE_FEED))
        codes = self._codes.copy()
        codes[carriage_return] = CRLF
        keep = np.ones(len(codes), bool)
        keep[carriage_return + 1] = False
        self._codes = codes[keep]
        if self.origin is not None:
            self.origin = self.origin[keep]

    def unfolded(self) -> tuple[Codes, Positions | None]:
        """Return the code points with CRLF as two of them, and the origin of each."""
        codes = self.codes
        if not self._crlf or CRLF not in codes:
            return codes, self.origin
        times = np.where(codes == CRLF, 2, 1)
        first = (np.cumsum(times) - times)[times == 2]
        codes = np.repeat(codes, times)
        codes[first], codes[first + 1] = ord("\r"), LINE_FEED
        if self.origin is None:
            return codes, None
        origin = np.repeat(self.origin, times)
        # The line feed stands one further in the input, unless the line end was inserted.
        following = np.append(origin, origin[-1] + 2)[first + 2]
        origin[first + 1] = np.minimum(origin[first] + 1, following)
        return codes, origin

    def __str__(self) -> str:
        return string_of(self.unfolded()[0])

    def records(self) -> list[str]:
        """Return the records that were joined."""
        codes, _ = self.unfolded()
        seams = np.flatnonzero(codes == BOUNDARY)
        string = string_of(np.where(codes == BOUNDARY, 0, codes))
        starts, ends = [0, *(seams + 1).tolist()], [*seams.tolist(), len(codes)]
        return [string[start:end] for start, end in zip(starts, ends, strict=True)]

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
        return self._codes

    @property
    def entries(self) -> Codes:
        """Each element's code point and kinds in 32 bits; protected elements have no kind."""
        self._settle()
        if self._entries is None:
            self._entries = self.look_up(KINDS_LOOKUP)
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
        return bool(seen(self.entries) & kinds)

    def in_words(self) -> Mask:
        """Return which elements are word elements: letters, marks, and what no rule touches."""
        return self.entries < FIRST_GAP

    # The five verbs

    def map(self, lookup: Lookup) -> None:
        """Run every code point through a lookup."""
        entries = self.look_up(lookup)
        self.take_over(lookup, entries, seen(entries), self._codes)

    def delete(self, mask: Mask) -> None:
        """Drop the masked elements."""
        mask = self._free(mask)
        if mask.any():
            self._keep(~mask)

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
        if mask.any():
            at = np.flatnonzero(mask)
            self._put(at + np.arange(len(at)), np.full(len(at), code, np.uint32))

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
        lengths = np.array([len(string) for string in chosen], np.intp)
        within = counted(lengths)
        first = start - (np.cumsum(end - start) - (end - start)) + np.cumsum(lengths) - lengths
        new = ranges(first, lengths)
        kept = np.ones(len(codes), bool)
        kept[ranges(start, end - start)] = False
        source = np.empty(np.count_nonzero(kept) + len(made), np.intp)
        is_old = np.ones(len(source), bool)
        is_old[new] = False
        source[is_old] = np.flatnonzero(kept)
        stands_at = np.repeat(start, lengths) + np.minimum(within, np.repeat(np.maximum(end - start - 1, 0), lengths))
        source[new] = np.minimum(stands_at, len(codes) - 1)
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
        self.protected, self._entries, self._gaps = protected, None, None

    def look_up(self, lookup: Lookup) -> Codes:
        """Return the lookup's entries for the text; protected elements keep their code point and have no kind."""
        entries = lookup(self.codes)
        if self.protected is not None:
            np.copyto(entries, self._codes, where=self.protected)
        return entries

    def take_over(self, lookup: Lookup, entries: Codes, bits: int, given: Codes) -> None:
        """Put what `look_up` gave for given codes, and the bits seen in it, in the text's place."""
        self._codes, self._entries, self._gaps = entries & CODE_MASK, entries, None
        if bits & EDIT:
            at = np.flatnonzero((entries & np.uint32(EDIT << CODE_BITS)) != 0)
            self.splice([(i, i + 1) for i in at.tolist()], [lookup.strings[code] for code in given[at].tolist()])
        if lookup.deletes:
            self._keep(self._codes != DELETED)

    def part(self, where: Positions) -> "Text":
        """Return a text of these elements alone; its `origin` is the index among them."""
        part = Text(self._codes.take(where), np.arange(len(where)))
        part._crlf, part._seams = self._crlf, self._seams
        if self.protected is not None:
            part.protected = self.protected.take(where)
        return part

    def _free(self, mask: Mask) -> Mask:
        codes = self.codes
        if self.protected is not None:
            mask = mask & ~self.protected
        return mask & (codes != BOUNDARY) if self._seams else mask

    def _settle(self) -> None:
        gaps = self._gaps
        if gaps is None or not gaps.edited:
            return
        given = self._codes
        self._set(given)
        gone, new = gaps.dropped(), gaps.inserted()
        if len(gone):
            keep = np.ones(len(given), bool)
            keep[gone] = False
            self._keep(keep)
        if len(new):
            self._put(new, np.zeros(len(new), np.uint32))
        codes = given.copy() if self._codes is given else self._codes
        codes[gaps.places()] = gaps.codes
        self._set(codes)

    def _set(self, codes: Codes) -> None:
        self._codes, self._entries, self._gaps = codes, None, None

    def _keep(self, keep: Mask) -> None:
        """Take the elements that are not masked out of all arrays."""
        gone = len(keep) - int(np.count_nonzero(keep))
        if not gone:
            return
        kept = without(keep, gone)
        self._gaps = None
        if self._entries is None:
            self._codes = kept(self._codes)
        else:
            self._entries = kept(self._entries)
            self._codes = self._entries & CODE_MASK
        if self.origin is not None:
            self.origin = kept(self.origin)
        if self.protected is not None:
            self.protected = kept(self.protected)

    def _put(self, places: Positions, codes: Codes) -> None:
        """Put new elements in, so that in the result they stand at these places (ascending)."""
        length = len(self._codes)
        woven = weave(length, places)
        before = (places - np.arange(len(places))).clip(0, max(length - 1, 0))
        self._set(woven(self._codes, codes))
        if self.origin is not None:
            self.origin = woven(self.origin, self.origin[before] if length else np.zeros(len(places), np.intp))
        if self.protected is not None:
            self.protected = woven(self.protected, np.zeros(len(places), bool))


def seen(entries: Codes) -> int:
    """Return all kinds, EDIT and WAKE bits that stand in any of these entries."""
    return int(np.bitwise_or.reduce(entries)) >> CODE_BITS
