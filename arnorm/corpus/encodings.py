"""Which encoding a text has."""

import codecs

from arnorm.errors import ArnormError, unknown

UTF8 = "utf-8"
SAMPLE = 1 << 16
"""Bytes that a guess is made from."""

_CANDIDATES = ("windows-1256", "iso-8859-6", "utf-8", "utf-16-le", "utf-16-be", "windows-1252")
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def known(name: str) -> str:
    """Return Python's name of an encoding; ArnormError names the nearest one if there is none."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        raise unknown("text encoding", name, [*_CANDIDATES, "utf-16"]) from None
    if not info._is_text_encoding:
        raise ArnormError(
            f"{name!r} is no text encoding. Allowed: {', '.join(_CANDIDATES)} and others that Python knows"
        )
    return info.name


def looks_like(sample: bytes) -> str:
    """Return the encoding that a sample of an Arabic text looks like."""
    import chardet  # slow to import, and wanted only where something is wrong

    for bom, name in _BOMS.items():
        if sample.startswith(bom):
            return name
    found = chardet.detect(sample, include_encodings=_CANDIDATES)["encoding"]
    return (found or "windows-1256").lower()
