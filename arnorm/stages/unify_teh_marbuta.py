"""Teh marbuta."""

from arnorm.kinds import HEH
from arnorm.stage import stage
from arnorm.table import Table


@stage(effect="fold", example=("مدرسة", "مدرسه"))
def unify_teh_marbuta() -> Table:
    """Write teh marbuta as heh.

    Lossy: it hides the feminine ending; for search indexes, where writers mix the two.
    """
    return Table({ord("\N{ARABIC LETTER TEH MARBUTA}"): HEH})
