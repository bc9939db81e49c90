"""Regular expressions that are compiled when they are first used.

Patterns with Unicode properties take milliseconds each, and most runs meet the trigger of few of them.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

_Finds = Callable[..., "regex.Match[str] | None"]


class Pattern:
    """A regular expression of the package `regex`, flags inline: `(?i)`, `(?x)`."""

    def __init__(self, expression: str) -> None:
        self.expression = expression

    @cached_property
    def compiled(self) -> "regex.Pattern[str]":
        """The pattern, compiled."""
        import regex

        return regex.compile(self.expression)

    @cached_property
    def search(self) -> _Finds:
        """As in `regex`."""
        return self.compiled.search

    @cached_property
    def match(self) -> _Finds:
        """As in `regex`."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> _Finds:
        """As in `regex`."""
        return self.compiled.fullmatch

    @cached_property
    def findall(self) -> Callable[[str], list[str]]:
        """As in `regex`."""
        return self.compiled.findall

    @cached_property
    def finditer(self) -> Callable[..., "Iterator[regex.Match[str]]"]:
        """As in `regex`."""
        return self.compiled.finditer
