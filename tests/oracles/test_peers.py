"""What each peer makes of each recorded code point, against our stage: equal, or different for a reason given here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import answers
import pytest

from arnorm import Pipeline
from arnorm.kinds import LETTER_MARKS, codes

ASKED, ANSWERS = answers.read()
BEFORE, AFTER = "ب", "ج"

Differences = dict[int, tuple[str, str]]
"""By code point: why we differ, and what becomes of it with us."""


def differ(code_points: str | range | frozenset[int], reason: str, ours: str | None = None) -> Differences:
    """Return the same reason for many code points; `ours` is what becomes of them, None that they stay."""
    return {code: (reason, chr(code) if ours is None else ours) for code in codes(code_points)}


@dataclass(frozen=True)
class Oracle:
    """A stage, the peer's function that it equals, and where not."""

    spec: str
    peer: str
    differences: Differences = field(default_factory=dict)


_PART_OF_A_LETTER = differ(LETTER_MARKS, "madda and combining hamza are part of their letter, as its dots are")
_NEWER_MARKS = differ(
    codes(range(0x0898, 0x08A0), range(0x08CA, 0x08E2), range(0x08E3, 0x0900)),
    "combining marks of Arabic Extended-A and -B, which the peer does not know",
    "",
)
_OTHER_ALEFS = "the alefs with a wavy hamza and with a high hamza are alefs too"
_HIGH_HAMZA_ALEF = differ("\N{ARABIC LETTER HIGH HAMZA ALEF}", _OTHER_ALEFS, "ا")
_MARK_FORMS = (
    {0xFC5E: "\u064c\u0651", 0xFC5F: "\u064d\u0651", 0xFC60: "\u064e\u0651", 0xFC61: "\u064f\u0651"}
    | {0xFC62: "\u0650\u0651", 0xFC63: "\u0651\u0670", 0xFE70: "\u064b", 0xFE72: "\u064c", 0xFE74: "\u064d"}
    | {0xFE76: "\u064e", 0xFE78: "\u064f", 0xFE7A: "\u0650", 0xFE7C: "\u0651", 0xFE7E: "\u0652"}
)
_NO_SPACE: Differences = {
    code: ("in running text an isolated mark belongs to the letter before it; a space would cut the word", marks)
    for code, marks in _MARK_FORMS.items()
}
_RIAL = {0xFDFC: ("ريال is an Arabic word, with an Arabic yeh; Unicode spells it with the Farsi one", "ريال")}

