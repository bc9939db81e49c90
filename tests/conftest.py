"""What the tests share."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from arnorm.cli import arnorm
from arnorm.stage import Stage

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_2f3899ef2fb3bfad.txt"
DATA = ROOT.parent / "shared" / "data"

NOT_IDEMPOTENT = {
    "camel": "exactly CAMeL Tools' chain, which can leave a bare alef with a hamza that then composes",
    "tokenize-words": "exactly CAMeL Tools' tokens, which come apart further where emoji are joined in an unknown way",
    "unwrap-lines": "joined lines no longer show how wide the text was wrapped",
}

# A run of the tests tells of the commit, not of the day: the laws are tried on the same texts each time. To look for
# texts that break one: pytest tests/test_laws.py --hypothesis-profile=search
settings.register_profile("arnorm", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("arnorm")


@dataclass(frozen=True)
class Case:
    """One row of a case table."""

    stage: str
    label: str
    spec: str
    source: str
    expected: str


def cases() -> list[Case]:
    """Return every row of every case table."""
    found = []
    for path in sorted((ROOT / "tests" / "cases").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert row.keys() <= {"label", "options", "in", "out", "source"}, f"{path.name}: {row}"
            options = row.get("options", "")
            spec = f"{path.stem}:{options}" if options else path.stem
            found.append(Case(path.stem, row["label"], spec, row["in"], row.get("out", row["in"])))
    return found


def needs_its_package(stage: Stage) -> None:
    """Skip a test of a stage that cannot run here."""
    if not stage.runs_here:
        pytest.skip(f"{stage.name} needs {stage.needs}: pip install --no-deps {stage.needs}")


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command line in this process; a result has exit_code, stdout_bytes and stderr."""

    def invoke(*args: object, stdin: str | bytes = b"") -> Result:
        runner = CliRunner()
        return runner.invoke(arnorm, [str(arg) for arg in args], input=stdin, prog_name="arnorm")

    return invoke
