"""Many files: folders and mirrors, rewriting in place, checks, summaries, and what was finished before."""

import contextlib
import json
import os
import re
from pathlib import Path

import pytest
from shell import ARNORM, arnorm, cleaned, message, running, shell

from arnorm import Pipeline
from arnorm.corpus.manifest import NAME

UNIFY = ("-s", "unify-alef")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Return the files of a folder, but for the manifest."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in found}


BOOKS = {"b.txt": "أ\n", "a/2.txt": "أأ\n", "a/10.md": "أأأ\n", ".hidden": "أ", ".git/c.txt": "أ"}
CLEAN = {"a/10.md": "ااا\n", "a/2.txt": "اا\n", "b.txt": "ا\n"}


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return write(tmp_path / "books", BOOKS)


def test_a_folder_is_walked_by_name_without_what_is_hidden(books: Path) -> None:
    assert cleaned(*UNIFY, books) == "ا\nااا\nاا\n"


def test_a_folder_is_mirrored(books: Path, tmp_path: Path) -> None:
    done = arnorm("clean", *UNIFY, books, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr.decode()) == (0, "arnorm: 3 files cleaned\n")
    assert tree(tmp_path / "out") == CLEAN


def test_a_mirror_inside_its_folder_is_not_read(books: Path) -> None:
    for out in ("books/out", books / "out", "books/a/../out"):
        assert arnorm("clean", *UNIFY, "books", "-o", out, "-q", cwd=books.parent).returncode == 0
    assert tree(books / "out") == CLEAN


def test_folders_and_files_stand_side_by_side_in_a_mirror(books: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"b.txt": "أب\n"})
    assert arnorm("clean", *UNIFY, books, other, books / "a" / "2.txt", "-o", tmp_path / "out").returncode == 0
    mirrored = {f"books/{name}": text for name, text in CLEAN.items()}
    assert tree(tmp_path / "out") == {"2.txt": "اا\n", **mirrored, "other/b.txt": "اب\n"}


@pytest.mark.parametrize(
    ("globs", "expected"),
    [(["*.txt"], ["a/2.txt", "b.txt"]), (["a/*"], ["a/10.md", "a/2.txt"]), (["b*", "*.md"], ["a/10.md", "b.txt"])],
)
def test_glob(books: Path, tmp_path: Path, globs: list[str], expected: list[str]) -> None:
    chosen = [part for glob in globs for part in ("--glob", glob)]
    assert arnorm("clean", *UNIFY, books, *chosen, "-o", tmp_path / "out").returncode == 0
    assert list(tree(tmp_path / "out")) == expected


def test_in_place_in_a_folder(books: Path) -> None:
    assert arnorm("clean", *UNIFY, "-i", books).returncode == 0
    assert tree(books) == {".git/c.txt": "أ", ".hidden": "أ", **CLEAN}


@pytest.mark.parametrize("option", ["-i.bak", "-i=.bak", "--in-place=.bak", "-qi.bak"])
def test_in_place_with_a_suffix_keeps_the_old_file(books: Path, option: str) -> None:
    book = books / "b.txt"
    book.chmod(0o640)
    assert arnorm("clean", *UNIFY, option, book).returncode == 0
    assert book.read_text(encoding="utf-8") == "ا\n"
    backup = books / "b.txt.bak"
    assert backup.read_text(encoding="utf-8") == "أ\n"
    assert (book.stat().st_mode & 0o777, backup.stat().st_mode & 0o777) == (0o640, 0o640)


def test_in_place_with_a_suffix_keeps_no_result_as_the_old_file(books: Path) -> None:
    (books / "link.txt").symlink_to("b.txt")
    for paths in ([books, books / "b.txt"], [books], [books / "b.txt", books / "b.txt.bak"]):
        assert arnorm("clean", *UNIFY, "-i.bak", *paths, "--resume").returncode == 0
    kept = {name: text for name, text in tree(books).items() if name.endswith(".bak")}
    assert kept == {"a/10.md.bak": "أأأ\n", "a/2.txt.bak": "أأ\n", "b.txt.bak": "أ\n"}


