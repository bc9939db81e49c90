"""`arnorm presets`: the presets, and one of them as a config file."""

import click

from arnorm.errors import unknown
from arnorm.presets import presets as known
from arnorm.presets import to_toml


@click.command(short_help="List the presets, or print one as a config file.")
@click.argument("name", required=False)
def presets(name: str | None) -> None:
    """Print the presets, or with a NAME that preset as a config file to start from (`arnorm clean -c FILE`)."""
    found = known()
    if name is None:
        width = max(map(len, found))
        for each, preset in found.items():
            click.echo(f"{each:{width}}  {preset.about}")
        return
    if name not in found:
        raise unknown("preset", name, found)
    click.echo(to_toml(found[name]), nl=False)
