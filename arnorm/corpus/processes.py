"""Worker processes."""

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from arnorm.corpus.part import Cleaned
from arnorm.corpus.workers import Work, Worker, WorkerError

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What terminals and supervisors send to every process of a group."""


@contextmanager
def others(worker: Worker, count: int) -> Iterator[Callable[[Work], "Future[Cleaned]"]]:
    """Start so many other processes, yield what has work done by the one that is free first, and end them.

    Each is behind a pipe of its own, on which a thread of this process waits. Such a pipe ends where its process is
    killed, even in the middle of a result; one that all of them wrote to would be waited on for ever.
    """
    processes: list[BaseProcess] = []
    idle: SimpleQueue[connection.Connection] = SimpleQueue()
    # Its threads start when there is work for them: a process that has some must not be forked.
    threads = ThreadPoolExecutor(count)
    try:
        context = _context(worker)
        with _stops_held_back():
            for _ in range(count):
                here, there = context.Pipe()
                process: BaseProcess = context.Process(target=_serve, args=(there, worker), daemon=True)
                process.start()
                there.close()
                processes.append(process)
                idle.put(here)
        yield lambda work: threads.submit(_ask, idle, work)
    finally:
        for started in processes:
            started.kill()
            started.join()
        threads.shutdown(cancel_futures=True)


def _ask(idle: "SimpleQueue[connection.Connection]", work: Work) -> Cleaned:
    pipe = idle.get()
    try:
        _send(pipe, (work.cleaner, work.part))
        answer: Cleaned | Exception = _received(pipe)
    except (EOFError, OSError):
        raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
    finally:
        idle.put(pipe)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _send(pipe: connection.Connection, what: object) -> None:
    # A connection's own `send` leaves memory behind where it fails that Python 3.13 complains of.
    pipe.send_bytes(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))


def _received(pipe: connection.Connection) -> Any:
    return pickle.loads(pipe.recv_bytes())


@contextmanager
def _stops_held_back() -> Iterator[None]:
    """Let what stops a process wait; the processes that are started meanwhile begin in this state."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context(worker: Worker) -> "ForkContext | SpawnContext":
    """Return what starts other processes as is best.

    A fork has at once what this process has imported and built. But a process with several threads (a progress bar's,
    a library's) must not be forked: then, and where it cannot be known, the others are started anew.
    """
    tasks = Path("/proc/self/task")
    if not tasks.exists() or len(list(tasks.iterdir())) > 1:
        return get_context("spawn")
    worker.warm_up()
    return get_context("fork")


def _serve(pipe: connection.Connection, worker: Worker) -> None:
    """Clean what comes through a pipe, as another process."""
    # They reach every process of a group; the first one decides.
    for stop in _STOPS:
        signal.signal(stop, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the first one has gone
        while True:
            cleaner, part = _received(pipe)
            answer: Cleaned | Exception
            try:
                answer = worker(cleaner, part)
            except Exception as error:
                answer = error
            _send(pipe, answer)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
