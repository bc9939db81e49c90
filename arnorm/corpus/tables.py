"""CSV and TSV: the cells of some columns are cleaned, and every other byte stays as it was."""

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from arnorm.corpus.encodings import UTF8
from arnorm.corpus.records import Record, RecordCleaner, Span, column_of
from arnorm.errors import ArnormError

DELIMITERS = ",\t;|"
_OPEN = b'"[^"]*+(?:""[^"]*+)*+'
"""A quoted cell up to the mark that closes it."""
_LONGEST = 1 << 26
"""Bytes of a quoted cell; a quotation mark that is still open then is one that somebody wrote, and quotes nothing."""


class Grammar(NamedTuple):
    """The regular expressions of one delimiter. A cell is quoted if its closing mark ends it, as RFC 4180 has it."""

    opening: re.Pattern[bytes]
    quoted: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    row: re.Pattern[bytes]


def _begins(signs: bytes) -> bytes:
    """Return the expression of where a cell begins, given the signs that part cells."""
    return rb"(?:\A(?:" + codecs.BOM_UTF8 + rb")?|(?<=[\n" + signs + rb"]))"


@cache
def grammar(delimiter: str) -> Grammar:
    """Return the grammar of a delimiter."""
    sign = re.escape(delimiter).encode()
    quoted = _OPEN + b'"'
    cell = b"(?>" + quoted + rb"(?=" + sign + rb"|\r?\n|\r?\Z)|[^" + sign + rb"\n]*)"
    return Grammar(
        re.compile(_begins(sign) + b'"'),
        re.compile(quoted + rb"(?:(?=" + sign + rb"|\r?\n)|\r?\Z|(?P<more>.))", re.DOTALL),
        re.compile(b"(" + cell + b")(" + sign + rb"|\r?\n|\r?\Z)"),
        re.compile(b"(?>(?:" + cell + sign + b")*)" + cell + rb"\r?(?:\n|\Z)"),
    )


def end_of(delimiter: str, rest: bytes) -> int:
    """Return where the last whole row ends, 0 if none does; a line end in a quoted cell ends no row."""
    signs, at, end = grammar(delimiter), 0, 0
    while opening := signs.opening.search(rest, at):
        start = opening.end() - 1
        end = rest.rfind(b"\n", at, start) + 1 or end
        cell = signs.quoted.match(rest, start)
        if cell is not None and cell["more"] is None and cell.end() < len(rest):
            at = cell.end()
        elif (cell is not None and cell["more"] is not None) or len(rest) - start > _LONGEST:
            at = start + 1
        else:
            return end
    return rest.rfind(b"\n", at) + 1 or end


class Layout(NamedTuple):
    """What the first row of a table says."""

    columns: tuple[int, ...] = ()
    """The columns to clean, from 0, ascending."""
    width: int = 0
    """The number of columns."""
    delimiter: str = ","
    header: bool = False
    """Whether the first row names the columns."""


def layout(
    head: Callable[[Callable[[bytes], int]], bytes], delimiter: str | None, fields: Sequence[str], name: str
) -> Layout:
    """Return the layout of a table; ArnormError where it has no such column.

    A delimiter that is not given is the sign that the first line has most of outside quoted cells. Numbers among the
    fields count columns from 1, unless the first row has such names.
    """
    if delimiter is None:
        line = head(lambda beginning: b"\n" in beginning).partition(b"\n")[0]
        signs = re.escape(DELIMITERS).encode()
        unquoted = re.sub(_begins(signs) + _OPEN + rb'(?:"|\Z)', b"", line)
        delimiter = max(DELIMITERS, key=lambda sign: unquoted.count(sign.encode()))
    source = head(partial(end_of, delimiter)).removeprefix(codecs.BOM_UTF8)
    row = grammar(delimiter).row.match(source)
    if row is None or not row[0]:
        return Layout(delimiter=delimiter)
    names = [_unquoted(row[0][first:last], "replace") for first, last in cells_of(row[0], delimiter)]
    header = any(field in names or not field.isdecimal() for field in fields)
    columns = set()
    for field in fields:
        if not header and not 1 <= int(field) <= len(names):
            raise ArnormError(f"{name}: there is no column {field}; the first row has {len(names)}")
        columns.add(column_of(field, names, name) if header else int(field) - 1)
    return Layout(tuple(sorted(columns)), len(names), delimiter, header)


@dataclass(frozen=True)
class TableCleaner(RecordCleaner):
    """Cleans parts of a table."""

    layout: Layout

    def taken_apart(self, body: bytes, *, first: bool) -> list[Record]:
        """Return the records of a part, one for each row."""
        rows = grammar(self.layout.delimiter).row
        records = self.decoded(body, lambda body: [row[0] for row in rows.finditer(body) if row[0]])
        for record in records[1 if first and self.layout.header else 0 :]:
            if not record.problem and not record.source.isspace():
                self._read(record)
        return records

    def written(self, text: str, old: bytes) -> bytes:
        """Return a text as a cell, quoted where it was or has to be."""
        if old[:1] == b'"' or any(sign in text for sign in (self.layout.delimiter, '"', "\n", "\r")):
            text = '"' + text.replace('"', '""') + '"'
        return text.encode(UTF8)

    def _read(self, record: Record) -> None:
        """Find the record's texts, or its problem."""
        cells = cells_of(record.source, self.layout.delimiter)
        if len(cells) != self.layout.width:
            record.problem = f"the row has {len(cells)} cells, and the first one has {self.layout.width}"
            return
        record.spans = [cells[column] for column in self.layout.columns]
        record.texts = [_unquoted(record.source[start:end]) for start, end in record.spans]


def cells_of(row: bytes, delimiter: str) -> list[Span]:
    """Return where the cells of a row stand."""
    found = []
    for cell in grammar(delimiter).cell.finditer(row):
        found.append(cell.span(1))
        if cell[2] != delimiter.encode():
            break
    if found and row[found[-1][1] - 1 : found[-1][1]] == b"\r":
        found[-1] = found[-1][0], found[-1][1] - 1
    return found


def _unquoted(cell: bytes, errors: str = "strict") -> str:
    if len(cell) > 1 and cell[:1] == cell[-1:] == b'"':
        cell = cell[1:-1].replace(b'""', b'"')
    return cell.decode(UTF8, errors)
