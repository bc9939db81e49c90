"""Files that are either the old one or the new one, whole."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def replacing(target: Path, *, like: Path | None = None) -> Iterator[BinaryIO]:
    """Open a new file that takes the target's name when the block ends well, and leaves no trace when it does not.

    A symlink is followed; the new file has the mode of `like`, or of the old target, or of a new file. What is no
    file (a device, a pipe) is written to as it is.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            yield device
        return
    target = target.resolve()
    model = like if like is not None else target
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fchmod(file.fileno(), _mode(model))
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(model: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(model.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
