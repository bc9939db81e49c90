"""The command line, as its users run it and as they get it wrong."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import SEED
from shell import ARNORM, arnorm, cleaned, message, shell

from arnorm import Pipeline, __version__
from arnorm.presets import presets
from arnorm.spec import STAGES

Run = Callable[..., Result]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_bytes("كِتابٌ ، قلم .\n".encode())
    return path


def test_stdin_and_file_give_the_same_bytes() -> None:
    source = SEED.read_bytes()
    runs = arnorm("clean", SEED), arnorm("clean", stdin=source), arnorm("clean", "-", stdin=source)
    assert {done.stdout for done in runs} == {SEED.with_suffix(".standard.txt").read_bytes()}
    assert {done.stderr for done in runs} == {b""}


def test_stdout_is_utf8_whatever_the_locale_says() -> None:
    done = subprocess.run(
        [ARNORM, "clean"],
        input="أَب\n".encode(),
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        check=True,
    )
    assert done.stdout.decode() == "اب\n"


@pytest.mark.parametrize(
    "source", ["", "\n", "\r\n", "أ", "أ\n", "أ\r\n", "أ\r\nب", "\n\nأ\n\n", "x\u2028y\u0085z\vq\n"], ids=repr
)
def test_line_ends_stay(source: str) -> None:
    done = arnorm("clean", "-s", "unify-alef", stdin=source.encode())
    assert done.stdout.decode() == source.replace("أ", "ا")
    assert done.returncode == 0


def test_output_onto_the_input(book: Path) -> None:
    assert arnorm("clean", book, "-o", book).returncode == 0
    assert book.read_text(encoding="utf-8") == "كتاب، قلم.\n"


def test_a_device_and_a_pipe_are_written_to_as_they_are(tmp_path: Path) -> None:
    assert arnorm("clean", "-o", "/dev/stdout", stdin="أ".encode()).stdout.decode() == "ا"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert shell(f"echo أ | {ARNORM} clean -o {pipe} & cat {pipe}").stdout.decode() == "ا\n"
    assert pipe.is_fifo()


def test_in_place_keeps_mode_and_symlink(book: Path) -> None:
    book.chmod(0o640)
    link = book.with_name("link.txt")
    link.symlink_to(book)
    assert arnorm("clean", "-i", link).returncode == 0
    assert link.is_symlink()
    assert book.read_text(encoding="utf-8") == "كتاب، قلم.\n"
    assert book.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in book.parent.iterdir()) == ["book.txt", "link.txt"]


def test_the_shell_appends_to_the_input(book: Path) -> None:
    before = book.read_bytes()
    done = subprocess.run(
        ["bash", "-c", f"{ARNORM} clean {book} >> {book}"], capture_output=True, check=False, timeout=60
    )
    assert "--in-place" in message(done)
    assert book.read_bytes() == before


def test_several_files_into_a_folder(book: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text("أب", encoding="utf-8")
    out = tmp_path / "out"
    assert arnorm("clean", book, second, "-o", out).returncode == 0
    assert (out / "book.txt").read_text(encoding="utf-8") == "كتاب، قلم.\n"
    assert (out / "second.txt").read_text(encoding="utf-8") == "اب"


def test_several_files_onto_stdout_keep_their_lines_apart(book: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.txt"
    first.write_text("أب", encoding="utf-8")
    assert arnorm("clean", first, book).stdout.decode() == "اب\nكتاب، قلم.\n"


def test_a_bad_byte_names_file_line_offset_and_encoding(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    text = "سطر سليم\n" + "ذهب الرجل الى المدينة ثم عاد الى بيته القديم\n"
    head = "سطر سليم\n".encode()
    old.write_bytes(head + text.split("\n")[1].encode("cp1256") + b"\n")
    done = arnorm("clean", old)
    assert message(done) == (
        f"arnorm: {old}: line 2, byte offset {len(head)}: 0xD0 is not UTF-8; "
        "it looks like windows-1256: try -e windows-1256, or --errors replace\n"
    )
    assert done.stdout.decode() == "سطر سليم\n"


def test_a_bad_byte_far_into_the_text(tmp_path: Path) -> None:
    good = "كتاب قلم\n".encode() * 20_000
    done = arnorm("clean", stdin=good + "نعم ".encode() + b"\xff\n")
    assert f"stdin: line 20001, byte offset {len(good) + 7}: 0xFF is not UTF-8" in message(done)
    assert done.stdout == good


def test_a_character_cut_off_at_the_end() -> None:
    assert "stdin: line 1, byte offset 2: 0xD9" in message(arnorm("clean", stdin="أ".encode() + b"\xd9"))


def test_a_bad_file_leaves_the_old_output(book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff")
    done = arnorm("clean", bad, "-o", book)
    assert "bad.txt: line 1, byte offset 0" in message(done)
    assert book.read_text(encoding="utf-8") == "كِتابٌ ، قلم .\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "book.txt"]


def test_the_other_files_are_cleaned(book: Path, tmp_path: Path) -> None:
    done = arnorm("clean", tmp_path / "missing.txt", book)
    assert message(done) == f"arnorm: {tmp_path / 'missing.txt'}: No such file or directory\n"
    assert done.stdout.decode() == "كتاب، قلم.\n"


@pytest.mark.parametrize(("errors", "expected"), [("replace", "ا\ufffdب"), ("skip", "اب")])
def test_errors(errors: str, expected: str) -> None:
    done = arnorm("clean", "--errors", errors, stdin="أ".encode() + b"\xff" + "ب".encode())
    assert done.stdout.decode() == expected
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    done = arnorm("clean", "-e", encoding, stdin="إلى البيت\n".encode(encoding))
    assert done.stdout.decode() == "الي البيت\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["clean", "-s", "strip-diacritcs"],
            "there is no stage or preset 'strip-diacritcs'. Did you mean 'strip-diacritics'?",
        ),
        (
            ["clean", "-s", "unify-yeh:too=yeh"],
            "there is no option of unify-yeh, 'too'. Did you mean 'to'? Allowed: to",
        ),
        (
            ["clean", "-s", "unify-yeh:to=yeg"],
            "there is no value of unify-yeh:to, 'yeg'. Did you mean 'yeh'? Allowed: yeh, maqsura",
        ),
        (["clean", "-s", "strip-diacritics:keep=shada"], "Did you mean 'shadda'?"),
        (["clean", "-s", "strip-diacritics:keep=dagger-alef"], "has no meaning with set=tashkeel"),
        (["clean", "-s", "unify-alef:wide=yes"], "unify-alef:wide is on or off and takes no value"),
        (["clean", "-s", "unify-yeh:to"], "unify-yeh:to needs a value: unify-yeh:to=yeh|maqsura"),
        (
            ["clean", "-s", "limit-repeats:letters=0"],
            "takes a whole number from 1; '0' was given",
        ),
        (["clean", "-s", "unify-yeh:to=yeh:to=maqsura"], "unify-yeh:to is given twice"),
        (["clean", "-s", "unify-alef,,unify-yeh"], "two commas"),
        (["clean", "-s", "repair,-unify-alef"], "there is no stage to take out, 'unify-alef'"),
        (["clean", "-s", "unify-alef,-unify-alef"], "no stage is left"),
        (["clean", "-s", "protect=urls,unify-alef"], "there is no entity to protect, 'urls'. Did you mean 'url'?"),
        (["clean", "-p", "standart"], "there is no preset 'standart'. Did you mean 'standard'?"),
        (["clean", "-p", "search", "-s", "unify-alef"], "--preset and --stages exclude each other"),
        (["clean", "-c", "missing.toml"], "missing.toml: No such file or directory"),
        (["clean", "-e", "windows-1265"], "Did you mean 'windows-1256'?"),
        (["clean", "-e", "base64"], "'base64' is no text encoding"),
        (["clean", "--to", "idna"], "'idna' is no text encoding"),
        (["clean", "-s", "standard:wide"], "standard is a preset and takes no options; change one of its stages"),
        (["clean", "a" * 300], "a: File name too long"),
        (["clean", "-o", "loop"], "loop: Too many levels of symbolic links"),
        (["clean", "--errors", "ignore"], "'ignore' is not one of 'strict', 'replace', 'skip'"),
        (["clean", "-i"], "--in-place rewrites files, and stdin is none"),
        (["clean", "-i", "a", "-o", "b"], "--in-place and --output exclude each other"),
        (["clean", "--encodng", "x"], "No such option '--encodng'. (Did you mean"),
        (["claen"], "there is no command 'claen'. Did you mean 'clean'?"),
        (["stages", "unify"], "there is no stage 'unify'"),
        (["presets", "serch"], "Did you mean 'search'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage(args: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = arnorm(*args, stdin="أ".encode(), cwd=tmp_path)
    assert said in message(done)
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ('stages = ["unify-alef"', "not a TOML file"),
        ('stage = ["unify-alef"]', "there is no key 'stage'. Did you mean 'stages'?"),
        ('stages = "unify-alef"', "stages is to be a list of strings"),
        ('protect = ["url"]', "it names no stages"),
        ('stages = ["unify-alf"]', "Did you mean 'unify-alef'?"),
    ],
)
def test_a_wrong_config_file(config: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(config, encoding="utf-8")
    text = message(arnorm("clean", "-c", path))
    assert said in text
    assert str(path) in text


@pytest.mark.parametrize("name", presets())
def test_a_printed_preset_is_taken_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / "preset.toml"
    path.write_bytes(arnorm("presets", name).stdout)
    assert Pipeline.load(path) == Pipeline.preset(name)


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("كتاب قلم\n" * 200_000, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {ARNORM} clean {big} | head -n 1"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "كتاب قلم\n", b"")


def test_a_folder_that_cannot_take_the_output(book: Path) -> None:
    assert "arnorm: /proc/" in message(arnorm("clean", book, "-o", "/proc/out.txt"))


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("clean < {book} >&-", 2, "arnorm: stdout: Bad file descriptor\n"),
        ("stages >&-", 2, "arnorm: stdout: Bad file descriptor\n"),
        ("stages > /dev/full", 2, "arnorm: stdout: No space left on device\n"),
        ("clean <&-", 2, "arnorm: stdin: Bad file descriptor\n"),
        ("clean missing 2>&-", 2, ""),
        ("clean {book} -o {book} >&-", 0, ""),
        ("clean {book} -o {book} 2>&-", 0, ""),
    ],
)
def test_streams_that_are_closed_or_full(book: Path, command: str, code: int, said: str) -> None:
    done = shell(f"{ARNORM} {command.format(book=book)}")
    assert (done.returncode, done.stderr.decode()) == (code, said)


def test_a_config_file_may_begin_with_a_byte_order_mark(book: Path, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('stages = ["standard, -strip-diacritics"]', encoding="utf-8-sig")
    assert cleaned("-c", config, book) == Pipeline("standard,-strip-diacritics")(book.read_text(encoding="utf-8"))


def test_help_and_version(run: Run) -> None:
    assert arnorm("--version").stdout.decode() == f"arnorm {__version__}\n"
    for command in ("clean", "stages", "presets"):
        assert f"arnorm {command}" in run(command, "--help").stdout
    # The examples stand in lines of their own.
    assert "\n  arnorm clean -p repair -i *.txt\n" in run("clean", "--help").stdout
    assert "\n  arnorm clean book.txt > clean.txt        the main job" in run("--help").stdout


def test_the_catalogue_as_json(run: Run) -> None:
    listed = json.loads(run("stages", "--json").stdout)
    assert [stage["name"] for stage in listed] == list(STAGES)
    page = json.loads(run("stages", "strip-diacritics", "--json").stdout)
    assert page == next(stage for stage in listed if stage["name"] == "strip-diacritics")
    assert page["changes"] == page["looks_at"] == ["U+064B..U+0652"]


@pytest.mark.parametrize("name", STAGES)
def test_a_page(name: str, run: Run) -> None:
    page = run("stages", name).stdout
    stage = STAGES[name]
    for part in (name, stage.summary, stage.loses, stage.effect, *stage.options):
        assert part in page
