"""Where a stream of bytes is cut into parts that can be cleaned one by one."""

from collections.abc import Callable, Iterator
from typing import Protocol

from arnorm import blocks
from arnorm.corpus.part import Part

SIZE = 17 * blocks.SIZE // 10
"""Bytes in a part: no more than a block of Arabic prose, where a code point takes 1.7 of them or more."""
_CONTEXT = 4 * blocks.MARGIN
"""Bytes that hold at least MARGIN code points."""

EndOf = Callable[[bytes], int]
"""Returns where the last whole record of some bytes ends, 0 if none does."""


class Stream(Protocol):
    """Something to read bytes from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""
        ...


class Ahead:
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, stream: Stream) -> None:
        # Some bytes now are better than all of them later: the stream may be a live pipe.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._head = b""

    def head(self, enough: Callable[[bytes], int]) -> bytes:
        """Return the beginning: so much that it is enough, or all there is."""
        while not enough(self._head):
            chunk = self._read(SIZE)
            if not chunk:
                break
            self._head += chunk
        return self._head

    def read(self, size: int, /) -> bytes:
        """Return some bytes, as many as are there at once; none at the end."""
        if not self._head:
            return self._read(size)
        made, self._head = self._head[:size], self._head[size:]
        return made


def records(stream: Stream, end_of: EndOf) -> Iterator[Part]:
    """Yield the parts of a stream, each of them whole records, as soon as they are there."""
    rest, first = bytearray(), True
    while chunk := stream.read(SIZE):
        rest += chunk
        # Every record ends at a line feed: one of any length is looked through for its end where it may have one.
        if b"\n" in chunk:
            whole = bytes(rest)
            if end := end_of(whole):
                yield Part(whole[:end], first)
                del rest[:end]
                first = False
    if rest:
        yield Part(bytes(rest), first)


def text(stream: Stream, *, paragraphs: bool = False, utf8: bool = True) -> Iterator[Part]:
    """Yield the parts of a stream of text: whole lines, or pieces of a line that is longer than SIZE.

    With `paragraphs` they end at blank lines, where such a line comes within SIZE.
    """
    rest, left, first = b"", b"", True
    while True:
        chunk = stream.read(SIZE)
        rest += chunk
        while end := _text_end(rest, paragraphs, utf8) if chunk else len(rest):
            body, rest = rest[:end], rest[end:]
            whole = body.endswith(b"\n") or not (chunk or rest)
            right = b"" if whole else rest[: _boundary(rest, _CONTEXT, utf8)]
            yield Part(body, first, left, right)
            left = b"" if whole else _tail(left + body, utf8)
            first = False
        if not chunk:
            return


def line_end(rest: bytes) -> int:
    """Return where the last whole line ends."""
    return rest.rfind(b"\n") + 1


def _text_end(rest: bytes, paragraphs: bool, utf8: bool) -> int:
    """Return where the next part ends, 0 while that is not known."""
    if paragraphs:
        end = max(rest.rfind(blank) + len(blank) for blank in (b"\n\n", b"\n\r\n"))
        if end > 2 or len(rest) < SIZE + _CONTEXT:
            return end if end > 2 else 0
        end = rest.rfind(b"\n", 0, SIZE) + 1
    else:
        end = rest.rfind(b"\n") + 1
    return end or (_boundary(rest, SIZE, utf8) if len(rest) >= SIZE + _CONTEXT else 0)


def _boundary(rest: bytes, at: int, utf8: bool) -> int:
    """Return the start of the character that the byte at this place belongs to."""
    if utf8 and 0 < at < len(rest):
        for start in range(at, max(at - 4, 0), -1):
            if rest[start] & 0xC0 != 0x80:
                return start
    return min(at, len(rest))


def _tail(rest: bytes, utf8: bool) -> bytes:
    return rest[_boundary(rest, max(len(rest) - _CONTEXT, 0), utf8) :]
