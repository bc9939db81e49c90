"""How well a splitter finds the sentences that people marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Splitter = Callable[[str], Iterable[str]]
Document = list[str]
"""The sentences of a document."""


@dataclass
class Score:
    """Sentence boundaries, counted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the boundaries found that are right."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """The share of the right boundaries that were found."""
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def documents(gold: str) -> list[Document]:
    """Return the documents of a gold text: one sentence a line, documents apart by blank lines."""
    found: list[Document] = [[]]
    for line in gold.split("\n"):
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [document for document in found if document]


def score(split: Splitter, gold: Iterable[Document]) -> Score:
    """Count a splitter's boundaries in documents whose sentences are joined by spaces.

    A boundary is the number of characters before it, white space left out, so that it does not matter where a splitter
    puts the spaces. The last boundary of a document is none: any splitter finds it.
    """
    total = Score()
    for document in gold:
        found, right = boundaries(split(" ".join(document))), boundaries(document)
        total.right += len(found & right)
        total.wrong += len(found - right)
        total.missed += len(right - found)
    return total


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Return after how many characters each sentence but the last ends."""
    ends, length = set(), 0
    for sentence in sentences:
        ends.add(length)
        length += len("".join(sentence.split()))
    return ends - {0, length}
