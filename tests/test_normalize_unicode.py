"""normalize-unicode is Unicode's own normalization, on any text; expand-presentation-forms is it letter by letter."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import texts

from arnorm import Pipeline
from arnorm.presets import presets
from arnorm.stages.normalize_unicode import unstable_under

Form = Literal["NFC", "NFKC"]
FORMS: tuple[Form, ...] = ("NFC", "NFKC")
every_form = pytest.mark.parametrize("form", FORMS)
CLEAN = {form: Pipeline(f"protect=,normalize-unicode:form={form.lower()}") for form in FORMS}

EVERY_CHARACTER = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
JAMO = "".join(map(chr, (0x1100, 0x1112, 0x1161, 0x1175, 0x11A8, 0x11C2, 0xAC00, 0xAC01)))
MOVING = sorted(
    {c for c in EVERY_CHARACTER if unicodedata.combining(c)}
    | {c for c in EVERY_CHARACTER if not "가" <= c <= "힣" and unicodedata.normalize("NFKC", c) != c}
    | {part for c in EVERY_CHARACTER if not "가" <= c <= "힣" for part in unicodedata.normalize("NFD", c)}
)
"""What composes, decomposes or changes its place: the parts of every composite, and every compatibility character."""
ARABIC_MARKS = "".join(map(chr, (*range(0x064B, 0x0660), 0x0670, 0x0610, 0x06D6, 0x06E3, 0x08CA, 0x08F6, 0x0898)))

hard = st.lists(
    st.sampled_from("اوية يىےہ \n\t" + ARABIC_MARKS)
    | st.sampled_from("aeiou\u0300\u0301\u0323\u0345\u0344\u0f73\u0f71\u0f72" + JAMO)
    | st.sampled_from(MOVING)
    | st.characters(),
    max_size=30,
).map("".join)


@every_form
@given(text=hard | texts | st.text(st.sampled_from("اويى" + ARABIC_MARKS + "\u0301\u0327")))
def test_equals_unicodedata_on_any_text(form: Form, text: str) -> None:
    assert CLEAN[form](text) == unicodedata.normalize(form, text)


@every_form
def test_equals_unicodedata_on_every_character_and_on_its_parts(form: Form) -> None:
    whole = EVERY_CHARACTER
    parts = [unicodedata.normalize("NFD", character) for character in whole]
    parts = [part for part, character in zip(parts, whole, strict=True) if part != character]
    for characters in (whole, parts):
        expected = [unicodedata.normalize(form, f"ب{character}ج") for character in characters]
        assert CLEAN[form].batch(f"ب{character}ج" for character in characters) == expected


@every_form
def test_the_unstable_are_all_that_unicodedata_changes_moves_or_joins(form: Form) -> None:
    found = unstable_under(form)
    for character in EVERY_CHARACTER:
        if unicodedata.combining(character) or unicodedata.normalize(form, character) != character:
            assert ord(character) in found
        for part in unicodedata.normalize("NFD", character)[1:]:
            # A part that Unicode never joins again does no harm outside; one that it does has to be among them.
            assert ord(part) in found or unicodedata.normalize("NFC", character) != character


def test_presentation_forms_are_compatibility_decompositions() -> None:
    """Only words are kept, and an isolated mark has no space."""
    forms = [chr(code) for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00))]
    expected = {
        form: form if form in "ﷲﷺﷻ﷼﷽" else unicodedata.normalize("NFKC", form).removeprefix(" ") for form in forms
    }
    clean = Pipeline("expand-presentation-forms")
    assert dict(zip(forms, clean.batch(forms), strict=True)) == expected


letters_with_marks = st.text(st.sampled_from("اأإآٱٲىيیئےوؤهةۂہ ـ\u200c\n" + ARABIC_MARKS), max_size=12)
# This one follows its original, which leaves a bare alef with a mark that composes when it is run again.
IDEMPOTENT = sorted(presets().keys() - {"camel"})


@pytest.mark.parametrize("name", IDEMPOTENT)
@given(text=letters_with_marks)
@example("أ\u0654")
@example("ى\u0654")
@example("شی\u0654ون")
def test_a_preset_leaves_nothing_to_compose(name: str, text: str) -> None:
    clean = Pipeline.preset(name)
    assert clean(clean(text)) == clean(text)
