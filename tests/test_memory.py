"""The memory that a run takes: what a block needs, however much text there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEED

ARTICLE = SEED.read_text(encoding="utf-8")
ONE_LINE = ARTICLE.replace("\n", " ")

CODE = """
import re, sys
from pathlib import Path
from arnorm.cli import arnorm

assert not arnorm(sys.argv[1:], standalone_mode=False)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def write(path: Path, text: str, megabytes: int) -> Path:
    """Write the text over and over again, so many megabytes of it."""
    path.write_text(text * (megabytes * 10**6 // len(text.encode())), encoding="utf-8")
    return path


def peak(source: Path, *paths: Path) -> float:
    """Return the most memory in MB that a run takes, which reads the paths, or the source from stdin."""
    command = [sys.executable, "-c", CODE, "clean", *map(str, paths), "-o", str(source.with_suffix(".out"))]
    with source.open("rb") as stdin:
        return int(subprocess.run(command, stdin=stdin, capture_output=True, check=True, timeout=300).stdout) / 1024


@pytest.mark.parametrize("text", [re.sub(r"\. ", ".\n", ARTICLE), ONE_LINE], ids=["lines", "an endless line"])
def test_flat_in_the_size_of_a_text(tmp_path: Path, text: str) -> None:
    # What a run keeps is there after some 40 MB; from then on a text may be as long as it likes.
    sources = [write(tmp_path / f"{size}.txt", text, size) for size in (48, 480)]
    small, large = ([peak(source), peak(source, source), peak(source, source)] for source in sources)
    assert max(large) < 150
    # By chance a run takes one or two arrays of a block more, of 4 MB each.
    assert min(large) < 1.1 * min(small)
