"""What the record formats share: the texts of many records are cleaned at once, and put back."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from arnorm.corpus.encodings import ERRORS, UTF8, Encoded, bad_byte
from arnorm.corpus.part import Cleaned, Part, Problem, Segment, Tally
from arnorm.corpus.text import lines_of
from arnorm.errors import ArnormError, unknown
from arnorm.pipeline import Pipeline

Span = tuple[int, int]
"""Where something begins and ends in a record."""


@dataclass(slots=True)
class Record:
    """One record of a part."""

    source: bytes
    """As it stands there, its line end included."""
    spans: Sequence[Span] = ()
    """Where its fields stand, ascending; none in a record that is only copied."""
    texts: Sequence[str] = ()
    """The texts of these fields."""
    problem: str = ""
    """Why it cannot be cleaned."""


@dataclass(frozen=True)
class RecordCleaner:
    """Cleans parts that are records in UTF-8; the formats say how a part is taken apart."""

    errors: str
    encoded: Encoded
    segments: bool
    """Whether the lines are wanted in pairs."""
    explode: bool
    """Whether a record is repeated for each line of its text."""
    quarantine: bool
    """Whether bad records are left out."""

    def taken_apart(self, body: bytes, *, first: bool) -> list[Record]:
        """Return the records of a part; told whether the source begins with it."""
        raise NotImplementedError

    def written(self, text: str, old: bytes) -> bytes:
        """Return how a field is written that holds a text; told how it was written before."""
        raise NotImplementedError

    def __call__(self, pipeline: Pipeline, part: Part) -> Cleaned:
        """Clean one part."""
        mark = codecs.BOM_UTF8 if part.first and part.body.startswith(codecs.BOM_UTF8) else b""
        records = self.taken_apart(part.body.removeprefix(mark), first=part.first)
        texts = [text for record in records for text in record.texts]
        cleaned = pipeline.batch(texts)
        in_order = iter(cleaned)
        made = [self._made(record, [next(in_order) for _ in record.texts]) for record in records]
        data = b"".join([mark, *chain.from_iterable(made)])
        result = Cleaned(data, self._tally(part.body, data, records, texts, cleaned), changed=data != part.body)
        if any(record.problem for record in records):
            result.problems = list(_problems(records))
            result.changed = any(
                not record.problem and [record.source] != new for record, new in zip(records, made, strict=True)
            )
        if self.segments:
            result.segments = [_segment(record.source, new) for record, new in zip(records, made, strict=True)]
        if self.encoded.encoding != UTF8:
            result.data, result.fatal = self.encoded(data.decode(UTF8, "replace"), first=part.first)
        return result

    def _tally(self, body: bytes, data: bytes, records: list[Record], texts: list[str], cleaned: list[str]) -> Tally:
        return Tally(
            body.count(b"\n"),
            data.count(b"\n"),
            sum(bool(record.texts) for record in records),
            sum(map(len, texts)),
            sum(map(len, cleaned)),
        )

    def _made(self, record: Record, texts: list[str]) -> list[bytes]:
        """Return the records that one becomes."""
        if record.problem and self.quarantine:
            return []
        if not texts:
            return [record.source]
        if not self.explode:
            return [record.source if texts == record.texts else self._spliced(record, texts)]
        lines = lines_apart(texts[0])
        if lines == record.texts:
            return [record.source]
        made = [self._spliced(record, [line]) for line in lines]
        if not made[0].endswith(b"\n"):
            made[:-1] = [each + b"\n" for each in made[:-1]]
        return made

    def _spliced(self, record: Record, texts: Sequence[str]) -> bytes:
        """Return a record with other texts in its fields."""
        source, pieces, done = record.source, list[bytes](), 0
        for (start, end), text in zip(record.spans, texts, strict=True):
            pieces += source[done:start], self.written(text, source[start:end])
            done = end
        return b"".join([*pieces, source[done:]])

    def decoded(self, body: bytes, split: Callable[[bytes], list[bytes]]) -> list[Record]:
        """Return the records of a part in UTF-8; those that are not have a problem, or are mended if that is wanted."""
        try:
            body.decode(UTF8)
        except UnicodeDecodeError:
            return [self._mended(source) for source in split(body)]
        return list(map(Record, split(body)))

    def _mended(self, source: bytes) -> Record:
        try:
            return Record(source.decode(UTF8, ERRORS[self.errors]).encode(UTF8))
        except UnicodeDecodeError as error:
            return Record(source, problem=f"byte {error.start} of the record: {bad_byte(error, UTF8).message}")


def column_of(field: str, names: Sequence[str], source: str) -> int:
    """Return which of the columns of a source has a name; ArnormError where none has, or several have."""
    if field not in names:
        raise ArnormError(f"{source}: {unknown('column', field, names)}")
    if (count := names.count(field)) > 1:
        raise ArnormError(f"{source}: {count} columns are named {field!r}; rename all but one")
    return names.index(field)


def lines_apart(text: str) -> list[str]:
    """Return the lines of a text that are not empty, without their ends; one empty line where there is none."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return [line for line in lines if line] or [""]


def _problems(records: list[Record]) -> Iterator[Problem]:
    line = 0
    for record in records:
        if record.problem:
            yield Problem(line, record.problem, record=record.source)
        line += record.source.count(b"\n")


def _segment(source: bytes, new: list[bytes]) -> Segment:
    old, made = (data.decode(UTF8, "replace") for data in (source, b"".join(new)))
    return lines_of(old), lines_of(made)
