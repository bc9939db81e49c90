"""JSON lines, CSV and TSV: the fields are cleaned, and every other byte stays."""

import csv
import io
import json
import os
import re
import signal
import subprocess
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell import arnorm, awaited, cleaned, message, running
from texts import texts

from arnorm import Pipeline
from arnorm.corpus import cutting
from arnorm.corpus.jsonl import places
from arnorm.corpus.sources import Reading, open_source

UNIFY = ("-s", "unify-alef")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"text": "أب"}', '{"text": "اب"}'),
        ('{"id":1.50,"text":"أ" , "n" : 1E+05,"big":123456789012345678901}', None),
        ('{"z": null, "text": "أ", "a": [1, {"text": "أ"}], "u": "\\u0623"}', '{"z": null, "text": "ا", "a": [1, {"text": "أ"}], "u": "\\u0623"}'),  # noqa: E501
        ('{"text": "\\u0623\\n\\"\\t\\/"}', '{"text":"ا\\n\\"\\t/"}'.replace(":", ": ")),
        ('{"text": "\\u0628\\/"}', '{"text": "\\u0628\\/"}'),
        ('{"text": null, "أ": "أ"}', '{"text": null, "أ": "أ"}'),
        ('  {"text"\t:\t"أ"}  \r\n', '  {"text"\t:\t"ا"}  \r\n'),
        ("\n", "\n"),
        ("", ""),
        ('\ufeff{"text": "أ"}\n{"text": "أ"}', '\ufeff{"text": "ا"}\n{"text": "ا"}'),
        ('{"\\u0074ext": "أ"}', '{"\\u0074ext": "ا"}'),
        ('{"text": "أ\u2028أ"}\n', '{"text": "ا\u2028ا"}\n'),
        ('{"text": ""}\n', '{"text": ""}\n'),
    ],
)  # fmt: skip
def test_jsonl(source: str, expected: str | None) -> None:
    expected = expected if expected is not None else source.replace("أ", "ا")
    assert cleaned(*UNIFY, "-f", "jsonl", "--field", "text", stdin=source.encode()) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("id,text\n1,أ\n", "id,text\n1,ا\n"),
        ("أ,text\r\nأ,أ\r\n", "أ,text\r\nأ,ا\r\n"),
        ('id;text\n1;"أ;أ"\n', 'id;text\n1;"ا;ا"\n'),
        ("id\ttext\n1\tأ, أ", "id\ttext\n1\tا, ا"),
        ("id|text\n01|أ", "id|text\n01|ا"),
        ('text,n\n"أ\nأ\r\nأ",1\n"أ ""أ""",2\n', 'text,n\n"ا\nا\r\nا",1\n"ا ""ا""",2\n'),
        ('text,n\n"ب" ,1\nأ"أ,2\n', 'text,n\n"ب" ,1\n"ا""ا",2\n'),
        ('\ufeff"text",n\nأ,1\n', '\ufeff"text",n\nا,1\n'),
        ("text,n\n\nأ,1\n", "text,n\n\nا,1\n"),
        ("n,text\n1,\n", "n,text\n1,\n"),
        ("text\nأ\n", "text\nا\n"),
        ("", ""),
    ],
)
def test_csv(source: str, expected: str) -> None:
    assert cleaned(*UNIFY, "-f", "csv", "--field", "text", stdin=source.encode()) == expected


@pytest.mark.parametrize(
    ("fields", "source", "expected"),
    [
        (["2"], "أ,أ\n", "أ,ا\n"),
        (["1", "3"], "أ,أ,أ\nأ,أ,أ\n", "ا,أ,ا\nا,أ,ا\n"),
        (["2"], "1,2\nأ,أ\n", "1,2\nأ,ا\n"),
        (["b", "a"], "a,b,c\nأ,أ,أ\n", "a,b,c\nا,ا,أ\n"),
        (["1"], 'أ,"أ;أ;أ"\n', 'ا,"أ;أ;أ"\n'),
        (["c"], '"a,b";c\n";,";أ\n', '"a,b";c\n";,";ا\n'),
    ],
)
def test_columns_by_number_or_name(fields: list[str], source: str, expected: str) -> None:
    named = [part for field in fields for part in ("--field", field)]
    assert cleaned(*UNIFY, "-f", "csv", *named, stdin=source.encode()) == expected


