"""Strings and arrays of code points; elements taken out of arrays and put in."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from arnorm.kinds import Codes, Mask, Positions

_Element = TypeVar("_Element", bound=np.generic)
_FIRST_SURROGATE = 0xD800
_DENSE = 16
"""Where more than one element in so many is dropped, gathering what stays beats numpy's copying by mask."""
_FEW = 1000
"""Where less than one element in so many is dropped or new, copying the pieces between them beats both."""

# glibc gives pieces of memory above a limit back at once, and the next array gets them anew, page by page: half of a
# block's time. The limit rises to the largest piece given back, of up to 32 MB; this one, never touched, costs nothing.
np.empty(31 << 20, np.uint8)


def without(keep: Mask, gone: int) -> Callable[[NDArray[_Element]], NDArray[_Element]]:
    """Return the function that gives the masked elements of an array as long as the mask, so many being gone."""
    if gone * _FEW < len(keep):
        at = np.flatnonzero(~keep).tolist()
        starts, ends = [0, *(place + 1 for place in at)], [*at, len(keep)]
        return lambda array: np.concatenate([array[start:end] for start, end in zip(starts, ends, strict=True)])
    if gone * _DENSE < len(keep):
        return lambda array: array[keep]
    stay = np.flatnonzero(keep)
    return lambda array: array.take(stay)


def weave(length: int, places: Positions) -> Callable[[NDArray[_Element], NDArray[_Element]], NDArray[_Element]]:
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


def spliced(length: int, starts: Positions, ends: Positions, lengths: Positions) -> tuple[Positions, Positions]:
    """Return for each element of a spliced array the place that it stands at in the old one, and the places of the new.

    In an array of this length, spans (ascending, apart) are replaced by others of these lengths.
    """
    first = starts - (np.cumsum(ends - starts) - (ends - starts)) + np.cumsum(lengths) - lengths
    new = ranges(first, lengths)
    kept = np.ones(length, bool)
    kept[ranges(starts, ends - starts)] = False
    source = np.empty(np.count_nonzero(kept) + len(new), np.intp)
    is_old = np.ones(len(source), bool)
    is_old[new] = False
    source[is_old] = np.flatnonzero(kept)
    last = np.repeat(np.maximum(ends - starts - 1, 0), lengths)
    source[new] = np.minimum(np.repeat(starts, lengths) + np.minimum(_counted(lengths), last), length - 1)
    return source, new


def ranges(starts: Positions, lengths: Positions) -> Positions:
    """Return the places from each of these starts on, as many as its length, one after the other."""
    return np.repeat(starts, lengths) + _counted(lengths)


def _counted(lengths: Positions) -> Positions:
    """Return 0, 1, 2 … for each of these lengths, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def codes_of(string: str) -> Codes:
    """Return the code points of a string; not to be written to."""
    return np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)


def string_of(codes: Codes) -> str:
    """Return the string of code points."""
    if codes.max(initial=0) < _FIRST_SURROGATE:
        # Half as many bytes are decoded twice as fast. Two surrogates would be taken for one character.
        return str(codes.astype(np.uint16).data, "utf-16-le")
    return str(np.ascontiguousarray(codes).data, "utf-32-le", "surrogatepass")
