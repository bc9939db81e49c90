"""URLs, e-mail addresses and mentions: found once per block, and then no stage changes a code point of them."""

from collections.abc import Collection, Iterator

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import ARABIC_MARKS, INVISIBLE, TATWEEL, ZWJ, ZWNJ, Codes, Positions, codes, membership
from arnorm.patterns import Pattern
from arnorm.text import Text

# A stage that deletes one of these must not make an entity that was none before: it is found through them.
_LOOKED_THROUGH = codes(INVISIBLE, ARABIC_MARKS, [TATWEEL, ZWNJ, ZWJ])
_is_looked_through = membership(_LOOKED_THROUGH)

# A URL ends before white space, a quotation mark, an Arabic comma, semicolon or question mark (in a URL they are
# percent-encoded; after one they belong to the sentence), and before closing punctuation at its end. A bracket at its
# end belongs to it only if it opens in it.
_URL = r"""(?:[a-z][a-z0-9+.-]{1,14}://|www\.)
    (?:[^\s"«»“”<>،؛؟()\[\]{}] | \([^\s"«»“”<>،؛؟()]*\) | \[[^\s"«»“”<>،؛؟\[\]]*\])+
    (?<![.,;:!?'’…])"""
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]*+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
# Diacritics belong to a handle's letters, so that stripping them elsewhere cannot change where it ends.
_MENTION = r"@[\w\p{M}]+"

ENTITIES = {"url": _URL, "email": _EMAIL, "mention": _MENTION}
"""What can be protected: names and patterns."""

# What an entity cannot be without: a sign, and which one stands behind it, if not any. To look for these first is many
# times faster than a pattern.
_TRIGGERS = {"url": {"/": "/", "w": "wW", "W": "wW"}, "email": {"@": ""}, "mention": {"@": ""}}


class Protection:
    """Finds the entities of some kinds in a text and protects them."""

    def __init__(self, kinds: Collection[str]) -> None:
        # Each kind is looked for on its own: an address glued to another must not hide it.
        self._patterns = [Pattern(f"(?ix){ENTITIES[kind]}") for kind in kinds]
        self._triggers = {sign: behind for kind in kinds for sign, behind in _TRIGGERS[kind].items()}

    def __call__(self, text: Text, source: str) -> None:
        """Protect the entities of a text; `source` is the string it was made of.

        What is looked through stays unprotected, unless it belongs to an entity as it stands (a tatweel in a URL).
        """
        # In Arabic text a string's own search for a slash stops at every د, which ends in the same byte.
        signs = [sign for sign in self._triggers if sign == "/" or sign in source]
        triggers = [_places(text.codes, sign, self._triggers[sign]) for sign in signs]
        if not sum(map(len, triggers)):
            return
        string = source if len(source) == len(text.codes) else text.string
        protected = np.zeros(len(string), bool)
        for start, end in _parts(string, np.sort(np.concatenate(triggers)).tolist()):
            part = string[start:end]
            for first, last in self._found(part):
                protected[start + first : start + last] = True
            seen = nonzero(~_is_looked_through(text.codes[start:end]))
            if len(seen) < len(part):
                for first, last in self._found("".join(part[place] for place in seen.tolist())):
                    protected[start + seen[first:last]] = True
        if protected.any():
            text.protected = protected

    def _found(self, part: str) -> Iterator[tuple[int, int]]:
        return (match.span() for pattern in self._patterns for match in pattern.finditer(part))


def _places(codes: Codes, sign: str, behind: str) -> Positions:
    """Return where the sign stands before one of these others, or before what is looked through."""
    at = nonzero(codes == ord(sign))
    if not (len(at) and behind):
        return at
    following = codes.take(at + 1, mode="clip")
    found = _is_looked_through(following)
    for other in behind:
        found |= following == ord(other)
    return at[found]


def _parts(string: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts between two spaces that these places (ascending) stand in; no entity has a space in it."""
    done = 0
    for at in places:
        if at < done:
            continue
        start = string.rfind(" ", done, at) + 1 or done
        start = string.rfind("\n", start, at) + 1 or start
        done = end if (end := string.find(" ", at)) >= 0 else len(string)
        done = end if (end := string.find("\n", at, done)) >= 0 else done
        yield start, done
