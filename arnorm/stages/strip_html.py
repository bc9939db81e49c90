"""HTML tags."""

from collections.abc import Iterator

from arnorm.kinds import codes
from arnorm.passes import Edit, until_stable
from arnorm.patterns import Pattern
from arnorm.stage import Guarded, stage
from arnorm.text import Text

_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|legend|li|main|menu|meta|nav|ol|optgroup|option|p|pre|secti"
    "on|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|script|style|link|img|iframe"
)
_INLINE = (
    "a|abbr|acronym|area|audio|b|base|basefont|bdi|bdo|big|button|canvas|cite|code|col|colgroup|data|datalist|del|d"
    "fn|em|embed|font|i|input|ins|kbd|label|map|mark|meter|noscript|object|output|param|picture|progress|q|rp|rt|ru"
    "by|s|samp|select|slot|small|source|span|strike|strong|sub|sup|svg|template|textarea|time|track|tt|u|var|video|"
    "wbr"
)
# An attribute without a value is one of these: in `a<b and c>d` there is no tag.
_SWITCHES = (
    "async|autofocus|autoplay|checked|controls|default|defer|disabled|hidden|itemscope|loop|multiple|muted|nohref|"
    "noshade|novalidate|nowrap|open|readonly|required|reversed|selected"
)
_ATTRIBUTE = (
    rf"""[ \t]++(?:[A-Za-z_:][\w:.-]*+[ \t]*+=[ \t]*+(?:"[^"\n]*+"|'[^'\n]*+'|[^\s"'<>=`]++)|(?:{_SWITCHES})\b)"""
)
_TAG = (
    rf"<(?:/?(?:(?P<block>{_BLOCKS})|{_INLINE})(?![\w.:-])(?:{_ATTRIBUTE})*+[ \t]*+/?>"
    r"|!--(?:(?!-->|<!--)[^\n])*+-->|!doctype\b[^<>\n]*+>)"
)
# A comment or script reaches to the next opening at most, so that openings without an end take linear time.
_UNSEEN = r"<(?P<unseen>script|style)(?![\w.:-])[^<>\n]*+>(?:(?!</?(?P=unseen))[^\n])*+</(?P=unseen)[ \t]*+>"
_TAGS = Pattern(rf"(?i)(?:{_UNSEEN}|{_TAG})++")
_TRIGGER = Pattern(r"<[/!]?[A-Za-z-]")


@stage(
    effect="fold",
    example=("<p>نص <b>مهم</b></p>", "نص مهم"),
    changes="any code point of a tag, a comment, a script or a style",
)
def strip_html() -> Guarded:
    """Delete HTML tags, comments, and the content of script and style elements.

    Lossy: links, emphasis and structure go. Only elements that HTML has are tags, and only within a line, so that
    3<5 و 7>2 stays. A tag of a block between two words leaves a space. Addresses in a tag go with it, protected or not.
    """
    return strip_tags


def _strip(text: Text) -> None:
    until_stable(text, _TRIGGER, _edits, release=True)


def _edits(line: str) -> Iterator[Edit]:
    for match in _TAGS.finditer(line):
        start, end = match.span()
        parts = line[start - 1 : start].strip() and line[end : end + 1].strip()
        yield start, end, " " if parts and match.captures("block") else ""


strip_tags = Guarded(codes("<"), _strip)
"""The work of the stage, for repair-html:tags."""