def test_a_path_that_is_empty_is_not_this_folder(books: Path) -> None:
    assert "a path is empty; name a file, or `.` for this folder" in message(arnorm("clean", "-i", "", cwd=books))
    assert tree(books).items() >= {"b.txt": "أ\n"}.items()


def test_a_pipe_is_read_where_it_is_named_and_left_alone_in_a_folder(books: Path) -> None:
    pipe = books / "pipe.txt"
    os.mkfifo(pipe)
    assert cleaned(*UNIFY, books) == "ا\nااا\nاا\n"
    assert f"{pipe}: --in-place rewrites files, and this is none" in message(arnorm("clean", "-i", pipe))
    done = shell(f"echo أ > {pipe} & {ARNORM} clean -s unify-alef {pipe} <(echo إ)")
    assert (done.returncode, done.stdout.decode()) == (0, "ا\nا\n")


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    name = "ك" * 125 + ".txt"
    write(tmp_path, {name: "أ\n", f".{'ك' * 100}.x7_k2.part": "cut"})
    assert arnorm("clean", *UNIFY, "-i", tmp_path, "--resume").returncode == 0
    assert tree(tmp_path) == {name: "ا\n"}


def test_stdin_in_a_folder_of_outputs(tmp_path: Path) -> None:
    for _ in range(2):
        done = arnorm("clean", *UNIFY, "-o", tmp_path, "--resume", stdin="أ\n".encode())
        assert (done.returncode, tree(tmp_path)) == (0, {"stdin": "ا\n"})


def test_a_bad_file_does_not_stop_the_others(books: Path, tmp_path: Path) -> None:
    (books / "a" / "15.txt").write_bytes("أ\n".encode() + b"\xff\n")
    done = arnorm("clean", *UNIFY, "-j", "2", books, "-o", tmp_path / "out")
    text = message(done)
    assert f"{books / 'a' / '15.txt'}: line 2, byte offset 3: 0xFF is not UTF-8" in text
    assert text.endswith("arnorm: 3 files cleaned\n")
    assert tree(tmp_path / "out") == CLEAN


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("books -o books/b.txt", "books/b.txt: with several inputs --output is a folder, and this is a file"),
        ("books books/b.txt other/b.txt -o out", "books/b.txt and other/b.txt would both become out/b.txt"),
        ("books --glob=", "--glob is empty, and matches no file"),
        ("books --output=", "a path is empty; name a file, or `.` for this folder"),
        ("books --glob *.csv", "books: this folder has no file that matches *.csv"),
        ("empty", "empty: this folder has no file that is not hidden"),
        ("books/b.txt --glob *.txt", "--glob chooses files in folders, and no PATH is one"),
        ("books --resume", "--resume skips outputs that are finished; name them with --output or --in-place"),
        ("books --check -o out", "--check and --diff write nothing; leave --output, --in-place and --quarantine out"),
        ("books --diff -i", "--check and --diff write nothing; leave --output, --in-place and --quarantine out"),
        ("-f jsonl books --field a --check --quarantine bad", "--check and --diff write nothing"),
        ("books/b.txt --glob *.txt -i", "--glob chooses files in folders, and no PATH is one"),
        ("-i/x books/b.txt", "--in-place=/x: a suffix is the end of a name in the same folder, without a slash"),
        ("books --line-buffered -e auto", "--line-buffered cannot wait for the text that `-e auto` guesses from"),
        ("books --to utf-16", "several texts on stdout would be no text in utf-16; name a folder with --output"),
        ("books --to utf-32-le", "several texts on stdout would be no text in utf-32-le; name a folder with --output"),
        ("books --summary books/b.txt", "--summary books/b.txt: this file is read or written by the same run"),
        ("books/b.txt -o new --summary new", "--summary new: this file is read or written by the same run"),
        ("books --summary none/s.json", "--summary: none: there is no such folder; name a file"),
        ("books --summary other", "--summary: other: is a folder; name a file"),
        ("-f jsonl books --field a --quarantine books/b.txt", "--quarantine books/b.txt: this file is read or written"),
        (
            "-f jsonl books --field a --quarantine s --summary s",
            "--summary s: this file is read or written",
        ),
        ("-f jsonl books --field a --quarantine none/q", "--quarantine: none: there is no such folder; name a file"),
        ("-f jsonl books --field a --quarantine -", "--quarantine -: stdout has the text; name a file"),
        ("books --line-buffered -o out", "--line-buffered is for stdout, and for one process"),
        ("books --line-buffered -j 2", "--line-buffered is for stdout, and for one process"),
        ("books --summary -", "--summary -: stdout has the text; name a file, or an --output for the text"),
        ("books --field text", "--field applies to jsonl, csv, tsv, parquet, and books/b.txt is text"),
        ("books --explode", "--explode applies to jsonl, csv, tsv, parquet, and books/b.txt is text"),
        ("books --quarantine bad", "--quarantine applies to jsonl, csv, tsv, and books/b.txt is text"),
        ("-f jsonl books/b.txt", "books/b.txt: which fields hold the text? Name each: --field NAME."),
        ("-f csv books/b.txt", "books/b.txt: which columns hold the text? Name each: --field NAME."),
        ("-f jsonl books/b.txt --field a --field b --explode", "name one with --field"),
        ("-f parquet books/b.txt --field a --diff", "--diff shows lines, and Parquet has none"),
        ("-f parquet books/b.txt --field a --to utf-16", "--to applies to text, jsonl, csv, tsv, and books/b.txt is"),
        ("-f parquet books --field a", "several files on stdout would be no Parquet file; name a folder with --output"),
        ("books/b.txt -o out.csv", "out.csv: books/b.txt is text, and its result will be; change the name"),
        ("-j 0", "0 is not in the range x>=1"),
        ("-f xml", "'xml' is not one of 'text', 'jsonl', 'csv', 'tsv', 'parquet'"),
    ],
)
def test_options_that_contradict_each_other(books: Path, args: str, said: str) -> None:
    (books.parent / "empty").mkdir()
    write(books.parent / "other", {"b.txt": ""})
    done = arnorm("clean", *args.split(), cwd=books.parent)
    assert said in message(done)
    assert done.stdout == b""
    assert {path.name for path in books.parent.iterdir()} == {"books", "empty", "other"}


