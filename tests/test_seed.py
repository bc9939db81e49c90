"""The article that the project starts from, and what each preset makes of it."""

import re
from collections import Counter

import pytest
from conftest import SEED

from arnorm import Pipeline
from arnorm.presets import presets

SOURCE = SEED.read_bytes().decode()


@pytest.mark.parametrize("name", presets())
def test_golden(name: str) -> None:
    expected = SEED.with_suffix(f".{name}.txt").read_bytes().decode()
    assert Pipeline.preset(name)(SOURCE) == expected
    assert Pipeline.preset(name)(expected) == expected


STANDARD = Pipeline()(SOURCE)


def test_a_title_and_six_sentences() -> None:
    assert len([line for line in STANDARD.split("\n") if line]) == 7


def test_nothing_is_left_to_mend() -> None:
    assert not re.search("[\u064b-\u0652أإآٱى\u00a0]", STANDARD)
    assert not re.search(r"  | [.،؛؟!:]", STANDARD)
    assert "والمقرات" in STANDARD
    assert "وتحدث" in STANDARD
    assert "«الطبقة» بالريف" in STANDARD


def test_every_quotation_opens_and_closes() -> None:
    for line in STANDARD.split("\n"):
        assert re.sub("[^«»]", "", line) == "«»" * line.count("«")
        assert '"' not in line


def test_every_word_is_still_there() -> None:
    def words(text: str) -> Counter[str]:
        folded = Pipeline("strip-diacritics,unify-alef,unify-yeh,join-waw")(text)
        return Counter(re.findall(r"\w+", folded))

    assert words(STANDARD) == words(SOURCE)
