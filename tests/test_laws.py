"""What holds for every stage and every preset, on any text."""

import pickle
from collections.abc import Callable

import pytest
from conftest import NOT_IDEMPOTENT
from hypothesis import example, given
from hypothesis import strategies as st
from texts import texts

from arnorm import Pipeline
from arnorm.presets import presets
from arnorm.protect import Protection
from arnorm.spec import STAGES
from arnorm.text import Text

TEXTS = {("mask-entities", "with"): ("", "<{}>", r"\ x\ ", r"a\,b\:c\+d\\")}
"""Values to try of the options that take any text."""


def _variants() -> list[str]:
    """Return every preset, and every stage with each of its options at each of its choices."""
    found = list(presets())
    for name, stage in STAGES.items():
        if not stage.runs_here:
            continue
        found.append(name)
        for option in stage.options.values():
            if option.kind == "flag":
                found.append(f"{name}:{option.name}")
            elif option.kind == "number":
                found += [f"{name}:{option.name}={number}" for number in (1, 3)]
            elif option.kind in ("choice", "set"):
                found += [f"{name}:{option.name}={choice}" for choice in option.choices]
            else:
                found += [f"{name}:{option.name}={text}" for text in TEXTS.get((name, option.name), ())]
    found.remove("strip-diacritics:keep=dagger-alef")
    return found


PIPELINES = {spec: Pipeline(spec) for spec in _variants()}
NOT_LINE_BY_LINE = ("drop-lines", "unwrap-lines")
TAKES_ENTITIES_OUT = ("strip-html", "mask-entities", "strip-foreign", "drop-lines", "protect=", "repair-html:tags")
"""Stages that exist to change what is protected from others."""


def of_pipelines(which: Callable[[str, Pipeline], bool]) -> pytest.MarkDecorator:
    """Run a test with some of the pipelines, chosen by their names and themselves."""
    chosen = {spec: clean for spec, clean in PIPELINES.items() if which(spec, clean)}
    return pytest.mark.parametrize("clean", chosen.values(), ids=chosen)


every_pipeline = of_pipelines(lambda spec, clean: True)


@of_pipelines(lambda spec, clean: spec not in NOT_IDEMPOTENT)
@given(text=texts)
@example(text="كتاب&nb\u200bsp;&am\u00adp;lt; قلم")
@example(text="ط\u200b§ظ\u200b„ط\u200c¹")
@example(text="«نعم»ا@\u200eا")
@example(text="“ط§ظ„ااا")
@example(text="ﻁ§ﻅ„ طـ§ظ„")
@example(text="ا\u0670ط\u200b§ظ…")
@example(text="&Oslash;&sect;&Ugrave;&bdquo;&Oslash;&sup1;")
def test_idempotent(clean: Pipeline, text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@of_pipelines(lambda spec, clean: not clean.spec.startswith(NOT_LINE_BY_LINE))
@given(before=texts, after=texts)
def test_line_by_line(clean: Pipeline, before: str, after: str) -> None:
    before = before.rstrip("\r")  # with the line feed below it would be another line end
    assert clean(f"{before}\n{after}") == f"{clean(before)}\n{clean(after)}"


@every_pipeline
@given(batch=st.lists(texts, max_size=6))
def test_a_batch_is_one_by_one(clean: Pipeline, batch: list[str]) -> None:
    assert clean.batch(batch) == [clean(text) for text in batch]


@every_pipeline
@given(text=texts)
def test_align_gives_the_same_text_and_ascending_origins(clean: Pipeline, text: str) -> None:
    aligned = clean.align(text)
    origin = aligned.origin.tolist()
    assert aligned.text == clean(text)
    assert len(origin) == len(aligned.text)
    assert origin == sorted(origin)
    assert not origin or (origin[0] >= 0 and origin[-1] < len(text))


@of_pipelines(lambda spec, clean: not (clean.spec.startswith(TAKES_ENTITIES_OUT) or "mask-entities" in clean.spec))
@given(text=texts)
def test_what_is_protected_comes_through(clean: Pipeline, text: str) -> None:
    block = Text.of(text)
    Protection(["url", "email", "mention"])(block, text)
    if block.protected is None:
        return
    protected = "".join(chr(code) for code in block.codes[block.protected].tolist() if code < 0x110000)
    kept = iter(clean(text))
    assert all(character in kept for character in protected)


@every_pipeline
def test_written_down_and_read_back(clean: Pipeline) -> None:
    assert Pipeline(clean.spec) == clean
    assert pickle.loads(pickle.dumps(clean)) == clean
    assert hash(Pipeline(clean.spec)) == hash(clean)


WITHOUT_WORK = "text A\0B\u2028C\u0085D\vE\f 𝒜 \U0010ffff 字"


HAVE_WORK = {"collapse-spaces", "strip-invisible", "strip-foreign", "tokenize-words"}


@pytest.mark.parametrize("name", sorted((STAGES.keys() & PIPELINES.keys()) - HAVE_WORK))
def test_text_without_work_comes_back(name: str) -> None:
    assert Pipeline(name)(WITHOUT_WORK) == WITHOUT_WORK


@given(text=texts)
@example(text="س" * 100)
def test_words_stay(text: str) -> None:
    """The repairs lose no letter: what is left without marks, signs and spaces is the same."""
    clean = (
        PIPELINES["space-punctuation"],
        PIPELINES["pair-quotes"],
        PIPELINES["join-waw"],
        PIPELINES["split-sentences"],
    )
    for each in clean:
        assert "".join(filter(str.isalnum, each(text))) == "".join(filter(str.isalnum, text))
