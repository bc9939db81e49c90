"""Where a text is cut into blocks: whole lines, enough to repay the fixed cost; endless lines with context."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

SIZE = 192_000
"""Code points in a block. The rules work on few of them, in hundreds of short steps that a larger block shares; from
about 400k on the arrays outgrow the caches again."""
WINDOW = 1 << 18
"""Code points of one line that are worked on at once, so that an endless line takes bounded memory."""
MARGIN = 1 << 12
"""Code points of context that a part of such a line gets on either side."""

_BLANK_LINES = ("\n\n", "\n\r\n")


class Block(NamedTuple):
    """A part of a text, with the context that counts for its rules but is not to be written."""

    body: str
    left: str = ""
    right: str = ""


def cut(pieces: Iterable[str], *, paragraphs: bool = False) -> Iterator[Block]:
    """Cut a text that comes in pieces into blocks of whole lines, as soon as the lines are there.

    With `paragraphs` a block ends at a blank line, where one comes within WINDOW. A line longer than WINDOW is cut
    inside, and its parts get MARGIN code points of context: a rule that looks farther than that (a quotation mark or
    a bracket for its partner) sees only so far.
    """
    rest, left = "", ""
    for piece in pieces:
        rest = rest + piece if rest else piece
        start = 0
        while block_end := _block_end(rest, start, paragraphs):
            body = rest[start:block_end]
            whole_lines = body.endswith("\n")
            yield Block(body, left, "" if whole_lines else rest[block_end : block_end + MARGIN])
            left = "" if whole_lines else (left + body)[-MARGIN:]
            start = block_end
        rest = rest[start:]
    if rest:
        yield Block(rest, left)


def cut_string(string: str, *, paragraphs: bool = False) -> Iterator[Block]:
    """Cut a whole text into blocks; a short one is one block, its last line included."""
    return iter([Block(string)]) if len(string) <= SIZE else cut([string], paragraphs=paragraphs)


def _block_end(rest: str, start: int, paragraphs: bool) -> int:
    """Return where the next block of the text ends, 0 while that is not known."""
    if paragraphs:
        end = max(rest.rfind(blank, start, start + WINDOW) + len(blank) for blank in _BLANK_LINES)
        if end > start + 2 or len(rest) - start < WINDOW + MARGIN:
            return end if end > start + 2 else 0
    end = rest.rfind("\n", start, start + SIZE) + 1 or rest.find("\n", start + SIZE, start + WINDOW + MARGIN) + 1
    if end or len(rest) - start < WINDOW + MARGIN:
        return end
    return start + WINDOW
