"""Strings and arrays of code points; elements taken out of arrays and put in."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from arnorm.kinds import CODE_MASK, Codes, Mask, Positions

_Element = TypeVar("_Element", bound=np.generic)
_DENSE = 32
"""Where more than one element in so many is dropped, gathering what stays beats numpy's copying by mask."""
_FEW = 1000
"""Where less than one element in so many is dropped or new, copying the pieces between them beats both."""

# glibc gives pieces of memory above a limit back at once, and the next array gets them anew, page by page: half of a
# block's time. The limit rises to the largest piece given back, of up to 32 MB; this one, never touched, costs nothing.
np.empty(31 << 20, np.uint8)


def nonzero(array: NDArray[Any]) -> Positions:
    """Return the places of what is not zero or false: `np.flatnonzero` at a third of its cost for a short text."""
    return array.nonzero()[0]


def distinct(values: NDArray[_Element]) -> NDArray[_Element]:
    """Return the different ones among these values, ascending."""
    # Without the index numpy asks whether the array is a masked one, and imports what that is: a third of a start-up.
    return np.unique(values, return_index=True)[0]


def among(values: NDArray[Any], others: NDArray[Any]) -> Mask:
    """Return which of these values are among others, which ascend: `np.isin` does as `np.unique` does, now and then."""
    if not len(others):
        return np.zeros(values.shape, bool)
    found: Mask = others.take(np.searchsorted(others, values), mode="clip") == values
    return found


def runs(values: NDArray[Any]) -> tuple[Positions, Positions]:
    """Return where runs of equal values start, and how long they are; `values` has one at least."""
    edges = np.concatenate(([0], nonzero(values[1:] != values[:-1]) + 1, [len(values)]))
    return edges[:-1], edges[1:] - edges[:-1]


def neighbouring(places: Positions) -> tuple[Positions, Positions]:
    """Return where among these ascending places runs of neighbours start, and how long they are."""
    return runs(places - np.arange(len(places)))


def leads(mask: Mask) -> Positions:
    """Return for each element the nearest one at or before it that is not masked, 0 if there is none."""
    lead = np.arange(len(mask))
    at = nonzero(mask)
    if len(at):
        starts, lengths = neighbouring(at)
        lead[at] = np.repeat(np.maximum(at[starts] - 1, 0), lengths)
    return lead


def spans(first: Positions, last: Positions, length: int) -> Mask:
    """Return the mask, of this length, of the elements from each of these places up to and with each of those."""
    mask = np.zeros(length, bool)
    mask[ranges(first, last - first + 1)] = True
    return mask


def kept(keep: Mask) -> Callable[[NDArray[_Element]], NDArray[_Element]]:
    """Return the function that gives the masked elements of an array as long as the mask, itself where all are."""
    gone = len(keep) - int(np.count_nonzero(keep))
    if not gone:
        return lambda array: array
    if gone * _DENSE < len(keep):
        return lambda array: array[keep]
    stay = nonzero(keep)
    # No place lies outside, and what is not checked for that is taken faster.
    return lambda array: array.take(stay, mode="wrap")


def are_few(edits: int, length: int) -> bool:
    """Return whether so many edits of an array of this length are best made by moving the pieces between them."""
    return edits * _FEW < length


def edited(length: int, gone: Positions, new: Positions) -> Callable[[NDArray[_Element], _Element], NDArray[_Element]]:
    """Return the function that drops elements of an array of this length and puts one in at each of the new places.

    Both ascend; `gone` are places in the array, `new` places in the result.
    """
    among_kept = new - np.arange(len(new))
    if are_few(len(gone) + len(new), length):
        before = among_kept + np.searchsorted(gone - np.arange(len(gone)), among_kept, "right")
        edits = sorted([*((place, 1) for place in gone.tolist()), *((place, 0) for place in before.tolist())])
        return lambda array, made: _in_pieces(array, made, edits)
    keep = np.ones(length, bool)
    keep[gone] = False
    stay = kept(keep)
    if are_few(len(new), length):
        inserts = [(place, 0) for place in among_kept.tolist()]
        return lambda array, made: _in_pieces(stay(array), made, inserts)
    old = np.ones(length - len(gone) + len(new), bool)
    old[new] = False

    def masked(array: NDArray[_Element], made: _Element) -> NDArray[_Element]:
        result = np.full(len(old), made, array.dtype)
        result[old] = stay(array)
        return result

    return masked


def _in_pieces(array: NDArray[_Element], made: _Element, edits: list[tuple[int, int]]) -> NDArray[_Element]:
    """Return an array with the element at each of these places dropped (1), or with one put in before it (0)."""
    if not edits:
        return array
    pieces: list[NDArray[_Element]] = []
    one = np.full(1, made, array.dtype)
    start = 0
    for place, drops in edits:
        pieces += [array[start:place]] if drops else [array[start:place], one]
        start = place + drops
    return np.concatenate([*pieces, array[start:]])


def closed_up(array: NDArray[_Element], gone: Positions) -> NDArray[_Element]:
    """Return an array without the elements at these few places (ascending), moved together in its own memory."""
    for number, (place, end) in enumerate(pairwise([*gone.tolist(), len(array)])):
        array[place - number : end - number - 1] = array[place + 1 : end]
    return array[: len(array) - len(gone)]


def behind(new: Positions, length: int) -> Positions:
    """Return for each new place the place of the old element behind it, at the end of an array that of the last one."""
    among_kept = new - np.arange(len(new))
    following = np.minimum(among_kept, length - len(new) - 1)
    return following + np.searchsorted(among_kept, following, "right")


def spliced(length: int, starts: Positions, ends: Positions, lengths: Positions) -> tuple[Positions, Positions]:
    """Return for each element of a spliced array the place that it stands at in the old one, and the places of the new.

    In an array of this length, spans (ascending, apart) are replaced by others of these lengths.
    """
    first = starts - (np.cumsum(ends - starts) - (ends - starts)) + np.cumsum(lengths) - lengths
    new = ranges(first, lengths)
    stays = np.ones(length, bool)
    stays[ranges(starts, ends - starts)] = False
    source = np.empty(np.count_nonzero(stays) + len(new), np.intp)
    is_old = np.ones(len(source), bool)
    is_old[new] = False
    source[is_old] = nonzero(stays)
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
    """Return the code points of a string."""
    # numpy's own strings are arrays of code points: three times as fast as encoding. An empty one is one NUL.
    return np.array(string).reshape(1).view(np.uint32)[: len(string)]


def string_of(codes: Codes) -> str:
    """Return the string of code points; what stands above them in an entry does not count."""
    if not len(codes):
        return ""
    # numpy's own strings are arrays of code points, but do not give the NULs at their end back. Their type has to be
    # spelt: for one in parentheses numpy runs a function of Python, and passes over what a signal raises in that.
    string: str = (codes & CODE_MASK).view(f"U{len(codes)}").item()
    return string.ljust(len(codes), "\0")
