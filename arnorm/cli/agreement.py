"""Which options of `arnorm clean` go together: one that cannot apply is an error."""

from collections.abc import Sequence
from pathlib import Path

from arnorm.corpus.encodings import UTF8
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
        if job.target is not None and format_of(job.target) not in ("text", formats[job]):
            raise ArnormError(f"{job.target}: {job.name} is {formats[job]}, and its result will be; change the name")


def _about_outputs(run: Run, jobs: Sequence[Job]) -> None:
    to_files = any(job.target is not None for job in jobs)
    if not run.write and to_files:
        raise ArnormError("--check and --diff write nothing; leave --output and --in-place out")
    if run.resume and not to_files:
        raise ArnormError("--resume skips outputs that are finished; name them with --output or --in-place")
    if run.line_buffered and (to_files or run.processes > 1):
        raise ArnormError("--line-buffered is for stdout, and for one process")


def for_summary(path: Path | None, run: Run, jobs: Sequence[Job]) -> None:
    """Raise ArnormError where the summary would stand amid the text."""
    if path == Path("-") and (run.diff is not None or (run.write and any(job.target is None for job in jobs))):
        raise ArnormError("--summary -: stdout has the text; name a file, or an --output for the text")
