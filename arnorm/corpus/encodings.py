"""Text encodings: their names, what a text looks like, and bytes to text and back."""

import codecs
import re
from typing import NamedTuple

from arnorm.corpus.cutting import Stream
from arnorm.corpus.part import Problem
from arnorm.errors import ArnormError, unknown

UTF8 = "utf-8"
AUTO = "auto"
SAMPLE = 1 << 16
"""Bytes that a guess is made from."""

ERRORS = {"strict": "strict", "replace": "replace", "skip": "ignore"}
"""What may be done about what an encoding does not have, and Python's word for it."""

_CANDIDATES = ("windows-1256", "iso-8859-6", "utf-8", "utf-16-le", "utf-16-be", "windows-1252")
_LIKELY = ("windows-1256", "iso-8859-6", "utf-8")
_BOMS = {codecs.BOM_UTF8: UTF8, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MARKED = {"utf-16": ("utf-16-le", codecs.BOM_UTF16_LE), "utf-32": ("utf-32-le", codecs.BOM_UTF32_LE)} | {
    "utf-8-sig": (UTF8, codecs.BOM_UTF8)
}
"""Encodings that begin with a byte order mark: how the rest is encoded, and the mark."""
_NO_TEXT = ("idna", "punycode", "undefined")
"""Of host names, and of nothing: Python counts them among the text encodings."""
_ARABIC_BLOCK = 0x06
"""The high byte of U+0600 to U+06FF: about every second byte of Arabic in UTF-16, and hardly met with elsewhere."""
_SHARE = 0.2
_C1 = re.compile(rb"[\x80-\x9F]")
_ARTICLE = "ال"
"""The commonest pair of letters; its bytes tell the encodings apart."""


def known(name: str) -> str:
    """Return Python's name of an encoding; ArnormError names the nearest one if there is none."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        raise unknown("text encoding", name, [*_CANDIDATES, "utf-16"]) from None
    if not info._is_text_encoding or info.name in _NO_TEXT:
        raise ArnormError(
            f"{name!r} is no text encoding. Allowed: {', '.join(_CANDIDATES)} and others that Python knows"
        )
    return info.name


def looks_like(sample: bytes) -> str:
    """Return the encoding that a sample of an Arabic text looks like."""
    for bom, name in _BOMS.items():
        if sample.startswith(bom):
            return name
    # UTF-16 that holds Arabic is valid UTF-8 as well.
    for offset, name in (1, "utf-16-le"), (0, "utf-16-be"):
        high = sample[offset::2]
        if high.count(_ARABIC_BLOCK) > _SHARE * len(high) > 0 and high.count(_ARABIC_BLOCK) > sample[
            1 - offset :: 2
        ].count(_ARABIC_BLOCK):
            return name
    if _is(UTF8, sample):
        return UTF8
    import chardet  # slow to import, and wanted only where something is wrong

    guess = chardet.detect(sample, include_encodings=_LIKELY, no_match_encoding=_LIKELY[0])["encoding"]
    if sample.count(_ARTICLE.encode("iso-8859-6")) > sample.count(_ARTICLE.encode("windows-1256")):
        # Mac Arabic has the letters of ISO-8859-6, and signs and digits where that has nothing, or controls.
        return "iso-8859-6" if _is("iso-8859-6", sample) and not _C1.search(sample) else "mac_arabic"
    return (guess or _LIKELY[0]).lower()


def _is(encoding: str, sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def is_bytewise(encoding: str) -> bool:
    """Return whether a text can be cut at its line feed bytes: in UTF-8, and where every byte is one character."""
    if encoding == UTF8:
        return True
    every = bytes(range(256))
    return every.decode(encoding, "replace")[ord("\n")] == "\n" and len(every.decode(encoding, "replace")) == 256


class AsUTF8:
    """A stream in any encoding, read as UTF-8."""

    def __init__(self, stream: Stream, name: str, encoding: str, errors: str) -> None:
        self._stream, self._name, self._encoding = stream, name, encoding
        self._decoder = codecs.getincrementaldecoder(encoding)(ERRORS[errors])
        self._offset, self._lines = 0, 0
        self._damage: ArnormError | None = None

    def read(self, size: int) -> bytes:
        """Return some UTF-8, nothing at the end; ArnormError names line and byte of what is not in the encoding."""
        if self._damage is not None:
            raise self._damage
        while chunk := self._stream.read(size):
            self._offset += len(chunk)
            if made := self._decoded(chunk):
                return made
        return self._decoded(b"", final=True)

    def _decoded(self, chunk: bytes, *, final: bool = False) -> bytes:
        try:
            made = self._decoder.decode(chunk, final).encode(UTF8, "surrogatepass")
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(self._encoding, "replace")
            lines = self._lines + good.count("\n")
            at = self._offset - len(error.object) + error.start
            problem = bad_byte(error, self._encoding)
            self._damage = ArnormError(f"{self._name}: line {lines + 1}, byte offset {at}: {problem.message}")
            # The whole lines before it come first.
            if before := good[: good.rfind("\n") + 1]:
                return before.encode(UTF8, "surrogatepass")
            raise self._damage from None
        self._lines += made.count(b"\n")
        return made


def decoded(data: bytes, encoding: str, errors: str) -> tuple[str, Problem | None]:
    """Return some bytes as text; at a byte that is not in the encoding the whole lines before it, and the problem."""
    try:
        return data.decode(encoding, ERRORS[errors]), None
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding)
        return good[: good.rfind("\n") + 1], bad_byte(error, encoding)


def bad_byte(error: UnicodeDecodeError, encoding: str) -> Problem:
    """Return what is wrong where some bytes could not be decoded."""
    data = error.object
    start = data.rfind(b"\n", 0, error.start) + 1
    guess = looks_like(data[start : start + SAMPLE])
    hint = f"it looks like {guess}: try -e {guess}" if guess != encoding else "the file seems damaged"
    message = f"0x{data[error.start]:02X} is not {encoding.upper()}; {hint}, or --errors replace"
    return Problem(data.count(b"\n", 0, error.start), message, error.start)


class Encoded(NamedTuple):
    """How text is written."""

    encoding: str = UTF8
    errors: str = "strict"

    def __call__(self, text: str, *, first: bool) -> tuple[bytes, Problem | None]:
        """Return the bytes of a text; at a character that the encoding lacks those before it, and the problem."""
        name, mark = _MARKED.get(self.encoding, (self.encoding, b""))
        if first and mark:
            text = text.removeprefix("\ufeff")
        else:
            mark = b""
        try:
            return mark + text.encode(name, ERRORS[self.errors]), None
        except UnicodeEncodeError as error:
            good = text[: text.rfind("\n", 0, error.start) + 1]
            character = f"{text[error.start]} (U+{ord(text[error.start]):04X})"
            message = f"{self.encoding} has no {character}; choose another --to, or --errors replace"
            return mark + good.encode(name), Problem(text.count("\n", 0, error.start), message)
