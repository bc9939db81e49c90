"""Files that are read and written by name: compressed or not, and written whole or not at all."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from arnorm.corpus.sources import compression_of
from arnorm.errors import ArnormError


@contextlib.contextmanager
def reading(path: Path) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """Open a file, decompressed by its name; with it comes what tells how many of its bytes have been read."""
    compression = compression_of(path)
    with path.open("rb") as raw:
        if compression is None:
            yield raw, raw.tell
            return
        try:
            with _opened(raw, "rb", compression) as stream:
                yield stream, raw.tell
        except _damages(compression) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise ArnormError(f"{path}: damaged, or not in the format that .{compression} says: {error}") from None


@contextlib.contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes the target's name when the block ends well, compressed by that name."""
    compression = compression_of(target)
    with replacing(target) as raw:
        if compression is None:
            yield raw
            return
        with _opened(raw, "wb", compression) as stream:
            yield stream


def _opened(raw: BinaryIO, mode: str, compression: str) -> BinaryIO:
    from xopen import xopen  # slow to import, and seldom wanted

    return cast(BinaryIO, xopen(raw, mode, threads=0, format=compression))  # type: ignore[call-overload]


def _damages(compression: str) -> tuple[type[Exception], ...]:
    """Return what is raised where compressed data are damaged."""
    import lzma
    import zlib

    known: tuple[type[Exception], ...] = (EOFError, OSError, zlib.error, lzma.LZMAError)
    if compression != "zst":
        return known
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdError
    else:
        from backports.zstd import ZstdError
    return (*known, ZstdError)


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
    import tempfile  # slow to import, and of no use for stdout

    target = target.resolve()
    model = like if like is not None else target
    descriptor, temporary = tempfile.mkstemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent)
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


_SUFFIX = ".part"


def _prefix(target: Path) -> str:
    return f".{target.name}."


def clear_away(target: Path) -> None:
    """Delete what a run that was killed has left of its work on a target."""
    target = target.resolve()
    for path in target.parent.glob(f".*{_SUFFIX}"):
        random = path.name.removeprefix(_prefix(target)).removesuffix(_SUFFIX)
        if path.name.startswith(_prefix(target)) and "." not in random:
            path.unlink(missing_ok=True)


def _mode(model: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(model.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
