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
from pathlib import Path
from typing import Any

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, Worker, WorkerError

_AHEAD = 8
"""Parts for each process that may be done before their turn: enough work for this one while the others start."""
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
    def is_under_way(self) -> bool:
        """Whether another process has it."""
        return self.future is not None and not self.future.done()

    def result(self) -> Any:
        """Return the item, or of work its Done; wait for it."""
        cleaned = self.cleaned if self.future is None else self.future.result()
        return self.item if cleaned is None else self.item.done(cleaned)


def spread(items: Iterable[Any], worker: Worker, processes: int) -> Generator[Any]:
    """Yield the items in order, each Work as its Done, worked on by so many processes, this one among them."""
    pool = ProcessPoolExecutor(processes - 1, get_context(_start_method(worker)), _begin, (worker,))
    turns: deque[_Turn] = deque()
    try:
        for item in items:
            turn = _Turn(item)
            turns.append(turn)
            if isinstance(item, Work):
                if sum(turn.is_under_way for turn in turns) < _HANDED_OUT * (processes - 1):
                    turn.future = pool.submit(_clean, item.cleaner, item.part)
                else:
                    turn.cleaned = worker(item.cleaner, item.part)
            while turns and (len(turns) > _AHEAD * processes or not turns[0].is_under_way):
                yield turns.popleft().result()
        while turns:
            yield turns.popleft().result()
    except BrokenProcessPool:
        raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
    finally:
        # What is under way is waited for in any case, at the latest when Python exits; there the wait can fail.
        pool.shutdown(cancel_futures=True)


def _start_method(worker: Worker) -> str:
    """Return how other processes are best started.

    A fork has at once what this process has imported and built. But a process with several threads (a progress bar's,
    a library's) must not be forked: then, and where it cannot be known, the others are started anew.
    """
    tasks = Path("/proc/self/task")
    if not tasks.exists() or len(list(tasks.iterdir())) > 1:
        return "spawn"
    worker.warm_up()
    return "fork"


_worker: Worker


def _begin(worker: Worker) -> None:
    """Prepare a worker process."""
    global _worker
    _worker = worker
    # Ctrl-C reaches every process of the terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A fork has the first one's handler, which leaves Python as that one has to.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _clean(cleaner: Cleaner, part: Part) -> Cleaned:
    return _worker(cleaner, part)
