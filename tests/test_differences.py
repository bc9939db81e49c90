"""The unified diff: what patch makes of the old text and the diff is the new text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import texts

from arnorm import Pipeline
from arnorm.corpus.differences import Unified
from arnorm.corpus.part import Segment
from arnorm.corpus.text import segments_of

HUNK = re.compile(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n")
NO_NEWLINE = "\\ No newline at end of file\n"


def lines(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", text) if line]


def diff(*segments: Segment) -> list[str]:
    made = Unified("book")
    return [*made.add(segments), *made.end()]


def patched(source: str, patch: list[str]) -> str:
    """Return what a diff makes of a text; every line number, count and unchanged line in it is to be right."""
    old, new, at = lines(source), [], 0
    rest = list(lines("".join(patch)))
    if rest:
        assert rest[:2] == ["--- book\n", "+++ book\n"]
    rest = rest[2:]
    while rest:
        hunk = HUNK.fullmatch(rest.pop(0))
        assert hunk is not None
        first, count, new_first, new_count = map(int, hunk.groups())
        first, new_first = first - (count > 0), new_first - (new_count > 0)
        new += old[at:first]
        at = first
        assert len(new) == new_first
        while count or new_count:
            sign, line = rest[0][0], rest.pop(0)[1:]
            if rest[:1] == [NO_NEWLINE]:
                rest.pop(0)
                line = line.removesuffix("\n")
            if sign in " -":
                assert old[at] == line
                at, count = at + 1, count - 1
            if sign in " +":
                new.append(line)
                new_count -= 1
    return "".join(new + old[at:])


@given(texts, st.sampled_from(["standard", "repair", "unwrap-lines", "drop-lines", "split-sentences", "unify-alef"]))
def test_a_diff_is_a_patch(source: str, name: str) -> None:
    alignment = Pipeline(name).align(source)
    segments = segments_of(source, alignment)
    assert "".join(line for old, _ in segments for line in old) == source
    assert "".join(line for _, new in segments for line in new) == alignment.text
    made = diff(*segments)
    assert patched(source, made) == alignment.text
    assert bool(made) == (alignment.text != source)


@pytest.mark.parametrize(
    ("changed", "hunks"),
    [
        ([], []),
        ([1], ["@@ -1,4 +1,4 @@"]),
        ([20], ["@@ -17,4 +17,4 @@"]),
        ([5, 12], ["@@ -2,14 +2,14 @@"]),
        ([5, 13], ["@@ -2,7 +2,7 @@", "@@ -10,7 +10,7 @@"]),
    ],
)
def test_three_lines_of_context_and_hunks_that_touch_are_one(changed: list[int], hunks: list[str]) -> None:
    segments = [([f"{n}\n"], [f"{n}!\n" if n in changed else f"{n}\n"]) for n in range(1, 21)]
    assert re.findall(r"@@.*@@", "".join(diff(*segments))) == hunks


def test_a_last_line_without_line_end() -> None:
    old, new = (f"{sign}\n{NO_NEWLINE}" for sign in ("-أ", "+ا"))
    assert diff((["أ"], ["ا"])) == ["--- book\n+++ book\n@@ -1,1 +1,1 @@\n", old, new]
