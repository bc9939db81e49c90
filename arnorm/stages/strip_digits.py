"""Digits."""

from arnorm.kinds import DIGIT, KINDS
from arnorm.stage import stage
from arnorm.table import Table


@stage(effect="fold", example=("سنة ١٩٩٩ و2024", "سنة  و"))
def strip_digits() -> Table:
    """Delete Arabic, Persian and ASCII digits.

    Lossy: dates and amounts go, and the signs between their digits stay; mask-entities:kinds=number takes a number as
    a whole. Spaces stay as they are: collapse-spaces after it. Digits in addresses stay.
    """
    return Table(dict.fromkeys(KINDS[DIGIT]))
