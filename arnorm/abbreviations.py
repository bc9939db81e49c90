"""Abbreviations: after their dot a sentence goes on."""

import tomllib
from codecs import BOM_UTF8
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray

from arnorm.errors import ArnormError
from arnorm.gaps import Gaps
from arnorm.kinds import ARABIC_MARKS, DIGIT, SPACE, TATWEEL, Codes, Mask, Positions, is_arabic_mark

_DOT = ord(".")
_PREFIXES = ("", "و", "ف", "ل", "ب", "ك", "ال", "وال")
_ERAS = ("م", "ه")
"""Behind a number: ميلادية and هجرية, anno Domini and anno Hegirae."""
_DATE_GOES_ON = "الموافق"
_MOST_PARTS = 6
_MOST_LETTERS = 15
_FORM = regex.compile(
    rf"([\p{{L}}\p{{M}}]{{1,{_MOST_LETTERS}}}(\.[\p{{L}}\p{{M}}]{{1,{_MOST_LETTERS}}}){{0,{_MOST_PARTS - 1}}}\.?)?"
)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Abbreviations:
    """The known abbreviations, and a user's own from a file, one a line."""

    def __init__(self, own: str = "") -> None:
        listed = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
        self._forms: set[str] = set()
        for entry in listed["abbreviation"]:
            for prefix in _PREFIXES if entry.get("title") else ("",):
                self._forms.add(prefix + entry["form"])
        self._forms |= _read(own) if own else set()
        words = {form.rsplit(".", 1)[-1] for form in self._forms}
        self._longest = max(map(len, words))
        self._hashes = np.array(sorted(_hash(word) for word in words), np.uint64)

    def may_end(self, gaps: Gaps, dots: Positions) -> Mask:
        """Return which of these dots stand behind a word that is one letter or may be the end of an abbreviation."""
        letters = gaps.word_before(dots, self._longest + 1)
        if _is_no_letter(letters).any():
            letters = gaps.word_before(dots, 3 * self._longest + 1)
        hashes = np.zeros(len(dots), np.uint64)
        count = np.zeros(len(dots), np.intp)
        for column in letters.T:
            counts = (column > 0) & ~_is_no_letter(column)
            hashes = np.where(counts, hashes * _FACTOR + column, hashes)
            count += counts
        nearest = self._hashes.take(np.searchsorted(self._hashes, hashes), mode="clip")
        return (count == 1) | (nearest == hashes)

    def ended_by(self, gaps: Gaps, dots: Positions, spaces: Positions) -> list[bool]:
        """Return which of these dots end an abbreviation; `spaces` are the places of the spaces after them."""
        words = gaps.word_before(dots, _MOST_LETTERS + 1)
        return [self._ends(gaps, *each) for each in zip(dots.tolist(), spaces.tolist(), words, strict=True)]

    def _ends(self, gaps: Gaps, dot: int, space: int, word: Codes) -> bool:
        parts, start = _token(gaps, dot, word)
        if len(parts) == 1 and parts[0] in _ERAS and _after_number(gaps, start):
            return _word(gaps.word_after(np.array([space]), len(_DATE_GOES_ON) + 1)[0]) == _DATE_GOES_ON
        if parts == ["بد"] or not parts[-1] or _ends_citation(gaps, parts, dot):
            return False
        if len(parts) > 1 and parts[0][:-1] in _PREFIXES:
            parts[0] = parts[0][-1:]
        # A single letter is an initial or a title, letters with dots between them are an abbreviation, known or not.
        return ".".join(parts) in self._forms or all(len(part) == 1 for part in parts)


def _token(gaps: Gaps, dot: int, letters: Codes) -> tuple[list[str], int]:
    """Return the words before a dot that only dots part, and the place of the gap element before the first of them.

    The letters of the last of them are given, backwards.
    """
    parts: list[str] = []
    while len(parts) < _MOST_PARTS:
        if parts:
            letters = gaps.word_before(np.array([dot]), _MOST_LETTERS + 1)[0]
        parts.insert(0, _word(letters[::-1]))
        length = int(np.count_nonzero(letters))
        dot -= 1
        if dot < 0 or gaps.codes[dot] != _DOT or gaps.words[dot + 1] - gaps.words[dot] != length or not length:
            break
    return parts, dot


def _ends_citation(gaps: Gaps, parts: list[str], dot: int) -> bool:
    """Return whether this is ا هـ (انتهى), written behind what is cited: in two words, or with a dot between."""
    if parts != ["ه"]:
        return parts == ["ا", "ه"]
    start = int(gaps.words[dot - 1]) if dot else 0
    letters = gaps.word_elements(np.arange(max(start, int(gaps.words[dot]) - 8), int(gaps.words[dot])))
    words = _word(letters).split(" ")
    return words[-2:-1] == ["ا"]


def _word(letters: Codes) -> str:
    return "".join(chr(code) for code in letters.tolist() if code and code not in ARABIC_MARKS and code != TATWEEL)


def _after_number(gaps: Gaps, before: int) -> bool:
    if before >= 0 and gaps.kinds[before] == SPACE and gaps.touching[before]:
        before -= 1
    return before >= 0 and bool(gaps.kinds[before] == DIGIT)


def _is_no_letter(letters: Codes) -> Mask:
    return is_arabic_mark(letters) | (letters == TATWEEL)


def _hash(word: str) -> int:
    value: NDArray[np.uint64] = np.zeros(1, np.uint64)
    for letter in reversed(word):
        value = value * _FACTOR + np.uint64(ord(letter))
    return int(value[0])


def _read(path: str) -> set[str]:
    try:
        data = Path(path).read_bytes().removeprefix(BOM_UTF8)
    except OSError as error:
        raise ArnormError(f"{path}: {error.strerror}; abbreviations=FILE wants one abbreviation a line") from None
    forms = set()
    byte = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            form = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            where = f"line {number}, byte offset {byte + error.start}"
            raise ArnormError(f"{path}: {where}: not UTF-8; save the file as UTF-8") from None
        if not _FORM.fullmatch(form):
            raise ArnormError(
                f"{path}: line {number}: {form!r} is no abbreviation; one a line, of up to {_MOST_PARTS} words with "
                f"dots between them, of up to {_MOST_LETTERS} letters and marks each"
            )
        byte += len(line) + 1
        forms.add(_word(np.array([ord(sign) for sign in form.rstrip(".")], np.uint32)))
    return forms - {""}
