"""Files that are read and written by name: compressed or not, and written whole or not at all."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from arnorm.corpus.sources import compression_of
from arnorm.errors import ArnormError


@contextlib.contextmanager
def reading(path: Path) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """Open a file, decompressed by its name; with it comes what tells how many of its bytes have been read."""
    compression = compression_of(path)
    with path.open("rb") as raw:
        position = raw.tell if raw.seekable() else lambda: 0
        if compression is None:
            yield raw, position
            return
        try:
            with _opened(raw, "rb", compression) as stream:
                yield stream, position
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


def is_no_file(path: Path) -> bool:
    """Return whether something stands there that is no file: a folder, a device, a pipe."""
    return path.exists() and not path.is_file()


@contextlib.contextmanager
def replacing(target: Path, *, like: Path | None = None) -> Iterator[BinaryIO]:
    """Open a new file that takes the target's name when the block ends well, and leaves no trace when it does not.

    A symlink is followed; the new file has the mode of `like`, or of the old target, or of a new file. What is no
    file (a device, a pipe) is written to as it is.
    """
    if is_no_file(target):
        with target.open("wb") as device:
            yield device
        return
    import tempfile  # slow to import, and of no use for stdout

    target = Path(os.path.realpath(target))
    model = like if like is not None else target
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
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
_LONGEST = 200
"""Bytes of a target's name that its temporary file has in its own."""


@contextlib.contextmanager
def adding(target: Path) -> Iterator[BinaryIO]:
    """Open a file to add whole lines to; what is no file is written to as it is."""
    if is_no_file(target):
        with replacing(target) as device:
            yield device
        return
    with target.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        yield file


def _prefix(target: Path) -> str:
    # The name with all that is put to it may take 255 bytes.
    return f".{os.fsdecode(os.fsencode(target.name)[:_LONGEST])}."


def clear_away(targets: Iterable[Path]) -> None:
    """Delete what a run that was killed has left of its work on some targets."""
    prefixes: dict[Path, set[str]] = {}
    for target in map(Path, map(os.path.realpath, targets)):
        prefixes.setdefault(target.parent, set()).add(_prefix(target))
    for folder, wanted in prefixes.items():
        for path in folder.glob(f".*{_SUFFIX}"):
            named, _, _random = path.name.removesuffix(_SUFFIX).rpartition(".")
            if f"{named}." in wanted:
                path.unlink(missing_ok=True)


def _mode(model: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(model.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
