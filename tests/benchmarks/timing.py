"""How the benchmarks measure: best of several turns, everything in one run, so that ratios hold on a noisy machine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
SEED = ROOT / "seeds" / "000_2f3899ef2fb3bfad.txt"


def text_of(name: str | None, size: int) -> str:
    """Return the text of a file (by default the seed), over again until it has about `size` bytes."""
    path = Path(name) if name else SEED
    text = path.read_text(encoding="utf-8")
    return text * max(1, round(size / len(text.encode())))


def rates(contestants: Mapping[str, Callable[[], object]], size: int, turns: int = 5) -> dict[str, float]:
    """Return each contestant's best rate in MB/s; they take turns, so that a slow moment hits all of them."""
    best = dict.fromkeys(contestants, float("inf"))
    for _ in range(turns):
        for name, contestant in contestants.items():
            start = time.perf_counter()
            contestant()
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: size / seconds / 1e6 for name, seconds in best.items()}


def table(title: str, rates: Mapping[str, float], yardstick: str, targets: Mapping[str, float] | None = None) -> None:
    """Print rates, their ratio to one of them, and the least that the ratio is to be where a target is given."""
    print(f"\n{title}\n{'':34}{'MB/s':>8}{'ratio':>8}  to {yardstick}")
    for name, rate in rates.items():
        least = (targets or {}).get(name)
        target = f"  (target {least:g})" if least else ""
        print(f"{name:34}{rate:8.1f}{rate / rates[yardstick]:8.2f}{target}")


def process_seconds(code: str, turns: int = 9) -> float:
    """Return the best wall time of `python -c code`."""
    return min(_timed([sys.executable, "-c", code]) for _ in range(turns))


def command_seconds(*command: str, turns: int = 9) -> float:
    """Return the best wall time of a command."""
    return min(_timed(list(command)) for _ in range(turns))


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


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    # With byte code, as installers leave it.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
