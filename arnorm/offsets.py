"""Where the sentences of a text are, the text itself unchanged."""

from collections.abc import Iterator
from functools import cache

from arnorm.pipeline import Pipeline


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span (start, end) of each sentence: `text[start:end]`, without the white space around it.

    The sentences are those of the stage split-sentences. They ascend, lie apart, and cover all but white space. A long
    text is worked on block by block.

    >>> text = "وقال د. أحمد: نعم. ثم عاد."
    >>> [text[start:end] for start, end in sentences(text)]
    ['وقال د. أحمد: نعم.', 'ثم عاد.']
    """
    found: tuple[int, int] | None = None
    for part in _splitter().alignments(text):
        start = 0
        for number, line in enumerate(part.text.split("\n")):
            if number and found:
                yield found
            found = None if number else found
            if line and not line.isspace():
                first = start + len(line) - len(line.lstrip())
                span = part.to_original(first, start + len(line.rstrip()))
                # A line longer than a block comes in parts.
                found = (found[0] if found else span[0], span[1])
            start += len(line) + 1
    if found:
        yield found


@cache
def _splitter() -> Pipeline:
    return Pipeline("split-sentences")
