"""What a run imports: a command on one line is mostly imports."""

import subprocess
import sys

import pytest

HEAVY = {
    "arnorm.corpus.processes", "arnorm.corpus.parquet", "arnorm.corpus.jsonl", "chardet", "concurrent.futures",
    "html.entities", "importlib.metadata", "importlib.resources", "json", "msgspec", "multiprocessing", "numpy.ma",
    "numpy.random", "pyarrow", "rich", "sqlite3", "xopen", "arnorm.stages.tokenize_words",
    "arnorm.stages.transliterate",
}  # fmt: skip
TEXT = 'كِتاب ، و قلم .\nقال الـ84: "نعم"، (و"لا )ثم 5" عاد د. أحمد!ثم "ذهب\n'
ENGINE = {"numpy", "regex", "arnorm.pipeline", "arnorm.corpus.run"}


def _imported(*args: str) -> set[str]:
    """Return the modules that a command of one line imports, numpy's and click's own left out."""
    code = (
        "import sys, atexit; sys.argv = ['arnorm', *sys.argv[1:]]\n"
        "import click; click_has = set(sys.modules)\n"
        "atexit.register(lambda: print(*(set(sys.modules) - click_has), file=sys.stderr))\n"
        "from arnorm.__main__ import main; main()"
    )
    run = subprocess.run([sys.executable, "-c", code, *args], input=TEXT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout
    return set(run.stderr.split())


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (["--version"], HEAVY | ENGINE),
        (["presets"], HEAVY | ENGINE),
        (["clean"], HEAVY),
        (["clean", "-p", "repair"], HEAVY | {"regex", "arnorm.stages.split_sentences"}),
        (["clean", "-s", "unify-alef"], HEAVY | {"regex", "arnorm.stages.pair_quotes"}),
    ],
    ids=["version", "presets", "standard", "repair", "one stage"],
)
def test_a_run_imports_what_it_needs(args: list[str], unwanted: set[str]) -> None:
    assert _imported(*args) & unwanted == set()