def test_tsv_is_cut_at_tabs_alone() -> None:
    assert cleaned(*UNIFY, "-f", "tsv", "--field", "1", stdin="أ,أ\tأ\n".encode()) == "ا,ا\tأ\n"


@pytest.mark.parametrize(
    ("form", "source", "bad", "said"),
    [
        ("jsonl", b'{"text": "a"}\n{"text": 3}\n', b'{"text": 3}\n', "line 2: the field is to be a string"),
        ("jsonl", b'{"text": "a"}\n{"text": "a\n', b'{"text": "a\n', "line 2: "),
        ("jsonl", b"[1]\n", b"[1]\n", "line 1: "),
        ("jsonl", b'{"txt": "a", "b": 1}', b'{"txt": "a", "b": 1}\n', "there is no field 'text'; it has txt, b"),
        ("jsonl", b'{"text": "a", "text": "b"}\n', b'{"text": "a", "text": "b"}\n', "a field stands there twice"),
        ("jsonl", b'{"text": "\xff"}\n', b'{"text": "\xff"}\n', "line 1: byte 10 of the record: 0xFF is not UTF-8"),
        ("csv", b"n,text\n1,a\n1,a,b\n", b"1,a,b\n", "line 3: the row has 3 cells, and the first one has 2"),
        ("csv", b"n,text\n1\n", b"1\n", "line 2: the row has 1 cells, and the first one has 2"),
        ("csv", b'n,text\n"1\n2",a\n1,\xff\n', b"1,\xff\n", "line 4: byte 2 of the record: 0xFF is not UTF-8"),
    ],
)
def test_bad_records(tmp_path: Path, form: str, source: bytes, bad: bytes, said: str) -> None:
    path, apart = tmp_path / f"data.{form}", tmp_path / "bad"
    path.write_bytes(source)
    done = arnorm("clean", *UNIFY, path, "--field", "text")
    assert said in message(done)
    assert done.stdout == source
    done = arnorm("clean", *UNIFY, path, "--field", "text", "--quarantine", apart)
    assert said in message(done)
    assert apart.read_bytes() == bad
    assert done.stdout == source.replace(bad.removesuffix(b"\n") if not source.endswith(b"\n") else bad, b"")


@pytest.mark.parametrize(("errors", "expected"), [("replace", "ا\ufffd"), ("skip", "ا")])
def test_bytes_in_a_record_that_are_not_utf8(errors: str, expected: str) -> None:
    for form, source in (("jsonl", '{{"t": "{}"}}\n'), ("csv", "t,n\n{},1\n")):
        old = source.format("أ\udcff").encode("utf-8", "surrogateescape")
        assert cleaned(*UNIFY, "-f", form, "--field", "t", "--errors", errors, stdin=old) == source.format(expected)


def test_many_bad_records_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"[]\n" * 50_000 + b'{"t": ""}\n')
    for processes in (1, 2):
        text = message(arnorm("clean", path, "--field", "t", "-o", tmp_path / "out.jsonl", "-j", processes))
        assert text.count("\n") == 11
        assert f"{path}: line 10: " in text
        assert text.endswith(f"{path}: 49990 more bad records\n")
    assert (tmp_path / "out.jsonl").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("form", "source", "expected"),
    [
        ("jsonl", '{"i": 1.0, "t": "ذهب. عاد؟ جلس"}\r\n', '{"i": 1.0, "t": "ذهب."}\r\n{"i": 1.0, "t": "عاد؟"}\r\n{"i": 1.0, "t": "جلس"}\r\n'),  # noqa: E501
        ("jsonl", '{"t": "أ\\n\\nب"}', '{"t": "ا"}\n{"t": "ب"}'),
        ("jsonl", '{"t": ""}\n{"t": null}\n', '{"t": ""}\n{"t": null}\n'),
        ("csv", 'i,t\n01,"ذهب، عاد. جلس"\n', 'i,t\n01,"ذهب، عاد."\n01,"جلس"\n'),
        ("tsv", "t\ti\nذهب. عاد\t7", "t\ti\nذهب.\t7\nعاد\t7"),
    ],
)  # fmt: skip
def test_explode(form: str, source: str, expected: str) -> None:
    assert cleaned("-f", form, "--field", "t", "--explode", stdin=source.encode()) == expected


