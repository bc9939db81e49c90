"""What the catalogue looks like on the screen; everything comes from the stages' declarations."""

from collections.abc import Iterable
from typing import Any

from arnorm.stage import Option, Stage, Value, code_points

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
    codes = code_points(stage()) if stage.runs_here else None
    if codes is None:
        lines.append(f"Code points: its maps come with {stage.needs}, which is not installed here")
    elif codes:
        lines.append(f"Code points: {_ranges(sorted(codes))}")
    else:
        lines.append("Code points: its rule looks at words and the signs between them, not at single code points")
    return "\n".join(lines)


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
        "code_points": [f"U+{code:04X}" for code in sorted(code_points(stage()))] if stage.runs_here else None,
    }


def _option_line(option: Option) -> str:
    given = f"{option.name}={option.allowed}" if option.allowed else option.name
    default = option.unparse(option.default)
    shown = f" Default: {'+'.join(default) or 'none'}." if default is not None else ""
    return f"{given}  {option.help}{shown}"


def _plain(value: Value) -> bool | int | str | list[str]:
    return sorted(value) if isinstance(value, frozenset) else value


def _visible(text: str) -> str:
    """Return a text with the characters that a reader could not see, or that would stick to a quote, by number."""
    return "".join(f"<U+{ord(c):04X}>" if not c.isprintable() or "\u0650" < c < "\u0660" else c for c in text)


def _ranges(codes: list[int]) -> str:
    parts, start = [], 0
    for number, code in enumerate(codes):
        if number + 1 == len(codes) or codes[number + 1] != code + 1:
            first = codes[start]
            parts.append(f"U+{first:04X}" if first == code else f"U+{first:04X}–{code:04X}")
            start = number + 1
    return " ".join(parts)
