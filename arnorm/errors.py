"""The one exception that a user sees."""

from collections.abc import Iterable


class ArnormError(Exception):
    """Something the user can mend: the message says what happened, where, and what to do."""


def unknown(what: str, given: str, allowed: Iterable[str]) -> ArnormError:
    """Return the error for a name that does not exist: what was given, the nearest match, what is allowed."""
    names = list(allowed)
    import difflib  # only for the message: it would be a part of every start-up

    nearest = difflib.get_close_matches(given, names, n=1)
    guess = f" Did you mean {nearest[0]!r}?" if nearest else ""
    return ArnormError(f"there is no {what} {given!r}.{guess} Allowed: {', '.join(names) or 'none'}")
