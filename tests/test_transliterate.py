"""The stage that needs another package, where that package is missing, and options that contradict each other."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from arnorm import ArnormError, Pipeline
from arnorm.spec import STAGES

WITHOUT_CAMEL = "import sys; sys.modules['camel_tools'] = None; from arnorm.__main__ import main; main()"


def test_without_its_package_one_line_says_what_to_install() -> None:
    command = [sys.executable, "-c", WITHOUT_CAMEL, "clean", "-s", "transliterate:to=bw"]
    done = subprocess.run(command, input="كتاب\n".encode(), capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert "pip install 'arnorm[camel]'" in line
    assert "pip install --no-deps camel_tools" in line


def test_without_its_package_it_is_still_described(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "camel_tools", None)
    assert not STAGES["transliterate"].runs_here
    assert "from=ar|bw|safebw|xmlbw|hsb" in run("stages", "transliterate").stdout
    assert '"needs": "camel_tools"' in run("stages", "transliterate", "--json").stdout
    assert "transliterate" in run("stages").stdout
    assert Pipeline("transliterate:from=hsb").spec == "transliterate:from=hsb"


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, arnorm; arnorm.Pipeline('transliterate')('كتاب'); print('camel_tools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    if "pip install --no-deps camel_tools" in done.stderr:
        pytest.skip("transliterate needs camel_tools: pip install --no-deps camel_tools")
    assert done.stdout == "False\n"


def test_two_schemes_are_an_error() -> None:
    with pytest.raises(ArnormError, match="leave out to=hsb"):
        Pipeline("transliterate:from=bw:to=hsb")("ktAb")
