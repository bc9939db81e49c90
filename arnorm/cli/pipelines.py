"""The options that choose a pipeline, the same for every command that takes one."""

from collections.abc import Callable
from typing import TypeVar

import click

from arnorm.errors import ArnormError
from arnorm.pipeline import Pipeline

_Function = TypeVar("_Function", bound=Callable[..., object])


def pipeline_options(function: _Function) -> _Function:
    """Give a command the options -p, -s and -c."""
    for option in (
        click.option(
            "-c", "--config", metavar="FILE", help="A config file; `arnorm presets NAME` prints one to start from."
        ),
        click.option(
            "-s", "--stages", metavar="SPEC", help="Stages with their options: strip-diacritics:keep=shadda,unify-alef."
        ),
        click.option("-p", "--preset", metavar="NAME", help="A preset (default: standard); see `arnorm presets`."),
    ):
        function = option(function)
    return function


def chosen(preset: str | None, stages: str | None, config: str | None) -> Pipeline:
    """Return the pipeline that these options choose."""
    given = {"--preset": preset, "--stages": stages, "--config": config}
    several = [name for name, value in given.items() if value is not None]
    if len(several) > 1:
        raise ArnormError(
            f"{' and '.join(several)} exclude each other. "
            "To change a preset, name it in the stages: --stages standard,-split-sentences"
        )
    if config is not None:
        return Pipeline.load(config)
    if stages is not None:
        return Pipeline(stages)
    return Pipeline.preset(preset if preset is not None else "standard")