def test_a_layout_stage_makes_lines_inside_the_value() -> None:
    assert cleaned("-f", "jsonl", "--field", "t", stdin='{"t": "ذهب. عاد"}\n'.encode()) == '{"t": "ذهب.\\nعاد"}\n'
    assert cleaned("-f", "csv", "--field", "t", stdin="t,u\nذهب. عاد,\n".encode()) == 't,u\n"ذهب.\nعاد",\n'


def test_bad_records_of_files_that_are_rewritten_are_added(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(f'{{"t": "أ"}}\n{name} is bad', encoding="utf-8")
        for code in (2, 0):
            done = arnorm("clean", *UNIFY, "-i", tmp_path / name, "--field", "t", "--quarantine", bad)
            assert done.returncode == code
        assert (tmp_path / name).read_text(encoding="utf-8") == '{"t": "ا"}\n'
    assert bad.read_text(encoding="utf-8") == "a.jsonl is bad\nb.jsonl is bad\n"


def test_bad_records_are_kept_before_their_file_is_replaced(tmp_path: Path) -> None:
    first, second, bad = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "bad"
    first.write_bytes(b"this is bad\n")
    second.write_bytes(b'{"t": "a"}\n' * 3_000_000)
    with running("clean", "-i", first, second, "--field", "t", "--quarantine", bad, stderr=subprocess.PIPE) as process:
        awaited(lambda: not first.read_bytes())
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert bad.read_bytes() == b"this is bad\n"


def test_the_diff_of_a_row_of_several_lines_counts_them_all() -> None:
    source = 't,u\n"ذهب. عاد",1\n"ب\nأ",2\n'
    made = arnorm("clean", "-f", "csv", "--field", "t", "--diff", "-q", stdin=source.encode()).stdout.decode()
    lines = [" t,u", '-"ذهب. عاد",1', '+"ذهب.', '+عاد",1', '-"ب', '-أ",2', '+"ب', '+ا",2', ""]
    assert made.split("\n")[2:] == ["@@ -1,4 +1,5 @@", *lines]


def test_the_diff_of_records_is_one_of_records() -> None:
    source = '{"t": "أ"}\n{"t": "ب"}\n'
    done = arnorm("clean", *UNIFY, "-f", "jsonl", "--field", "t", "--diff", "-q", stdin=source.encode())
    assert done.returncode == 1
    assert done.stdout.decode().split("\n")[2:] == ["@@ -1,2 +1,2 @@", '-{"t": "أ"}', '+{"t": "ا"}', ' {"t": "ب"}', ""]


@pytest.mark.parametrize(
    ("args", "source", "said"),
    [
        (["-f", "csv", "--field", "txt"], b"id,text\n", "stdin: there is no column 'txt'. Did you mean 'text'?"),
        (["-f", "csv", "--field", "3"], b"1,2\n", "stdin: there is no column 3; the first row has 2"),
        (["-f", "csv", "--field", "0"], b"1,2\n", "stdin: there is no column 0"),
        (["-f", "csv", "--field", "t"], b"t,u,t\n", "stdin: 2 columns are named 't'; rename all but one"),
    ],
)
def test_columns_that_are_not_there(args: list[str], source: bytes, said: str) -> None:
    assert said in message(arnorm("clean", *args, stdin=source))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_written_once(encoding: str) -> None:
    source = '\ufeff{"t": "أ"}\n'.encode()
    done = arnorm("clean", *UNIFY, "-f", "jsonl", "--field", "t", "--to", encoding, stdin=source)
    assert done.stdout == '{"t": "ا"}\n'.encode(encoding)


def test_an_encoding_other_than_utf8() -> None:
    source = "id,text\n1,إلى\n"
    done = arnorm(
        "clean", *UNIFY, "-f", "csv", "--field", "text", "-e", "windows-1256", "--to", "windows-1256",
        stdin=source.encode("windows-1256"),
    )  # fmt: skip
    assert done.stdout == source.replace("إ", "ا").encode("windows-1256")


@pytest.mark.parametrize(
    "source",
    [
        '{"id": 1, "text": "أ", "n": [1]}',
        '{"text" : "أ"}',
        '{"a": "text", "text": "أ"}',
        '{"b": {"text": "أ"}, "text": "أ"}',
        '{"a": {"text": "x"}, "\\u0074ext": "أ"}',
        '{"a": {"text": "أ"}, "\\u0074ext": "أ"}',
        '{"a": "\\"text\\": 3", "text": "أ"}',
        '{"text": "أ", "id": 7, "a": "text"}',
        '{"a": {"نص": "أ"}, "\\u0646ص": "أ"}',
        '{"a": {"n/o": "أ"}, "n\\/o": "أ"}',
    ],
)
def test_a_field_is_found_wherever_it_stands(source: str) -> None:
    (name,) = json.loads(source).keys() & {"text", "نص", "n/o"}
    ((start, end),) = places(source.encode(), (name,))
    assert source.encode()[start:end].decode() == '"أ"'
    after = source.encode()[end:].decode()
    assert json.loads(source.encode()[:start].decode() + "7" + after) == {**json.loads(source), name: 7}


def through(source: bytes, form: str, size: int, fields: tuple[str, ...], pipeline: Pipeline) -> bytes:
    with mock.patch.object(cutting, "SIZE", size):
        opened = open_source(BytesIO(source), "data", form, Reading(fields=fields))
        return b"".join(opened.cleaner(pipeline, part).data for part in opened.parts())


strings = texts.filter(lambda text: text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | strings,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strings, inner, max_size=3),
    max_leaves=4,
)


