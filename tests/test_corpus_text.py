"""Text files and streams: line ends, encodings and compression, the same whichever way a text comes in."""

import bz2
import gzip
import lzma
import subprocess
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from conftest import SEED
from hypothesis import given
from hypothesis import strategies as st
from shell import arnorm, cleaned, message, running
from texts import texts
from xopen import xopen

from arnorm import Pipeline
from arnorm.corpus import cutting
from arnorm.corpus.sources import Reading, open_source

TEXTS = {
    "empty": "",
    "one-line-end": "\n",
    "one-line": "أب\n",
    "no-last-line-end": "أب\nأ",
    "crlf": "أب\r\n\r\nأ\r\n",
    "crlf-without-last": "أب\r\nأ",
    "lone-returns": "أ\rب\r",
    "mixed": "أ\nأ\r\nأ\n",
    "mark": "\ufeffأب\n",
    "mark-alone": "\ufeff",
    "separators": "أ\u2028أ\u2029أ\u0085أ\vأ\fأ\n",
    "blank-lines": "\n\nأ\n\n\n",
    "nul": "أ\0أ\n",
    "many-lines": "أب جد\r\n" * 200_000,
}
"""Texts by the name of their file; `unify-alef` is to change the letters alone."""


def unified(text: str) -> bytes:
    return text.replace("أ", "ا").encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("options", ["", "-j 3", "-e auto -q", "-j 2 --resume"])
def test_texts_in_files(folder: Path, tmp_path: Path, options: str) -> None:
    assert arnorm("clean", "-s", "unify-alef", folder, "-o", tmp_path, *options.split()).returncode == 0
    for name, text in TEXTS.items():
        assert (tmp_path / f"{name}.txt").read_bytes() == unified(text), name


@pytest.mark.parametrize("name", TEXTS)
def test_texts_on_stdin(name: str) -> None:
    assert cleaned("-s", "unify-alef", stdin=TEXTS[name].encode()) == unified(TEXTS[name]).decode()


@pytest.mark.parametrize("name", ["mark", "mark-alone"])
def test_a_byte_order_mark_is_an_invisible_character_like_others(name: str) -> None:
    assert cleaned("-s", "strip-invisible", stdin=TEXTS[name].encode()) == TEXTS[name].removeprefix("\ufeff")


@given(texts, st.integers(1, 40), st.sampled_from(["standard", "repair", "search"]))
def test_where_a_text_is_cut_changes_nothing(text: str, size: int, name: str) -> None:
    source, pipeline = text.encode("utf-8", "replace") + b"\n", Pipeline(name)
    longest = max(map(len, source.split(b"\n"))) + 1
    with mock.patch.object(cutting, "SIZE", max(size, longest)):
        opened = open_source(BytesIO(source), "text", "text", Reading())
        made = b"".join(opened.cleaner(pipeline, part).data for part in opened.parts())
    assert made == pipeline(source.decode()).encode()


@given(texts, st.integers(4, 40), st.integers(4, 12))
def test_parts_of_an_endless_line_know_what_stands_beside_them(text: str, size: int, context: int) -> None:
    source = text.encode("utf-8", "replace")
    with mock.patch.object(cutting, "SIZE", size), mock.patch.object(cutting, "_CONTEXT", context):
        parts = list(cutting.text(BytesIO(source)))
    assert b"".join(part.body for part in parts) == source
    at = 0
    for part in parts:
        part.body.decode()
        before, after = source[:at], source[at + len(part.body) :]
        assert before.endswith(part.left)
        assert after.startswith(part.right)
        assert bool(part.left) == (bool(before) and not before.endswith(b"\n"))
        assert bool(part.right) == (bool(after) and not part.body.endswith(b"\n"))
        at += len(part.body)


ARTICLE = SEED.read_text(encoding="utf-8")
PLAIN = "ذهب الولد إلى المدرسة في الصباح، ثم عاد إلى البيت بعد العصر؛ وكان الجو جميلا.\n" * 9
SHORT = "إلى البيت\n"


