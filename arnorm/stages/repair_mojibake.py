"""UTF-8 that was read in another encoding."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from arnorm.invisible import UNSEEN
from arnorm.kinds import codes
from arnorm.passes import Edit, until_stable
from arnorm.patterns import Pattern
from arnorm.stage import Guarded, stage
from arnorm.text import Text

if TYPE_CHECKING:
    import regex

# What may stand behind a letter in undamaged text too, so that it alone proves nothing.
_WEAK = set("…‘’“”‚–—•«»‹›·°،؛؟€\N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_WEAK |= set("پٹچژڈگکڑںھ")

# Tatweel and the presentation forms of marks: letters to Unicode, but what later stages make of them is none.
_NO_LETTERS = "[\N{ARABIC TATWEEL}\ufe70-\ufe7f\ufc5e-\ufc63\ufcf2-\ufcf4]"

_ARABIC_LEADS = range(0xD8, 0xDC)
"""The first bytes of U+0600–06FF in UTF-8."""


class _Reading(NamedTuple):
    """An encoding in which UTF-8 bytes were read."""

    byte_of: dict[int, int]
    runs: Pattern
    """Characters that together are whole UTF-8 sequences, as many as there are side by side."""
    arabic: Pattern
    """Two characters that are an Arabic letter in UTF-8."""
    proof: Pattern
    """Two that are one and hardly anything else."""
    letters: Pattern
    """A letter as this encoding has them, which in a damaged line is a part of some sequence."""


def _reading(encoding: str, letters: str, *, controls: bool) -> _Reading:
    byte_of = {}
    for byte in range(0x80, 0x100):
        # Bytes that the encoding does not define survive as C1 controls; latin-1 has nothing else there.
        if controls:
            byte_of[byte] = byte
        if character := bytes([byte]).decode(encoding, "ignore"):
            byte_of[ord(character)] = byte

    def of(*bytes_: range) -> str:
        return "".join(re.escape(chr(code)) for code, byte in byte_of.items() if any(byte in b for b in bytes_))

    rest = f"[{of(range(0x80, 0xC0))}]"
    strong = "".join(re.escape(chr(code)) for code, byte in byte_of.items() if byte < 0xC0 and chr(code) not in _WEAK)
    lead = f"[{of(_ARABIC_LEADS)}]"
    return _Reading(
        byte_of,
        Pattern(
            f"(?:[{of(range(0xC2, 0xE0))}]{rest}|[{of(range(0xE0, 0xF0))}]{rest}{{2}}"
            f"|[{of(range(0xF0, 0xF5))}]{rest}{{3}})++"
        ),
        Pattern(lead + rest),
        Pattern(f"{lead}[{strong}]"),
        Pattern(letters),
    )


_READINGS = (
    _reading("cp1256", rf"(?=\p{{Arabic}})\p{{L}}(?<!{_NO_LETTERS})", controls=False),
    _reading("cp1252", r"[À-ÿ]", controls=True),
)
_TRIGGER = Pattern("|".join(reading.proof.expression for reading in _READINGS))
_WAKES = frozenset(
    code for reading in _READINGS for code, byte in reading.byte_of.items() if byte < 0xC0 and chr(code) not in _WEAK
)


@stage(
    effect="repair",
    example=("ط§ظ„ط¹ط±ط¨ظٹط©", "العربية"),
    changes=codes(*(reading.byte_of for reading in _READINGS), UNSEEN),
)
def repair_mojibake() -> Guarded:
    """Read again as UTF-8 what was read as windows-1256, windows-1252 or latin-1.

    Loses nothing: only sequences that are valid UTF-8 for Arabic, two letters at least, in which a sign stands that
    Arabic text does not have there (§ „ ± © Ø Ù). Not for text that shows such sequences on purpose. Run it early:
    a stage that deletes control codes or unifies spaces takes away what it needs.
    """
    return Guarded(_WAKES, _repair)


def _repair(text: Text) -> None:
    until_stable(text, _TRIGGER, _edits)


def _edits(line: str) -> Iterator[Edit]:
    """Yield what is to be read again in a line, in the first encoding that gives anything."""
    for reading in _READINGS:
        if reading.proof.search(line) and (edits := list(_read_again(line, reading))):
            yield from edits
            return


def _read_again(line: str, reading: _Reading) -> Iterator[Edit]:
    runs = [match for match in reading.runs.finditer(line) if _decoded(match.group(), reading) is not None]
    firm = [match for match in runs if _is_firm(match, line, reading)]
    # Where nothing in the line but such sequences has a letter of the encoding, all of it was read wrongly: also a
    # lone ظˆ (و), and ط، that elsewhere is a letter and a comma.
    edges = [0, *(edge for match in runs for edge in match.span()), len(line)]
    outside = "".join(line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    letters = sum(len(reading.arabic.findall(match.group())) for match in runs)
    damaged = letters > 1 and not reading.letters.search(outside)
    for match in runs if damaged else firm:
        yield match.start(), match.end(), _decoded(match.group(), reading) or ""


def _is_firm(match: "regex.Match[str]", line: str, reading: _Reading) -> bool:
    """Return whether a run is damaged text whatever stands around it."""
    run = match.group()
    around = line[max(match.start() - 1, 0) : match.start()] + line[match.end() : match.end() + 1]
    return bool(
        reading.proof.search(run) and len(reading.arabic.findall(run)) > 1 and not reading.letters.search(around)
    )


def _decoded(run: str, reading: _Reading) -> str | None:
    try:
        return bytes(reading.byte_of[ord(character)] for character in run).decode()
    except UnicodeDecodeError:
        return None
