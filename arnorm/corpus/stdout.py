"""Standard output, as a place to write texts to."""

import io
import os
import sys
from typing import Any

from arnorm.corpus.jobs import STDIN, Job
from arnorm.errors import ArnormError


class Stdout(io.RawIOBase):
    """Stdout, where every text begins on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._last = b"\n"
        self._begins = False

    def begin(self) -> None:
        """Let another text begin."""
        self._begins = True

    def writable(self) -> bool:
        """Say that this is to be written to."""
        return True

    def write(self, data: Any) -> int:
        """Write some bytes."""
        if not data:
            return 0
        if self._begins and not self._last.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
        self._begins, self._last = False, bytes(data[-1:])
        return sys.stdout.buffer.write(data)


class Nowhere:
    """Where nothing is written."""

    def write(self, data: object) -> int:
        """Write nothing."""
        return 0


def refuse_own_output(job: Job) -> None:
    """Raise ArnormError where stdout is the file that is read: it would grow for ever, or is empty already."""
    if job.source == STDIN:
        return
    try:
        ours, theirs = job.source.stat(), os.fstat(sys.stdout.buffer.fileno())
    except (OSError, ValueError):
        return
    if os.path.samestat(ours, theirs) and job.source.is_file():
        raise ArnormError(
            f"{job.source}: the shell writes the output onto this input; use --in-place, or -o {job.source}"
        )
