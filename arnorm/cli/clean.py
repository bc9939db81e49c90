"""`arnorm clean`: the main job."""

import sys
from pathlib import Path

import click

from arnorm.cli import fail
from arnorm.cli.pipelines import chosen, pipeline_options
from arnorm.corpus.decode import ERRORS
from arnorm.corpus.encodings import UTF8, known
from arnorm.corpus.jobs import Cleaner, jobs


@click.command(short_help="Clean text files, or stdin.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[PATH]...")
@pipeline_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write here: a file, or a folder for several inputs.",
)
@click.option("-i", "--in-place", is_flag=True, help="Rewrite the files themselves.")
@click.option(
    "-e",
    "--encoding",
    default=UTF8,
    show_default=True,
    metavar="NAME",
    help="The encoding of the input; the output is UTF-8.",
)
@click.option(
    "--errors",
    type=click.Choice(list(ERRORS)),
    default="strict",
    show_default=True,
    help="What to do about bytes that are not in the encoding.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.pass_context
def clean(
    ctx: click.Context,
    paths: tuple[Path, ...],
    preset: str | None,
    stages: str | None,
    config: str | None,
    output: Path | None,
    in_place: bool,
    encoding: str,
    errors: str,
    quiet: bool,
) -> int:
    r"""Clean Arabic text: each PATH, or stdin where there is none or it is `-`.

    The text goes to stdout unless -o or -i says otherwise. A file is written under a temporary name and then renamed:
    it is the old one or the new one, whole, and may be the input itself. Text that cannot be read is reported with
    its file, line and byte, the other files are cleaned, and the exit code is 2.

    \b
    echo 'كِتابٌ ، و قلم .' | arnorm clean
    arnorm clean -p repair -i *.txt
    arnorm clean -s strip-diacritics:keep=shadda,unify-alef book.txt -o clean.txt
    arnorm clean -s standard,-split-sentences,pair-quotes:style=straight book.txt
    """
    if not paths and sys.stdin.isatty() and len(sys.argv) <= 2:
        click.echo(ctx.get_help())
        return 0
    cleaner = Cleaner(chosen(preset, stages, config), known(encoding), errors)
    todo = jobs(paths, output, in_place=in_place)
    well = cleaner.run(todo, fail)
    written = [job for job in todo if job.target is not None]
    if well and len(written) > 1 and not quiet:
        click.echo(f"{len(written)} files cleaned", err=True)
    return 0 if well else 2
