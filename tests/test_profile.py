"""What a profiled pipeline says of its stages."""

import pytest
from hypothesis import given
from texts import texts

from arnorm import Pipeline


def changes(specification: str, *strings: str) -> dict[str, int]:
    clean, profiles = Pipeline(specification).profiled()
    for string in strings:
        clean(string)
    return {profile.name: profile.changed for profile in profiles}


@pytest.mark.parametrize(
    ("specification", "string", "changed"),
    [
        ("strip-diacritics", "كِتابٌ", {"strip-diacritics": 2}),
        ("unify-alef,strip-diacritics", "أَهلًا إذا", {"unify-alef": 2, "strip-diacritics": 2}),
        ("collapse-spaces", "  كتاب\u00a0 جديد ", {"collapse-spaces": 5}),
        ("space-punctuation", "كتاب ،قلم", {"space-punctuation": 2}),
        ("split-sentences", "ذهب. ثم عاد!", {"split-sentences": 1}),
        ("repair-html", "&amp; نص", {"repair-html": 4}),
        ("strip-tatweel", "سـلام\r\nسـلام\r\n", {"strip-tatweel": 2}),
        ("strip-diacritics", "https://example.com/كِتاب", {"strip-diacritics": 0}),
        ("strip-diacritics", "", {"strip-diacritics": 0}),
    ],
)
def test_changes_are_counted_stage_by_stage(specification: str, string: str, changed: dict[str, int]) -> None:
    assert changes(specification, string) == changed


def test_a_profile_adds_up_over_texts_and_blocks() -> None:
    line = "كِتابٌ\n"
    assert changes("strip-diacritics", line, line) == {"strip-diacritics": 4}
    assert changes("strip-diacritics", line * 20_000) == {"strip-diacritics": 40_000}


def test_a_profile_has_the_stages_in_order_and_their_seconds() -> None:
    clean, profiles = Pipeline("standard").profiled()
    assert [profile.name for profile in profiles] == [stage.name for stage, _ in clean.stages]
    assert not any(profile.seconds for profile in profiles)
    clean("ذهب . ثم عاد!")
    assert all(profile.seconds > 0 for profile in profiles)


@given(texts)
def test_a_profiled_pipeline_does_the_same(string: str) -> None:
    for name in ("standard", "social"):
        clean = Pipeline(name)
        clocked, _ = clean.profiled()
        assert clocked(string) == clean(string)
        assert clocked.align(string).origin.tolist() == clean.align(string).origin.tolist()
