"""Punctuation."""

from arnorm.arrays import nonzero
from arnorm.kinds import (
    CLOSER,
    CLOSERS,
    DIGIT,
    EMOJI,
    INVISIBLE,
    LINE_END,
    OPENER,
    OPENERS,
    PAUSE,
    PAUSES,
    QUOTE,
    QUOTES,
    SIGN,
    SIGNS,
    SPACE,
    SPACES,
    STOP,
    STOPS,
    WORD,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_PUNCTUATION = OPENER | CLOSER | QUOTE | STOP | PAUSE | SIGN
_MARKS = (OPENERS | CLOSERS | QUOTES | STOPS | PAUSES | SIGNS) - EMOJI - INVISIBLE
_is_kept = membership(EMOJI, INVISIBLE)
_NEIGHBOUR = WORD | DIGIT


@stage(effect="fold", example=("نعم، لا؟ (ربما)", "نعم لا ربما"), reads=_MARKS, changes=_MARKS | SPACES)
def strip_punctuation() -> Rule:
    """Delete punctuation marks and signs, with a space where words would touch.

    Lossy: sentences run into one another; split them first. What stands inside a number (3.14, 10:30), inside Latin
    text (don't, v1.2) or in an address stays, and so do emoji and what is not seen.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        gone = gaps.of(_PUNCTUATION) & ~_is_kept(gaps.codes)
        if not gone.any():
            return
        first = gone & ~gaps.after(gone)
        last = gone & ~gaps.before(gone)
        starts, ends = nonzero(first), nonzero(last)
        glues = gaps.after(_NEIGHBOUR)[starts] & gaps.before(_NEIGHBOUR)[ends]
        spaced = gaps.mask(starts[glues])
        # A sign between spaces leaves one of them, at either end of a line none.
        before, after = gaps.after(SPACE)[starts], gaps.before(SPACE)[ends]
        spare = gaps.mask(starts[before & (after | gaps.before(LINE_END)[ends])] - 1)
        spare |= gaps.mask(ends[after & gaps.after(LINE_END)[starts]] + 1)
        gaps.replace(nonzero(spaced), ord(" "))
        gaps.delete((gone & ~spaced) | spare)

    return rule
