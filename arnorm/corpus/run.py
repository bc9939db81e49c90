"""The jobs of a command line, done one after another."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from arnorm import __version__
from arnorm.corpus import files
from arnorm.corpus.account import Account, Sinks, add_up
from arnorm.corpus.jobs import STDIN, Job
from arnorm.corpus.order import in_order
from arnorm.corpus.part import Tally
from arnorm.corpus.sources import ByteSource, Reading, Source, Writer, open_source
from arnorm.corpus.stdout import Nowhere, Stdout, refuse_own_output
from arnorm.corpus.workers import Done, Work, Worker, WorkerError
from arnorm.errors import ArnormError
from arnorm.pipeline import Pipeline
from arnorm.profile import StageProfile

if TYPE_CHECKING:
    from arnorm.corpus.manifest import Manifest


@dataclass
class Totals:
    """What a run has done."""

    files: int = 0
    failed: int = 0
    changed: list[str] = field(default_factory=list)
    """The names of the sources that the pipeline changes."""
    skipped: int = 0
    bad_records: int = 0
    tally: Tally = field(default_factory=Tally)
    profiles: dict[str, StageProfile] = field(default_factory=dict)
    """What each stage did, by its name, where that was asked for."""

    @property
    def well(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.failed or self.bad_records)


@dataclass
class Run:
    """How jobs are done."""

    pipeline: Pipeline
    reading: Reading
    failed: Callable[[str], object]
    """Takes the message of an error; the run goes on."""
    noted: Callable[[str], object]
    """Takes what is worth knowing."""
    advanced: Callable[[int], object] = int
    """Takes how many more bytes of the sources are done."""
    diff: Callable[[str], object] | None = None
    """Takes the lines of a unified diff."""
    processes: int = 1
    profiled: bool = False
    """Whether each stage's changes and seconds are counted, which takes time."""
    write: bool = True
    """Whether outputs are written; else only looked at for changes."""
    line_buffered: bool = False
    resume: bool = False
    quarantine: Path | None = None

    def __post_init__(self) -> None:
        self._given_up: set[Job] = set()
        self._manifests: dict[Path, Manifest] = {}
        self._stdout = Stdout()

    def __call__(self, jobs: Sequence[Job]) -> Totals:
        """Do the jobs in order; a failure is reported, and the next job begins."""
        todo = [job for job in jobs if not (self.resume and self._is_done(job))]
        totals = Totals(skipped=len(jobs) - len(todo))
        if self.resume:
            files.clear_away(job.target for job in todo if job.target is not None)
        with contextlib.ExitStack() as stack:
            results = in_order(self._read(todo), Worker(self.pipeline, profiled=self.profiled), self.processes)
            stack.enter_context(contextlib.closing(results))
            bad_records = stack.enter_context(self._bad_records(todo))
            for job in todo:
                account = Account(job.name, Sinks(self.failed, self.advanced, self.diff, bad_records))
                of_this_job = _until_end(results)
                try:
                    self._do(job, of_this_job, account)
                except (BrokenPipeError, WorkerError):
                    raise
                except (ArnormError, OSError) as error:
                    self._given_up.add(job)
                    totals.failed += 1
                    writing = str(job.target or "stdout")
                    self.failed(_said(error, writing) if isinstance(error, OSError) else str(error))
                with contextlib.suppress(ArnormError, OSError):
                    for _ in of_this_job:
                        pass  # what was read ahead of a job that was given up is of no use
                totals.files += 1
                totals.bad_records += account.bad_records
                totals.tally += account.tally
                add_up(totals.profiles, account.profiles.values())
                totals.changed += [job.name] if account.changed else []
        return totals

    def _bad_records(self, jobs: Sequence[Job]) -> contextlib.AbstractContextManager[BinaryIO | None]:
        """Open where bad records go, if they are kept apart."""
        if self.quarantine is None:
            return contextlib.nullcontext()
        # A file that is rewritten in place has its bad records no longer: theirs are added to those of earlier runs.
        in_place = any(job.source == job.target for job in jobs)
        return files.adding(self.quarantine) if in_place else files.replacing(self.quarantine)

    def _read(self, jobs: Sequence[Job]) -> Iterator[Any]:
        """Yield for each job its source, the work on its parts, and None; or what went wrong, and None."""
        for job in jobs:
            try:
                with _opened(job) as (stream, position):
                    source = open_source(stream, job.name, job.format(self.reading.format), self.reading)
                    yield source
                    for part in source.parts():
                        yield Work(source.cleaner, part, position())
                        if job in self._given_up:
                            break
            except ArnormError as error:
                yield error
            except OSError as error:
                yield ArnormError(_said(error, job.name))
            yield None

    def _do(self, job: Job, results: Iterator[Any], account: Account) -> None:
        source: Source = next(results)
        if isinstance(source, ByteSource) and source.guessed:
            self.noted(f"{job.name}: read as {source.guessed}")
        with self._output(job, source) as output:
            done: Done
            for done in results:
                output.write(done.cleaned.data)
                account.add(*done)
                if self.line_buffered:
                    sys.stdout.buffer.flush()
            account.end()
            if job.backup is not None:
                with files.replacing(job.backup, like=job.source) as copy, job.source.open("rb") as old:
                    copy.writelines(old)
        if job.target is None or job.source == STDIN or not self.write:
            return
        if not account.bad_records and (self.resume or job.folder):
            self._manifest(job.target, job.folder).add(job.source, job.target)

    @contextlib.contextmanager
    def _output(self, job: Job, source: Source) -> Iterator[Writer]:
        """Open where a job's results go."""
        if not self.write:
            yield Nowhere()
        elif job.target is None:
            refuse_own_output(job)
            self._stdout.begin()
            with source.writer(self._stdout) as writer:
                yield writer
            sys.stdout.buffer.flush()
        else:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            with files.writing(job.target) as file, source.writer(file) as writer:
                yield writer

    def _manifest(self, target: Path, folder: Path | None) -> "Manifest":
        from arnorm.corpus.manifest import Manifest  # with json, and seldom wanted

        folder = folder or target.parent
        if folder not in self._manifests:
            try:
                contents = list(map(Path.read_bytes, self.pipeline.files))
            except OSError as error:
                raise ArnormError(_said(error, "")) from None
            way = f"{__version__} {self.pipeline.spec} {self.reading}"
            self._manifests[folder] = Manifest(folder, b"\n".join([way.encode(), *contents]))
        return self._manifests[folder]

    def _is_done(self, job: Job) -> bool:
        return job.target is not None and self._manifest(job.target, job.folder).has(job.source, job.target)


def _until_end(results: Iterator[Any]) -> Iterator[Any]:
    """Yield one job's results; raise what went wrong in its place."""
    for item in results:
        if item is None:
            return
        if isinstance(item, Exception):
            next(results)
            raise item
        yield item


@contextlib.contextmanager
def _opened(job: Job) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    if job.source == STDIN:
        yield sys.stdin.buffer, lambda: 0
    else:
        with files.reading(job.source) as opened:
            yield opened


def _said(error: OSError, name: str) -> str:
    return f"{error.filename or name}: {error.strerror}"
