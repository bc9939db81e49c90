"""UTF-8 that was read in another encoding."""

import re
from collections.abc import Iterator
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from arnorm.invisible import INVISIBLE, UNSEEN
from arnorm.kinds import ARABIC_MARKS, QUOTES, TATWEEL, codes
from arnorm.passes import Edit, until_stable
from arnorm.patterns import Pattern
from arnorm.stage import Guarded, stage
from arnorm.stages.expand_presentation_forms import expand_presentation_forms
from arnorm.stages.unify_letters import unify_letters
from arnorm.table import Table
from arnorm.text import Text

if TYPE_CHECKING:
    import regex

# What may stand behind a letter in undamaged text too, so that it alone proves nothing.
_WEAK = set("…‘’“”‚–—•«»‹›·°،؛؟€\N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_WEAK |= set("پٹچژڈگکڑںھ")

# Tatweel and the presentation forms of marks: letters to Unicode, but what later stages make of them is none.
_NO_LETTERS = "[\N{ARABIC TATWEEL}\ufe70-\ufe7f\ufc5e-\ufc63\ufcf2-\ufcf4]"

# Signs that later stages may write or move to the letter before them, so that the two make a sequence only then.
_SIGNS = "".join(map(chr, sorted(QUOTES))) + ",;?،؛؟…"
_SIGN = rf"\s*+[{_SIGNS}]"
_PARTS_WORDS = Pattern(rf"[{_SIGNS}\N{{NO-BREAK SPACE}}]")

_REACH = 8
"""How far before a run a letter with a sign is looked for."""

_ARABIC_LEADS = range(0xD8, 0xDC)
"""The first bytes of U+0600–06FF in UTF-8."""


class _Reading(NamedTuple):
    """An encoding in which UTF-8 bytes were read."""

    byte_of: dict[int, int]
    runs: Pattern
    """Characters that together are whole UTF-8 sequences, as many as there are side by side.

    None beyond Arabic (Syriac, Thaana, NKo): their leads are tatweel, ف ق ك, which stand before quotes and commas.
    """
    arabic: Pattern
    """Two characters that are an Arabic letter in UTF-8, or would be if a sign behind the first were another one."""
    torn_before: Pattern
    """The second kind, at the end of a string."""
    torn: Pattern
    """The second kind."""
    proof: Pattern
    """Two that are one and hardly anything else."""
    letters: Pattern
    """A letter as this encoding has them, which in a damaged line is a part of some sequence, now or with a sign."""


def _bytes_read(encoding: str, *, controls: bool) -> dict[int, int]:
    """Return what byte each character stands for that an encoding makes of one from 0x80 on.

    With `controls` bytes that it does not define survive as C1 controls; latin-1 has nothing else there.
    """
    byte_of = {}
    for byte in range(0x80, 0x100):
        if controls:
            byte_of[byte] = byte
        if character := bytes([byte]).decode(encoding, "ignore"):
            byte_of[ord(character)] = byte
    return byte_of


_WINDOWS_1256, _WINDOWS_1252 = _bytes_read("cp1256", controls=False), _bytes_read("cp1252", controls=True)
_WAKES = frozenset(
    code
    for read in (_WINDOWS_1256, _WINDOWS_1252)
    for code, byte in read.items()
    if byte < 0xC0 and chr(code) not in _WEAK
)


def _reading(byte_of: dict[int, int], letters: str) -> _Reading:
    def of(*bytes_: range) -> str:
        return "".join(re.escape(chr(code)) for code, byte in byte_of.items() if any(byte in b for b in bytes_))

    rest = f"[{of(range(0x80, 0xC0))}]"
    strong = "".join(re.escape(chr(code)) for code, byte in byte_of.items() if byte < 0xC0 and chr(code) not in _WEAK)
    lead = f"[{of(_ARABIC_LEADS)}]"
    return _Reading(
        byte_of,
        Pattern(
            f"(?:[{of(range(0xC2, _ARABIC_LEADS.stop))}]{rest}|[{of(range(0xE0, 0xF0))}]{rest}{{2}}"
            f"|[{of(range(0xF0, 0xF5))}]{rest}{{3}})++"
        ),
        Pattern(f"{lead}(?:{rest}|{_SIGN})"),
        Pattern(f"{lead}{_SIGN}$"),
        Pattern(lead + _SIGN),
        Pattern(f"{lead}[{strong}]"),
        Pattern(f"{letters}(?!{_SIGN})"),
    )


@cache
def _readings() -> tuple[_Reading, ...]:
    """Return what a text is tried as, in this order."""
    return (
        _reading(_WINDOWS_1256, rf"(?=\p{{Arabic}})\p{{L}}(?<!{_NO_LETTERS})"),
        _reading(_WINDOWS_1252, r"[À-ÿ]"),
    )


@cache
def _trigger() -> Pattern:
    return Pattern("|".join(reading.proof.expression for reading in _readings()))


@cache
def _unseen() -> Table:
    """Return what later stages delete or write with another letter.

    A run is also repaired where it is stretched, has marks on its letters or is drawn with presentation forms:
    afterwards it would be one.
    """
    letters = [step for step in (*expand_presentation_forms(), *unify_letters()) if isinstance(step, Table)]
    read = reduce(or_, letters) | INVISIBLE | Table(dict.fromkeys([TATWEEL, *ARABIC_MARKS]))
    return Table({code: value for code, value in read.entries.items() if not isinstance(value, str)})


@stage(
    effect="repair",
    example=("ط§ظ„ط¹ط±ط¨ظٹط©", "العربية"),
    changes=lambda: codes(_WINDOWS_1256, _WINDOWS_1252, UNSEEN, _unseen().entries),
)
def repair_mojibake() -> Guarded:
    """Read again as UTF-8 what was read as windows-1256, windows-1252 or latin-1.

    Loses nothing: only sequences that are valid UTF-8 for Arabic, two letters at least, in which a sign stands that
    Arabic text does not have there (§ „ ± © Ø Ù). Not for text that shows such sequences on purpose. Run it early:
    a stage that deletes control codes or unifies spaces takes away what it needs.
    """
    return Guarded(_WAKES, _repair)


def _repair(text: Text) -> None:
    until_stable(text, _trigger(), _edits, unseen=_unseen())


def _edits(line: str) -> Iterator[Edit]:
    """Yield what is to be read again in a line, in the first encoding that gives anything."""
    for reading in _readings():
        if reading.proof.search(line) and (edits := list(_read_again(line, reading))):
            yield from edits
            return


def _read_again(line: str, reading: _Reading) -> Iterator[Edit]:
    runs = [match for match in reading.runs.finditer(line) if _decoded(match.group(), reading) is not None]
    firm = [part for match in runs if (part := _firm_part(match, line, reading)) is not None]
    # Where nothing in the line but such sequences has a letter of the encoding, all of it was read wrongly: also a
    # lone ظˆ (و), and ط، that elsewhere is a letter and a comma.
    inside = {place for match in runs for place in range(*match.span())}
    damaged = len(reading.arabic.findall(line)) > 1 and all(
        match.start() in inside for match in reading.letters.finditer(line)
    )
    for start, end in (match.span() for match in runs) if damaged else firm:
        yield start, end, _decoded(line[start:end], reading) or ""


def _firm_part(match: "regex.Match[str]", line: str, reading: _Reading) -> tuple[int, int] | None:
    """Return what of a run is damaged text whatever stands around it, and whatever spaces and signs become there.

    What a letter outside the run touches is not, but up to the next sign that may come to stand between two words.
    """
    start, end = match.span()
    unseen, before, behind = _unseen().entries, start - 1, end
    while before >= 0 and unseen.get(ord(line[before]), before) is None:
        before -= 1
    while behind < len(line) and unseen.get(ord(line[behind]), behind) is None:
        behind += 1
    if before >= 0 and reading.letters.match(line, before):
        start = next((sign.end() for sign in _PARTS_WORDS.finditer(line, start, end)), end)
    if reading.letters.match(line, behind):
        end = max((sign.end() for sign in _PARTS_WORDS.finditer(line, start, end)), default=start)
    run = line[start:end]
    if not reading.proof.search(run) or _decoded(run, reading) is None:
        return None
    letters = len(reading.arabic.findall(run)) + bool(reading.torn.match(line, end))
    letters += bool(reading.torn_before.search(line[max(start - _REACH, 0) : start]))
    return (start, end) if letters > 1 else None


def _decoded(run: str, reading: _Reading) -> str | None:
    try:
        return bytes(reading.byte_of[ord(character)] for character in run).decode()
    except UnicodeDecodeError:
        return None
