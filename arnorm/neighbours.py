"""What stands beside each gap element: what a rule asks of the sparse view of a text."""

from functools import cached_property

import numpy as np

from arnorm.arrays import neighbouring, nonzero
from arnorm.inside import INSIDES, MAY_STAND_INSIDE, kinds_inside
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    CRLF,
    KIND_OF,
    LINE_END,
    LINE_FEED,
    SPACE,
    WORD,
    Codes,
    Kinds,
    Mask,
    Positions,
)

_LINE_FEED = np.uint32(LINE_FEED | LINE_END << CODE_BITS)


class Neighbours:
    """The gap elements of a block, as arrays of one length.

    codes  uint32, the code points
    kinds  uint16, one kind each; a sign inside a number (3.14, 10:30) counts as DIGIT and one inside Latin text (v1.2,
           don't) has no kind at all, so that no rule about punctuation ever sees it
    words  intp, the number of elements before each that are none of these (letters, and spaces between letters);
           equal for neighbours that touch
    word_count  the number of those elements in all
    """

    codes: Codes
    word_count: int
    _base: Codes
    """The entries of the whole block."""
    _at: Positions
    """Where in the block each of its gap elements stands."""
    _base_words: Positions
    """`words` as the block has them."""
    _source: Positions
    """The number in the block of each element, for a new one that of a neighbour."""
    joined: bool
    """Whether words that stood apart in the block have come together."""

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds, of the elements as they stand when these are first asked for."""
        # To tell which signs stand inside something is to ask for the kinds beside them.
        self.kinds = KIND_OF.take(self.codes)
        at = nonzero(self.of(MAY_STAND_INSIDE))
        at = at[(self.previous[at] & INSIDES != 0) & (self.following[at] & INSIDES != 0)]
        if len(at):
            beside = self.elements_before(at, 1), self.elements_after(at, 1)
            self._set_kinds(at, kinds_inside(self.kinds[at], self.previous[at], self.following[at], *beside))
        return self.kinds

    def _set_kinds(self, at: Positions, kinds: Kinds) -> None:
        self.kinds[at] = kinds
        behind = nonzero(self.touching.take(at + 1, mode="clip") & (at + 1 < len(self)))
        self.previous[at[behind] + 1] = kinds[behind]
        ahead = nonzero(self.touching[at])
        self.following[at[ahead] - 1] = kinds[ahead]
        for name in ("lines", "line_starts", "spaces"):
            self.__dict__.pop(name, None)

    def of(self, kinds: int) -> Mask:
        """Return which elements are of any of these kinds."""
        return self.kinds & kinds != 0

    def mask(self, at: Positions) -> Mask:
        """Return the mask of the elements at these places."""
        mask = np.zeros(len(self), bool)
        mask[at] = True
        return mask

    def after(self, what: int | Mask) -> Mask:
        """Return which elements stand directly after one of these kinds, or after a masked element."""
        if isinstance(what, int):
            return self.previous & what != 0
        shifted = np.zeros(len(self), bool)
        shifted[1:] = what[:-1] & self.touching[1:]
        return shifted

    def before(self, what: int | Mask) -> Mask:
        """Return which elements stand directly before one of these kinds, or before a masked element."""
        if isinstance(what, int):
            return self.following & what != 0
        shifted = np.zeros(len(self), bool)
        shifted[:-1] = what[1:] & self.touching[1:]
        return shifted

    @cached_property
    def words(self) -> Positions:
        """The number of elements of the block before each element that are no gap elements."""
        return self._base_words.take(self._source)

    @cached_property
    def _run_starts(self) -> Positions:
        """Where in the block the run of touching elements begins that each element of the block is in."""
        first = self._at.copy()
        first[1:] *= self._base_words[1:] != self._base_words[:-1]
        return np.maximum.accumulate(first)

    @cached_property
    def _run_ends(self) -> Positions:
        """Where in the block that run ends."""
        last = self._at.copy()
        last[:-1] += (self._base_words[1:] == self._base_words[:-1]) * len(self._base)
        return np.minimum.accumulate(last[::-1])[::-1]

    @cached_property
    def touching(self) -> Mask:
        """Which elements touch the gap element before them."""
        touching = np.zeros(len(self), bool)
        np.equal(self.words[1:], self.words[:-1], out=touching[1:])
        return touching

    @property
    def _run_count(self) -> int:
        """How many runs of touching elements stand between words."""
        if not len(self):
            return 0
        at_edges = int(self.words[0] == 0) + int(self.words[-1] == self.word_count)
        return len(self) - int(np.count_nonzero(self.touching)) - at_edges

    @cached_property
    def previous(self) -> Kinds:
        """The kind of what stands directly before each element: WORD, LINE_END at the start, or a gap element's."""
        kinds = np.full(len(self), WORD, np.uint16)
        # Arithmetic is many times faster than a choice for each element, which no processor can foresee.
        kinds[1:] ^= (self.kinds[:-1] ^ np.uint16(WORD)) * self.touching[1:]
        if len(kinds) and self.words[0] == 0:
            kinds[0] = LINE_END
        return kinds

    @cached_property
    def following(self) -> Kinds:
        """The kind of what stands directly after each element: WORD, LINE_END at the end, or a gap element's."""
        kinds = np.full(len(self), WORD, np.uint16)
        kinds[:-1] ^= (self.kinds[1:] ^ np.uint16(WORD)) * self.touching[1:]
        if len(kinds) and self.words[-1] == self.word_count:
            kinds[-1] = LINE_END
        return kinds

    @cached_property
    def lines(self) -> Positions:
        """The number of the line, from 0, that each element stands in; a line end belongs to the line it ends."""
        ends = self.of(LINE_END)
        return np.cumsum(ends) - ends

    @cached_property
    def line_starts(self) -> Positions:
        """The number of word elements before each line, and before the end of the text."""
        return np.concatenate(([0], self.words[self.of(LINE_END)], [self.word_count]))

    @cached_property
    def spaces(self) -> tuple[Positions, Positions]:
        """The places of the first and the last space of the run of spaces that each element stands in, if it is one."""
        place = np.arange(len(self))
        at = nonzero(self.of(SPACE) & self.after(SPACE))
        if not len(at):
            return place, place
        starts, lengths = neighbouring(at)
        first, last = place, place.copy()
        ends = at[starts + lengths - 1]
        first[at], last[at] = np.repeat(at[starts] - 1, lengths), np.repeat(ends, lengths)
        last[at[starts] - 1] = ends
        return first, last

    def line_ends(self, at: Positions) -> Codes:
        """Return the code of the line end of each of these elements' lines, a line feed for a last line without one."""
        if self.codes.max(initial=0) < CRLF:
            return np.full(len(at), LINE_FEED, np.uint32)
        ends = np.append(self.codes[self.of(LINE_END)], np.uint32(LINE_FEED))
        return np.where(ends == BOUNDARY, np.uint32(LINE_FEED), ends)[self.lines[at]]

    def elements_before(self, at: Positions, back: Positions | int) -> Codes:
        """Return the entries of the elements of words that stand so many before each of these.

        A line feed's beyond the start of the text. `at` and `back` are broadcast. The nearest of them is number 1.
        """
        if self.joined:
            return self._numbered(self.words[at] - back)
        places = self._run_starts.take(self._source.take(at)) - back
        found = self._base.take(places, mode="clip")
        found[places < 0] = _LINE_FEED
        return found

    def elements_after(self, at: Positions, ahead: Positions | int) -> Codes:
        """Return the entries of the elements of words so many after each of these, a line feed's beyond the end."""
        if self.joined:
            return self._numbered(self.words[at] + ahead - 1)
        places = self._run_ends.take(self._source.take(at)) + ahead
        found = self._base.take(places, mode="clip")
        found[places >= len(self._base)] = _LINE_FEED
        return found

    def text_end(self) -> Codes:
        """Return the entries of the first and of the last element of words behind the last gap element, if any."""
        last = len(self) - 1
        if not len(self) or self.words[-1] == self.word_count:
            return self._base[:0]
        # The block may end in gap elements that were dropped.
        return np.append(self.elements_after(np.array([last]), 1), self._numbered(np.array([self.word_count - 1])))

    def _numbered(self, numbers: Positions) -> Codes:
        places = numbers + np.searchsorted(self._base_words, numbers, "right")
        found = self._base.take(places, mode="clip")
        found[(places < 0) | (places >= len(self._base))] = _LINE_FEED
        return found
