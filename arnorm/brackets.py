"""Which brackets of a line have a partner."""

import numpy as np

from arnorm.kinds import Mask, Positions


def matched(opener: Mask, lines: Positions) -> tuple[Mask, Mask]:
    """Return which of these brackets are openers with a partner in their line, and which are closers with one.

    They are openers, or else closers; line numbers ascend. All kinds of brackets count as one: text that mixes them up
    (`(…]`) is mended no further here.
    """
    return _closes(~opener[::-1], -lines[::-1])[::-1], _closes(opener, lines)


def _closes(opener: Mask, lines: Positions) -> Mask:
    """Return which elements that are no openers have an opener before them in their line that no other closes.

    The depth, counted from the start of the line, falls to a new low where a closer has no partner.
    """
    if not len(opener):
        return opener
    step = 2 * opener - 1
    depth = np.cumsum(step)
    first = np.append(True, lines[1:] != lines[:-1])
    number = np.cumsum(first) - 1
    start = (depth - step)[first][number]
    # Each line lies lower than the one before it by more than it can be deep, so that one running minimum serves all.
    offset = number * (2 * len(opener) + 2)
    low = np.minimum.accumulate(np.minimum(depth - start, 0) - offset) + offset
    low_before = np.where(first, 0, np.append(0, low[:-1]))
    return ~opener & (low == low_before)
