"""JSON lines: the strings of some fields are cleaned, and every other byte stays as it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from arnorm.corpus.records import Record, RecordCleaner, Span, spliced

_values = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_text = msgspec.json.Decoder(str | None).decode
_json = msgspec.json.Encoder().encode

_BEFORE_VALUE = re.compile(rb'\s*[{,]\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*:\s*')
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_END = re.compile(rb"\s*}\s*")


@dataclass(frozen=True)
class JsonlCleaner(RecordCleaner):
    """Cleans parts of a file of JSON objects, one a line."""

    fields: tuple[str, ...]

    def taken_apart(self, body: bytes, *, first: bool) -> list[Record]:
        """Return the records of a part, one for each line."""
        records = self.decoded(_LINE.findall(body))
        for record in records:
            if not record.problem and not record.source.isspace():
                self._read(record)
        return records

    def _read(self, record: Record) -> None:
        """Find the record's texts, or its problem."""
        filled: list[Span] = []
        try:
            spans = places(record.source)
            missing = [name for name in self.fields if name not in spans]
            if missing:
                raise msgspec.DecodeError(f"there is no field {missing[0]!r}; it has {', '.join(spans) or 'none'}")
            for first, last in sorted(spans[name] for name in self.fields):
                text = _text(record.source[first:last])
                if text is not None:
                    filled.append((first, last))
                    record.texts.append(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            record.problem, record.texts = _said(error), []
        else:
            record.rebuilt = partial(_rebuilt, record.source, filled)


def _said(error: Exception) -> str:
    return f"the field is to be a string: {error}" if isinstance(error, msgspec.ValidationError) else str(error)


def places(source: bytes) -> dict[str, Span]:
    """Return where the value of each field of a JSON object stands; raises msgspec.DecodeError where it is none."""
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


def _rebuilt(source: bytes, spans: Sequence[Span], texts: Sequence[str]) -> bytes:
    return spliced(source, spans, [_json(text) for text in texts])
