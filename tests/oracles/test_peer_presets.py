"""The presets `camel` and `lucene` are exactly what they are named after, on any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import texts

from arnorm import Pipeline

# What the presets are to come to, as a specification.
CAMEL = (
    "protect=,expand-presentation-forms:words=only,normalize-unicode:form=nfkc,strip-diacritics:set=camel,"
    "unify-alef,unify-yeh,unify-teh-marbuta"
)
LUCENE = "protect=,strip-tatweel,strip-diacritics,unify-alef:keep=wasla,unify-yeh,unify-teh-marbuta"

arabic = st.text(st.sampled_from("".join(map(chr, (*range(0x0600, 0x0700), *range(0xFE70, 0xFEFD), 0xFDFA, 0xFDFC)))))
any_text = texts | arabic | st.just("زر https://e.com/أ?q=ى أو @أحمد")


def lucene(text: str) -> str:
    """Normalize as Lucene's ArabicNormalizer documents it, character by character."""
    text = re.sub("[\u0640\u064b-\u0652]", "", text)
    return re.sub("[\u0622\u0623\u0625]", "\u0627", text).replace("\u0649", "\u064a").replace("\u0629", "\u0647")


@given(text=any_text)
def test_lucene_as_a_specification(text: str) -> None:
    assert Pipeline(LUCENE)(text) == lucene(text)


@given(text=any_text)
def test_preset_lucene(text: str) -> None:
    assert Pipeline.preset("lucene")(text) == lucene(text)


def chain(text: str) -> str:
    """Return CAMeL Tools' usual chain of normalizations."""
    pytest.importorskip(
        "camel_tools", reason="needs CAMeL Tools: pip install --no-deps camel_tools, then pip install six docopt emoji"
    )
    from camel_tools.utils import dediac, normalize

    text = dediac.dediac_ar(normalize.normalize_unicode(text))
    text = normalize.normalize_alef_maksura_ar(normalize.normalize_alef_ar(text))
    return str(normalize.normalize_teh_marbuta_ar(text))


@given(text=any_text)
def test_camel_as_a_specification(text: str) -> None:
    assert Pipeline(CAMEL)(text) == chain(text)


@given(text=any_text)
def test_preset_camel(text: str) -> None:
    assert Pipeline.preset("camel")(text) == chain(text)


def test_the_chain_is_not_idempotent() -> None:
    """Why the preset `camel` cannot be: its bare alef composes with a hamza that was left behind."""
    once = chain("أ\u0654")
    assert once == "ا\u0654"
    assert chain(once) == "ا"
