"""Whole runs of `arnorm clean` on one text in every format: python tests/benchmarks/corpora.py [FILE]

The text (by default the seed) comes over again to 40 MB: one file of it in each format, ten lines a record where not
said otherwise, and a folder of forty. The yardstick is plain text in one process; beside a ratio stands its target.
What two processes can gain on a machine at all is told by two commands at once, each on half of the text. Then the
peak memory of one process.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from timing import measured, peak_memory, run, table, text_of

LARGE = 40_000_000
ARNORM = str(Path(sys.executable).parent / "arnorm")
YARDSTICK = "text"
TARGETS = {"text, -j 2": 1.6, "JSON lines": 0.5}
MEMORY_TARGETS = {"12 MB of lines": 150, "120 MB of lines": 150, "one line of 40 MB": 400}


def write_corpus(folder: Path, text: str) -> dict[str, Path]:
    """Write a text in every format; return the paths by what they are called in the table."""
    lines = text.split("\n")
    rows, short = (
        [
            {"id": number, "text": "\n".join(lines[at : at + size])}
            for number, at in enumerate(range(0, len(lines), size))
        ]
        for size in (10, 1)
    )
    paths = {name: folder / f"book.{name}" for name in ("txt", "jsonl", "csv", "parquet")}
    paths["txt"].write_text(text, encoding="utf-8")
    paths["lines"] = folder / "lines.jsonl"
    for name, each in (("jsonl", rows), ("lines", short)):
        paths[name].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in each), encoding="utf-8")
    with paths["csv"].open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("id", "text"))
        writer.writeheader()
        writer.writerows(rows)
    pq.write_table(pa.Table.from_pylist(rows), paths["parquet"], row_group_size=20_000)
    middle = text.find("\n", len(text) // 2) + 1
    for name, half in (("first.txt", text[:middle]), ("second.txt", text[middle:])):
        (folder / name).write_text(half, encoding="utf-8")
    books = folder / "books"
    books.mkdir()
    for number in range(40):
        (books / f"{number}.txt").write_text(text[: len(text) // 40], encoding="utf-8")
    return {
        "text": paths["txt"],
        "folder of forty texts": books,
        "JSON lines": paths["jsonl"],
        "JSON lines, a record a line": paths["lines"],
        "CSV": paths["csv"],
        "Parquet": paths["parquet"],
    }


def command(path: Path, output: Path, processes: int) -> list[str]:
    """Return the command that cleans a path."""
    fields = [] if path.is_dir() or path.suffix == ".txt" else ["--field", "text"]
    target = output / path.name if path.is_dir() else output / f"clean{path.suffix}"
    return [ARNORM, "clean", "-q", str(path), *fields, "-j", str(processes), "-o", str(target)]


def at_once(halves: list[Path], output: Path) -> None:
    """Run a command for each path, all at the same time."""
    for process in [subprocess.Popen(command(half, output / half.stem, 1)) for half in halves]:
        assert process.wait() == 0


def speed(paths: dict[str, Path], output: Path, size: int) -> None:
    """Print the table of rates, in MB of text a second."""
    contestants: dict[str, Callable[[], object]] = {}
    for name, path in paths.items():
        for processes in (1, 2):
            label = name if processes == 1 else f"{name}, -j {processes}"
            contestants[label] = partial(run, *command(path, output, processes))
    folder = paths["text"].parent
    halves = [folder / "first.txt", folder / "second.txt"]
    for half in halves:
        (output / half.stem).mkdir()
    contestants["text, two commands at once"] = partial(at_once, halves, output)
    found = measured(contestants, YARDSTICK, turns=5)
    table(f"whole runs, {size / 1e6:.0f} MB of text, standard", found, size, YARDSTICK, TARGETS)


def memory(folder: Path, text: str) -> None:
    """Print the peak memory for files of several sizes."""
    lines = re.sub(r"\. ", ".\n", text)
    texts = {
        "12 MB of lines": lines[: len(lines) * 3 // 10],
        "120 MB of lines": lines * 3,
        "one line of 40 MB": text.replace("\n", " "),
    }
    print(f"\npeak memory, one process\n{'':34}{'MB':>8}")
    for name, each in texts.items():
        path = folder / "memory.txt"
        path.write_text(each, encoding="utf-8")
        print(f"{name:34}{peak_memory(*command(path, folder, 1)):8.0f}  (target {MEMORY_TARGETS[name]})")


if __name__ == "__main__":
    source = text_of(sys.argv[1] if len(sys.argv) > 1 else None, LARGE)
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        speed(write_corpus(here, source), here, len(source.encode()))
        memory(here, source)
