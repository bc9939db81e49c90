"""How the benchmarks measure.

Everything is timed in one run, in turns and each time right after the yardstick, and a ratio is the median of those of
the single turns: so it holds on a machine that is noisy or changes its speed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
SEED = ROOT / "seeds" / "000_2f3899ef2fb3bfad.txt"


class Measured(NamedTuple):
    """What was found out about a contestant."""

    seconds: float
    """The median of its turns."""
    ratio: float
    """How many times as fast as the yardstick it is: the median over its turns, the yardstick timed before each."""


def text_of(name: str | None, size: int) -> str:
    """Return the text of a file (by default the seed), over again until it has about `size` bytes."""
    path = Path(name) if name else SEED
    text = path.read_text(encoding="utf-8")
    return text * max(1, round(size / len(text.encode())))


def measured(contestants: Mapping[str, Callable[[], object]], yardstick: str, turns: int = 7) -> dict[str, Measured]:
    """Return what the contestants take, one of them being the yardstick; they take turns."""
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in contestants}
    for _ in range(turns):
        for name, contestant in contestants.items():
            pairs[name].append((seconds_of(contestants[yardstick]), seconds_of(contestant)))
    return {name: measured_of(each) for name, each in pairs.items()}


def measured_of(pairs: Sequence[tuple[float, float]]) -> Measured:
    """Return what the seconds of the yardstick and of a contestant say, turn by turn."""
    return Measured(median(own for _, own in pairs), median(other / own for other, own in pairs))


def seconds_of(contestant: Callable[[], object]) -> float:
    """Return what one call takes."""
    start = time.perf_counter()
    contestant()
    return time.perf_counter() - start


def table(
    title: str,
    found: Mapping[str, Measured],
    size: int,
    yardstick: str,
    targets: Mapping[str, float] | None = None,
) -> None:
    """Print rates for so many bytes, their ratios to the yardstick, and the least that a ratio is to be, if given."""
    print(f"\n{title}\n{'':34}{'MB/s':>8}{'ratio':>8}  to {yardstick}")
    for name, each in found.items():
        least = (targets or {}).get(name)
        target = f"  (target {least:g})" if least else ""
        print(f"{name:34}{size / each.seconds / 1e6:8.1f}{each.ratio:8.2f}{target}")


def run(*command: str) -> None:
    """Run a command to its end, without its output, with byte code as installers leave it."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(*command: str) -> float:
    """Return the peak resident memory of a command in MB."""
    # Linux counts what the starting process holds as well, so that a small one has to start the command.
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *command], stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    # Linux counts in kB, macOS in bytes.
    return int(done.stdout) / (1e6 if sys.platform == "darwin" else 1e3)
