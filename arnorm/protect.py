"""URLs, e-mail addresses and mentions: found once per block, and then no stage changes a code point of them."""

from collections.abc import Collection

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
# Diacritics belong to a handle's letters, so that stripping them elsewhere cannot change where it ends.
_MENTION = r"[@＠][\w\p{M}]+"

ENTITIES = {"url": _URL, "email": _EMAIL, "mention": _MENTION}
"""What can be protected: names and patterns."""

_TRIGGERS = {"url": ("://", "www.", "WWW."), "email": ("@",), "mention": ("@", "＠")}


class Protection:
    """Finds the entities of some kinds in a text and protects them."""

    def __init__(self, kinds: Collection[str]) -> None:
        # Each kind is looked for on its own: an address glued to another must not hide it.
        self._finders = [regex.compile(ENTITIES[kind], regex.VERBOSE | regex.IGNORECASE).finditer for kind in kinds]
        self._triggers = tuple({trigger for kind in kinds for trigger in _TRIGGERS[kind]})

    def __call__(self, text: Text, source: str) -> None:
        """Protect the entities of a text; `source` is the string it was made of."""
        if not any(trigger in source for trigger in self._triggers):
            return
        protected = np.zeros(len(text.codes), bool)
        string = text.string
        for find in self._finders:
            for match in find(string):
                protected[match.start() : match.end()] = True
        if protected.any():
            text.protected = protected
