"""Abbreviations: after their dot a sentence goes on."""

import tomllib
from codecs import BOM_UTF8
from pathlib import Path

import numpy as np

from arnorm.arrays import among, nonzero
from arnorm.errors import ArnormError
from arnorm.gaps import Gaps
from arnorm.kinds import CODE_MASK, DIGIT, SPACE, TATWEEL, Codes, Mask, Positions, is_arabic_mark
from arnorm.patterns import Pattern
from arnorm.words import WEIGHTS, are, distinct_rows, parts, room_before, spelt, word_after, word_before

_DOT = ord(".")
_TATWEEL = chr(TATWEEL)
_PREFIXES = ("", "و", "ف", "ل", "ب", "ك", "ال", "وال")
_LETTERS = "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ERAS = ("م", "ه")
"""Behind a number: ميلادية and هجرية, anno Domini and anno Hegirae."""
_DATE_GOES_ON = "الموافق"
_END_OF_CITATION = ["ا", "ه"]
"""ا هـ (انتهى) ends what is cited: in two words, or with a dot between."""
_ALEF_WITHIN = 8
"""How many elements before a dot its alef is looked for."""
_MOST_PARTS = 6
_MOST_LETTERS = 15
_WORD = _MOST_LETTERS + 1
_FORM = Pattern(
    rf"([\p{{L}}\p{{M}}]{{1,{_MOST_LETTERS}}}(\.[\p{{L}}\p{{M}}]{{1,{_MOST_LETTERS}}}){{0,{_MOST_PARTS - 1}}}\.?)?"
)


class Abbreviations:
    """The known abbreviations, and a user's own from a file, one a line."""

    def __init__(self, own: str = "") -> None:
        listed = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
        self._forms: set[str] = set()
        for entry in listed["abbreviation"]:
            for prefix in _PREFIXES if entry.get("title") else ("",):
                self._forms.add(prefix + entry["form"])
        # Of single letters, all with a waw (وأ. خالد): with other prefixes many are words (لم، كل).
        self._forms |= {f"و{letter}" for letter in _LETTERS}
        self._forms |= _read(own) if own else set()
        words = {form.rsplit(".", 1)[-1] for form in self._forms}
        self._longest = max(map(len, words))
        self._hashes = np.array(sorted(_hash(word) for word in words), np.uint64)

    def ended_by(self, gaps: Gaps, dots: Positions, spaces: Positions) -> Mask:
        """Return which of these dots end an abbreviation; `spaces` are the places of the spaces after them."""
        ended = np.zeros(len(dots), bool)
        for part in parts(dots):
            few = part.start + nonzero(self._may_end(gaps, dots[part]))
            if len(few):
                ended[few] = self._ended_by(gaps, dots[few], spaces[few])
        return ended

    def _may_end(self, gaps: Gaps, dots: Positions) -> Mask:
        """Return which of these dots stand behind a word that is one letter or may be the end of an abbreviation."""
        letters = word_before(gaps, dots, self._longest + 1)
        counted = (letters > 0) & ~_is_no_letter(letters)
        if not np.array_equal(counted, letters > 0):
            letters = word_before(gaps, dots, 3 * self._longest + 1)
            counted = (letters > 0) & ~_is_no_letter(letters)
        number = np.cumsum(counted, axis=1)
        hashes = np.sum(letters * counted * WEIGHTS.take(number - counted), axis=1)
        count = number[:, -1]
        return (count == 1) | among(hashes, self._hashes)

    def _ended_by(self, gaps: Gaps, dots: Positions, spaces: Positions) -> Mask:
        tokens = _tokens(gaps, dots)
        distinct, which = distinct_rows(tokens)
        words = [_parts(token) for token in distinct]
        ended = np.array([self._is_known(each) for each in words], bool)[which]
        era = np.array([len(each) == 1 and each[0] in _ERAS for each in words], bool)[which]
        era[era] = _after_number(gaps, dots[era], np.count_nonzero(tokens[era, :_WORD], axis=1))
        ended[era] = are(word_after(gaps, spaces[era], len(_DATE_GOES_ON) + 1), [_DATE_GOES_ON])
        cited = np.array([each == [_END_OF_CITATION[-1]] for each in words], bool)[which] & ~era
        ended[cited] = ~_after_alef(gaps, dots[cited])
        return ended

    def _is_known(self, parts: list[str]) -> bool:
        if parts in (["بد"], _END_OF_CITATION) or not parts[-1]:
            return False
        if len(parts) > 1 and parts[0][:-1] in _PREFIXES:
            parts = [parts[0][-1:], *parts[1:]]
        # A single letter is an initial or a title, letters with dots between them are an abbreviation, known or not.
        return ".".join(parts) in self._forms or all(map(_is_letter, parts))


def _is_letter(part: str) -> bool:
    """Return whether a word is one letter, which no ligature of a phrase is (ﷺ), nor a sign (€)."""
    return len(part) == 1 and part.isalpha() and not "\ufdf0" <= part <= "\ufdfd"


def _tokens(gaps: Gaps, dots: Positions) -> Codes:
    """Return the words before each dot that only dots part, a row a dot: the last word first, its letters backwards.

    Each word fills _WORD columns with letters and zeros, and behind every word with another before it stands the dot
    that parts them.
    """
    words = [word_before(gaps, dots, _WORD)]
    row, at = np.arange(len(dots)), dots
    for _ in range(_MOST_PARTS - 1):
        length = np.count_nonzero(words[-1][row], axis=1)
        whole = (length > 0) & (at > 0)
        whole[whole] = gaps.words[at[whole]] - gaps.words[at[whole] - 1] == length[whole]
        whole[whole] = gaps.codes[at[whole] - 1] == _DOT
        row, at = row[whole], at[whole] - 1
        if not len(row):
            break
        before = np.zeros((len(dots), 1 + _WORD), np.uint32)
        before[row, 0], before[row, 1:] = _DOT, word_before(gaps, at, _WORD)
        words += before[:, :1], before[:, 1:]
    return np.hstack(words)


def _parts(token: Codes) -> list[str]:
    return [part[::-1] for part in reversed(_word(token).split("."))]


def _after_alef(gaps: Gaps, dots: Positions) -> Mask:
    """Return which of these dots stand behind two words of which the first is an alef."""
    back = np.arange(_ALEF_WITHIN, 0, -1)
    rows = dots[:, None]
    letters = gaps.elements_before(rows, back) & CODE_MASK
    distinct, which = distinct_rows(letters * (back <= room_before(gaps, rows)))
    found: Mask = np.array([_word(row).split(" ")[-2:-1] == _END_OF_CITATION[:1] for row in distinct], bool)[which]
    return found


def _word(letters: Codes) -> str:
    return spelt(letters).replace(_TATWEEL, "")


def _after_number(gaps: Gaps, dots: Positions, lengths: Positions) -> Mask:
    """Return which of these dots have a number before the word (of so many letters) that they stand behind."""
    before = dots - 1
    whole = (before >= 0) & (gaps.words[dots] - gaps.words[before] == lengths)
    before = before - ((gaps.kinds[before] == SPACE) & gaps.touching[before])
    return whole & (before >= 0) & (gaps.kinds[before] == DIGIT)


def _is_no_letter(letters: Codes) -> Mask:
    return is_arabic_mark(letters) | (letters == TATWEEL)


def _hash(word: str) -> int:
    letters = np.array([ord(letter) for letter in reversed(word)], np.uint64)
    return int(np.sum(letters * WEIGHTS[: len(word)]))


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
