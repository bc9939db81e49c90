r"""The stage specification: one line of text that says which stages run, in which order, with which options.

Stages are separated by commas, options by colons, several values by plus signs; a backslash escapes `, : + = \`
and a space at either end of a value:

    strip-diacritics:keep=shadda+tanween,unify-alef:wide,pair-quotes:style=guillemets

A preset's name stands for its stages, a stage written after it replaces the same stage in it, and `-NAME` takes one
out. `protect=url+email` (or `protect=` for nothing) says which entities no stage may touch.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from arnorm.errors import ArnormError, unknown
from arnorm.presets import Preset, presets
from arnorm.protect import ENTITIES
from arnorm.stage import Value
from arnorm.stages import Stages

STAGES = Stages()


@dataclass
class Selection:
    """What a specification asks for: stages by name with the options that are not at their default, and protection."""

    stages: dict[str, dict[str, Value]] = field(default_factory=dict)
    protect: frozenset[str] = frozenset(ENTITIES)

    @property
    def spec(self) -> str:
        """The specification again, in its shortest form."""
        parts = [] if self.protect == frozenset(ENTITIES) else ["protect=" + _plus(_in_order(self.protect))]
        for name, options in self.stages.items():
            parts.append(":".join([name, *(_option(name, key, value) for key, value in options.items())]))
        return ",".join(parts)


def parse(spec: str) -> Selection:
    """Return what a specification asks for; ArnormError names what is wrong in it, and what is allowed."""
    return select([spec])


def select(parts: Iterable[str], protect: Iterable[str] | None = None) -> Selection:
    """Return what a list of specification parts asks for, in order."""
    selection = Selection()
    chosen = None if protect is None else _entities(protect)
    known = presets()
    for part in chain.from_iterable(_split(part, ",") for part in parts):
        part = re.sub(r"^\s+|(?<!\\)\s+$", "", part)
        if not part:
            raise ArnormError("a stage's name is missing: two commas stand side by side, or the specification is empty")
        name, *options = _split(part, ":")
        if part.startswith("protect="):
            chosen = _entities(_split(part.removeprefix("protect="), "+"))
        elif part.startswith("-"):
            if part[1:] not in selection.stages:
                raise unknown("stage to take out,", part[1:], selection.stages)
            del selection.stages[part[1:]]
        elif part in known:
            _include(selection, known[part])
        elif name in STAGES:
            selection.stages[name] = STAGES[name].options_from(_options(name, options))
        elif name in known:
            raise ArnormError(f"{name} is a preset and takes no options; change one of its stages: {name},STAGE:OPTION")
        else:
            raise unknown("stage or preset", name, [*STAGES, *known])
    if chosen is not None:
        selection.protect = chosen
    if not selection.stages:
        raise ArnormError("no stage is left: name at least one; see `arnorm stages`")
    return selection


def _include(selection: Selection, preset: Preset) -> None:
    included = select(preset.stages, preset.protect)
    for name, options in included.stages.items():
        # One that was there already stands where the preset has it, too.
        selection.stages.pop(name, None)
        selection.stages[name] = options
    selection.protect = included.protect


def _options(stage: str, parts: list[str]) -> dict[str, tuple[str, ...] | None]:
    options: dict[str, tuple[str, ...] | None] = {}
    for part in parts:
        key, *value = _split(part, "=", 1)
        if key in options:
            raise ArnormError(f"{stage}:{key} is given twice")
        options[key] = tuple(map(_unescape, _split(value[0], "+"))) if value else None
    return options


def _entities(names: Iterable[str]) -> frozenset[str]:
    chosen = [name for name in names if name]
    for name in chosen:
        if name not in ENTITIES:
            raise unknown("entity to protect,", name, ENTITIES)
    return frozenset(chosen)


def _option(stage: str, key: str, value: Value) -> str:
    values = STAGES[stage].options[key].unparse(value)
    return key if values is None else f"{key}={_plus(values)}"


def _in_order(names: frozenset[str]) -> list[str]:
    return [name for name in ENTITIES if name in names]


def _plus(values: Iterable[str]) -> str:
    return "+".join(re.sub(r"([\\,:+=]|^\s|\s$)", r"\\\1", value) for value in values)


def _split(text: str, separator: str, times: int = -1) -> list[str]:
    r"""Split at a separator that no backslash escapes."""
    parts = [""]
    for token in re.findall(r"\\.|[\s\S]", text):
        if token == separator and times:
            parts.append("")
            times -= 1
        else:
            parts[-1] += token
    return parts


def _unescape(text: str) -> str:
    return re.sub(r"\\([\s\S])", r"\1", text)
