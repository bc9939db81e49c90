"""Parts are cleaned here, or in other processes; either way the results come in the order of the parts."""

from collections.abc import Generator, Iterable
from typing import Any

from arnorm.corpus.workers import Work, Worker


def in_order(items: Iterable[Any], worker: Worker, processes: int) -> Generator[Any]:
    """Yield the items, each Work of them as its Done; what is no Work comes as it is, in its place."""
    if processes > 1:
        from arnorm.corpus.spread import spread  # slow to import

        yield from spread(items, worker, processes)
        return
    for item in items:
        yield item.done(worker(item.cleaner, item.part)) if isinstance(item, Work) else item
