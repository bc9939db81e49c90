"""CAMeL Tools itself, asked about every recorded code point and about arbitrary text.

Its utilities run without the 3 GB of its requirements: pip install --no-deps camel_tools, and six, docopt, emoji.
"""

import unicodedata
from collections.abc import Callable
from functools import partial

import answers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import texts

from arnorm import Pipeline
from arnorm.emoji import known_emoji

pytest.importorskip(
    "camel_tools", reason="needs CAMeL Tools: pip install --no-deps camel_tools, then pip install six docopt emoji"
)

from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils import charmap, dediac, normalize
from camel_tools.utils.charsets import EMOJI_ALL_CHARSET

ASKED, _ = answers.read()
EVERY_ONE = [f"ب{chr(code)}ج" for code in sorted(ASKED)]
SCHEMES = ("bw", "safebw", "xmlbw", "hsb")

Function = Callable[[str], str]

# Protection is ours alone.
EQUAL: dict[str, Function] = {
    "strip-diacritics:set=camel": dediac.dediac_ar,
    "unify-alef": normalize.normalize_alef_ar,
    "unify-yeh": normalize.normalize_alef_maksura_ar,
    "unify-teh-marbuta": normalize.normalize_teh_marbuta_ar,
    "normalize-unicode": partial(normalize.normalize_unicode, compatibility=False),
    "expand-presentation-forms:words=only,normalize-unicode:form=nfkc": normalize.normalize_unicode,
    **{f"transliterate:to={scheme}": charmap.CharMapper.builtin_mapper(f"ar2{scheme}") for scheme in SCHEMES},
    **{f"transliterate:from={scheme}": charmap.CharMapper.builtin_mapper(f"{scheme}2ar") for scheme in SCHEMES},
}
every_function = pytest.mark.parametrize(("spec", "function"), EQUAL.items(), ids=EQUAL)

# Letters, marks and signs of all schemes, close together.
dense = st.text(st.sampled_from("".join(chr(code) for code in sorted(ASKED)) + "".join(map(chr, range(0x20, 0x180)))))


def unprotected(spec: str) -> Pipeline:
    return Pipeline(f"protect=,{spec}")


@every_function
def test_every_recorded_code_point(spec: str, function: Function) -> None:
    assert unprotected(spec).batch(EVERY_ONE) == [function(text) for text in EVERY_ONE]


@every_function
@given(text=texts | dense)
def test_arbitrary_text(spec: str, function: Function, text: str) -> None:
    assert unprotected(spec)(text) == function(text)


def tokens(text: str) -> str:
    """Return CAMeL Tools' tokens of each line, a space between them."""
    return "\n".join(" ".join(simple_word_tokenize(line)) for line in text.split("\n"))


emoji = st.text(st.sampled_from("👩👨👧❤😀🏽🏻👍🇸🇦🇪🏴#*1ا .\u200d\ufe0f\u20e3\U000e0067\U000e0062\U000e007f"))


def test_tokens_of_every_recorded_code_point() -> None:
    lines = [text for text in EVERY_ONE if "\n" not in text]
    assert unprotected("tokenize-words").batch(lines) == list(map(tokens, lines))


def test_tokens_of_every_emoji() -> None:
    lines = [f"ب{one}ج 1{one}{one}" for one in sorted(EMOJI_ALL_CHARSET)]
    assert unprotected("tokenize-words").batch(lines) == list(map(tokens, lines))


@given(text=texts | dense | emoji)
def test_tokens_of_arbitrary_text(text: str) -> None:
    text = text.replace("\r\n", "\n")
    assert unprotected("tokenize-words")(text) == tokens(text)


@pytest.mark.parametrize("scheme", SCHEMES)
@given(text=dense)
def test_arabic_comes_back(scheme: str, text: str) -> None:
    """What has no sign of the scheme in it is the same after there and back."""
    back = unprotected(f"transliterate:from={scheme}")
    text = "".join(character for character in text if back(character) == character)
    assert back(unprotected(f"transliterate:to={scheme}")(text)) == text


def test_the_emoji_are_recorded_as_they_are() -> None:
    # A later Python tells more of them by their category than the one that they were recorded with (Unicode 14).
    told = {one for one in EMOJI_ALL_CHARSET if len(one) == 1 and unicodedata.category(one)[0] in "PS"}
    assert known_emoji() - told == frozenset(EMOJI_ALL_CHARSET) - told
    assert unicodedata.unidata_version != "14.0.0" or known_emoji().isdisjoint(told)
