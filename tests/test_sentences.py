"""Sentences: their offsets, the gold data, and what a user's own abbreviations do."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DATA, SEED
from evaluation import documents, score
from hypothesis import given
from hypothesis import strategies as st
from texts import texts

from arnorm import ArnormError, Pipeline, sentences
from arnorm.blocks import WINDOW

split = Pipeline("split-sentences")

OFFSETS = {
    "two": ("ذهب. ثم عاد", ["ذهب.", "ثم عاد"]),
    "nothing": ("", []),
    "white space only": (" \n\t\r\n\u00a0", []),
    "blank lines and spaces around": ("\n  ذهب.  \n\n ثم\t\n", ["ذهب.", "ثم"]),
    "CRLF": ("ذهب. ثم\r\n\r\nعاد.\r\n", ["ذهب.", "ثم", "عاد."]),
    "no space after the stop": ("ذهب الرجل.ثم عاد", ["ذهب الرجل.", "ثم عاد"]),
    "several spaces": ("ذهب. \u00a0 ثم", ["ذهب.", "ثم"]),
    "abbreviation": ("قال د. أحمد: نعم. ثم", ["قال د. أحمد: نعم.", "ثم"]),
    "astral characters before": ("😂😂! ذهب. ثم", ["😂😂!", "ذهب.", "ثم"]),
}


@pytest.mark.parametrize(("text", "expected"), OFFSETS.values(), ids=OFFSETS)
def test_offsets(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def check_offsets(text: str) -> None:
    spans = list(sentences(text))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = [text[start:end] for start, end in spans]
    assert "".join("".join(covered).split()) == "".join(text.split())
    assert covered == [line.strip() for line in split(text).split("\n") if line.strip()]


@given(texts)
def test_offsets_are_the_lines_of_split_sentences(text: str) -> None:
    check_offsets(text)


def test_offsets_in_long_texts() -> None:
    seed = SEED.read_text(encoding="utf-8")
    check_offsets(seed * (1 + 200_000 // len(seed)))
    check_offsets("ذهب الرجل ثم عاد. " * (3 * WINDOW // 18))


def test_a_sentence_longer_than_a_block_is_one() -> None:
    text = "  " + "كلمة " * WINDOW + "\nذهب"
    assert list(sentences(text)) == [(2, 1 + 5 * WINDOW), (3 + 5 * WINDOW, len(text))]


@pytest.mark.skipif(not DATA.is_dir(), reason="the gold sentences (UD_Arabic-PUD) are not beside the repository")
def test_gold_sentences() -> None:
    gold = documents((DATA / "pud.gold.txt").read_text(encoding="utf-8"))
    measured = score(lambda text: split(text).split("\n"), gold)
    assert measured.f1 >= 0.995, measured


lines = st.lists(texts.map(lambda text: text.replace("\n", " ").replace("\r", " ")), min_size=1, max_size=4)


@given(lines=lines, data=st.data())
def test_an_unbalanced_quote_or_bracket_changes_its_own_line_only(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    mark = data.draw(st.sampled_from('"«»“”„()[]{}'))
    place = data.draw(st.integers(0, len(lines[number])))
    start = sum(len(line) + 1 for line in lines[:number])
    end = start + len(lines[number])
    before = list(sentences("\n".join(lines)))
    lines[number] = lines[number][:place] + mark + lines[number][place:]
    after = list(sentences("\n".join(lines)))
    assert [span for span in after if span[1] <= start] == [span for span in before if span[1] <= start]
    behind = [(first - 1, last - 1) for first, last in after if first > end + 1]
    assert behind == [span for span in before if span[0] > end]


@pytest.mark.parametrize("text", ['""«. ""ا', 'قال "»نعم. "لا" ثم', "ط§ظ„ظ…ا"])
def test_the_sentences_of_the_standard_preset_are_left_alone_by_it(text: str) -> None:
    clean = Pipeline("standard")
    assert clean(clean(text)) == clean(text)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.txt"


SOURCE = "انظر مخطوطة دمش. ورقة ٣ وطبعة ب.غ. بيروت. ثم عد"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["انظر مخطوطة دمش.", "ورقة ٣ وطبعة ب.غ. بيروت.", "ثم عد"]),
        ("\n \n", ["انظر مخطوطة دمش.", "ورقة ٣ وطبعة ب.غ. بيروت.", "ثم عد"]),
        ("دمش\n", ["انظر مخطوطة دمش. ورقة ٣ وطبعة ب.غ. بيروت.", "ثم عد"]),
        ("\ufeffدِمَش.\r\nبيروت", ["انظر مخطوطة دمش. ورقة ٣ وطبعة ب.غ. بيروت. ثم عد"]),
    ],
    ids=["empty", "blank lines", "one", "byte order mark, diacritics, dot, CRLF"],
)
def test_own_abbreviations(own: Path, content: str, expected: list[str]) -> None:
    own.write_text(content, encoding="utf-8", newline="")
    clean = Pipeline(f"split-sentences:abbreviations={own}")
    assert clean(SOURCE).split("\n") == expected
    assert Pipeline(clean.spec) == clean


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "own.txt: No such file or directory; abbreviations=FILE wants one abbreviation a line"),
        ("دمش\nأب\n".encode("cp1256"), "own.txt: line 1, byte offset 0: not UTF-8"),
        ("دمش\n".encode() + b"a\xff", "own.txt: line 2, byte offset 8: not UTF-8"),
        ("دمش\nق م\n".encode(), "own.txt: line 2: 'ق م' is no abbreviation; one a line"),
        ("ص٣\n".encode(), "own.txt: line 1: 'ص٣' is no abbreviation"),
        ("ق..م\n".encode(), "own.txt: line 1: 'ق..م' is no abbreviation"),
        (
            ("م" * 99).encode(),
            "is no abbreviation; one a line, of up to 6 words with dots between them, of up to 15 letters",
        ),
    ],
    ids=["missing", "windows-1256", "a stray byte", "a space", "a digit", "two dots", "too long"],
)
def test_own_abbreviations_that_are_none(own: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(ArnormError, match=re.escape(message)):
        Pipeline(f"split-sentences:abbreviations={own}")("ذهب. ثم")
