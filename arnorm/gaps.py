"""The sparse view of a text: what stands between its words.

Most rules care only about punctuation, digits, line ends and the spaces beside them: one element in sixteen of prose.
`Gaps` holds these alone. What it leaves out, the letters and the plain spaces between them, it counts, so that a rule
works on short arrays and still sees which signs touch. Its edits are applied to the whole text in one go, when
somebody next reads the text's codes.
"""

from copy import copy

import numpy as np

from arnorm.arrays import edited, nonzero, ranges
from arnorm.kinds import (
    CODE_BITS,
    CODE_MASK,
    FIRST_GAP,
    KIND_OF,
    SPACE,
    SPACE_CODE,
    Codes,
    Mask,
    Positions,
)
from arnorm.neighbours import Neighbours

_PLAIN_SPACE = np.uint32(SPACE_CODE | SPACE << CODE_BITS)
_NONE = np.empty(0, np.intp)


class Gaps(Neighbours):
    """The gap elements of a block, and the verbs on them."""

    def __init__(self, entries: Codes) -> None:
        self._base = entries
        gap = entries >= FIRST_GAP
        between = entries[1:-1] == _PLAIN_SPACE
        between &= ~(gap[:-2] | gap[2:])
        gap[1:-1] &= ~between
        self._at = nonzero(gap)
        self._base_words = self._at - np.arange(len(self._at))
        self.word_count = len(entries) - len(self._at)
        self._source = np.arange(len(self._at))
        self._new: Mask | None = None
        self._dropped: list[Positions] = []
        self._replaced = False
        self.joined = False
        self.codes: Codes = entries.take(self._at) & CODE_MASK
        self._base_codes = self.codes.copy()

    def copy(self) -> "Gaps":
        """Return a copy to try edits on."""
        made = copy(self)
        made._dropped = self._dropped.copy()
        for name in ("codes", "kinds", "previous", "following"):
            if name in self.__dict__:
                made.__dict__[name] = self.__dict__[name].copy()
        return made

    def take_over(self, tried: "Gaps") -> None:
        """Put in this one's place a copy of it."""
        self.__dict__ = tried.__dict__

    def lines_apart(self, lines: Positions) -> tuple["Gaps", Positions]:
        """Return a copy of the lines of these numbers (ascending), and their numbers in it.

        The line end before each of these lines is in it too, so that each begins as it does here.
        """
        starts, ends = np.searchsorted(self.lines, [lines, lines + 1])
        # Where the line before is there too, its line end is already.
        led = (starts > 0) & (np.append(-1, lines[:-1]) != lines - 1)
        lengths = ends - starts + led
        part = self._part(ranges(starts - led, lengths))
        return part, part.lines[np.cumsum(lengths) - lengths + led]

    def afresh(self) -> "Gaps":
        """Return a copy with the kinds that these elements have in a text with all edits in it."""
        part = self._part(np.arange(len(self)))
        del part.kinds
        return part

    def _part(self, keep: Positions) -> "Gaps":
        part = copy(self)
        part.codes, part.kinds, part._source = self.codes.take(keep), self.kinds.take(keep), self._source.take(keep)
        part._new = None if self._new is None else self._new.take(keep)
        part._dropped = []
        part._moved()
        return part

    # The verbs

    def replace(self, at: Positions, code: int | Codes) -> None:
        """Overwrite these elements with one code point, or with one each."""
        if not len(at):
            return
        self._replaced = True
        new = np.full(len(at), code, np.uint32) if isinstance(code, int) else code
        old, kinds = self.kinds.take(at), KIND_OF.take(new)
        self.codes[at] = new
        if not np.array_equal(kinds, old):
            self._set_kinds(at, kinds)

    def delete(self, mask: Mask) -> None:
        """Drop the masked elements."""
        self.edit(mask)

    def edit(
        self,
        gone: Mask | None = None,
        *,
        before: Positions = _NONE,
        after: Positions = _NONE,
        code: int | Codes = SPACE_CODE,
    ) -> None:
        """Drop the masked elements; put a code point before and after others, or one each after those of `after`."""
        gone_at = _NONE if gone is None else nonzero(gone)
        if not len(gone_at) and not len(before) and not len(after):
            return
        runs = self._run_count
        old = gone_at if self._new is None else gone_at[~self._new[gone_at]]
        if len(old):
            self._dropped.append(self._at.take(self._source.take(old)))
        new = sources = _NONE
        if len(before) or len(after):
            place = np.append(after + 1, before)
            order = np.argsort(place, kind="stable")
            place -= np.searchsorted(gone_at, place)
            new = place[order] + np.arange(len(place))
            sources = self._source[np.append(after, before)[order]]
            code = code if isinstance(code, int) else code[order]
        result = edited(len(self), gone_at, new)
        self.codes, self.kinds = result(self.codes, np.uint32(0)), result(self.kinds, np.uint16(0))
        self._source = result(self._source, np.intp(0))
        if len(new):
            self.codes[new] = code
            self.kinds[new] = KIND_OF.take(self.codes[new])
            self._source[new] = sources
            self._new = np.zeros(len(self), bool) if self._new is None else result(self._new, np.bool_(False))
            self._new[new] = True
        elif self._new is not None:
            self._new = result(self._new, np.bool_(False))
        self._moved()
        self.joined |= self._run_count < runs

    def _moved(self) -> None:
        for name in ("words", "touching", "previous", "following", "lines", "line_starts", "spaces"):
            self.__dict__.pop(name, None)

    # What the text takes over

    @property
    def edited(self) -> bool:
        """Whether any verb changed anything."""
        return self._replaced or bool(self._dropped) or self._new is not None

    def dropped(self) -> Positions:
        """Return which elements of the block are gone, ascending."""
        return np.sort(np.concatenate(self._dropped)) if self._dropped else _NONE

    def inserted(self) -> Positions:
        """Return which elements of the result are new, ascending."""
        return _NONE if self._new is None else self._places(nonzero(self._new))

    def written(self) -> tuple[Positions, Codes]:
        """Return which elements of the result are other code points than the block's, and what they are."""
        written = self.codes != self._base_codes.take(self._source)
        if self._new is not None:
            written |= self._new
        at = nonzero(written)
        return self._places(at), self.codes.take(at)

    def _places(self, at: Positions) -> Positions:
        """Return where in the result these elements stand."""
        return self.words.take(at) + at
