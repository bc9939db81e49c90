"""The sparse view of a text: what stands between its words.

Most rules care only about punctuation, digits, line ends and the spaces beside them: one element in sixteen of prose.
`Gaps` holds these alone. What it leaves out, the letters and the plain spaces between them, it counts, so that a rule
works on short arrays and still sees which signs touch. Its edits are applied to the whole text in one go, when
somebody next reads the text's codes.
"""

from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    CODE_MASK,
    DIGIT,
    FIRST_GAP,
    KIND_OF,
    LINE_END,
    LINE_FEED,
    PAUSE,
    QUOTE,
    SIGN,
    SPACE,
    SPACE_CODE,
    STOP,
    WORD,
    Codes,
    Mask,
    Positions,
    is_arabic,
    is_arabic_mark,
    is_latin,
)

Kinds = NDArray[np.uint16]

_MARKS_A_LETTER = 3
"""A letter, and at most so many code points with its marks, as far as words are looked at."""
_PLAIN_SPACE = np.uint32(SPACE_CODE | SPACE << CODE_BITS)
_NOT_LOOKUP_BITS = np.uint16(0xFFFC)


class Gaps:
    """The gap elements of a block, as arrays of one length, and the verbs on them.

    codes  uint32, the code points
    kinds  uint16, one kind each; a sign inside a number (3.14, 10:30) counts as DIGIT and one inside Latin text (v1.2,
           don't) has no kind at all, so that no rule about punctuation ever sees it
    words  intp, the number of elements before each that are none of these (letters, and spaces between letters);
           equal for neighbours that touch
    """

    def __init__(self, entries: Codes) -> None:
        self._base = entries
        gap = entries >= FIRST_GAP
        between = entries[1:-1] == _PLAIN_SPACE
        between &= ~(gap[:-2] | gap[2:])
        gap[1:-1] &= ~between
        self._at = np.flatnonzero(gap)
        self._base_words = self._at - np.arange(len(self._at))
        self._word_count = len(entries) - len(self._at)
        self._source = np.arange(len(self._at))
        self._new: Mask | None = None
        self._dropped: list[Positions] = []
        self._replaced = False
        gaps = entries.take(self._at)
        self.codes: Codes = gaps & CODE_MASK
        self.kinds: Kinds = (gaps >> CODE_BITS).astype(np.uint16) & _NOT_LOOKUP_BITS
        self._neutralise()

    def _neutralise(self) -> None:
        sided = (self.previous & (DIGIT | WORD) != 0) & (self.following & (DIGIT | WORD) != 0)
        inner = np.flatnonzero(sided & (self.kinds & (PAUSE | STOP | QUOTE | SIGN) != 0))
        if not len(inner):
            return
        left, right = self.previous[inner] == DIGIT, self.following[inner] == DIGIT
        latin_left, latin_right = is_latin(self.letters_before(inner)), is_latin(self.letters_after(inner))
        self.kinds[inner[left & right]] = DIGIT
        latin = (latin_left | left) & (latin_right | right) & (latin_left | latin_right)
        self.kinds[inner[latin]] = 0
        self._changed()

    def __len__(self) -> int:
        return len(self.codes)

    def lines_apart(self, at: Positions) -> "Gaps":
        """Return a copy of the lines that these elements stand in, to try edits on: the text never sees them.

        The line end before each of these lines is in it too, so that each begins as it does here.
        """
        chosen = np.zeros(len(self) + 2, bool)
        chosen[self.lines[at]] = True
        return self._part(np.flatnonzero(chosen[self.lines] | (self.of(LINE_END) & chosen[self.lines + 1])))

    def afresh(self) -> "Gaps":
        """Return a copy with the kinds that these elements have in a text with all edits in it."""
        part = self._part(np.arange(len(self)))
        part.kinds = KIND_OF.take(part.codes)
        part._neutralise()
        return part

    def _part(self, keep: Positions) -> "Gaps":
        part = copy(self)
        part.codes, part.kinds, part._source = self.codes.take(keep), self.kinds.take(keep), self._source.take(keep)
        part._new = None if self._new is None else self._new.take(keep)
        part._dropped = []
        part.__dict__.pop("_arabic_lines", None)
        part._changed(moved=True)
        return part

    # What a rule asks

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
    def _others(self) -> Codes:
        """The block's elements that are no gap elements."""
        others = np.ones(len(self._base), bool)
        others[self._at] = False
        return self._base[others] & CODE_MASK

    @cached_property
    def touching(self) -> Mask:
        """Which elements touch the gap element before them."""
        touching = np.zeros(len(self), bool)
        np.equal(self.words[1:], self.words[:-1], out=touching[1:])
        return touching

    @cached_property
    def previous(self) -> Kinds:
        """The kind of what stands directly before each element: WORD, LINE_END at the start, or a gap element's."""
        kinds = np.full(len(self), WORD, np.uint16)
        kinds[1:] = np.where(self.touching[1:], self.kinds[:-1], np.uint16(WORD))
        if len(kinds) and self.words[0] == 0:
            kinds[0] = LINE_END
        return kinds

    @cached_property
    def following(self) -> Kinds:
        """The kind of what stands directly after each element: WORD, LINE_END at the end, or a gap element's."""
        kinds = np.full(len(self), WORD, np.uint16)
        kinds[:-1] = np.where(self.touching[1:], self.kinds[1:], np.uint16(WORD))
        if len(kinds) and self.words[-1] == self._word_count:
            kinds[-1] = LINE_END
        return kinds

    @cached_property
    def lines(self) -> Positions:
        """The number of the line, from 0, that each element stands in; a line end belongs to the line it ends."""
        ends = self.of(LINE_END)
        return np.cumsum(ends) - ends

    @cached_property
    def _arabic_lines(self) -> Mask:
        """Which lines have an Arabic letter beside any gap element, their line end and the text's end included."""
        words, before = self.words, np.append(0, self.words[:-1])
        # Where a word stands before a gap element: its last letter, and its first one unless the line begins with it.
        filled = np.flatnonzero(words > before)
        found = is_arabic(self.word_elements(words[filled] - 1))
        led = np.flatnonzero(~self.of(LINE_END)[filled - 1] & (filled > 0))
        found[led] |= is_arabic(self.word_elements(before[filled[led]]))
        arabic = np.zeros(len(self) + 1, bool)
        arabic[self.lines[filled[found]]] = True
        if len(self) and self.words[-1] < self._word_count and not self.kinds[-1] & LINE_END:
            ends = np.array([self.words[-1], self._word_count - 1])
            arabic[self.lines[-1]] |= is_arabic(self.word_elements(ends)).any()
        return arabic

    def in_arabic_lines(self, at: Positions) -> Mask:
        """Return which of these elements stand in a line with Arabic letters."""
        return self._arabic_lines[self.lines[at]]

    def whole_runs(self, members: Mask, touched: Mask) -> Mask:
        """Return all elements of the runs of touching members in which any element is masked."""
        first = members & ~self.after(members)
        if first.sum() == members.sum():
            return members & touched
        at = np.flatnonzero(members)
        starts = np.flatnonzero(first[at])
        lengths = np.diff(starts, append=len(at))
        whole = np.zeros(len(self), bool)
        whole[at] = np.repeat(np.logical_or.reduceat(touched[at], starts), lengths)
        return whole

    @cached_property
    def spaces(self) -> tuple[Positions, Positions]:
        """The places of the first and the last space of the run of spaces that each element stands in, if it is one."""
        place = np.arange(len(self))
        space = self.of(SPACE)
        goes_on = space & self.after(SPACE)
        if not goes_on.any():
            return place, place
        first = np.maximum.accumulate(np.where(goes_on, 0, place))
        ends = ~(space & self.before(SPACE))
        last = np.minimum.accumulate(np.where(ends, place, len(self))[::-1])[::-1]
        return first, last

    def spans(self, first: Positions, last: Positions) -> Mask:
        """Return the mask of the elements from each of these places up to and with each of those."""
        if np.array_equal(first, last):
            return self.mask(first)
        depth = np.zeros(len(self) + 1, np.intp)
        np.add.at(depth, first, 1)
        np.subtract.at(depth, last + 1, 1)
        return np.cumsum(depth[:-1]) > 0

    def nearest_letters(self, at: Positions) -> tuple[Codes, Codes]:
        """Return the last letter before and the first after each of these elements in its line, 0 for none."""
        bounds = np.concatenate([[0], self.words[self.of(LINE_END)], [self._word_count]])
        line, number = self.lines[at], self.words[at]
        before = np.where(number > bounds[line], self.word_elements(number - 1), np.uint32(0))
        after = np.where(number < bounds[line + 1], self.word_elements(number), np.uint32(0))
        return before, after

    def line_ends(self, at: Positions) -> Codes:
        """Return the code of the line end of each of these elements' lines, a line feed for a last line without one."""
        ends = np.append(self.codes[self.of(LINE_END)], np.uint32(LINE_FEED))
        return np.where(ends == BOUNDARY, np.uint32(LINE_FEED), ends)[self.lines[at]]

    def word_before(self, at: Positions, most: int) -> Codes:
        """Return the word directly before each of these elements: a row of `most` letters, the last first, then 0."""
        back = np.arange(1, most + 1)
        letters = self.word_elements(self.words[at][:, None] - back)
        inside = back <= (self.words[at] - np.where(at > 0, self.words[at - 1], 0))[:, None]
        return _leading_letters(letters, inside)

    def word_after(self, at: Positions, most: int) -> Codes:
        """Return the word directly after each of these elements: a row of `most` letters, the first first, then 0."""
        ahead = np.arange(most)
        letters = self.word_elements(self.words[at][:, None] + ahead)
        inside = ahead < (np.append(self.words, self._word_count)[at + 1] - self.words[at])[:, None]
        return _leading_letters(letters, inside)

    def length_before(self, at: Positions, most: int) -> Positions:
        """Return how many letters and marks the word directly before each of these elements has, `most` for more."""
        return np.count_nonzero(self.word_before(at, most), axis=1) if len(at) else at

    def length_after(self, at: Positions, most: int) -> Positions:
        """Return how many letters and marks the word directly after each of these elements has, `most` for more."""
        return np.count_nonzero(self.word_after(at, most), axis=1) if len(at) else at

    def letter_count_before(self, at: Positions, most: int) -> Positions:
        """Return how many letters the word directly before each of these elements has, `most` for more."""
        word = self.word_before(at, most * _MARKS_A_LETTER)
        return np.minimum(np.count_nonzero((word > 0) & ~is_arabic_mark(word), axis=1), most)

    def letter_count_after(self, at: Positions, most: int) -> Positions:
        """Return how many letters the word directly after each of these elements has, `most` for more."""
        word = self.word_after(at, most * _MARKS_A_LETTER)
        return np.minimum(np.count_nonzero((word > 0) & ~is_arabic_mark(word), axis=1), most)

    def letters_before(self, at: Positions, back: int = 1) -> Codes:
        """Return the letter `back` places before each of these elements, 0 for a space or another gap element."""
        number = self.words[at] - back
        start = np.where(at > 0, self.words[at - 1], 0)
        letters = self.word_elements(number)
        return np.where((number >= start) & (letters != SPACE_CODE), letters, np.uint32(0))

    def letters_after(self, at: Positions, ahead: int = 1) -> Codes:
        """Return the letter `ahead` places after each of these elements, 0 for a space or another gap element."""
        number = self.words[at] + ahead - 1
        end = np.append(self.words, self._word_count)[at + 1]
        letters = self.word_elements(number)
        return np.where((number < end) & (letters != SPACE_CODE), letters, np.uint32(0))

    def word_elements(self, numbers: Positions) -> Codes:
        """Return the elements of these numbers (from 0) among the block's others than gap elements, 0 for none."""
        if not self._word_count:
            return np.zeros(numbers.shape, np.uint32)
        found = self._others.take(numbers, mode="clip")
        return np.where((numbers >= 0) & (numbers < self._word_count), found, np.uint32(0))

    # The verbs

    def delete(self, mask: Mask) -> None:
        """Drop the masked elements."""
        if not mask.any():
            return
        gone = np.flatnonzero(mask) if self._new is None else np.flatnonzero(mask & ~self._new)
        self._dropped.append(self._at.take(self._source.take(gone)))
        keep = np.flatnonzero(~mask)
        self.codes, self.kinds = self.codes.take(keep), self.kinds.take(keep)
        self._source = self._source.take(keep)
        if self._new is not None:
            self._new = self._new.take(keep)
        self._changed(moved=True)

    def replace(self, mask: Mask, code: int | Codes) -> None:
        """Overwrite the masked elements with one code point, or with one each (then an array as long as the mask)."""
        if not mask.any():
            return
        self._replaced = True
        at = np.flatnonzero(mask)
        new = np.full(len(at), code, np.uint32) if isinstance(code, int) else code.take(at)
        self.codes[at] = new
        kinds = KIND_OF.take(new)
        if not np.array_equal(kinds, self.kinds.take(at)):
            self.kinds[at] = kinds
            self._changed()

    def insert_before(self, mask: Mask, code: int) -> None:
        """Put a gap element before each masked element."""
        self._insert(np.flatnonzero(mask), code, after=False)

    def insert_after(self, mask: Mask, code: int) -> None:
        """Put a gap element after each masked element, before the word that follows it."""
        self._insert(np.flatnonzero(mask), code, after=True)

    def _insert(self, at: Positions, code: int, *, after: bool) -> None:
        if not len(at):
            return
        place = (at + 1 if after else at) + np.arange(len(at))
        old = np.ones(len(self) + len(at), bool)
        old[place] = False
        order = np.empty(len(old), np.intp)
        order[place], order[old] = at, np.arange(len(self))
        self._new = ~old if self._new is None else self._new.take(order)
        self._new[place] = True
        self.codes, self.kinds = self.codes.take(order), self.kinds.take(order)
        self.codes[place], self.kinds[place] = code, KIND_OF[code]
        self._source = self._source.take(order)
        if KIND_OF[code] == LINE_END:
            self.__dict__.pop("_arabic_lines", None)
        self._changed(moved=True)

    def _changed(self, *, moved: bool = False) -> None:
        for name in ("words", "touching") if moved else ():
            self.__dict__.pop(name, None)
        for name in ("previous", "following", "lines", "spaces"):
            self.__dict__.pop(name, None)

    # What the text takes over

    @property
    def edited(self) -> bool:
        """Whether any verb changed anything."""
        return self._replaced or bool(self._dropped) or self._new is not None

    def rewritten(self, codes: Codes) -> Codes:
        """Return the block's codes with the replacements in them."""
        if not self._replaced:
            return codes
        old = slice(None) if self._new is None else ~self._new
        codes = codes.copy()
        codes[self._at.take(self._source[old])] = self.codes[old]
        return codes

    def dropped(self) -> Positions:
        """Return which elements of the block are gone, ascending."""
        return np.sort(np.concatenate(self._dropped)) if self._dropped else np.empty(0, np.intp)

    def inserted(self) -> tuple[Positions, Codes]:
        """Return where in the result the new elements stand, and what they are."""
        if self._new is None:
            return np.empty(0, np.intp), np.empty(0, np.uint32)
        at = np.flatnonzero(self._new)
        return self.words[at] + at, self.codes[at]


def _leading_letters(letters: Codes, inside: Mask) -> Codes:
    """Return the letters of each row up to the first that is a space or not inside the word, then zeros."""
    return letters * np.logical_and.accumulate(inside & (letters != SPACE_CODE) & (letters != 0), axis=1)
