"""What cleans parts, here or in another process."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

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
