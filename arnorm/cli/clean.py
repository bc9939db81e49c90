"""`arnorm clean`: the main job."""

import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import click

from arnorm.cli.agreement import agree, for_summary
from arnorm.cli.pipelines import chosen, pipeline_options
from arnorm.cli.progress import progress
from arnorm.cli.summary import profile_table, summary, write_summary
from arnorm.corpus.encodings import AUTO, ERRORS, UTF8, known
from arnorm.corpus.jobs import jobs
from arnorm.corpus.run import Run
from arnorm.corpus.sources import FORMATS, Reading


class _InPlace(click.Command):
    """A command whose -i takes a suffix only where one is written onto it, as sed's does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give every -i its value, be it empty."""
        end = args.index("--") if "--" in args else len(args)
        given: list[str] = []
        for arg in args[:end]:
            short = re.fullmatch(r"-(q?)i=?(.*)", arg)
            given += ["-q"] if short and short[1] else []
            given.append(f"--in-place={short[2]}" if short else "--in-place=" if arg == "--in-place" else arg)
        return super().parse_args(ctx, given + args[end:])


class _Path(click.Path):
    """A path; none is empty, as that of a shell variable is that was never set."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return it as a Path."""
        if not value:
            self.fail("a path is empty; name a file, or `.` for this folder", param, ctx)
        return super().convert(value, param, ctx)


# Whether it can be read is told of each file when its turn comes.
_PATH = _Path(path_type=Path, readable=False, allow_dash=True)


@click.command(cls=_InPlace, short_help="Clean text files, folders of them, or stdin.")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
@pipeline_options
@click.option("-o", "--output", type=_PATH, metavar="OUT", help="A file, or a folder that mirrors several inputs.")
@click.option("-i", "--in-place", metavar="[=SUFFIX]", help="Rewrite the files; with a suffix the old ones are kept.")
@click.option("--glob", "globs", multiple=True, metavar="GLOB", help="In folders, only files that match; may repeat.")
@click.option(
    "-j", "--jobs", "processes", type=click.IntRange(1), default=1, metavar="N", help="Processes (default: 1)."
)
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="The format (default: by file name).")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME", help="A field to clean, or a column or its number; may repeat."
)
@click.option("--explode", is_flag=True, help="Make a record of each line of the cleaned text.")
@click.option("--quarantine", type=_PATH, metavar="FILE", help="Keep bad records here, not in the output; -i adds.")
@click.option("-e", "--encoding", default=UTF8, metavar="NAME", help="Of the input (default: utf-8); or `auto`.")
@click.option("--to", default=UTF8, metavar="NAME", help="The encoding of the output (default: utf-8).")
@click.option(
    "--errors",
    type=click.Choice(list(ERRORS)),
    default="strict",
    help="About what an encoding lacks (default: strict).",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
@click.option("--diff", is_flag=True, help="Like --check, and print what would change.")
@click.option("--resume", is_flag=True, help="Skip outputs that an earlier run has finished.")
@click.option("--line-buffered", is_flag=True, help="Write lines as soon as they are read.")
@click.option("--summary", "summary_path", type=_PATH, metavar="FILE", help="Write what was done as JSON; - is stdout.")
@click.option("--profile", is_flag=True, help="Print what each stage cost and changed, on stderr.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("--progress/--no-progress", "bar", default=None, help="A bar on stderr (default: on a terminal).")
@click.pass_context
def clean(
    ctx: click.Context,
    paths: tuple[Path, ...],
    preset: str | None,
    stages: str | None,
    config: str | None,
    output: Path | None,
    in_place: str | None,
    globs: tuple[str, ...],
    processes: int,
    form: str | None,
    fields: tuple[str, ...],
    explode: bool,
    quarantine: Path | None,
    encoding: str,
    to: str,
    errors: str,
    check: bool,
    diff: bool,
    resume: bool,
    line_buffered: bool,
    summary_path: Path | None,
    profile: bool,
    quiet: bool,
    bar: bool | None,
) -> int:
    """Clean Arabic text: each PATH, the files of a folder, or stdin where there is none or it is `-`.

    The text goes to stdout unless -o or -i says otherwise. A file is written under a temporary name and then renamed:
    it is the old one or the new one, whole, and may be the input itself. What cannot be read is reported with its
    file, line and byte, the rest is cleaned, and the exit code is 2. Names that end in .gz .bz2 .xz .zst are read and
    written compressed.

    \b
    echo 'كِتابٌ ، و قلم .' | arnorm clean
    arnorm clean -p repair -i *.txt
    arnorm clean -s strip-diacritics:keep=shadda,unify-alef book.txt -o clean.txt
    arnorm clean -j 4 books -o clean --resume
    arnorm clean posts.jsonl.gz --field text --explode -o sentences.jsonl.gz
    """  # noqa: D301
    if not paths and sys.stdin.isatty() and len(sys.argv) <= 2:
        click.echo(ctx.get_help())
        return 0
    begun = time.perf_counter()
    # A run that is told to stop ends as with Ctrl-C: without a trace of the file that it was writing.
    for stop in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(stop) == signal.SIG_DFL:  # under nohup it is not
            signal.signal(stop, lambda number, _: sys.exit(128 + number))
    pipeline = chosen(preset, stages, config)
    todo = jobs(paths, output, in_place=in_place is not None, suffix=in_place or "", globs=globs)
    reading = Reading(
        format=form,
        fields=tuple(dict.fromkeys(fields)),
        explode=explode,
        encoding=encoding if encoding == AUTO else known(encoding),
        errors=errors,
        to=known(to),
        quarantine=quarantine is not None,
        segments=diff,
        paragraphs=pipeline.across_lines,
    )
    with progress(todo, False if quiet else bar) as (advanced, say):
        run = Run(
            pipeline,
            reading,
            failed=say,
            noted=(lambda message: None) if quiet else say,
            advanced=advanced,
            diff=(lambda line: click.echo(line, nl=False)) if diff else None,
            processes=processes,
            profiled=profile or summary_path is not None,
            write=not (check or diff),
            line_buffered=line_buffered,
            resume=resume,
            quarantine=quarantine,
        )
        agree(run, todo)
        for_summary(summary_path, run, todo)
        totals = run(todo)
        if not run.write:
            for name in totals.changed:
                run.noted(f"would change: {name}")
        elif len(todo) > 1 and todo[0].target is not None:
            done = totals.files - totals.failed
            skipped = f", {totals.skipped} finished before" if totals.skipped else ""
            run.noted(f"{done} {'file' if done == 1 else 'files'} cleaned{skipped}")
    if profile:
        click.echo(profile_table(totals.profiles.values()), err=True)
    if summary_path is not None:
        write_summary(summary_path, summary(totals, time.perf_counter() - begun))
    if not totals.well:
        return 2
    return 1 if totals.changed and not run.write else 0
