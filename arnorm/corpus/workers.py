"""Parts are cleaned here, or in other processes; either way the results come in the order of the parts."""

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, NamedTuple

from arnorm.corpus.part import Cleaned, Cleaner, Part
from arnorm.errors import ArnormError
from arnorm.pipeline import Pipeline


class WorkerError(ArnormError):
    """A worker process is gone, and the run with it."""


class Worker:
    """Cleans parts with a pipeline; a profiled one tells what each stage did. It can be sent to other processes."""

    def __init__(self, pipeline: Pipeline, *, profiled: bool = False) -> None:
        self._given, self._profiled = pipeline, profiled
        self._pipeline, self._profiles = pipeline.profiled() if profiled else (pipeline, [])

    def __reduce__(self) -> tuple[Callable[..., "Worker"], tuple[Pipeline]]:
        return partial(Worker, profiled=self._profiled), (self._given,)

    def warm_up(self) -> None:
        """Build what the first part would have to wait for."""
        self._pipeline("")

    def __call__(self, cleaner: Cleaner, part: Part) -> Cleaned:
        """Clean one part."""
        cleaned = cleaner(self._pipeline, part)
        cleaned.profiles = [profile.taken() for profile in self._profiles]
        return cleaned


class Work(NamedTuple):
    """A part that is to be cleaned."""

    cleaner: Cleaner
    part: Part
    position: int
    """How much of the source has been read."""

    def done(self, cleaned: Cleaned) -> "Done":
        """Return the part as it was cleaned."""
        return Done(cleaned, len(self.part.body), self.position)


class Done(NamedTuple):
    """A part that was cleaned."""

    cleaned: Cleaned
    size: int
    """The part's length."""
    position: int


def in_order(items: Iterable[Any], worker: Worker, processes: int) -> Generator[Any]:
    """Yield the items, each Work of them as its Done; what is no Work comes as it is, in its place."""
    if processes > 1:
        from arnorm.corpus.processes import spread  # slow to import

        yield from spread(items, worker, processes)
        return
    for item in items:
        yield item.done(worker(item.cleaner, item.part)) if isinstance(item, Work) else item
