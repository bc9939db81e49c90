"""Which code points a stage touches: told by its tables and guards, declared where a rule sees more."""

from arnorm.kinds import CRLF
from arnorm.stage import Guarded, Stage, Touched, Value
from arnorm.table import Table


def reads(stage: Stage, **options: Value) -> frozenset[int] | str:
    """Return the code points without which a text has no work for the stage, or a sentence where none can be named."""
    found: set[int] = set()
    for step in stage(**options):
        if isinstance(step, Table):
            found |= step.entries.keys()
        elif isinstance(step, Guarded):
            found |= step.wakes
        else:
            declared = _known(stage.reads)
            if isinstance(declared, str):
                return declared
            found |= declared
    return frozenset(found)


def changes(stage: Stage, **options: Value) -> frozenset[int] | str:
    """Return the code points that the stage may delete or replace, or a sentence where it may be any.

    Of a rule these are what it reads unless the stage declares more; what a stage inserts is not among them.
    """
    steps = stage(**options)
    found = reads(stage, **options)
    if all(isinstance(step, Table) for step in steps) or stage.changes is None:
        return found
    declared = _known(stage.changes)
    if isinstance(declared, str):
        return declared
    return declared.union(*(step.entries.keys() for step in steps if isinstance(step, Table)))


def ranges(touched: frozenset[int]) -> list[str]:
    """Return code points in Unicode's notation, neighbours as a range: U+064B..U+0652."""
    parts, codes = [], sorted(code for code in touched if code < CRLF)
    start = 0
    for number, code in enumerate(codes):
        if number + 1 == len(codes) or codes[number + 1] != code + 1:
            first = codes[start]
            parts.append(f"U+{first:04X}" if first == code else f"U+{first:04X}..U+{code:04X}")
            start = number + 1
    return parts


def _known(declared: Touched | None) -> frozenset[int] | str:
    if declared is None:
        raise TypeError("a stage with an unguarded rule declares what it reads: @stage(reads=…)")
    return declared() if callable(declared) else declared
