"""Worker processes."""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Any

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, WorkerError
from arnorm.pipeline import Pipeline

_AHEAD = 3
"""Parts for each worker that are read before their turn: enough that none waits, few enough for bounded memory."""


def spread(items: Iterable[Any], pipeline: Pipeline, processes: int) -> Generator[Any]:
    """Yield the items in order, each Work as its Done, worked on by so many processes."""
    # Forking a process that has threads (numpy's, a progress bar's) is not safe.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (pipeline,))
    waiting: deque[tuple[Any, Future[Cleaned] | None]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(_clean, item.cleaner, item.part) if isinstance(item, Work) else None))
            if len(waiting) > _AHEAD * processes:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    except BrokenProcessPool:
        raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(item: Any, future: "Future[Cleaned] | None") -> Any:
    return item if future is None else item.done(future.result())


_pipeline: Pipeline


def _begin(pipeline: Pipeline) -> None:
    """Prepare a worker process."""
    global _pipeline
    _pipeline = pipeline
    # Ctrl-C reaches every process of the terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _clean(cleaner: Cleaner, part: Part) -> Cleaned:
    return cleaner(_pipeline, part)
