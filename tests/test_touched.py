"""What a stage's page says of code points is true, and a rule cannot leave it unsaid."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import example, given
from test_laws import PIPELINES
from texts import texts

from arnorm import Pipeline
from arnorm.spec import STAGES
from arnorm.stage import Rule, Stage, Value, stage
from arnorm.touched import changes, ranges, reads

VARIANTS = {spec: clean for spec, clean in PIPELINES.items() if clean.stages[0][0].name == spec.partition(":")[0]}
"""Every stage with each of its options, without the presets."""
TAGS_GO_TOO = "repair-html:tags"
"""The option says it: a tag goes whole, which characters soever it is made of."""
UNNAMED = {
    "strip-html": "a tag goes whole, which characters soever it is made of",
    "mask-entities": "an address goes whole",
    "drop-lines": "a line goes whole",
}


def _stage(spec: str) -> tuple[Stage, dict[str, Value]]:
    ((found, options),) = VARIANTS[spec].stages
    return found, options


@cache
def _reads(spec: str) -> frozenset[int] | str:
    found, options = _stage(spec)
    return reads(found, **options)


@cache
def _changes(spec: str) -> frozenset[int] | str:
    found, options = _stage(spec)
    return changes(found, **options)


@pytest.mark.parametrize("spec", [spec for spec in VARIANTS if spec != TAGS_GO_TOO])
@given(text=texts)
@example(text="\u0623\u0655 \u00c8\u0327")
def test_only_what_is_named_is_deleted_or_replaced(spec: str, text: str) -> None:
    name = _stage(spec)[0].name
    named = _changes(spec)
    if isinstance(named, str):
        assert name in UNNAMED
        return
    # An address with a foreign letter in it goes whole from strip-foreign: that is what protection tells it.
    lost = Counter(text) - Counter(Pipeline(f"protect=,{spec}")(text))
    assert {f"U+{ord(one):04X}" for one in lost if ord(one) not in named} == set()


@pytest.mark.parametrize("spec", VARIANTS)
@given(text=texts)
def test_a_text_without_what_it_looks_at_comes_back(spec: str, text: str) -> None:
    name = _stage(spec)[0].name
    looked_at = _reads(spec)
    if isinstance(looked_at, str):
        assert name in UNNAMED
        return
    text = "".join(one for one in text if ord(one) not in looked_at)
    assert VARIANTS[spec](text) == text


def test_what_cannot_be_named_is_said_in_words() -> None:
    said = {name for name, found in STAGES.items() if found.runs_here and isinstance(changes(found), str)}
    assert said == set(UNNAMED)


def test_a_rule_that_says_nothing_is_refused() -> None:
    @stage(effect="repair", example=("", ""))
    def strip_nothing() -> Rule:
        """Delete nothing."""
        return lambda text: None

    with pytest.raises(TypeError, match="declares what it reads"):
        reads(strip_nothing)


def test_ranges() -> None:
    assert ranges(frozenset([0x64C, 0x64B, 0x670, 0x110000])) == ["U+064B..U+064C", "U+0670"]
