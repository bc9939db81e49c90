"""The progress bar."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

from arnorm.cli import fail
from arnorm.corpus.jobs import STDIN, Job

_LONG = 4_000_000
"""Bytes that take long enough for a bar to be worth its import."""

Say = Callable[[str], object]


@contextlib.contextmanager
def progress(jobs: Sequence[Job], wanted: bool | None) -> Iterator[tuple[Callable[[int], object], Say]]:
    """Show a bar with bytes, rate and time left; yield what advances it, and what prints a message beside it.

    Where it is not said whether it is wanted, it is shown for long runs on a terminal that the text does not go to.
    """
    size = sum(job.source.stat().st_size for job in jobs if job.source != STDIN and job.source.is_file())
    if wanted is None:
        to_terminal = sys.stdout.isatty() and any(job.target is None for job in jobs)
        wanted = sys.stderr.isatty() and not to_terminal and size > _LONG
    if not wanted:
        yield (lambda size: None), fail
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=size or None)

        def say(message: str) -> None:
            bar.console.print(f"arnorm: {message}", markup=False, highlight=False, soft_wrap=True)

        yield (lambda size: bar.advance(task, size)), say
