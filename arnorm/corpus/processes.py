"""Worker processes."""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from typing import Any

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, Worker, WorkerError

_AHEAD = 8
"""Parts for each process that are read before their turn: enough work for this one while the others start."""


@dataclass
class _Turn:
    """An item that waits for its turn; work has its future here, and its result once it was done in this process."""

    item: Any
    future: "Future[Cleaned] | None" = None
    cleaned: Cleaned | None = None


def spread(items: Iterable[Any], worker: Worker, processes: int) -> Generator[Any]:
    """Yield the items in order, each Work as its Done, worked on by so many processes, this one among them."""
    # Forking a process that has threads (numpy's, a progress bar's) is not safe.
    pool = ProcessPoolExecutor(processes - 1, get_context("spawn"), _begin, (worker,))
    turns: deque[_Turn] = deque()
    try:
        for item in items:
            future = pool.submit(_clean, item.cleaner, item.part) if isinstance(item, Work) else None
            turns.append(_Turn(item, future))
            if len(turns) > _AHEAD * processes:
                yield _first(turns, worker)
        while turns:
            yield _first(turns, worker)
    except BrokenProcessPool:
        raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _first(turns: deque[_Turn], worker: Worker) -> Any:
    """Take the first turn, and instead of waiting for it do the last work that nobody has begun."""
    first = turns.popleft()
    if first.future is None:
        return first.item
    while first.cleaned is None and not first.future.done():
        for turn in (*reversed(turns), first):
            if turn.future is not None and turn.future.cancel() and turn.cleaned is None:
                turn.cleaned = worker(turn.item.cleaner, turn.item.part)
                break
        else:
            break
    return first.item.done(first.cleaned or first.future.result())


_worker: Worker


def _begin(worker: Worker) -> None:
    """Prepare a worker process."""
    global _worker
    _worker = worker
    # Ctrl-C reaches every process of the terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _clean(cleaner: Cleaner, part: Part) -> Cleaned:
    return _worker(cleaner, part)
