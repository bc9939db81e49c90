"""What is read, whatever its format: the parts of a file, and how they are cleaned and written."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, BinaryIO, Protocol

from arnorm.corpus import cutting
from arnorm.corpus.cutting import Ahead
from arnorm.corpus.encodings import AUTO, SAMPLE, UTF8, AsUTF8, Encoded, is_bytewise, known, looks_like
from arnorm.corpus.part import Cleaner, Part
from arnorm.corpus.text import TextCleaner
from arnorm.errors import ArnormError

FORMATS = ("text", "jsonl", "csv", "tsv", "parquet")
RECORDS = FORMATS[1:]
COMPRESSIONS = ("gz", "bz2", "xz", "zst")
_BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}


def compression_of(path: PurePath) -> str | None:
    """Return how a file of this name is compressed, None if it is not."""
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in COMPRESSIONS else None


def format_of(path: PurePath) -> str:
    """Return the format of a file of this name; text if the name says nothing."""
    return _BY_SUFFIX.get((path.with_suffix("") if compression_of(path) else path).suffix.lower(), "text")


@dataclass(frozen=True)
class Reading:
    """How sources are read and their results written."""

    format: str | None = None
    """None for what each file's name says."""
    fields: tuple[str, ...] = ()
    explode: bool = False
    encoding: str = UTF8
    errors: str = "strict"
    to: str = UTF8
    quarantine: bool = False
    segments: bool = False
    paragraphs: bool = False


class Writer(Protocol):
    """Where cleaned parts go."""

    def write(self, data: Any) -> object:
        """Write the data of a cleaned part."""
        ...


class Source(Protocol):
    """A file that is open."""

    @property
    def cleaner(self) -> Cleaner:
        """How its parts are cleaned."""
        ...

    def parts(self) -> Iterator[Part]:
        """Yield its parts in order."""
        ...

    def writer(self, file: Any) -> AbstractContextManager[Writer]:
        """Return what writes a file of its format."""
        ...


@dataclass
class ByteSource:
    """A source of bytes."""

    cleaner: Cleaner
    cut: Iterator[Part]
    guessed: str | None = None
    """The encoding, where it was guessed."""

    def parts(self) -> Iterator[Part]:
        """Yield its parts in order."""
        return self.cut

    def writer(self, file: Any) -> AbstractContextManager[Writer]:
        """Return the file itself."""
        return nullcontext(file)


def open_source(stream: BinaryIO, name: str, form: str, reading: Reading) -> Source:
    """Return the source of a stream; ArnormError where it is not of its format."""
    if form == "parquet":
        return _parquet(stream, name, reading)
    data = Ahead(stream)
    encoding, guessed = reading.encoding, None
    if encoding == AUTO:
        guessed = looks_like(data.head(lambda head: len(head) >= SAMPLE))
        encoding = known(guessed)
    if encoding != UTF8 and (form != "text" or not is_bytewise(encoding)):
        data, encoding = Ahead(AsUTF8(data, name, encoding, reading.errors)), UTF8
    encoded = Encoded(reading.to, reading.errors)
    if form == "text":
        cleaner = TextCleaner(encoding, reading.errors, encoded, reading.segments)
        return ByteSource(cleaner, cutting.text(data, paragraphs=reading.paragraphs, utf8=encoding == UTF8), guessed)
    common = (reading.errors, encoded, reading.segments, reading.explode, reading.quarantine)
    if form == "jsonl":
        from arnorm.corpus.jsonl import JsonlCleaner

        return ByteSource(JsonlCleaner(*common, reading.fields), cutting.records(data, cutting.line_end), guessed)
    from arnorm.corpus.tables import TableCleaner, end_of, layout

    found = layout(data.head, "\t" if form == "tsv" else None, reading.fields, name)
    return ByteSource(TableCleaner(*common, found), cutting.records(data, partial(end_of, found.delimiter)), guessed)


def _parquet(stream: BinaryIO, name: str, reading: Reading) -> Source:
    if not stream.seekable():
        raise ArnormError(f"{name}: a Parquet file is read from its end, so not from a pipe: name the file")
    if find_spec("pyarrow") is None:
        raise ArnormError(f"{name}: Parquet needs pyarrow, which is not installed: pip install 'arnorm[parquet]'")
    from arnorm.corpus.parquet import ParquetCleaner, ParquetSource

    return ParquetSource(stream, name, ParquetCleaner(reading.fields, reading.explode))
