"""What each stage of a pipeline costs and changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from arnorm.kinds import Codes, Origins
from arnorm.stage import Rule
from arnorm.text import Text


@dataclass
class StageProfile:
    """What one stage has cost and changed so far, in all the texts of a profiled pipeline."""

    name: str
    seconds: float = 0.0
    """Wall time in the stage, its edits put into the text."""
    changed: int = 0
    """Code points replaced, deleted and inserted, a line end \\r\\n counted as one."""

    def __iadd__(self, other: "StageProfile") -> "StageProfile":
        self.seconds += other.seconds
        self.changed += other.changed
        return self

    def taken(self) -> "StageProfile":
        """Return what was counted, and begin to count anew."""
        made = replace(self)
        self.seconds, self.changed = 0.0, 0
        return made


class Clocked:
    """A stage's rules as one rule that keeps its profile."""

    def __init__(self, profile: StageProfile, rules: Sequence[Rule]) -> None:
        self._profile = profile
        self._rules = rules

    def __call__(self, text: Text) -> None:
        """Run the stage on a text."""
        before, origin = text.codes, text.origin
        # The stage's own origin, from which its changes are counted.
        text.origin = np.arange(len(before), dtype=np.int32)
        start = perf_counter()
        for rule in self._rules:
            rule(text)
        after = text.codes
        self._profile.seconds += perf_counter() - start
        if after is not before:
            self._profile.changed += _changed(before, after, text.origin)
        text.origin = origin if origin is None else origin[text.origin]


def _changed(before: Codes, after: Codes, origin: Origins) -> int:
    """Return how many code points differ: those of `before` that are gone, and those of `after` that are new."""
    kept, left = np.zeros(len(before), bool), np.zeros(len(before), bool)
    kept[origin[after == before[origin]]] = True
    left[origin] = True
    return int(np.count_nonzero(~kept)) + len(after) - int(np.count_nonzero(left))
