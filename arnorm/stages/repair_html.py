"""HTML character references."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from arnorm.invisible import UNSEEN
from arnorm.kinds import ASCII_DIGITS, codes
from arnorm.passes import MOST, Edit, until_stable
from arnorm.patterns import Pattern
from arnorm.stage import Guarded, stage
from arnorm.stages.strip_html import strip_tags
from arnorm.text import Text

if TYPE_CHECKING:
    import regex

_AMPERSAND = r"(?:amp|AMP|\#0*38|\#[xX]0*26);"
_REFERENCE = Pattern(
    rf"&(?P<again>{_AMPERSAND})*+(?:(?P<name>[A-Za-z][A-Za-z0-9]*)|\#(?P<number>[0-9]++)|\#[xX](?P<hex>[0-9A-Fa-f]++));"
    rf"|&(?:{_AMPERSAND})++"
)
_TRIGGER = Pattern(r"&[#A-Za-z]")
_LONGEST = 10
_LINE_ENDS = codes("\n\r")


@stage(
    effect="repair",
    example=("&#1575;&#x644;&nbsp;&laquo;&amp;&raquo;", "ال\u00a0«&»"),
    changes=codes("&#;", ASCII_DIGITS, range(ord("A"), ord("Z") + 1), range(ord("a"), ord("z") + 1), UNSEEN),
)
def repair_html(*, tags: Annotated[bool, "Delete tags too, as strip-html does."] = False) -> Guarded:
    """Write HTML character references (&nbsp; &#1575; &amp;) as the characters they mean.

    Loses the difference between a character and its escape: &amp;lt; becomes <, for text is often escaped twice. Not
    for HTML that will be shown as HTML. A reference to a line end becomes a space; one without a semicolon, to a
    control code or to nothing stays. Tags stay unless asked for, and then escaped ones go too.
    """
    return Guarded(codes("&<"), _repair_and_strip) if tags else Guarded(codes("&"), _repair)


def _repair_and_strip(text: Text) -> None:
    # What was escaped may be a tag, and what a tag stood in may be a reference.
    for _ in range(MOST):
        before = len(text.codes)
        strip_tags(text)
        _repair(text)
        if len(text.codes) == before:
            return


def _repair(text: Text) -> None:
    until_stable(text, _TRIGGER, _edits)


def _edits(line: str) -> Iterator[Edit]:
    for match in _REFERENCE.finditer(line):
        made = _character(match)
        if made is not None:
            yield *match.span(), made


def _character(match: "regex.Match[str]") -> str | None:
    """Return what a reference means, None where it is to stay."""
    from html.entities import html5  # two thousand names, seldom wanted

    if match["name"]:
        made = html5.get(match["name"] + ";")
    elif number := match["number"] or match["hex"]:
        made = _numbered(number, 10 if match["number"] else 16)
    else:
        return "&"
    if made is None:
        return "&" + match.group()[match.end("again") - match.start() :] if match["again"] else None
    return "".join(" " if ord(one) in _LINE_ENDS else one for one in made)


def _numbered(number: str, base: int) -> str | None:
    digits = number.lstrip("0")
    code = int(digits or "0", base) if len(digits) <= _LONGEST else 0
    if 0x80 <= code < 0xA0:
        # Numbers of windows-1252, as every browser reads them.
        return bytes([code]).decode("cp1252", "ignore") or None
    is_control = code < 0x20 and code not in codes("\t\n\r")
    if is_control or code == 0x7F or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    return chr(code)