@pytest.mark.parametrize(
    ("encoding", "text", "guess"),
    [
        ("utf-8", ARTICLE, "utf-8"),
        ("utf-8-sig", ARTICLE, "utf-8"),
        ("utf-16", ARTICLE, "utf-16"),
        ("utf-16-le", ARTICLE, "utf-16-le"),
        ("utf-16-be", ARTICLE, "utf-16-be"),
        ("utf-16-le", SHORT, "utf-16-le"),
        ("windows-1256", PLAIN, "windows-1256"),
        ("windows-1256", SHORT, "windows-1256"),
        ("iso-8859-6", PLAIN, "iso-8859-6"),
        ("iso-8859-6", SHORT, "iso-8859-6"),
        ("mac_arabic", PLAIN.replace(".", "…"), "mac_arabic"),
        ("utf-8", "", "utf-8"),
        ("ascii", "abc\n", "utf-8"),
    ],
)
def test_the_encoding_is_guessed_and_reported(tmp_path: Path, encoding: str, text: str, guess: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(text.encode(encoding))
    done = arnorm("clean", "-s", "strip-invisible,unify-alef", "-e", "auto", path)
    assert done.stdout.decode() == Pipeline("strip-invisible,unify-alef")(text)
    assert done.stderr.decode() == f"arnorm: {path}: read as {guess}\n"


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-16-be", "utf-8-sig", "utf-32"])
def test_the_encoding_of_the_output(encoding: str) -> None:
    source = "أب\r\n" * 200_000
    done = arnorm("clean", "-s", "unify-alef", "-e", encoding, "--to", encoding, stdin=source.encode(encoding))
    marked = encoding in ("utf-16", "utf-32", "utf-8-sig")
    assert done.stdout[:4] == "ا".encode(encoding)[:4] if marked else "اب".encode(encoding)[:4]
    assert done.stdout.decode(encoding) == source.replace("أ", "ا")


@pytest.mark.parametrize(
    ("args", "stdin", "said", "written"),
    [
        (
            ["--to", "iso-8859-6", "-s", "unify-alef"],
            "أب\nأ«ب»\n".encode(),
            "stdin: line 2: iso8859-6 has no « (U+00AB); choose another --to, or --errors replace",
            "اب\n".encode("iso-8859-6"),
        ),
        (
            ["-e", "utf-16-le", "-s", "unify-alef"],
            "أب\nأ".encode("utf-16-le") + b"\x00\xd8\x01",
            "stdin: line 2, byte offset 8: 0x00 is not UTF-16-LE",
            "اب\n".encode(),
        ),
        (
            ["-e", "iso-8859-6", "-f", "jsonl", "--field", "t", "-s", "unify-alef"],
            b'{"t": "\xc3"}\n{"t": "\xff"}\n',
            "stdin: line 2, byte offset 18: 0xFF is not ISO8859-6",
            '{"t": "ا"}\n'.encode(),
        ),
        (["-e", "iso-8859-6"], b"\xc7\n\xc7\xff\n", "stdin: line 2, byte offset 3: 0xFF is not ISO8859-6", None),
        (
            ["-e", "ascii"],
            "a\nأ".encode(),
            "byte offset 2: 0xD8 is not ASCII; it looks like utf-8",
            None,
        ),
    ],
)
def test_what_an_encoding_lacks(args: list[str], stdin: bytes, said: str, written: bytes | None) -> None:
    done = arnorm("clean", *args, stdin=stdin)
    assert said in message(done)
    assert written is None or done.stdout == written


def test_what_the_output_lacks_is_replaced() -> None:
    done = arnorm("clean", "-s", "unify-alef", "--to", "ascii", "--errors", "replace", stdin="أ a\n".encode())
    assert (done.returncode, done.stdout) == (0, b"? a\n")


COMPRESS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
def test_compressed_in_and_out(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / f"a.txt.{name}", tmp_path / f"b.txt.{name}"
    with xopen(source, "wb") as file:
        file.write(ARTICLE.encode())
    assert cleaned(source) == Pipeline()(ARTICLE)
    assert arnorm("clean", source, "-o", target).returncode == 0
    with xopen(target, "rb") as file:
        assert file.read().decode() == Pipeline()(ARTICLE)
    if name in COMPRESS:
        assert len(target.read_bytes()) < 1.1 * len(COMPRESS[name](Pipeline()(ARTICLE).encode()))


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"x" + data[1:]])
def test_damaged_compression(tmp_path: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    source, target = tmp_path / f"a.txt.{name}", tmp_path / "b.txt"
    with xopen(source, "wb") as file:
        file.write(ARTICLE.encode())
    source.write_bytes(damage(source.read_bytes()))
    target.write_text("old", encoding="utf-8")
    text = message(arnorm("clean", source, "-o", target))
    assert f"{source}: damaged, or not in the format that .{name} says: " in text
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("options", [["--line-buffered"], ["--line-buffered", "-e", "utf-16-le"]])
def test_a_live_pipe_gets_each_line_at_once(options: list[str]) -> None:
    encoding = options[-1] if "-e" in options else "utf-8"
    with running("clean", *options, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # Nothing is to wait for ever where a line does not come.
        rescue = threading.Timer(30, process.kill)
        rescue.start()
        for source, expected in (("أ ، ب\n", "ا، ب\n"), ("قال\n", "قال\n")):
            process.stdin.write(source.encode(encoding))
            process.stdin.flush()
            assert process.stdout.readline().decode() == expected
        process.stdin.close()
        assert process.wait() == 0
        rescue.cancel()
