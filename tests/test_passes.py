"""Edits that are repeated line by line, and the protection that they respect or lift."""

from collections.abc import Iterator

import numpy as np

from arnorm.passes import MOST, Edit, until_stable
from arnorm.patterns import Pattern
from arnorm.text import Text

PAIR = Pattern("xx")


def _edits(line: str) -> Iterator[Edit]:
    """Two x become one, a pair at a time."""
    for match in PAIR.finditer(line):
        yield *match.span(), "x"


def _after(string: str, *, protected: slice | None = None, release: bool = False) -> str:
    text = Text.of(string)
    if protected is not None:
        text.protected = np.zeros(len(string), bool)
        text.protected[protected] = True
    until_stable(text, PAIR, _edits, release=release)
    return str(text)


def test_edits_are_repeated_until_nothing_is_left() -> None:
    assert _after("axxxxb") == "axb"


def test_a_line_that_needs_too_many_passes_stays_whole_and_alone() -> None:
    deep = "x" * 2 ** (MOST + 1)
    assert _after(f"xx\n{deep}\nxx") == f"x\n{deep}\nx"


def test_a_line_without_edits_is_looked_at_without_what_is_not_seen() -> None:
    assert _after("ax\u200bxb\nx\u200b x") == "axb\nx\u200b x"
    assert _after("xxx\u200bx") == "x"


def test_a_protected_element_is_not_taken_for_one_that_is_not_seen() -> None:
    assert _after("xax", protected=slice(1, 2)) == "xax"
    assert _after("x\u200bx", protected=slice(1, 2)) == "x\u200bx"


def test_protected_elements_are_edited_only_where_they_are_released() -> None:
    assert _after("xx xx", protected=slice(0, 2)) == "xx x"
    assert _after("xx xx", protected=slice(0, 2), release=True) == "x x"


def test_the_unprotected_string_hides_what_is_protected() -> None:
    text = Text.of("ab\r\nc")
    assert text.unprotected_string == "ab\nc"
    text.protected = np.array([False, True, False, True])
    assert text.unprotected_string == "a\ufffe\n\ufffe"
    assert text.string == "ab\nc"


def test_release_lifts_protection_of_spans_and_of_masks() -> None:
    text = Text.of("abcd")
    text.release([(0, 2)])  # nothing is protected: nothing to lift
    assert text.protected is None
    text.protected = np.ones(4, bool)
    text.release([(0, 1), (3, 4)])
    assert text.protected.tolist() == [False, True, True, False]
    text.release(np.array([False, True, False, False]))
    text.delete(np.ones(4, bool))
    assert str(text) == "c"
