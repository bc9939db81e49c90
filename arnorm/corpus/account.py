"""What is noted of one job while its parts come in."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from arnorm.corpus.differences import Unified
from arnorm.corpus.part import Cleaned, Problem, Tally
from arnorm.errors import ArnormError
from arnorm.profile import StageProfile

_SHOWN = 10
"""Bad records of one source that are reported one by one."""


class Sinks(NamedTuple):
    """Where news of a job go."""

    failed: Callable[[str], object]
    """Takes an error message."""
    advanced: Callable[[int], object]
    """Takes how many more bytes of the source are done."""
    diff: Callable[[str], object] | None = None
    """Takes the lines of a unified diff."""
    quarantine: BinaryIO | None = None
    """Takes bad records."""


class Account:
    """The account of one job."""

    def __init__(self, name: str, sinks: Sinks) -> None:
        self.tally = Tally()
        self.changed = False
        self.bad_records = 0
        self.profiles: dict[str, StageProfile] = {}
        self._name = name
        self._sinks = sinks
        self._diff = Unified(name)
        self._offset = 0
        self._position = 0

    def add(self, cleaned: Cleaned, size: int, position: int) -> None:
        """Take a part's results; ArnormError where the source cannot be read or written any further."""
        for problem in cleaned.problems:
            self._report(problem)
        if cleaned.fatal is not None:
            raise ArnormError(self._at(cleaned.fatal))
        if self._sinks.diff is not None:
            for line in self._diff.add(cleaned.segments or ()):
                self._sinks.diff(line)
        self.changed |= cleaned.changed
        self.tally += cleaned.tally
        add_up(self.profiles, cleaned.profiles)
        self._offset += size
        self._sinks.advanced(position - self._position)
        self._position = position

    def end(self) -> None:
        """Take the end of the source: its bad records are safe before it is replaced."""
        if self._sinks.quarantine is not None and self.bad_records:
            self._sinks.quarantine.flush()
            with suppress(OSError):  # a device or a pipe
                os.fsync(self._sinks.quarantine.fileno())
        if self.bad_records > _SHOWN:
            self._sinks.failed(f"{self._name}: {self.bad_records - _SHOWN} more bad records")
        if self._sinks.diff is not None:
            for line in self._diff.end():
                self._sinks.diff(line)

    def _report(self, problem: Problem) -> None:
        self.bad_records += 1
        if self.bad_records <= _SHOWN:
            self._sinks.failed(self._at(problem))
        if self._sinks.quarantine is not None:
            self._sinks.quarantine.write(problem.record + (b"" if problem.record.endswith(b"\n") else b"\n"))

    def _at(self, problem: Problem) -> str:
        place = f"line {self.tally.lines_in + problem.line + 1}"
        if problem.offset is not None:
            place += f", byte offset {self._offset + problem.offset}"
        return f"{self._name}: {place}: {problem.message}"


def add_up(total: dict[str, StageProfile], profiles: Iterable[StageProfile]) -> None:
    """Add profiles to those of the same stages."""
    for profile in profiles:
        if profile.name in total:
            total[profile.name] += profile
        else:
            total[profile.name] = replace(profile)