def test_check_and_diff_write_nothing_and_say_what_would_change(books: Path) -> None:
    done = arnorm("clean", *UNIFY, "--check", books)
    names = "".join(f"arnorm: would change: {books / name}\n" for name in ("b.txt", "a/10.md", "a/2.txt"))
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", names)
    done = arnorm("clean", *UNIFY, "--diff", "-q", books / "b.txt")
    name = books / "b.txt"
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode() == f"--- {name}\n+++ {name}\n@@ -1,1 +1,1 @@\n-أ\n+ا\n"
    assert tree(books) == {name: BOOKS[name] for name in sorted(BOOKS)}
    for option in ("--check", "--diff"):
        assert cleaned(option, "-s", "unify-yeh", books) == ""


def test_an_error_outweighs_a_change(books: Path) -> None:
    (books / "bad.txt").write_bytes(b"\xff")
    assert arnorm("clean", *UNIFY, "--check", books).returncode == 2


def test_the_summary_counts(books: Path, tmp_path: Path) -> None:
    (books / "bad.txt").write_bytes(b"\xff")
    summary = tmp_path / "summary.json"
    for processes in (1, 2):
        done = arnorm("clean", *UNIFY, books, "-o", tmp_path / "out", "--summary", summary, "-j", processes)
        assert done.returncode == 2
        data = json.loads(summary.read_text(encoding="utf-8"))
        assert data.pop("seconds") > 0
        (stage,) = data.pop("stages")
        assert stage.pop("seconds") > 0
        assert stage == {"name": "unify-alef", "changed": 6}
        assert data == {
            "files": 4,
            "failed": 1,
            "skipped": 0,
            "changed": 3,
            "bad_records": 0,
            "lines_in": 3,
            "lines_out": 3,
            "records": 0,
            "code_points_in": 9,
            "code_points_out": 9,
        }


def test_the_profile_is_a_table_of_the_stages() -> None:
    done = arnorm("clean", "--profile", stdin="أَب ، ج\n".encode())
    assert done.stdout.decode() == "اب، ج\n"
    head, *rows = done.stderr.decode().removesuffix("\n").split("\n")
    assert head.split() == ["seconds", "share", "changed"]
    assert [row.split()[0] for row in rows] == [stage.name for stage, _ in Pipeline().stages]
    changed = {row.split()[0]: row.split()[3] for row in rows}
    assert (changed["unify-alef"], changed["strip-diacritics"], changed["space-punctuation"]) == ("1", "1", "1")


