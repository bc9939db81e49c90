"""Parquet: the strings of a column are cleaned; schema, nulls, metadata, row groups and other columns stay."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shell import arnorm, message

from arnorm import Pipeline

UNIFY = ("-s", "unify-alef")
TEXTS = ["أب", None, "", "قال. عاد", "أ\nأ"] * 3000
CLEAN = [text and text.replace("أ", "ا") for text in TEXTS]
STRINGS = [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]


def table(kind: pa.DataType) -> pa.Table:
    fields = [
        pa.field("id", pa.int64(), nullable=False),
        pa.field("text", kind, metadata={"language": "ar"}),
        pa.field("when", pa.timestamp("us", "Africa/Cairo")),
        pa.field("parts", pa.list_(pa.struct([("n", pa.float32())]))),
    ]
    rows = range(len(TEXTS))
    columns = [
        pa.array(rows, pa.int64()),
        pa.array(TEXTS, pa.string()).cast(kind),
        pa.array([row * 10**6 for row in rows], pa.timestamp("us", "Africa/Cairo")),
        pa.array([[{"n": row / 3}] if row % 3 else None for row in rows], fields[3].type),
    ]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata={"owner": "أ"}))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.parquet"
    pq.write_table(table(pa.string()), path, row_group_size=6000, compression={"id": "zstd", "text": "gzip"})
    return path


@pytest.mark.parametrize("kind", STRINGS, ids=str)
@pytest.mark.parametrize("processes", [1, 2])
def test_only_the_strings_of_the_column_change(tmp_path: Path, kind: pa.DataType, processes: int) -> None:
    source, target = tmp_path / "book.parquet", tmp_path / "clean.parquet"
    pq.write_table(table(kind), source, row_group_size=6000)
    assert arnorm("clean", *UNIFY, source, "--field", "text", "-o", target, "-j", processes).returncode == 0
    old, new = pq.read_table(source), pq.read_table(target)
    assert new.schema.equals(old.schema, check_metadata=True)
    assert new.column("text").to_pylist() == CLEAN
    assert new.drop(["text"]).equals(old.drop(["text"]))


def test_row_groups_and_their_compression_stay(book: Path) -> None:
    old = pq.ParquetFile(book).metadata
    assert arnorm("clean", *UNIFY, "-i", book, "--field", "text").returncode == 0
    new = pq.ParquetFile(book).metadata
    sizes = [[metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)] for metadata in (old, new)]
    assert sizes == [[6000, 6000, 3000]] * 2
    for column in range(old.num_columns):
        assert new.row_group(0).column(column).compression == old.row_group(0).column(column).compression


def test_explode_repeats_the_other_columns(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "sentences.parquet"
    done = arnorm("clean", "-p", "sentences", book, "--field", "text", "--explode", "-o", target)
    assert done.returncode == 0
    made = pq.read_table(target)
    assert made.slice(0, 7).select(["id", "text"]).to_pylist() == [
        {"id": 0, "text": "أب"},
        {"id": 1, "text": None},
        {"id": 2, "text": ""},
        {"id": 3, "text": "قال."},
        {"id": 3, "text": "عاد"},
        {"id": 4, "text": "أ"},
        {"id": 4, "text": "أ"},
    ]
    assert made.num_rows == len(TEXTS) * 7 // 5
    assert made.schema.equals(pq.read_schema(book), check_metadata=True)


def test_a_file_without_rows(tmp_path: Path) -> None:
    source = tmp_path / "empty.parquet"
    pq.write_table(table(pa.string()).slice(0, 0), source)
    done = arnorm("clean", source, "--field", "text")
    assert pq.read_table(io.BytesIO(done.stdout)).equals(pq.read_table(source))


def test_a_check_says_what_would_change(book: Path) -> None:
    assert arnorm("clean", *UNIFY, "--check", book, "--field", "text").returncode == 1
    assert arnorm("clean", "-s", "unify-yeh", "--check", book, "--field", "text").returncode == 0


def test_several_columns(tmp_path: Path) -> None:
    source, target = tmp_path / "two.parquet", tmp_path / "clean.parquet"
    pq.write_table(pa.table({"a": ["أَب"], "b": ["أَب"], "c": ["أَب"]}), source)
    assert arnorm("clean", source, "--field", "c", "--field", "a", "-o", target).returncode == 0
    assert pq.read_table(target).to_pylist() == [{"a": Pipeline()("أَب"), "b": "أَب", "c": Pipeline()("أَب")}]


@pytest.mark.parametrize(
    ("field", "said"),
    [("txt", "there is no column 'txt'. Did you mean 'text'?"), ("id", "column 'id' holds int64, not strings")],
)
def test_a_column_that_cannot_be_cleaned(book: Path, field: str, said: str) -> None:
    assert f"{book}: {said}" in message(arnorm("clean", book, "--field", field))


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 no such file PAR1"])
def test_what_is_no_parquet_file(tmp_path: Path, data: bytes) -> None:
    path, target = tmp_path / "bad.parquet", tmp_path / "out.parquet"
    path.write_bytes(data)
    assert f"{path}: not a Parquet file: " in message(arnorm("clean", path, "--field", "text", "-o", target))
    assert not target.exists()


def test_a_string_that_is_not_utf8(tmp_path: Path) -> None:
    path, target = tmp_path / "bad.parquet", tmp_path / "out.parquet"
    strings = pa.array([b"a", b"\xff"]).cast(pa.binary()).view(pa.string())
    pq.write_table(pa.table({"t": strings}), path)
    assert f"{path}: row group 1 is damaged: " in message(arnorm("clean", path, "--field", "t", "-o", target))
    assert not target.exists()


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "two.parquet"
    pq.write_table(pa.table([pa.array(["a"]), pa.array(["b"])], names=["t", "t"]), path)
    assert f"{path}: 2 columns are named 't'; rename all but one" in message(arnorm("clean", path, "--field", "t"))


def test_a_column_that_cannot_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "view.parquet"
    pq.write_table(pa.table({"t": ["a"], "v": pa.array(["b"], pa.string_view())}), path)
    done = arnorm("clean", path, "--field", "t", "--explode")
    assert f"{path}: --explode cannot repeat column 'v', which holds string_view" in message(done)


def test_explode_drops_carriage_returns(tmp_path: Path) -> None:
    path, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pq.write_table(pa.table({"t": ["ب\r\n\r\nت"]}), path)
    assert arnorm("clean", path, "--field", "t", "--explode", "-o", target).returncode == 0
    assert pq.read_table(target)["t"].to_pylist() == ["ب", "ت"]


def test_a_damaged_row_group(book: Path, tmp_path: Path) -> None:
    page = pq.ParquetFile(book).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(book.read_bytes())
    data[page + 100 : page + 300] = bytes(200)
    book.write_bytes(data)
    target = tmp_path / "out.parquet"
    assert f"{book}: row group 2 is damaged: " in message(arnorm("clean", book, "--field", "text", "-o", target))
    assert not target.exists()


def test_from_a_pipe(book: Path) -> None:
    done = arnorm("clean", "-f", "parquet", "--field", "text", stdin=book.read_bytes())
    assert "stdin: a Parquet file is read from its end, so not from a pipe: name the file" in message(done)
