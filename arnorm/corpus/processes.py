"""Worker processes."""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.corpus.workers import Work, Worker, WorkerError

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

_AHEAD = 8
"""Parts for each process that may be done before their turn: enough work for this one while the others start."""
_HANDED_OUT = 2
"""Parts that another process has at once: the next one is there when it has done one."""
_STOPS = (signal.SIGINT, signal.SIGTERM)
"""What terminals and supervisors send to every process of a group."""


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
    turns: deque[_Turn] = deque()
    with _Others(worker, processes - 1) as others:
        for item in items:
            turn = _Turn(item)
            turns.append(turn)
            if isinstance(item, Work):
                if sum(turn.is_under_way for turn in turns) < _HANDED_OUT * (processes - 1):
                    turn.future = others.hand_out(item)
                else:
                    turn.cleaned = worker(item.cleaner, item.part)
            while turns and (len(turns) > _AHEAD * processes or not turns[0].is_under_way):
                yield turns.popleft().result()
        while turns:
            yield turns.popleft().result()


class _Others:
    """The other processes, each behind a pipe of its own, on which a thread of this process waits.

    A pipe of its own ends where its process is killed, even in the middle of a result; one that all of them wrote to
    would be waited on for ever.
    """

    def __init__(self, worker: Worker, count: int) -> None:
        context = _context(worker)
        self._processes = []
        self._idle: SimpleQueue[connection.Connection] = SimpleQueue()
        with _stops_held_back():
            for _ in range(count):
                here, there = context.Pipe()
                process = context.Process(target=_serve, args=(there, worker), daemon=True)
                process.start()
                there.close()
                self._processes.append(process)
                self._idle.put(here)
        # Not earlier: a process with threads must not be forked.
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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
            pipe.send((cleaner, part))
            answer: Cleaned | Exception = pipe.recv()
        except (EOFError, OSError):
            raise WorkerError("a worker process was killed, perhaps for want of memory: try fewer --jobs") from None
        finally:
            self._idle.put(pipe)
        if isinstance(answer, Exception):
            raise answer
        return answer


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
    # Ctrl-C reaches every process of the terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A fork has the first one's handler, which leaves Python as that one has to.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the first one has gone
        while True:
            cleaner, part = pipe.recv()
            answer: Cleaned | Exception
            try:
                answer = worker(cleaner, part)
            except Exception as error:
                answer = error
            pipe.send(answer)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
