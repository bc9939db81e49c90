"""What the catalogue looks like on the screen; everything comes from the stages' declarations."""

from collections.abc import Iterable
from typing import Any

from arnorm.stage import Option, Stage, Value
from arnorm.touched import changes, ranges, reads

_MOST_RANGES = 40
"""How many ranges of code points a page shows."""
_EFFECTS = {
    "repair": "repair (a reader of the text loses nothing)",
    "fold": "fold (lossy on purpose)",
    "layout": "layout (moves line ends)",
}


def stage_table(stages: Iterable[Stage]) -> str:
    """Return the catalogue, a line a stage."""
    stages = list(stages)
    width = max(len(stage.name) for stage in stages)
    return "\n".join(f"{stage.name:{width}}  {stage.effect:6}  {stage.summary}" for stage in stages)


def stage_page(stage: Stage) -> str:
    """Return all that a user needs to know of a stage."""
    before, after = map(_visible, stage.example)
    lines = [f"{stage.name}: {stage.summary}", "", f"Effect: {_EFFECTS[stage.effect]}", "", stage.loses, ""]
    if stage.options:
        lines += ["Options:", *(f"  {_option_line(option)}" for option in stage.options.values()), ""]
    lines += ["Example:", f"  {before}  →  {after}", ""]
    return "\n".join(lines + _touched_lines(stage))


def stage_as_data(stage: Stage) -> dict[str, Any]:
    """Return a stage's declaration for programs."""
    return {
        "name": stage.name,
        "effect": stage.effect,
        "summary": stage.summary,
        "loses": stage.loses,
        "example": {"in": stage.example[0], "out": stage.example[1]},
        "options": [
            {
                "name": option.name,
                "kind": option.kind,
                "default": _plain(option.default),
                "choices": list(option.choices),
                "help": option.help,
            }
            for option in stage.options.values()
        ],
        "needs": stage.needs,
        "looks_at": _listed(reads(stage)) if stage.runs_here else None,
        "changes": _listed(changes(stage)) if stage.runs_here else None,
    }


def _option_line(option: Option) -> str:
    given = f"{option.name}={option.allowed}" if option.allowed else option.name
    default = option.unparse(option.default)
    shown = f" Default: {'+'.join(default) or 'none'}." if default is not None else " Default: off."
    return f"{given}  {option.help}{shown}"


def _plain(value: Value) -> bool | int | str | list[str]:
    return sorted(value) if isinstance(value, frozenset) else value


def _visible(text: str) -> str:
    """Return a text with the characters that a reader could not see, or that would stick to a quote, by number."""
    return "".join(f"<U+{ord(c):04X}>" if not c.isprintable() or "\u0650" < c < "\u0660" else c for c in text)


def _touched_lines(stage: Stage) -> list[str]:
    """Return what a stage changes, and before it what it looks at where that is something else."""
    if not stage.runs_here:
        return [f"Changes: its maps come with {stage.needs}, which is not installed here"]
    looks_at, changed = reads(stage), changes(stage)
    lines = [f"Looks at: {_shown(looks_at, stage.name)}"] if looks_at != changed else []
    return [*lines, f"Changes: {_shown(changed, stage.name)}"]


def _shown(touched: frozenset[int] | str, name: str) -> str:
    if isinstance(touched, str):
        return touched
    parts = ranges(touched)
    more = f" and {len(parts) - _MOST_RANGES} more (arnorm stages {name} --json)" if len(parts) > _MOST_RANGES else ""
    return " ".join(parts[:_MOST_RANGES]) + more


def _listed(touched: frozenset[int] | str) -> list[str] | str:
    return touched if isinstance(touched, str) else ranges(touched)
