"""JSON lines: the strings of some fields are cleaned, and every other byte stays as it was."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import msgspec

from arnorm.corpus.records import Record, RecordCleaner, Span

_values = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_text = msgspec.json.Decoder(str | None).decode
_json = msgspec.json.Encoder().encode

_BEFORE_VALUE = re.compile(rb'\s*[{,]\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*:\s*')
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_END = re.compile(rb"\s*}\s*")
_COLON = re.compile(rb"\s*:\s*")


@dataclass(frozen=True)
class JsonlCleaner(RecordCleaner):
    """Cleans parts of a file of JSON objects, one a line."""

    fields: tuple[str, ...]

    def taken_apart(self, body: bytes, *, first: bool) -> list[Record]:
        """Return the records of a part, one for each line."""
        records = self.decoded(body, _LINE.findall)
        for record in records:
            if not record.problem and not record.source.isspace():
                self._read(record)
        return records

    def written(self, text: str, old: bytes) -> bytes:
        """Return a text as JSON, Arabic as it is."""
        return _json(text)

    def _read(self, record: Record) -> None:
        """Find the record's texts, or its problem."""
        try:
            spans = places(record.source, self.fields)
            texts = [_text(record.source[start:end]) for start, end in spans]
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            record.problem = _said(error)
            return
        if None in texts:
            spans = [span for span, text in zip(spans, texts, strict=True) if text is not None]
        record.spans, record.texts = spans, [text for text in texts if text is not None]


def _said(error: Exception) -> str:
    return f"the field is to be a string: {error}" if isinstance(error, msgspec.ValidationError) else str(error)


def places(source: bytes, fields: tuple[str, ...]) -> list[Span]:
    """Return where the values of some fields of a JSON object stand; msgspec.DecodeError if one has none."""
    if spans := _seen_at_once(source, fields):
        return spans
    every = _every_place(source)
    for name in fields:
        if name not in every:
            raise msgspec.DecodeError(f"there is no field {name!r}; it has {', '.join(every) or 'none'}")
    return sorted(every[name] for name in fields)


def _seen_at_once(source: bytes, fields: tuple[str, ...]) -> list[Span]:
    """Return the places if each name stands there just once and nothing is escaped that could be one, else none."""
    wanted, keys, escapes = _wanted(fields)
    if b"\\" in source and any(escape in source for escape in escapes):
        return []
    try:
        values = msgspec.structs.astuple(wanted(source))
    except msgspec.DecodeError:
        return []
    spans = []
    for key, value in zip(keys, values, strict=True):
        colon = _COLON.match(source, source.find(key) + len(key))
        if colon is None or source.count(key) != 1:
            return []
        start = colon.end()
        end = start + len(memoryview(value))
        if source[start:end] != bytes(value):
            return []
        spans.append((start, end))
    return sorted(spans)


@cache
def _wanted(fields: tuple[str, ...]) -> tuple[Callable[[bytes], msgspec.Struct], list[bytes], list[bytes]]:
    """Return what decodes nothing but some fields, how their names are written, and how these may be escaped."""
    declared = [(f"_{number}", msgspec.Raw, msgspec.field(name=name)) for number, name in enumerate(fields)]
    decoder = msgspec.json.Decoder(msgspec.defstruct("Wanted", declared))
    names = "".join(fields)
    escapes = [b"\\u00" if names.isascii() else b"\\u", *([b"\\/"] if "/" in names else [])]
    return decoder.decode, [_json(name) for name in fields], escapes


def _every_place(source: bytes) -> dict[str, Span]:
    """Return where the value of each field stands."""
    found, start = dict[str, Span](), 0
    for name, value in _values(source).items():
        before = _BEFORE_VALUE.match(source, start)
        if before is None:
            break
        start = before.end() + len(memoryview(value))
        found[name] = before.end(), start
    if not (found and _END.fullmatch(source, start)) and source.strip() != b"{}":
        raise msgspec.DecodeError("a field stands there twice")
    return found
