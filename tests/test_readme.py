"""The README's examples, run as they are printed."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
EXAMPLES = [
    tuple(example.split("\n", 1))
    for block in CONSOLE
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    if "pip install" not in example
]


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_example(command: str, output: str, tmp_path: Path) -> None:
    (tmp_path / "arnorm").symlink_to(Path(sys.executable).parent / "arnorm")
    path = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env={**os.environ, **path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout + done.stderr == output


def test_python_examples() -> None:
    parser = doctest.DocTestParser()
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    example = parser.get_doctest(blocks, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


def test_the_two_commands_are_near_the_top_and_one_line_each() -> None:
    commands = re.findall(r"^\$ (pip install .*)$", README, re.MULTILINE)
    assert len(commands) == 2
    assert README.index(commands[1]) < 1200
