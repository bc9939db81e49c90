"""Arabic text normalization: small stages that damage nothing, run near the speed of decoding.

>>> from arnorm import Pipeline
>>> Pipeline("strip-diacritics")("كِتابٌ")
'كتاب'
"""

from arnorm.errors import ArnormError
from arnorm.offsets import sentences
from arnorm.pipeline import Alignment, Pipeline

__all__ = ["Alignment", "ArnormError", "Pipeline", "__version__", "sentences"]
__version__ = "0.1.0"
