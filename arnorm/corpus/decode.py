"""From bytes to text, with the place of every byte that is none."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from arnorm.corpus.encodings import SAMPLE, UTF8, looks_like
from arnorm.errors import ArnormError

CHUNK = 1 << 16
"""Bytes read at a time: about 36,000 code points of Arabic, one block."""

ERRORS = {"strict": "strict", "replace": "replace", "skip": "ignore"}
"""What may be done about bytes that are not in the encoding, and Python's word for it."""


def decode(stream: BinaryIO, name: str, encoding: str = UTF8, errors: str = "strict") -> Iterator[str]:
    """Yield a stream's text in pieces.

    At a byte that is not in the encoding the whole lines before it are yielded, and then ArnormError names the stream,
    the line (from 1), the byte's offset (from 0) and the encoding that the text looks like.
    """
    decoder = codecs.getincrementaldecoder(encoding)(ERRORS[errors])
    offset, line = 0, 1
    while True:
        chunk = stream.read1(CHUNK) if hasattr(stream, "read1") else stream.read(CHUNK)
        offset += len(chunk)
        try:
            piece = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding)
            yield good[: good.rfind("\n") + 1]
            at = offset - len(error.object) + error.start
            raise _bad_byte(error, name, line + good.count("\n"), at, encoding) from None
        if piece:
            line += piece.count("\n")
            yield piece
        if not chunk:
            return


def _bad_byte(error: UnicodeDecodeError, name: str, line: int, at: int, encoding: str) -> ArnormError:
    start = error.object.rfind(b"\n", 0, error.start) + 1
    guess = looks_like(error.object[start : start + SAMPLE])
    hint = f"it looks like {guess}: try -e {guess}" if guess != encoding else "the file seems damaged"
    byte = error.object[error.start]
    return ArnormError(
        f"{name}: line {line}, byte offset {at}: 0x{byte:02X} is not {encoding.upper()}; {hint}, or --errors replace"
    )
