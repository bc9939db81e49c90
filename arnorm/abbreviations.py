"""Abbreviations after which a dot ends no sentence."""

import numpy as np

from arnorm.gaps import Gaps

LETTERS = set("د")


def is_abbreviation(gaps: Gaps, dot: int) -> bool:
    """Return whether the dot at this place follows a single letter."""
    return bool(gaps.length_before(np.array([dot]), 2)[0] == 1)
