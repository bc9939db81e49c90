"""Paragraphs that are wrapped by a program and joined again."""

from textwrap import wrap

import pytest
from conftest import DATA, SEED
from evaluation import documents

from arnorm import Pipeline

unwrap = Pipeline("unwrap-lines")
WIDTHS = (60, 64, 68, 72, 76, 80)


def joined_again(paragraphs: list[str], width: int) -> int:
    """Return how many of the paragraphs, wrapped and set apart by blank lines, come out as they were."""
    wrapped = ["\n".join(wrap(paragraph, width, break_on_hyphens=False)) for paragraph in paragraphs]
    found = set(unwrap("\n\n".join(wrapped)).split("\n\n"))
    return sum(paragraph in found for paragraph in paragraphs)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_seed(width: int) -> None:
    paragraphs = [" ".join(line.split()) for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert joined_again(paragraphs, width) == len(paragraphs)


@pytest.mark.skipif(not DATA.is_dir(), reason="the gold sentences (UD_Arabic-PUD) are not beside the repository")
@pytest.mark.parametrize("width", WIDTHS)
def test_news(width: int) -> None:
    """One paragraph in a hundred may stay in parts: textwrap counts diacritics as width, or a dash begins a line."""
    gold = (DATA / "pud.gold.txt").read_text(encoding="utf-8")
    paragraphs = [" ".join(" ".join(document).split()) for document in documents(gold)]
    assert joined_again(paragraphs, width) >= 0.99 * len(paragraphs)
