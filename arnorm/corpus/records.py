"""What the record formats share: the texts of many records are cleaned at once, and put back."""

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from arnorm.corpus.encodings import ERRORS, UTF8, Encoded, bad_byte
from arnorm.corpus.part import Cleaned, Part, Problem, Segment, Tally
from arnorm.pipeline import Pipeline

Span = tuple[int, int]
"""Where something begins and ends in a record."""


@dataclass
class Record:
    """One record of a part."""

    source: bytes
    """As it stands there, its line end included."""
    texts: list[str] = field(default_factory=list)
    """The texts of its fields; none in a record that is only copied."""
    rebuilt: Callable[[Sequence[str]], bytes] | None = None
    """Returns the record with other texts in its fields."""
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

    def __call__(self, pipeline: Pipeline, part: Part) -> Cleaned:
        """Clean one part."""
        mark = codecs.BOM_UTF8 if part.first and part.body.startswith(codecs.BOM_UTF8) else b""
        records = self.taken_apart(part.body.removeprefix(mark), first=part.first)
        cleaned = iter(pipeline.batch(text for record in records for text in record.texts))
        result = Cleaned(b"", Tally(), changed=False, segments=[] if self.segments else None)
        written = [mark]
        for record in records:
            texts = [next(cleaned) for _ in record.texts]
            if record.problem:
                result.problems.append(Problem(result.tally.lines_in, record.problem, record=record.source))
                new = [] if self.quarantine else [record.source]
            else:
                new = self._rebuilt(record, texts)
                result.changed |= new != [record.source]
                result.tally.records += bool(texts)
            written += new
            result.tally.lines_in += record.source.count(b"\n")
            result.tally.code_points_in += sum(map(len, record.texts))
            result.tally.code_points_out += sum(map(len, texts))
            if result.segments is not None:
                result.segments.append(_segment(record.source, new))
        result.data = b"".join(written)
        result.tally.lines_out = result.data.count(b"\n")
        if self.encoded.encoding != UTF8:
            result.data, result.fatal = self.encoded(result.data.decode(UTF8, "replace"), first=part.first)
        return result

    def _rebuilt(self, record: Record, texts: Sequence[str]) -> list[bytes]:
        """Return the records that one becomes."""
        if record.rebuilt is None or not texts:
            return [record.source]
        if not self.explode:
            return [record.source if texts == record.texts else record.rebuilt(texts)]
        lines = [line.removesuffix("\r") for line in texts[0].split("\n")]
        lines = [line for line in lines if line] or [""]
        if lines == record.texts:
            return [record.source]
        made = [record.rebuilt([line]) for line in lines]
        if not made[0].endswith(b"\n"):
            made[:-1] = [each + b"\n" for each in made[:-1]]
        return made

    def decoded(self, sources: Sequence[bytes]) -> list[Record]:
        """Return the records of a part in UTF-8; those that are not have a problem, or are mended if that is wanted."""
        return [self._mended(source) for source in sources] if _is_broken(sources) else list(map(Record, sources))

    def _mended(self, source: bytes) -> Record:
        try:
            return Record(source.decode(UTF8, ERRORS[self.errors]).encode(UTF8))
        except UnicodeDecodeError as error:
            return Record(source, problem=f"byte {error.start} of the record: {bad_byte(error, UTF8).message}")


def _is_broken(sources: Sequence[bytes]) -> bool:
    try:
        b"".join(sources).decode(UTF8)
    except UnicodeDecodeError:
        return True
    return False


def _segment(source: bytes, new: list[bytes]) -> Segment:
    return [source.decode(UTF8, "replace")], [record.decode(UTF8, "replace") for record in new]


def spliced(source: bytes, spans: Sequence[tuple[int, int]], made: Sequence[bytes]) -> bytes:
    """Return some bytes with others in the place of spans (ascending)."""
    pieces, done = list[bytes](), 0
    for (start, end), new in zip(spans, made, strict=True):
        pieces += source[done:start], new
        done = end
    return b"".join([*pieces, source[done:]])