@given(
    st.lists(
        st.tuples(st.dictionaries(strings, values, max_size=3), strings, st.booleans(), st.booleans()), max_size=5
    ),
    st.integers(1, 90),
)
def test_any_jsonl_keeps_every_other_byte(rows: list[tuple[dict[str, object], str, bool, bool]], size: int) -> None:
    pipeline, source, expected = Pipeline(), [], []
    for others, text, ascii_only, last in rows:
        others.pop("text", None)
        pairs = list(others.items())
        pairs.insert(len(pairs) if last else 0, ("text", text))
        before = json.dumps(dict(pairs), ensure_ascii=ascii_only)
        source.append(before)
        expected.append(pairs)
    lines = "\n".join(source).encode()
    made = through(lines, "jsonl", size, ("text",), pipeline).decode().split("\n")
    for old, new, pairs in zip(source, made, expected, strict=False):
        again = json.loads(new)
        assert list(again.items()) == [
            (name, pipeline(str(value)) if name == "text" else value) for name, value in pairs
        ]
        assert new == old or again["text"] != dict(pairs)["text"]
    assert len(made) == max(len(rows), 1)


@given(
    st.lists(st.tuples(strings, strings), max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.integers(1, 90),
)
def test_any_csv_keeps_its_cells(rows: list[tuple[str, str]], line_end: str, quoting: int, size: int) -> None:
    pipeline = Pipeline()
    # The csv module reads no NUL, and a lone return that it writes without quotes is a line end when it reads it.
    rows = [(re.sub("[\0\r]", "", left), re.sub("[\0\r]", "", right)) for left, right in rows]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([("id", "text"), *rows])
    source = file.getvalue().encode()
    made = through(source, "csv", size, ("text",), pipeline)
    read = list(csv.reader(io.StringIO(made.decode(), newline="")))
    assert read == [["id", "text"], *([left, pipeline(right)] for left, right in rows)]
    assert made == source or any(pipeline(right) != right for _, right in rows)
