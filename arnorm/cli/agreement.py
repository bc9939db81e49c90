"""Which options of `arnorm clean` go together: one that cannot apply is an error."""

import os
from collections.abc import Sequence
from pathlib import Path

from arnorm.corpus.encodings import AUTO, UTF8
from arnorm.corpus.files import is_no_file
from arnorm.corpus.jobs import Job
from arnorm.corpus.run import Run
from arnorm.corpus.sources import RECORDS, format_of
from arnorm.errors import ArnormError

_LINES = ("jsonl", "csv", "tsv")
"""The formats whose records are lines of text."""


def agree(run: Run, jobs: Sequence[Job]) -> None:
    """Raise ArnormError where options contradict each other, or the jobs."""
    _about_formats(run, jobs)
    _about_outputs(run, jobs)
    _beside(run.quarantine, "--quarantine", jobs)


def _about_formats(run: Run, jobs: Sequence[Job]) -> None:
    reading = run.reading
    formats = {job: job.format(reading.format) for job in jobs}
    records = [job for job in jobs if formats[job] in RECORDS]
    if records and not reading.fields:
        name, form = records[0].name, formats[records[0]]
        what = "columns hold" if form in ("csv", "tsv", "parquet") else "fields hold"
        raise ArnormError(f"{name}: which {what} the text? Name each: --field NAME. ({form}; else say --format text)")
    for option, value, allowed in (
        ("--field", reading.fields, RECORDS),
        ("--explode", reading.explode, RECORDS),
        ("--quarantine", reading.quarantine, _LINES),
        ("--to", reading.to != UTF8, ("text", *_LINES)),
        ("--encoding", reading.encoding != UTF8, ("text", *_LINES)),
    ):
        if value and not any(form in allowed for form in formats.values()):
            raise ArnormError(f"{option} applies to {', '.join(allowed)}, and {jobs[0].name} is {formats[jobs[0]]}")
    if reading.explode and len(reading.fields) > 1:
        raise ArnormError("--explode repeats a record for each line of one field; name one with --field")
    if run.write and len(jobs) > 1 and any(formats[job] == "parquet" and job.target is None for job in jobs):
        raise ArnormError("several files on stdout would be no Parquet file; name a folder with --output")
    if run.diff is not None and "parquet" in formats.values():
        raise ArnormError("--diff shows lines, and Parquet has none; --check says whether a file would change")
    for job in jobs:
        if job.target is not None and format_of(job.target) not in ("text", formats[job], format_of(job.source)):
            raise ArnormError(f"{job.target}: {job.name} is {formats[job]}, and its result will be; change the name")


def _about_outputs(run: Run, jobs: Sequence[Job]) -> None:
    to_files = any(job.target is not None for job in jobs)
    if not run.write and (to_files or run.quarantine):
        raise ArnormError("--check and --diff write nothing; leave --output, --in-place and --quarantine out")
    to = run.reading.to
    if run.write and len(jobs) > 1 and not to_files and "\n".encode(to) != b"\n":
        raise ArnormError(f"several texts on stdout would be no text in {to}; name a folder with --output")
    if run.resume and not to_files:
        raise ArnormError("--resume skips outputs that are finished; name them with --output or --in-place")
    if run.line_buffered and (to_files or run.processes > 1):
        raise ArnormError("--line-buffered is for stdout, and for one process")
    if run.line_buffered and run.reading.encoding == AUTO:
        raise ArnormError("--line-buffered cannot wait for the text that `-e auto` guesses from; name the encoding")


def _beside(path: Path | None, option: str, jobs: Sequence[Job], others: Sequence[Path | None] = ()) -> None:
    """Raise ArnormError where a file that is written beside the texts cannot be, or would overwrite one of them."""
    if path is None:
        return
    if path == Path("-"):
        raise ArnormError(f"{option} -: stdout has the text; name a file")
    if path.is_dir():
        raise ArnormError(f"{option}: {path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise ArnormError(f"{option}: {path.parent}: there is no such folder; name a file")
    used = (*others, *(name for job in jobs for name in (job.source, job.target, job.backup)))
    if not is_no_file(path) and os.path.realpath(path) in {os.path.realpath(name) for name in used if name}:
        raise ArnormError(f"{option} {path}: this file is read or written by the same run; name another")


def for_summary(path: Path | None, run: Run, jobs: Sequence[Job]) -> None:
    """Raise ArnormError where the summary would stand amid the text, or overwrite some."""
    if path != Path("-"):
        _beside(path, "--summary", jobs, [run.quarantine])
    elif run.diff is not None or (run.write and any(job.target is None for job in jobs)):
        raise ArnormError("--summary -: stdout has the text; name a file, or an --output for the text")
