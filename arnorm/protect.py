"""URLs, e-mail addresses and mentions: found once per block, and then no stage changes a code point of them."""

from collections.abc import Collection, Iterator

import numpy as np
import regex

from arnorm.text import Text

# A URL ends before white space, a quotation mark, an Arabic comma, semicolon or question mark (in a URL they are
# percent-encoded; after one they belong to the sentence), and before closing punctuation at its end. A bracket at its
# end belongs to it only if it opens in it.
_URL = r"""(?:[a-z][a-z0-9+.-]{1,14}://|www\.)
    (?:[^\s"«»“”<>،؛؟()\[\]{}] | \([^\s"«»“”<>،؛؟()]*\) | \[[^\s"«»“”<>،؛؟\[\]]*\])+
    (?<![.,;:!?'’…])"""
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]*+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
# Diacritics and what is not seen belong to a handle's letters, so that stripping them elsewhere cannot change where it
# ends.
_MENTION = r"@(?:\p{Default_Ignorable_Code_Point}*+[\w\p{M}])+"

ENTITIES = {"url": _URL, "email": _EMAIL, "mention": _MENTION}
"""What can be protected: names and patterns."""

# What an entity cannot be without, each with one character of it: that one is looked for first, many times faster.
_TRIGGERS = {"url": {"://": "/", "www.": "w", "WWW.": "W"}, "email": {"@": "@"}, "mention": {"@": "@"}}


class Protection:
    """Finds the entities of some kinds in a text and protects them."""

    def __init__(self, kinds: Collection[str]) -> None:
        # Each kind is looked for on its own: an address glued to another must not hide it.
        self._finders = [regex.compile(ENTITIES[kind], regex.VERBOSE | regex.IGNORECASE).finditer for kind in kinds]
        self._triggers = {trigger: sign for kind in kinds for trigger, sign in _TRIGGERS[kind].items()}

    def __call__(self, text: Text, source: str) -> None:
        """Protect the entities of a text; `source` is the string it was made of."""
        if not any(sign in source and trigger in source for trigger, sign in self._triggers.items()):
            return
        string = text.string
        protected = np.zeros(len(string), bool)
        for start, end in self._candidates(string):
            for find in self._finders:
                for match in find(string, start, end):
                    protected[match.start() : match.end()] = True
        if protected.any():
            text.protected = protected

    def _candidates(self, string: str) -> Iterator[tuple[int, int]]:
        """Yield the parts between two spaces that hold a trigger; no entity has a space in it."""
        done = 0
        for at in sorted(at for trigger in self._triggers for at in _places(string, trigger)):
            if at < done:
                continue
            start = string.rfind(" ", done, at) + 1 or done
            start = string.rfind("\n", start, at) + 1 or start
            done = end if (end := string.find(" ", at)) >= 0 else len(string)
            done = end if (end := string.find("\n", at, done)) >= 0 else done
            yield start, done


def _places(string: str, trigger: str) -> Iterator[int]:
    at = string.find(trigger)
    while at >= 0:
        yield at
        at = string.find(trigger, at + 1)
