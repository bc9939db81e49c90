"""What is handed out to be cleaned, and what comes back."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from arnorm.pipeline import Pipeline
from arnorm.profile import StageProfile

Segment = tuple[list[str], list[str]]
"""Lines of the input and the lines that they became, as small as the pipeline allows."""


class Part(NamedTuple):
    """A part of a source: whole lines or records, or a piece of an endless line with what stands beside it."""

    body: Any
    """Bytes; in a Parquet file a record batch."""
    first: bool
    """Whether the source begins with it."""
    left: bytes = b""
    right: bytes = b""


class Problem(NamedTuple):
    """Something wrong in a part."""

    line: int
    """The line of the part that it begins in, from 0; in a Parquet file the row."""
    message: str
    offset: int | None = None
    """The byte of the part, from 0."""
    record: bytes = b""
    """The record as it was, its line end included."""


@dataclass
class Tally:
    """What was counted; tallies add up."""

    lines_in: int = 0
    lines_out: int = 0
    records: int = 0
    code_points_in: int = 0
    code_points_out: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


@dataclass
class Cleaned:
    """A part that was cleaned."""

    data: Any
    """What is to be written, of the part's type."""
    tally: Tally
    changed: bool
    problems: list[Problem] = field(default_factory=list)
    """Bad records; they stand unchanged in `data` unless they are to be kept apart."""
    fatal: Problem | None = None
    """What ends the source here; `data` holds what came before it."""
    segments: list[Segment] | None = None
    """All lines in pairs, where they are asked for."""
    profiles: list[StageProfile] = field(default_factory=list)
    """What each stage did, where that is asked for."""


class Cleaner(Protocol):
    """How the parts of one source are cleaned; it is small, and is sent to other processes."""

    def __call__(self, pipeline: Pipeline, part: Part) -> Cleaned:
        """Clean one part."""
        ...