def test_resume_does_only_what_is_not_done(books: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def run(*options: str) -> str:
        done = arnorm("clean", books, "-o", out, "--resume", *options)
        assert done.returncode == 0
        assert tree(out).keys() == CLEAN.keys()
        return done.stderr.decode().removeprefix("arnorm: ").removesuffix("\n")

    assert run(*UNIFY) == "3 files cleaned"
    assert run(*UNIFY) == "0 files cleaned, 3 finished before"
    (out / "b.txt").write_text("cut", encoding="utf-8")
    assert run(*UNIFY) == "1 file cleaned, 2 finished before"
    (books / "a" / "2.txt").write_text("إ", encoding="utf-8")
    assert run(*UNIFY, "-j", "2") == "1 file cleaned, 2 finished before"
    (out / "a" / "10.md").unlink()
    manifest = out / NAME
    manifest.write_text(manifest.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    assert run(*UNIFY) == "2 files cleaned, 1 finished before"
    assert tree(out) == {**CLEAN, "a/2.txt": "ا"}
    assert run("-p", "search") == "3 files cleaned"
    assert run("-p", "search", "--to", "utf-8") == "0 files cleaned, 3 finished before"
    own = tmp_path / "own.txt"
    for content, said in (
        ("كذ", "3 files cleaned"),
        ("كذ", "0 files cleaned, 3 finished before"),
        ("", "3 files cleaned"),
    ):
        own.write_text(content, encoding="utf-8")
        assert run("-s", f"split-sentences:abbreviations={own}") == said


def test_resume_goes_on_after_a_run_without_it(books: Path, tmp_path: Path) -> None:
    assert arnorm("clean", books, "-o", tmp_path / "out").returncode == 0
    done = arnorm("clean", books, "-o", tmp_path / "out", "--resume")
    assert done.stderr.decode() == "arnorm: 0 files cleaned, 3 finished before\n"


def test_resume_in_place(books: Path) -> None:
    for said in ("3 files cleaned", "0 files cleaned, 3 finished before"):
        assert arnorm("clean", "-i", books, "--resume").stderr.decode() == f"arnorm: {said}\n"


def test_resume_clears_away_what_a_killed_run_left(books: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "out", {".b.txt.x7_k2.part": "ا", ".other.txt.x7_k2.part": "ا"})
    assert arnorm("clean", *UNIFY, books, "-o", out, "--resume").returncode == 0
    assert tree(out) == {".other.txt.x7_k2.part": "ا", **CLEAN}


def test_progress_is_drawn_where_it_is_asked_for(books: Path, tmp_path: Path) -> None:
    done = arnorm("clean", *UNIFY, "--progress", books, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert re.search(r"15/15 bytes", done.stderr.decode())


@pytest.mark.parametrize("options", [[], ["--no-progress"], ["-q"]])
def test_on_a_terminal_a_long_run_has_a_bar(tmp_path: Path, options: list[str]) -> None:
    write(tmp_path, {"long.txt": "كتاب قلم\n" * 400_000})
    ours, theirs = os.openpty()
    command = ["clean", *options, *UNIFY, tmp_path / "long.txt", "-o", tmp_path / "out.txt"]
    with running(*command, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        # A terminal that nobody writes to any more is an input/output error on Linux.
        with contextlib.suppress(OSError):
            while data := os.read(ours, 4096):
                shown += data
        assert process.wait(60) == 0
    assert bool(re.search(rb"6.4/6.4.*MB.*MB/s.*0:00:0", shown)) == (not options)


def test_links_in_a_folder(books: Path, tmp_path: Path) -> None:
    (books / "link.txt").symlink_to("b.txt")
    (books / "loop").symlink_to(books)
    assert cleaned(*UNIFY, books) == "ا\nا\nااا\nاا\n"
    assert arnorm("clean", *UNIFY, "-i", books).returncode == 0
    assert (books / "link.txt").is_symlink()
    assert (books / "link.txt").readlink() == Path("b.txt")
