"""Parquet: the strings of some columns are cleaned; schema, nulls, metadata and row groups stay."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from arnorm.corpus.part import Cleaned, Part, Tally
from arnorm.corpus.records import column_of, lines_apart
from arnorm.errors import ArnormError
from arnorm.pipeline import Pipeline

ROWS = 4096
"""Rows in a part."""


@dataclass(frozen=True)
class ParquetCleaner:
    """Cleans record batches; a part is a batch, and whether it ends its row group."""

    fields: tuple[str, ...]
    explode: bool = False
    """Whether a row is repeated for each line of its text."""

    def __call__(self, pipeline: Pipeline, part: Part) -> Cleaned:
        """Clean one part."""
        source, ends_group = part.body
        batch, tally, changed = source, Tally(records=source.num_rows), False
        for name in self.fields:
            number = batch.schema.get_field_index(name)
            values = batch.column(number).to_pylist()
            texts = [value for value in values if value is not None]
            cleaned = pipeline.batch(texts)
            changed |= cleaned != texts
            tally.code_points_in += sum(map(len, texts))
            tally.code_points_out += sum(map(len, cleaned))
            made = iter(cleaned)
            new = [None if value is None else next(made) for value in values]
            batch = _exploded(batch, number, new) if self.explode else _with_column(batch, number, new)
        return Cleaned((batch, ends_group), tally, changed or batch.num_rows != source.num_rows)


def _exploded(batch: pa.RecordBatch, number: int, texts: list[str | None]) -> pa.RecordBatch:
    rows, lines = list[int](), list[str | None]()
    for row, text in enumerate(texts):
        found = [text] if text is None else lines_apart(text)
        rows += [row] * len(found)
        lines += found
    return _with_column(batch.take(pa.array(rows, pa.int64())), number, lines)


def _with_column(batch: pa.RecordBatch, number: int, values: list[str | None]) -> pa.RecordBatch:
    column = batch.schema.field(number)
    return batch.set_column(number, column, pa.array(values, pa.large_string()).cast(column.type))


class ParquetSource:
    """A Parquet file, read batch by batch; ArnormError where it is none, or a column is none of strings."""

    def __init__(self, stream: BinaryIO, name: str, cleaner: ParquetCleaner) -> None:
        self.cleaner = cleaner
        self._name = name
        try:
            self._file = pq.ParquetFile(stream)
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise ArnormError(f"{name}: not a Parquet file: {error}") from None
        self._schema = self._file.schema_arrow
        for field in cleaner.fields:
            kind = self._schema.field(column_of(field, self._schema.names, name)).type
            if not _holds_strings(kind):
                raise ArnormError(f"{name}: column {field!r} holds {kind}, not strings")
        for column in self._schema if cleaner.explode else ():
            if pa.types.is_string_view(column.type) or pa.types.is_binary_view(column.type):
                raise ArnormError(f"{name}: --explode cannot repeat column {column.name!r}, which holds {column.type}")

    def parts(self) -> Iterator[Part]:
        """Yield the batches of the row groups in order."""
        for group in range(self._file.num_row_groups):
            rows = self._file.metadata.row_group(group).num_rows
            batches = self._file.iter_batches(ROWS, row_groups=[group])
            while batch := self._next(batches, group):
                rows -= batch.num_rows
                yield Part((batch, not rows), first=False)

    def _next(self, batches: Iterator[pa.RecordBatch], group: int) -> pa.RecordBatch | None:
        try:
            batch = next(batches, None)
            if batch is not None:
                for field in self.cleaner.fields:
                    batch.column(field).validate(full=True)
            return batch
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise ArnormError(f"{self._name}: row group {group + 1} is damaged: {error}") from None

    @contextmanager
    def writer(self, file: Any) -> Iterator["ParquetWriter"]:
        """Open what writes such a file."""
        codecs = {}
        if self._file.num_row_groups:
            group = self._file.metadata.row_group(0)
            columns = [group.column(number) for number in range(group.num_columns)]
            codecs = {column.path_in_schema: column.compression for column in columns}
        named = {column: "NONE" if codec == "UNCOMPRESSED" else codec for column, codec in codecs.items()}
        with pq.ParquetWriter(file, self._schema, compression=named or "snappy") as writer:
            yield ParquetWriter(writer, self._schema)


def _holds_strings(kind: Any) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


class ParquetWriter:
    """Writes cleaned batches, a row group for each row group of the source."""

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer = writer
        self._schema = schema
        self._group: list[pa.RecordBatch] = []

    def write(self, data: tuple[pa.RecordBatch, bool]) -> None:
        """Write a batch; a row group is written when it is whole."""
        batch, ends_group = data
        self._group.append(batch)
        if ends_group:
            table = pa.Table.from_batches(self._group, self._schema)
            self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
            self._group = []
