"""What a command line asks for, as a list of jobs: from where, to where."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from arnorm.corpus.decode import decode
from arnorm.corpus.encodings import UTF8
from arnorm.corpus.files import replacing
from arnorm.errors import ArnormError
from arnorm.pipeline import Pipeline

STDIN = Path("-")


@dataclass(frozen=True)
class Job:
    """One text to clean."""

    source: Path
    """A file, or STDIN."""
    target: Path | None
    """A file, or None for stdout."""


def jobs(paths: Sequence[Path], output: Path | None = None, *, in_place: bool = False) -> list[Job]:
    """Return the jobs for some paths; with several of them `output` is a folder that takes files of the same names."""
    paths = paths or [STDIN]
    if in_place:
        if STDIN in paths:
            raise ArnormError("--in-place rewrites files, and stdin is none: name a file, or leave --in-place out")
        if output is not None:
            raise ArnormError("--in-place and --output exclude each other: the result goes to one place")
        return [Job(path, path) for path in paths]
    if output is None:
        return [Job(path, None) for path in paths]
    if len(paths) == 1 and not output.is_dir():
        return [Job(paths[0], output)]
    if output.exists() and not output.is_dir():
        raise ArnormError(f"{output}: with several inputs --output is a folder, and this is a file")
    found: dict[Path, Path] = {}
    for path in paths:
        target = output / ("stdin" if path == STDIN else path.name)
        if target in found:
            raise ArnormError(f"{found[target]} and {path} would both become {target}: clean them one by one")
        found[target] = path
    return [Job(source, target) for target, source in found.items()]


@dataclass(frozen=True)
class Cleaner:
    """How texts are read, cleaned and written."""

    pipeline: Pipeline
    encoding: str = UTF8
    errors: str = "strict"

    def run(self, jobs: Sequence[Job], report: Callable[[str], None]) -> bool:
        """Do the jobs in order and return whether all went well; a failure is reported, and the next job begins."""
        well = True
        ended = True
        for job in jobs:
            try:
                if job.target is not None:
                    job.target.parent.mkdir(parents=True, exist_ok=True)
                with _open(job) as (source, target):
                    if job.target is None and not ended:
                        target.write(b"\n")
                    for piece in self._cleaned(source, job.source):
                        target.write(piece)
                        ended = piece.endswith(b"\n")
            except BrokenPipeError:
                raise
            except ArnormError as error:
                report(str(error))
                well = False
            except OSError as error:
                report(f"{error.filename or job.source}: {error.strerror}")
                well = False
        return well

    def _cleaned(self, source: BinaryIO, path: Path) -> Iterator[bytes]:
        name = "stdin" if path == STDIN else str(path)
        pieces = decode(source, name, self.encoding, self.errors)
        return (text.encode(UTF8, "surrogatepass") for text in self.pipeline.stream(pieces) if text)


@contextmanager
def _open(job: Job) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    source = sys.stdin.buffer if job.source == STDIN else job.source.open("rb")
    try:
        if job.target is not None:
            with replacing(job.target) as target:
                yield source, target
            return
        _refuse_own_output(source, job.source)
        yield source, sys.stdout.buffer
        sys.stdout.buffer.flush()
    finally:
        if job.source != STDIN:
            source.close()


def _refuse_own_output(source: BinaryIO, path: Path) -> None:
    """Raise ArnormError where stdout is the file that is read: it would grow for ever, or is empty already."""
    try:
        ours, theirs = os.fstat(source.fileno()), os.fstat(sys.stdout.buffer.fileno())
    except (OSError, ValueError):
        return
    if os.path.samestat(ours, theirs) and not os.isatty(source.fileno()) and path != STDIN:
        raise ArnormError(f"{path}: the shell writes the output onto this input; use --in-place, or -o {path}")
