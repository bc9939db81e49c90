"""Short-vowel marks."""

from typing import Annotated, Literal

from arnorm.errors import ArnormError
from arnorm.kinds import ARABIC_MARKS, DAGGER_ALEF, LETTER_MARKS, TASHKEEL, codes
from arnorm.stage import stage
from arnorm.table import Table

Mark = Literal[
    "fathatan", "dammatan", "kasratan", "fatha", "damma", "kasra", "shadda", "sukun", "tanween", "dagger-alef"
]
_KEPT = {
    **{name: codes([code]) for name, code in TASHKEEL.items()},
    "tanween": codes([TASHKEEL[name] for name in ("fathatan", "dammatan", "kasratan")]),
    "dagger-alef": codes([DAGGER_ALEF]),
}
_SETS = {
    "tashkeel": codes(TASHKEEL.values()),
    "camel": codes(TASHKEEL.values(), [DAGGER_ALEF]),
    "arabic": ARABIC_MARKS - LETTER_MARKS,
}


@stage(effect="fold", example=("كِتابٌ", "كتاب"))
def strip_diacritics(
    *,
    set: Annotated[
        Literal["tashkeel", "camel", "arabic"],
        "The eight marks U+064B–0652; these and U+0670; or every Arabic mark that is not part of a letter.",
    ] = "tashkeel",
    keep: Annotated[frozenset[Mark], "Marks to leave in place."] = frozenset(),
) -> Table:
    """Delete the short-vowel marks (tashkeel).

    Lossy: poetry, the Qur'an and learners' texts need them. Madda and combining hamza (U+0653–0655) always stay,
    for they are part of their letter.
    """
    kept = codes(*(_KEPT[name] for name in keep))
    if not kept <= _SETS[set]:
        raise ArnormError(f"strip-diacritics:keep=dagger-alef has no meaning with set={set}, which leaves it in place")
    return Table(dict.fromkeys(_SETS[set] - kept))
