"""CAMeL Tools' own character maps, read from the installed package without importing it."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from arnorm.errors import ArnormError


def character_map(name: str) -> Mapping[int, str]:
    """Return one of the maps that CAMeL Tools brings (camel_tools/utils/charmaps), such as `ar2bw`, by code point.

    ArnormError: CAMeL Tools is not installed, or this version of it has no such map.
    """
    package = find_spec("camel_tools")
    if package is None or not package.submodule_search_locations:
        raise ArnormError(
            "transliterate reads CAMeL Tools' maps, which are not installed: pip install 'arnorm[camel]', "
            "or, without the 3 GB that CAMeL Tools requires: pip install --no-deps camel_tools"
        )
    path = Path(package.submodule_search_locations[0], "utils", "charmaps", f"{name}_map.json")
    try:
        entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["charMap"]
        return {ord(character): made for character, made in entries.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArnormError(f"{path}: no character map like those of CAMeL Tools 1.6 ({error})") from None
