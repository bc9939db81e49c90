"""The text as an array of code points, and the five verbs that change it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from arnorm.gaps import Gaps
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    CODE_MASK,
    CRLF,
    DELETED,
    EDIT,
    FIRST_GAP,
    LINE_END,
    LINE_FEED,
    Codes,
    Mask,
    Positions,
)
from arnorm.table import KINDS_LOOKUP, Lookup

_Element = TypeVar("_Element", bound=np.generic)
Spans = Sequence[tuple[int, int]]
_NONCHARACTER = 0xFFFE
_FIRST_SURROGATE = 0xD800

# glibc gives pieces of memory above a limit back at once, and the next array gets them anew, page by page: half of a
# block's time. The limit rises to the largest piece given back, of up to 32 MB; this one, never touched, costs nothing.
np.empty(31 << 20, np.uint8)


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
        codes = _codes(string)
        text = cls(codes, np.arange(len(codes)) if origin else None)
        text._fold_crlf(string)
        return text

    @classmethod
    def join(cls, records: Iterable[str]) -> "Text":
        """Return one text of many records, a BOUNDARY between every two."""
        records = list(records)
        joined = "\0".join(records)
        codes = _codes(joined)
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
        return _string(self.unfolded()[0])

    def records(self) -> list[str]:
        """Return the records that were joined."""
        codes, _ = self.unfolded()
        seams = np.flatnonzero(codes == BOUNDARY)
        string = _string(np.where(codes == BOUNDARY, 0, codes))
        starts, ends = [0, *(seams + 1).tolist()], [*seams.tolist(), len(codes)]
        return [string[start:end] for start, end in zip(starts, ends, strict=True)]

    @property
    def string(self) -> str:
        """The text for a regular expression: one character an element, every line end and seam a line feed."""
        codes = self.codes
        return _string(np.where(codes >= CRLF, LINE_FEED, codes))

    @property
    def unprotected_string(self) -> str:
        """The same with a noncharacter for each protected element, for patterns that are not to match in one."""
        if self.protected is None:
            return self.string
        codes = self.codes
        codes = np.where(codes >= CRLF, LINE_FEED, codes)
        return _string(np.where(self.protected, _NONCHARACTER, codes).astype(np.uint32))

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
        self.take_over(lookup, entries, seen(entries))

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
        made = _codes("".join(chosen))
        lengths = np.array([len(string) for string in chosen], np.intp)
        within = _counted(lengths)
        first = start - (np.cumsum(end - start) - (end - start)) + np.cumsum(lengths) - lengths
        new = _ranges(first, lengths)
        kept = np.ones(len(codes), bool)
        kept[_ranges(start, end - start)] = False
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

    def take_over(self, lookup: Lookup, entries: Codes, bits: int) -> None:
        """Put what `look_up` gave, and the bits seen in it, in the text's place: successors, deletions, strings."""
        before = self._codes
        self._codes, self._entries, self._gaps = entries & CODE_MASK, entries, None
        if bits & EDIT:
            at = np.flatnonzero((entries & np.uint32(EDIT << CODE_BITS)) != 0)
            self.splice([(i, i + 1) for i in at.tolist()], [lookup.strings[code] for code in before[at].tolist()])
        if lookup.deletes:
            self._keep(self._codes != DELETED)

    def lines_of(self, at: Positions, entries: Codes) -> tuple[Positions, Positions]:
        """Return where the lines start and end (after their line end) that these elements stand in."""
        line_ends = np.flatnonzero((entries & np.uint32(LINE_END << CODE_BITS)) != 0)
        edges = np.concatenate([[0], line_ends + 1, [len(entries)]])
        lines = np.unique(np.searchsorted(line_ends, at))
        return edges[lines], edges[lines + 1]

    def lines_apart(self, starts: Positions, ends: Positions) -> "Text":
        """Return a text of these lines alone; its `origin` is the index in it."""
        where = _ranges(starts, ends - starts)
        lines = Text(self._codes.take(where), np.arange(len(where)))
        lines._crlf, lines._seams = self._crlf, self._seams
        if self.protected is not None:
            lines.protected = self.protected.take(where)
        return lines

    def put_back(
        self, lines: "Text", starts: Positions, ends: Positions, lookup: Lookup, entries: Codes, bits: int
    ) -> None:
        """Put lines that were taken apart in their place again, and take over what `look_up` gave for the others."""
        finished = lines.entries
        assert lines.origin is not None
        cuts = np.searchsorted(lines.origin, np.append(0, np.cumsum(ends - starts))).tolist()
        spans = list(zip(starts.tolist(), ends.tolist(), cuts[:-1], cuts[1:], strict=True))

        def joined(whole: NDArray[_Element], parts: NDArray[_Element]) -> NDArray[_Element]:
            pieces: list[NDArray[_Element]] = []
            done = 0
            for start, end, first, last in spans:
                pieces += whole[done:start], parts[first:last]
                done = end
            return np.concatenate([*pieces, whole[done:]])

        if bits & EDIT:
            self._codes = joined(self._codes, lines.codes)
        if self.origin is not None:
            self.origin = joined(self.origin, self.origin[_ranges(starts, ends - starts)[lines.origin]])
        if self.protected is not None and lines.protected is not None:
            self.protected = joined(self.protected, lines.protected)
        self.take_over(lookup, joined(entries, finished), bits)

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
        without = _without(keep, gone)
        self._gaps = None
        if self._entries is None:
            self._codes = without(self._codes)
        else:
            self._entries = without(self._entries)
            self._codes = self._entries & CODE_MASK
        if self.origin is not None:
            self.origin = without(self.origin)
        if self.protected is not None:
            self.protected = without(self.protected)

    def _put(self, places: Positions, codes: Codes) -> None:
        """Put new elements in, so that in the result they stand at these places (ascending)."""
        length = len(self._codes)
        weave = _weave(length, places)
        before = (places - np.arange(len(places))).clip(0, max(length - 1, 0))
        self._set(weave(self._codes, codes))
        if self.origin is not None:
            self.origin = weave(self.origin, self.origin[before] if length else np.zeros(len(places), np.intp))
        if self.protected is not None:
            self.protected = weave(self.protected, np.zeros(len(places), bool))


