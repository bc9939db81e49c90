"""Abbreviations after which a dot ends no sentence."""

from arnorm.gaps import Gaps

LETTERS = set("د")


def is_abbreviation(gaps: Gaps, dot: int) -> bool:
    """Return whether the dot at this place follows a single letter."""
    return bool(gaps.run_before[dot] == 1)
