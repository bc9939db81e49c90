"""Addresses, mentions, hashtags, emoji and numbers."""

from typing import Annotated, Literal

import numpy as np

from arnorm.errors import ArnormError
from arnorm.kinds import Mask
from arnorm.patterns import Pattern
from arnorm.protect import ENTITIES
from arnorm.stage import Rule, stage
from arnorm.text import Text

Kind = Literal["url", "email", "mention", "hashtag", "emoji", "number"]

_PICTURE = (
    r"(?:(?![©®™‼⁉↔-↪〰〽㊗㊙])\p{Extended_Pictographic})"
    r"(?:\N{VARIATION SELECTOR-16}|\p{EMod}|[\U000E0020-\U000E007F])*+"
)
_PATTERNS = {
    **ENTITIES,
    "hashtag": r"(?<![\w&])[\#＃](?=[\d_]*+[^\W\d_])[\w\p{M}]+",
    "emoji": rf"\p{{RI}}\p{{RI}}|{_PICTURE}(?:\N{{ZERO WIDTH JOINER}}{_PICTURE})*+|[0-9*\#]\N{{VARIATION SELECTOR-16}}?"
    r"\N{COMBINING ENCLOSING KEYCAP}",
    "number": r"(?<![\w.\p{M}])\d++(?:[.,:/٫٬،\-]\d++)*+[%٪]?+(?![\w\p{M}])",
}
_OPEN = r"\s()\[\]{}«»“”\"،؛؟!,;<>"
_CLEAR = Pattern(rf"[{_OPEN}]?")
_CLEAR_AFTER_MASK = Pattern(rf"[{_OPEN}.:…]?")


@stage(
    effect="fold",
    example=("زر https://e.com يا @احمد", "زر [url] يا [mention]"),
    reads="any code point of what it masks, and a space beside it",
)
def mask_entities(
    *,
    kinds: Annotated[frozenset[Kind], "What to mask."] = frozenset({"url", "email", "mention"}),
    with_: Annotated[str, "What to write instead; {} is the kind's name. Empty: the entity is deleted."] = "[{}]",
) -> Rule:
    """Put a mask in the place of addresses, mentions, hashtags, emoji or numbers.

    Lossy: what was masked is gone, whatever the pipeline protects. A number is masked only where no letter touches it.
    A mask gets a space where it would touch a word. A mask that would itself be masked is an error.
    """
    patterns = {kind: Pattern(f"(?ix){_PATTERNS[kind]}") for kind in _PATTERNS}
    chosen = {kind: pattern for kind, pattern in patterns.items() if kind in kinds}
    masks = {kind: with_.replace("{}", kind) for kind in chosen}
    for mask in masks.values():
        if "\n" in mask or any(pattern.search(mask) for pattern in chosen.values()):
            raise ArnormError(
                f"mask-entities:with={mask} would be masked or split again: choose another, as with=[{{}}]"
            )

    def rule(text: Text) -> None:
        string = text.string
        found: list[tuple[int, int, str]] = []
        shown = string
        for kind, pattern in chosen.items():
            if kind not in ENTITIES:
                # An emoji or a number in an address that is not masked belongs to the address.
                shown = _blanked(shown, text.protected)
            spans = [match.span() for match in pattern.finditer(shown)]
            if spans:
                found += [(start, end, masks[kind]) for start, end in spans]
                taken = np.zeros(len(string), bool)
                for start, end in spans:
                    taken[start:end] = True
                text.release(taken)
                shown = _blanked(shown, taken)
        if not found:
            return
        spans, made, done = [], list[str](), 0
        for start, end, mask in sorted(found):
            first, last, new = _fitted(string, start, end, mask)
            spans.append((max(first, done), last))
            # Of two masks side by side the first has brought the space between them.
            made.append(new.removeprefix(" ") if first == done and made and made[-1].endswith(" ") else new)
            done = last
        text.splice(spans, made)

    return rule


def _blanked(string: str, mask: Mask | None) -> str:
    """Return a string with U+0000 for each masked character, which no entity holds."""
    if mask is None or not mask.any():
        return string
    return "".join("\0" if hidden else one for one, hidden in zip(string, mask.tolist(), strict=True))


def _fitted(string: str, start: int, end: int, mask: str) -> tuple[int, int, str]:
    """Return the span to replace, and the mask with the spaces that keep it from what stands around."""
    before, after = string[start - 1 : start] if start else "", string[end : end + 1]
    if mask:
        left = "" if _CLEAR.fullmatch(before) else " "
        return start, end, left + mask + ("" if _CLEAR_AFTER_MASK.fullmatch(after) else " ")
    if after.strip() and before.strip():
        return start, end, "" if _CLEAR.fullmatch(before) and _CLEAR.fullmatch(after) else " "
    if after in ("", "\n") and before == " ":
        return start - 1, end, ""
    return start, end + (after == " " and before in ("", " ", "\n")), ""