def seen(entries: Codes) -> int:
    """Return all kinds, EDIT and WAKE bits that stand in any of these entries."""
    return int(np.bitwise_or.reduce(entries)) >> CODE_BITS


_DENSE = 16
"""Where more than one element in so many is dropped, gathering what stays beats numpy's copying by mask."""
_FEW = 1000
"""Where less than one element in so many is dropped or new, copying the pieces between them beats both."""


def _without(keep: Mask, gone: int) -> Callable[[NDArray[_Element]], NDArray[_Element]]:
    """Return the function that gives the masked elements of an array as long as the mask, so many being gone."""
    if gone * _FEW < len(keep):
        at = np.flatnonzero(~keep).tolist()
        starts, ends = [0, *(place + 1 for place in at)], [*at, len(keep)]
        return lambda array: np.concatenate([array[start:end] for start, end in zip(starts, ends, strict=True)])
    if gone * _DENSE < len(keep):
        return lambda array: array[keep]
    stay = np.flatnonzero(keep)
    return lambda array: array.take(stay)


def _weave(length: int, places: Positions) -> Callable[[NDArray[_Element], NDArray[_Element]], NDArray[_Element]]:
    """Return the function that puts new elements into an array of this length, at these places of the result."""

    def few(array: NDArray[_Element], new: NDArray[_Element]) -> NDArray[_Element]:
        pieces: list[NDArray[_Element]] = []
        start = 0
        for number, end in enumerate((places - np.arange(len(places))).tolist()):
            pieces += array[start:end], new[number : number + 1]
            start = end
        return np.concatenate([*pieces, array[start:]])

    def many(array: NDArray[_Element], new: NDArray[_Element]) -> NDArray[_Element]:
        old = np.ones(length + len(places), bool)
        old[places] = False
        made = np.empty(len(old), array.dtype)
        made[places], made[old] = new, array
        return made

    return few if len(places) * _FEW < length else many


def _ranges(starts: Positions, lengths: Positions) -> Positions:
    """Return the places from each of these starts on, as many as its length, one after the other."""
    return np.repeat(starts, lengths) + _counted(lengths)


def _counted(lengths: Positions) -> Positions:
    """Return 0, 1, 2 … for each of these lengths, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _codes(string: str) -> Codes:
    return np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)


def _string(codes: Codes) -> str:
    if codes.max(initial=0) < _FIRST_SURROGATE:
        # Half as many bytes are decoded twice as fast. Two surrogates would be taken for one character.
        return str(codes.astype(np.uint16).data, "utf-16-le")
    return str(np.ascontiguousarray(codes).data, "utf-32-le", "surrogatepass")
