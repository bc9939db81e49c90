"""Where a text is cut into blocks: whole lines, enough to repay the fixed cost; endless lines with context."""

from collections.abc import Iterator
from typing import NamedTuple

SIZE = 1_100_000
"""Code points in a block. The rules work on few of them, in hundreds of short steps that a larger block shares; and for
arrays above 4 MiB numpy asks the system for large pages."""
_LAST = 4
"""The last block may be longer by a part of so many: a rest of its own would cost as much as a whole block."""
TABLES_SIZE = 192_000
"""The same for tables alone: they take few steps, and are fastest where their arrays stay in the cache."""
WINDOW = 1 << 20
"""Code points of one line that are worked on at once, so that an endless line takes bounded memory."""
MARGIN = 1 << 12
"""Code points of context that a part of such a line gets on either side."""

_BLANK_LINES = ("\n\n", "\n\r\n")


class Block(NamedTuple):
    """A part of a text, with the context that counts for its rules but is not to be written."""

    body: str
    left: str = ""
    right: str = ""


def cut(
    string: str, left: str = "", right: str = "", *, tables_only: bool = False, paragraphs: bool = False
) -> Iterator[Block]:
    """Cut a text into blocks of whole lines, of SIZE or TABLES_SIZE; a short one is one block.

    `left` and `right` are the rest of its first and its last line, where it begins or ends within one. With
    `paragraphs` a block ends at a blank line, where one comes within WINDOW. A line longer than WINDOW is cut inside,
    and its parts get MARGIN code points of context: a rule that looks farther than that (a quotation mark or a bracket
    for its partner) sees only so far.
    """
    start, size = 0, TABLES_SIZE if tables_only else SIZE
    while end := _block_end(string, start, size, paragraphs):
        body = string[start:end]
        whole_lines = body.endswith("\n")
        yield Block(body, left, "" if whole_lines else (string[end : end + MARGIN] + right)[:MARGIN])
        left = "" if whole_lines else (left + body)[-MARGIN:]
        start = end
    if start < len(string) or not start:
        yield Block(string[start:], left, right)


def _block_end(string: str, start: int, size: int, paragraphs: bool) -> int:
    """Return where the block that begins here ends, 0 if it is the last one."""
    length = len(string) - start
    if length <= size + size // _LAST:
        return 0
    if paragraphs:
        end = max(string.rfind(blank, start, start + WINDOW) + len(blank) for blank in _BLANK_LINES)
        if end > start + 2 or length < WINDOW + MARGIN:
            return end if end > start + 2 else 0
    end = string.rfind("\n", start, start + size) + 1 or string.find("\n", start + size, start + WINDOW + MARGIN) + 1
    return end or (0 if length < WINDOW + MARGIN else start + WINDOW)
