"""Worker processes."""

import os
import pickle
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, Worker, WorkerError

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What terminals and supervisors send to every process of a group."""


class Others:
    """The processes besides this one, each behind a pipe of its own, on which a thread of this process waits.

    A pipe of its own ends where its process is killed, even in the middle of a result; one that all of them wrote to
    would be waited on for ever.
    """

    def __init__(self, count: int) -> None:
        self._processes: list[BaseProcess] = []
        self._idle: SimpleQueue[connection.Connection] = SimpleQueue()
        # Its threads start when there is work for them: a process that has some must not be forked.
        self._threads = ThreadPoolExecutor(count)

    def start(self, worker: Worker, count: int) -> None:
        """Start so many processes."""
        context = _context(worker)
        with _stops_held_back():
            for _ in range(count):
                here, there = context.Pipe()
                process = context.Process(target=_serve, args=(there, worker), daemon=True)
                process.start()
                there.close()
                self._processes.append(process)
                self._idle.put(here)

    def end(self) -> None:
        """End them, at work or not."""
        for process in self._processes:
            process.kill()
            process.join()
        self._threads.shutdown(cancel_futures=True)

    def hand_out(self, work: Work) -> "Future[Cleaned]":
        """Have work done by the process that is free first."""
        return self._threads.submit(self._ask, work.cleaner, work.part)

    def _ask(self, cleaner: Cleaner, part: Part) -> Cleaned:
        pipe = self._idle.get()
        try:
            _send(pipe, (cleaner, part))
            answer: Cleaned | Exception = _received(pipe)
        except (EOFError, OSError):
            raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
        finally:
            self._idle.put(pipe)
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def others(worker: Worker, count: int) -> Iterator[Others]:
    """Start so many other processes, and end them."""
    started = Others(count)
    try:
        started.start(worker, count)
        yield started
    finally:
        started.end()


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
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
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
