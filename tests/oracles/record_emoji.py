"""Write down the emoji that CAMeL Tools knows: `python tests/oracles/record_emoji.py`.

Run it by hand where camel_tools and emoji are installed (see record.py for how). A lone punctuation mark or symbol is
left out, for its category tells it already; the rest is written in the notation of `arnorm.emoji`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from arnorm import emoji
from arnorm.emoji import TONES, expanded

PATH = Path(emoji.__file__).with_suffix(".txt")
SELECTOR = "\N{VARIATION SELECTOR-16}"
HEAD = """\
# The emoji of the package emoji {} (BSD licence), from Unicode's emoji data (Unicode License v3): all that are not
# one punctuation mark or symbol. Recorded by tests/oracles/record_emoji.py; the notation is told in emoji.py.
"""


def compact(known: frozenset[str]) -> Iterator[str]:
    """Yield lines that stand for exactly these emoji."""
    families = defaultdict(set)
    for one in known:
        families[re.sub(f"[{TONES}]", "t", one).replace(SELECTOR, "")].add(one)
    for untold in families.values():
        told = {line: set(expanded([line])) for one in untold for line in _notations(one)}
        true = {line: found for line, found in told.items() if found <= untold}
        while untold:
            widest = max(true, key=lambda line: (len(true[line] & untold), line))
            yield widest
            untold = untold - true[widest]


def _notations(one: str) -> Iterator[str]:
    """Yield an emoji itself, and with any tones, with two that differ, and with or without its selectors."""
    toned = re.sub(f"[{TONES}]", "t", one)
    different = toned.replace("t", "x", 1).replace("t", "y", 1) if toned.count("t") == 2 else toned
    for line in (one, toned, different):
        yield from (line, line.replace(SELECTOR, SELECTOR + "?"))


def main() -> None:
    """Record the emoji and say how many they are."""
    from camel_tools.utils.charsets import EMOJI_ALL_CHARSET

    known = frozenset(one for one in EMOJI_ALL_CHARSET if len(one) > 1 or unicodedata.category(one)[0] not in "PS")
    lines = sorted(compact(known))
    assert set(expanded(lines)) == known
    PATH.write_text(HEAD.format(version("emoji")) + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(known)} emoji in {len(lines)} lines")


if __name__ == "__main__":
    main()
