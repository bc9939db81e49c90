"""What is protected, also where a character stands in it that other stages delete."""

import numpy as np
import pytest

from arnorm import Pipeline
from arnorm.presets import presets
from arnorm.protect import ENTITIES, Protection
from arnorm.text import Text

PROTECTED = {
    "none": ("ذهب 12/5/2024 عند 10:30 w. ww و/أو", ""),
    "all kinds": ("زر https://e.com/أ.ب، واكتب الى a.b@c.org أو @احمد.", "https://e.com/أ.بa.b@c.org@احمد"),
    "www, without a scheme": ("زر www.e.com وWWW.E.COM.", "www.e.comWWW.E.COM"),
    "a tatweel in a URL belongs to it": ("https://e.com/كـتاب", "https://e.com/كـتاب"),
    "a direction mark after the @": ("@\u200eاحمد.", "@احمد"),
    "a zero-width space in an e-mail address": ("a.b@c\u200b.org", "a.b@c.org"),
    "a tatweel before an e-mail address": ("1,23ـa.b@c.org", "23a.b@c.org"),
    "invisible characters in what a URL begins with": (
        "http:\u200e/\u200f/e.com w\u200cw\u00adw\u064e.e.com",
        "http://e.comwww.e.com",
    ),
    "diacritics in a handle": ("@أَحمَدُ.", "@أَحمَدُ"),
    "behind a space is another word": ("@ احمد http:/ /e.com", ""),
}


@pytest.mark.parametrize(("source", "expected"), PROTECTED.values(), ids=PROTECTED)
def test_protected(source: str, expected: str) -> None:
    text = Text.of(source)
    Protection(ENTITIES)(text, source)
    mask = np.zeros(len(source), bool) if text.protected is None else text.protected
    assert "".join(sign for sign, safe in zip(source, mask.tolist(), strict=True) if safe) == expected


@pytest.mark.parametrize("name", sorted(presets().keys() - {"camel"}))
@pytest.mark.parametrize(
    "text", ["ا1,234.56ـa.b@c.org", "@\u200eهـ.اا", "ا1,234.56\u064ea.b@c.org", "نعم http:\u200f//e.com/أ,ب"]
)
def test_what_is_deleted_makes_no_entity_that_was_none(name: str, text: str) -> None:
    clean = Pipeline(name)
    assert clean(clean(text)) == clean(text)
