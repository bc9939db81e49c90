"""Sentence splitters on gold sentences, in one run: python tests/benchmarks/sentences.py [GOLD ...]

A GOLD file holds one sentence a line, documents apart by blank lines; without one, UD_Arabic-PUD where it is there.
Prints precision, recall and F1 over boundaries (white space ignored, the last of each document left out) and the speed
of every splitter that is installed; then arnorm beside `re.split` on 10 MB, and whether hard texts take linear time.
"""

import re
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from evaluation import Splitter, documents, score
from timing import DATA, SEED, measured, table, text_of

from arnorm import Pipeline, sentences

EXPRESSION = r"(?<=[.!?؟])\s+"
LARGE = 10_000_000
HARD = ("د. ", "د.", '"', ".", "( ", '. " ', "1. ", "ق.م. ", ". 😂", '"ا. ')
CORPORA = (SEED, DATA / "pud.gold.txt", DATA / "tashkeela-test.txt")


def expression() -> Splitter:
    """Return the splitter that most programs have."""
    return re.compile(EXPRESSION).split


def pysbd() -> Splitter:
    """Return pysbd's rules for Arabic."""
    from pysbd import Segmenter

    segmenter = Segmenter(language="ar", clean=False)
    return lambda text: [str(sentence) for sentence in segmenter.segment(text)]


def syntok() -> Splitter:
    """Return syntok's segmenter."""
    from syntok import segmenter

    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


def blingfire() -> Splitter:
    """Return blingfire's default model."""
    from blingfire import text_to_sentences

    return lambda text: str(text_to_sentences(text)).split("\n")


def punkt() -> Splitter:
    """Return NLTK's Punkt, which comes without a model of Arabic, with the Arabic question mark."""
    from nltk.tokenize.punkt import PunktLanguageVars, PunktSentenceTokenizer

    class Arabic(PunktLanguageVars):  # type: ignore[misc]
        sent_end_chars = (".", "?", "!", "؟")

    tokenizer = PunktSentenceTokenizer(lang_vars=Arabic())
    return lambda text: [str(sentence) for sentence in tokenizer.tokenize(text)]


PEERS: dict[str, tuple[str, Callable[[], Splitter]]] = {
    f"re.split {EXPRESSION}": ("re", expression),
    "pysbd, ar": ("pysbd", pysbd),
    "syntok": ("syntok", syntok),
    "blingfire": ("blingfire", blingfire),
    "Punkt, untrained, with ؟": ("nltk", punkt),
}


def _each(split: Splitter, texts: list[str]) -> None:
    for text in texts:
        split(text)


def quality(path: Path) -> None:
    """Print how well each splitter finds the sentences of a gold file, and how fast."""
    gold = documents(path.read_text(encoding="utf-8"))
    texts = [" ".join(document) for document in gold]
    clean = Pipeline("split-sentences")
    splitters: dict[str, Splitter] = {"arnorm": lambda text: clean(text).split("\n")}
    splitters |= {name: peer() for name, (module, peer) in PEERS.items() if find_spec(module)}
    contestants: dict[str, Callable[[], object]] = {
        name: partial(_each, split, texts) for name, split in splitters.items()
    }
    contestants["arnorm"] = lambda: clean.batch(texts)
    size = sum(len(text.encode()) for text in texts)
    found = measured(contestants, "arnorm")
    print(f"\n{path.name}: {sum(map(len, gold))} sentences, {len(gold)} documents, {size / 1e6:.1f} MB")
    print(f"{'':34}{'precision':>10}{'recall':>8}{'F1':>8}{'MB/s':>8}")
    for name, split in splitters.items():
        marks, rate = score(split, gold), size / found[name].seconds / 1e6
        print(f"{name:34}{marks.precision:10.2%}{marks.recall:8.2%}{marks.f1:8.2%}{rate:8.1f}")


def speed(path: Path) -> None:
    """Print arnorm's speed on much text beside the plain expression's."""
    text = text_of(str(path), LARGE)
    clean, split = Pipeline("split-sentences"), expression()
    contestants: dict[str, Callable[[], object]] = {
        "re.split": lambda: split(text),
        "arnorm, one sentence a line": lambda: clean(text),
        "arnorm, offsets": lambda: list(sentences(text)),
    }
    found = measured(contestants, "re.split", turns=3)
    table(f"{path.name}, {LARGE // 10**6} MB", found, len(text.encode()), "re.split")


def linearity() -> None:
    """Print how many times as long a megabyte takes as a tenth of it, of texts that tempt a rule to look far."""
    clean = Pipeline("split-sentences")
    print("\na megabyte takes so many times as long as a tenth of it")
    for sample in HARD:
        whole = sample * (1_000_000 // len(sample.encode()))
        tenth = whole[: len(whole) // 10]
        found = measured({"tenth": partial(clean, tenth), "whole": partial(clean, whole)}, "tenth", turns=3)["whole"]
        print(f"{sample!r:34}{1 / found.ratio:8.1f}{found.seconds:8.2f} s")


if __name__ == "__main__":
    for each in [Path(name) for name in sys.argv[1:]] or [DATA / "pud.gold.txt"]:
        if each.exists() or sys.argv[1:]:
            quality(each)
    for each in CORPORA:
        if each.exists():
            speed(each)
    linearity()
