"""`arnorm stages`: the catalogue, and one stage's page."""

import click

from arnorm.cli.pages import stage_as_data, stage_page, stage_table
from arnorm.errors import unknown
from arnorm.spec import STAGES


@click.command(short_help="List the stages, or print one stage's page.")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def stages(name: str | None, as_json: bool) -> None:
    """Print the catalogue of stages, or with a NAME that stage's page: options, example, what is lost."""
    if name is not None and name not in STAGES:
        raise unknown("stage", name, STAGES)
    if as_json:
        import msgspec

        data = stage_as_data(STAGES[name]) if name else [stage_as_data(stage) for stage in STAGES.values()]
        click.echo(msgspec.json.format(msgspec.json.encode(data)).decode())
    elif name is not None:
        click.echo(stage_page(STAGES[name]))
    else:
        click.echo(stage_table(STAGES.values()))
