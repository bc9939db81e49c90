"""Named pipelines, and the file format in which they and the user's own are written."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from arnorm.errors import ArnormError, unknown


@dataclass(frozen=True)
class Preset:
    """A pipeline in a file: parts of a specification, what it protects (None for the default), and what it is for."""

    stages: tuple[str, ...]
    protect: tuple[str, ...] | None = None
    about: str = ""


@cache
def presets() -> Mapping[str, Preset]:
    """Return the presets that come with arnorm, by name."""
    text = Path(__file__).with_name("presets.toml").read_text(encoding="utf-8")
    return {name: from_table(table, name) for name, table in tomllib.loads(text).items()}


def from_toml(text: str, where: str) -> Preset:
    """Return the pipeline of a config file; `where` names it in errors."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ArnormError(f"{where}: not a TOML file: {error}") from None
    return from_table(table, where)


def from_table(table: Mapping[str, Any], where: str) -> Preset:
    """Return the pipeline of a TOML table with the keys `stages`, `protect` and `about`."""
    if not isinstance(table, Mapping):
        raise ArnormError(f"{where}: the keys are stages, protect and about; see `arnorm presets NAME`")
    for key, value in table.items():
        if key not in ("stages", "protect", "about"):
            raise ArnormError(f"{where}: {unknown('key', key, ('stages', 'protect', 'about'))}")
        wanted = str if key == "about" else list
        if not isinstance(value, wanted) or not all(isinstance(item, str) for item in value):
            raise ArnormError(f"{where}: {key} is to be {'a string' if key == 'about' else 'a list of strings'}")
    if "stages" not in table:
        raise ArnormError(f'{where}: it names no stages; write: stages = ["standard"]')
    protect = table.get("protect")
    return Preset(tuple(table["stages"]), None if protect is None else tuple(protect), table.get("about", ""))


def to_toml(preset: Preset) -> str:
    """Return the config file that means this preset."""
    lines = [f"about = {_quoted(preset.about)}"]
    if preset.protect is not None:
        lines.append(f"protect = [{', '.join(map(_quoted, preset.protect))}]")
    return "\n".join([*lines, "stages = [", *(f"    {_quoted(stage)}," for stage in preset.stages), "]", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
