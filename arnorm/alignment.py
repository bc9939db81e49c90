"""Where each code point of a cleaned text came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from arnorm.kinds import Origins, Positions


class Traced(NamedTuple):
    """A part of a string that was cleaned."""

    text: str
    origin: Origins
    """For each code point of `text` the index in the part."""
    start: int
    """Where in the string the part starts."""


@dataclass(frozen=True)
class Alignment:
    """A cleaned text and where each of its code points came from."""

    text: str
    origin: Positions
    """For each code point of `text` the index in the input, for an inserted one the index that it stands at."""
    source_length: int

    @classmethod
    def of(cls, parts: Sequence[Traced], source_length: int) -> Self:
        """Return the alignment of a string of this length, or of some of it, by its parts."""
        origin = np.empty(sum(len(part.text) for part in parts), np.intp)
        end = 0
        for part in parts:
            start, end = end, end + len(part.text)
            np.add(part.origin, np.intp(part.start), out=origin[start:end])
        return cls("".join(part.text for part in parts), origin, source_length)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the input that became `text[start:end]`, with what was deleted inside it.

        Raises ValueError where start and end are no span of the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is not a span of a text of {len(self.text)} code points")
        if start == end:
            at = int(self.origin[start]) if start < len(self.text) else self.source_length
            return at, at
        return int(self.origin[start]), int(self.origin[end - 1]) + 1
