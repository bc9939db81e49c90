"""The emoji that CAMeL Tools knows.

The list is that of the package emoji (BSD licence), which has it of Unicode's emoji data (Unicode License v3);
`tests/oracles/record_emoji.py` writes it down.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import permutations, product

TONES = "🏻🏼🏽🏾🏿"
_OPTIONAL = "\N{VARIATION SELECTOR-16}?"


def expanded(lines: Iterable[str]) -> Iterator[str]:
    """Yield the emoji that these lines stand for.

    In a line `t` is each of the five skin tones, each `t` of its own; `x` and `y` are two tones that differ; `?` says
    that the variation selector before it may be missing.
    """
    for line in lines:
        for chosen in product(TONES, repeat=line.count("t")):
            tones = iter(chosen)
            toned = "".join(next(tones) if one == "t" else one for one in line)
            for x, y in permutations(TONES, 2) if "x" in line else [("", "")]:
                parts = toned.replace("x", x).replace("y", y).split(_OPTIONAL)
                for selectors in product(("\N{VARIATION SELECTOR-16}", ""), repeat=len(parts) - 1):
                    yield "".join(part + after for part, after in zip(parts, (*selectors, ""), strict=True))


@cache
def known_emoji() -> frozenset[str]:
    """Return the emoji that are more than one punctuation mark or symbol."""
    lines = files("arnorm").joinpath("emoji.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return frozenset(expanded(line for line in lines if not line.startswith("# ")))
