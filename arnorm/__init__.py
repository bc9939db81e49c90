"""Arabic text normalization: small stages that damage nothing, run near the speed of decoding.

>>> from arnorm import Pipeline
>>> Pipeline("strip-diacritics")("كِتابٌ")
'كتاب'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arnorm.alignment import Alignment
    from arnorm.errors import ArnormError
    from arnorm.offsets import sentences
    from arnorm.pipeline import Pipeline

__all__ = ["Alignment", "ArnormError", "Pipeline", "__version__", "sentences"]
__version__ = "0.1.0"

# numpy and the engine are imported when one of these is first asked for; `arnorm --version` asks for none.
_HOMES = {"Alignment": "alignment", "ArnormError": "errors", "Pipeline": "pipeline", "sentences": "offsets"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
