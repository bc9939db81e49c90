"""Worker processes."""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import Any

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, Worker, WorkerError

_AHEAD = 8
"""Parts for each process that are read before their turn: enough work for this one while the others start."""
_HANDED_OUT = 2
"""Parts that another process has at once: the next one is there when it has done one."""


@dataclass
class _Turn:
    """An item that waits for its turn."""

    item: Any
    future: "Future[Cleaned] | None" = None
    """Of work that was handed out."""
    cleaned: Cleaned | None = None
    """Of work that was done in this process."""

    @property
    def is_open(self) -> bool:
        """Whether this is work that nobody has begun."""
        return isinstance(self.item, Work) and self.future is None and self.cleaned is None

    @property
    def is_under_way(self) -> bool:
        """Whether another process has it."""
        return self.future is not None and not self.future.done()


def spread(items: Iterable[Any], worker: Worker, processes: int) -> Generator[Any]:
    """Yield the items in order, each Work as its Done, worked on by so many processes, this one among them."""
    # Forking a process that has threads (numpy's, a progress bar's) is not safe.
    pool = ProcessPoolExecutor(processes - 1, get_context("spawn"), _begin, (worker,))
    turns: deque[_Turn] = deque()

    def first() -> Any:
        turn = turns[0]
        while True:
            _hand_out(turns, pool, _HANDED_OUT * (processes - 1))
            if not (turn.is_open or turn.is_under_way):
                break
            last = next((turn for turn in reversed(turns) if turn.is_open), None)
            if last is None:
                assert turn.future is not None
                wait([turn.future])
            else:
                last.cleaned = worker(last.item.cleaner, last.item.part)
        turns.popleft()
        if turn.future is not None:
            turn.cleaned = turn.future.result()
        return turn.item if turn.cleaned is None else turn.item.done(turn.cleaned)

    try:
        for item in items:
            turns.append(_Turn(item))
            _hand_out(turns, pool, _HANDED_OUT * (processes - 1))
            if len(turns) > _AHEAD * processes:
                yield first()
        while turns:
            yield first()
    except BrokenProcessPool:
        raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _hand_out(turns: Iterable[_Turn], pool: ProcessPoolExecutor, most: int) -> None:
    """Give the first work that nobody has begun to the other processes, until they have so much."""
    free = most - sum(turn.is_under_way for turn in turns)
    for turn in islice((turn for turn in turns if turn.is_open), max(free, 0)):
        turn.future = pool.submit(_clean, turn.item.cleaner, turn.item.part)


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
