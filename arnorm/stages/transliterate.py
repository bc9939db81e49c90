"""Arabic in Latin letters, and back."""

from typing import Annotated, Literal

from arnorm.camel import character_map
from arnorm.errors import ArnormError
from arnorm.stage import stage
from arnorm.table import Table


@stage(effect="fold", example=("اللغة العربية", "Allgp AlErbyp"), needs="camel_tools")
def transliterate(
    *,
    to: Annotated[
        Literal["auto", "bw", "safebw", "xmlbw", "hsb"],
        "The scheme to write: Buckwalter, its safe or XML form, Habash-Soudi-Buckwalter; auto is bw, or ar with from.",
    ] = "auto",
    from_: Annotated[
        Literal["ar", "bw", "safebw", "xmlbw", "hsb"], "What the text is in: Arabic script, or a scheme to read back."
    ] = "ar",
) -> Table:
    """Write Arabic script in Latin letters, or such a text in Arabic script again.

    Each of 51 letters and marks becomes one character, and from=bw takes to=bw back. Lossy where the text has Latin
    letters or signs already: nothing tells them from the transliterated ones. Reading back makes Arabic of every Latin
    word and of signs, in hsb of every full stop; what is protected stays. Other characters stay, digits and ؟ among
    them. The maps are those of CAMeL Tools (extra `camel`).
    """
    if from_ == "ar":
        return Table(character_map("ar2bw" if to == "auto" else f"ar2{to}"))
    if to != "auto":
        raise ArnormError(f"transliterate:from={from_} writes Arabic script; leave out to={to}")
    return Table(character_map(f"{from_}2ar"))