ORACLES = (
    Oracle("strip-diacritics", "pyarabic.strip_tashkeel"),
    Oracle("strip-diacritics", "tnkeeh.remove_diacritics"),
    Oracle("strip-diacritics", "maha.remove_harakat"),
    Oracle("strip-diacritics", "hazm.remove_diacritics"),
    Oracle("strip-diacritics:set=camel", "camel.dediac_ar"),
    Oracle("strip-diacritics:set=arabic", "pyarabic.strip_diacritics", _PART_OF_A_LETTER | _NEWER_MARKS),
    Oracle("strip-diacritics:set=arabic", "maha.remove_all_harakat", _PART_OF_A_LETTER | _NEWER_MARKS),
    Oracle(
        "strip-diacritics:set=arabic",
        "araclean.remove_tashkeel",
        differ("\u0653", "the madda is part of its letter; the peer spares the hamzas only")
        | differ("\u06dd\u06de\u06e9\u08e2", "a sign that stands on its own (end of ayah, rub el hizb …), not a mark")
        | differ("\u06e5\u06e6", "small waw and small yeh are letters (Lm), not combining marks"),
    ),
    Oracle("unify-alef", "camel.normalize_alef_ar"),
    Oracle("unify-alef:wide", "maha.normalize_alef", _HIGH_HAMZA_ALEF),
    Oracle("unify-alef:wide", "araclean.fold_alef", _HIGH_HAMZA_ALEF),
    Oracle(
        "unify-alef:wide",
        "pyarabic.normalize_alef",
        differ("\u0672\u0673\u0675", _OTHER_ALEFS, "ا")
        | differ("ى", "alef maqsura is another letter, and unify-yeh's")
        | differ("\u0670", "the dagger alef is a mark: as a letter it would make هاذا of هٰذا"),
    ),
    Oracle("unify-yeh", "camel.normalize_alef_maksura_ar"),
    Oracle("unify-yeh", "araclean.fold_alef_maqsura"),
    Oracle(
        "unify-yeh",
        "maha.normalize_yeh",
        differ("ئ", "yeh with hamza is a hamza: another stage's")
        | differ("\u06e6", "small yeh is a sign of Mushaf spelling"),
    ),
    Oracle("unify-teh-marbuta", "camel.normalize_teh_marbuta_ar"),
    Oracle("unify-teh-marbuta", "pyarabic.normalize_teh"),
    Oracle("unify-teh-marbuta", "maha.normalize_teh_marbuta"),
    Oracle(
        "unify-teh-marbuta",
        "araclean.fold_teh_marbuta",
        differ("ۃ", "the Urdu letter becomes an Arabic one first, in unify-letters"),
    ),
    Oracle("strip-tatweel", "pyarabic.strip_tatweel"),
    Oracle("strip-tatweel", "maha.remove_tatweel"),
    Oracle("normalize-unicode", "camel.normalize_unicode_NFC"),
    Oracle("normalize-unicode", "tokenizers.NFC"),
    Oracle("normalize-unicode:form=nfkc", "tokenizers.NFKC"),
    Oracle("normalize-unicode:form=nfkc", "icu.NFKC"),
    Oracle(
        "normalize-unicode:form=nfkc",
        "camel.normalize_unicode",
        {0xFDFC: ("Unicode's spelling, with the Farsi yeh: the peer replaces it before", "ر\u06ccال")}
        | differ("﷽", "Unicode does not decompose it; expand-presentation-forms:words=expand does"),
    ),
    Oracle(
        "expand-presentation-forms",
        "araclean.fold_presentation_forms",
        _NO_SPACE | differ("ﷲﷺﷻ﷼", "a ligature that stands for words is kept, unless words=expand"),
    ),
    Oracle(
        "expand-presentation-forms:words=expand",
        "araclean.fold_presentation_forms",
        _NO_SPACE | _RIAL | {0xFDFD: ("the Basmala in words, which Unicode does not give", "بسم الله الرحمن الرحيم")},
    ),
    Oracle("unify-digits", "araclean.map_digits"),
    Oracle(
        "unify-digits",
        "lucene.DecimalDigitFilter",
        differ(range(0x07C0, 0x07CA), "digits of N'Ko, which is another script"),
    ),
    Oracle(
        "strip-tatweel,strip-diacritics,unify-alef:keep=wasla,unify-yeh,unify-teh-marbuta", "lucene.ArabicNormalizer"
    ),
)
every_oracle = pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: f"{oracle.spec} = {oracle.peer}")


def _made(oracle: Oracle) -> Mapping[int, str]:
    """Return what becomes of each code point between two letters, from one pass over all of them."""
    asked = sorted(ASKED)
    clean = Pipeline(oracle.spec)
    made = clean.batch([BEFORE + chr(code) + AFTER for code in asked])
    return {code: text[1:-1] for code, text in zip(asked, made, strict=True)}


@every_oracle
def test_equal_or_different_for_a_reason(oracle: Oracle) -> None:
    made, answered = _made(oracle), ANSWERS[oracle.peer]
    expected = {code: answered.get(code, chr(code)) for code in ASKED}
    reasoned = {code: ours for code, (_, ours) in oracle.differences.items()}
    assert {code: text for code, text in made.items() if text != expected[code]} == reasoned


@every_oracle
def test_a_difference_is_of_a_recorded_code_point(oracle: Oracle) -> None:
    assert oracle.differences.keys() <= ASKED


def test_all_that_is_recorded_is_asserted() -> None:
    assert {oracle.peer for oracle in ORACLES} == ANSWERS.keys()
    assert len(ASKED) == 1540
