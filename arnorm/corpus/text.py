"""Plain text: every line of it is cleaned."""

from dataclasses import dataclass

from arnorm.alignment import Alignment
from arnorm.corpus.encodings import Encoded, decoded
from arnorm.corpus.part import Cleaned, Part, Segment, Tally
from arnorm.pipeline import Pipeline


@dataclass(frozen=True)
class TextCleaner:
    """Cleans parts of a text."""

    encoding: str
    errors: str
    encoded: Encoded
    segments: bool
    """Whether the lines are wanted in pairs."""

    def __call__(self, pipeline: Pipeline, part: Part) -> Cleaned:
        """Clean one part."""
        source, fatal = decoded(part.body, self.encoding, self.errors)
        left, right = (side.decode(self.encoding, "replace") for side in (part.left, part.right))
        if self.segments:
            alignment = pipeline.align(source, left=left, right=right)
            text = alignment.text
        else:
            text = pipeline(source, left=left, right=right)
        data, lacking = self.encoded(text, first=part.first)
        tally = Tally(source.count("\n"), text.count("\n"), 0, len(source), len(text))
        segments = segments_of(source, alignment) if self.segments else None
        return Cleaned(data, tally, text != source, fatal=fatal or lacking, segments=segments)


def segments_of(source: str, alignment: Alignment) -> list[Segment]:
    """Return the lines of a text with the lines that they became, cut wherever both end."""
    text, origin = alignment.text, alignment.origin
    segments: list[Segment] = []
    old_start = new_start = 0
    at = text.find("\n")
    while at >= 0:
        old_end = int(origin[at]) + 1
        if source[old_end - 1] == "\n":
            segments.append((lines_of(source[old_start:old_end]), lines_of(text[new_start : at + 1])))
            old_start, new_start = old_end, at + 1
        at = text.find("\n", at + 1)
    if old_start < len(source) or new_start < len(text):
        segments.append((lines_of(source[old_start:]), lines_of(text[new_start:])))
    return segments


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its line feed."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
