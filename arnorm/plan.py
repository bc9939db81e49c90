"""How a pipeline's steps are run: neighbouring tables, and the guarded rules among them, as one lookup."""

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from arnorm.arrays import distinct, nonzero, ranges
from arnorm.kinds import CODE_BITS, DELETED, LINE_END, WAKE, Codes, Positions
from arnorm.stage import Guarded, Rule, Step
from arnorm.table import Lookup, Table
from arnorm.text import Text

_WAKE, _LINE_END = np.uint32(WAKE << CODE_BITS), np.uint32(LINE_END << CODE_BITS)
_FEW = 0.25
"""Up to which part of a block the lines that wake a rule are run apart from the others."""
_LINE_COST = 100
"""What it costs to take a line out and put it back, in code points that are run with the others."""


def plan(steps: Iterable[Step]) -> list[Rule]:
    """Return what to run on a text, in order, so that it does what the steps do one by one."""
    runs: list[list[Table | Guarded]] = [[]]
    planned: list[Rule] = []

    def close() -> None:
        if runs[-1]:
            planned.append(Fused(runs[-1]))
            runs.append([])

    for step in steps:
        if isinstance(step, (Table, Guarded)):
            runs[-1].append(step)
        else:
            close()
            planned.append(step)
    close()
    return planned


class Fused:
    """A run of tables and guarded rules.

    One lookup does the tables' work and tells whether the block holds a code point that wakes one of the rules. Where
    none is woken, that lookup was all. Where some are, the tables between them are fused, and all take their turn on
    the lines with such code points.
    """

    def __init__(self, steps: Sequence[Table | Guarded]) -> None:
        self._steps = steps
        self._wakers = _wakers(steps)
        # From the last one on: the tables behind the large first ones are small.
        tables = [step for step in reversed(steps) if isinstance(step, Table)]
        self._lookup = Lookup(reduce(lambda later, table: table | later, tables, Table({})), self._wakers)
        self._woken: dict[frozenset[int], list[Lookup | Guarded]] = {}

    def __call__(self, text: Text) -> None:
        """Run the steps on a text."""
        entries, bits = text.look_up(self._lookup)
        if not bits & WAKE:
            text.take_over(self._lookup, entries, bits)
            return
        edges = nonzero(entries >= _LINE_END)
        found = entries.take(edges)
        at, line_ends = edges[found >= _WAKE], edges[found & _LINE_END != 0]
        woken: frozenset[int] = frozenset()
        for code in distinct(text.codes[at]).tolist():
            # A protected element never wakes a rule, but its code point may stand unprotected elsewhere.
            woken |= self._wakers.get(code, frozenset())
        steps = self._among(woken)
        starts, ends = _lines_of(at, line_ends, len(entries))
        if len(starts) * _LINE_COST + np.sum(ends - starts) > len(entries) * _FEW:
            _run(steps, text)
        else:
            self._run_apart(text, steps, starts, ends, entries, bits)

    def _run_apart(
        self,
        text: Text,
        steps: Iterable[Lookup | Guarded],
        starts: Positions,
        ends: Positions,
        entries: Codes,
        bits: int,
    ) -> None:
        """Run the steps on these lines; they work line by line, so that the others need no more than the lookup."""
        lengths = ends - starts
        where = ranges(starts, lengths)
        lines = text.part(where)
        _run(steps, lines)
        finished, inside = lines.entries, lines.origin
        assert inside is not None
        made = np.diff(np.searchsorted(inside, np.append(0, np.cumsum(lengths))))
        if (made > lengths).any():
            _run(steps, text)
            return
        # What a line has become takes its place; what is left of that goes with all that is deleted.
        place = ranges(starts, made)
        entries[where], entries[place] = DELETED, finished
        if text.origin is not None:
            text.origin[place] = text.origin[where[inside]]
        if text.protected is not None and lines.protected is not None:
            text.protected = text.protected.copy()
            text.protected[place] = lines.protected
        text.take_over(self._lookup, entries, bits, deletes=len(place) < len(where))

    def _among(self, woken: frozenset[int]) -> list[Lookup | Guarded]:
        """Return the steps with the tables fused around the rules that are woken (numbers of steps)."""
        if woken not in self._woken:
            found: list[Lookup | Guarded] = []
            table = Table({})
            for number, step in enumerate(self._steps):
                if isinstance(step, Table):
                    table |= step
                elif number in woken:
                    found += [table.lookup, step] if table.entries else [step]
                    table = Table({})
            self._woken[woken] = [*found, table.lookup] if table.entries else found
        return self._woken[woken]


def _run(steps: Iterable[Lookup | Guarded], text: Text) -> None:
    for step in steps:
        if isinstance(step, Lookup):
            text.map(step)
        else:
            step(text)


def _lines_of(at: Positions, line_ends: Positions, length: int) -> tuple[Positions, Positions]:
    """Return where the lines start and end (after their line end) that these elements of a text stand in."""
    edges = np.concatenate([[0], line_ends + 1, [length]])
    lines = distinct(np.searchsorted(line_ends, at))
    return edges[lines], edges[lines + 1]


def _wakers(steps: Sequence[Table | Guarded]) -> dict[int, frozenset[int]]:
    """Return which rules (numbers of steps) a code point of the input can wake, by itself or by what it becomes."""
    wakers: dict[int, frozenset[int]] = {}
    behind: frozenset[int] = frozenset()
    for number, step in reversed(list(enumerate(steps))):
        if isinstance(step, Guarded):
            woken = behind | {number} if step.writes else frozenset({number})
            for code in step.wakes:
                wakers[code] = wakers.get(code, frozenset()) | woken
            behind |= {number}
            continue
        later = dict(wakers)
        for code, value in step.entries.items():
            made = (value,) if isinstance(value, int) else map(ord, value or "")
            becomes = [later[one] for one in made if one in later]
            if becomes:
                wakers[code] = frozenset[int]().union(*becomes)
            elif code in later:
                del wakers[code]
    return wakers
