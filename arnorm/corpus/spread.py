"""Parts spread over several processes, and their results in order again."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from arnorm.corpus.part import Cleaned
from arnorm.corpus.processes import others
from arnorm.corpus.workers import Work, Worker

_AHEAD = 8
"""Parts for each process that may be done before their turn: enough work for this one while the others start."""
_HANDED_OUT = 2
"""Parts for each other process that it works on or that wait for it: there is a next one when it has done one."""


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
    with others(worker, processes - 1) as hand_out:
        for item in items:
            turn = _Turn(item)
            turns.append(turn)
            if isinstance(item, Work):
                if sum(turn.is_under_way for turn in turns) < _HANDED_OUT * (processes - 1):
                    turn.future = hand_out(item)
                else:
                    turn.cleaned = worker(item.cleaner, item.part)
            while turns and (len(turns) > _AHEAD * processes or not turns[0].is_under_way):
                yield turns.popleft().result()
        while turns:
            yield turns.popleft().result()
