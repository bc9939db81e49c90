"""The command line: one module a command, loaded when it is asked for."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from arnorm.errors import ArnormError, unknown

COMMANDS = ("clean", "stages", "presets")


class Commands(click.Group):
    """The commands, each imported only when it is run or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the catalogue above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"arnorm.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, or fail with the nearest one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise unknown("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where the reader of its output has gone, which is its right, end quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            return 0


def _version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from arnorm import __version__

        click.echo(f"arnorm {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def arnorm() -> None:
    """Normalize Arabic text: pipe files through small stages, and damage nothing.

    \b
    arnorm clean book.txt > clean.txt        the main job, with the preset `standard`
    arnorm clean -p search *.txt -o index/   another preset, many files
    arnorm stages                            what there is to choose from
    """  # noqa: D301


def main() -> Any:
    """Run the command line and exit: 0 done, 1 a check failed, 2 a usage or data error."""
    # numpy would start threads for linear algebra, here and in every worker process; there is none to do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_closed_streams()
    try:
        code = arnorm.main(prog_name="arnorm", standalone_mode=False)
    except OSError as error:
        fail(f"{error.filename or 'stdout'}: {error.strerror}")
        code = 2
    except ArnormError as error:
        fail(str(error))
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    try:
        sys.stdout.flush()
    except OSError as error:
        _drop_output()
        if not code:
            fail(f"stdout: {error.strerror}")
            code = 2
    sys.exit(code)


def _open_closed_streams() -> None:
    """Give the program streams in place of those that it was started without: they cannot be read or written."""
    for name, way in (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            stream = open(os.open(os.devnull, way), "r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, stream)


def _drop_output() -> None:
    """Leave nothing to flush when Python exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str) -> None:
    """Print an error on stderr."""
    click.echo(f"arnorm: {message}", err=True)
