"""What a command line asks for, as a list of jobs: from where, to where."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from arnorm.corpus.files import is_no_file
from arnorm.corpus.sources import format_of
from arnorm.errors import ArnormError

STDIN = Path("-")


@dataclass(frozen=True)
class Job:
    """One text to clean."""

    source: Path
    """A file, or STDIN."""
    target: Path | None
    """A file, or None for stdout."""
    folder: Path | None = None
    """The folder of all outputs, where there is one."""
    backup: Path | None = None
    """Where the old file is kept."""

    @property
    def name(self) -> str:
        """The source as a message names it."""
        return "stdin" if self.source == STDIN else str(self.source)

    def format(self, given: str | None) -> str:
        """Return the format: the given one, or what the source's name says."""
        return given or format_of(self.source)


def jobs(
    paths: Sequence[Path],
    output: Path | None = None,
    *,
    in_place: bool = False,
    suffix: str = "",
    globs: Sequence[str] = (),
) -> list[Job]:
    """Return the jobs for some paths.

    A folder stands for the files in it and below, hidden ones left out, in the order of their names; with `globs` for
    those that match one of them. With a folder or several paths `output` is a folder that mirrors them; `in_place`
    rewrites the files themselves, each once, and with a `suffix` keeps each old one under its name with the suffix.
    """
    paths = paths or [STDIN]
    if in_place:
        if STDIN in paths:
            raise ArnormError("--in-place rewrites files, and stdin is none: name a file, or leave --in-place out")
        if output is not None:
            raise ArnormError("--in-place and --output exclude each other: the result goes to one place")
    folders = [path for path in paths if path.is_dir()]
    if globs and not folders:
        raise ArnormError("--glob chooses files in folders, and no PATH is one")
    if "" in globs:
        raise ArnormError("--glob is empty, and matches no file")
    if in_place:
        return _in_place(paths, suffix, globs)
    if output is None:
        return [Job(path, None) for given in paths for path, _ in _files(given, globs)]
    if len(paths) == 1 and not folders and not output.is_dir():
        return [Job(paths[0], output)]
    if output.exists() and not output.is_dir():
        raise ArnormError(f"{output}: with several inputs --output is a folder, and this is a file")
    return _mirrored(paths, output, globs)


def _in_place(paths: Sequence[Path], suffix: str, globs: Sequence[str]) -> list[Job]:
    if "/" in suffix:
        raise ArnormError(f"--in-place={suffix}: a suffix is the end of a name in the same folder, without a slash")
    found: dict[str, Job] = {}
    for given in paths:
        for path, _ in _files(given, globs):
            if is_no_file(path):
                raise ArnormError(f"{path}: --in-place rewrites files, and this is none")
            # Of a file that is there under two names a second run would keep its own result as the old one.
            backup = path.with_name(path.name + suffix) if suffix else None
            found.setdefault(os.path.realpath(path), Job(path, path, backup=backup))
    # What an earlier run has kept is no input.
    kept = {os.path.realpath(job.backup) for job in found.values() if job.backup}
    return [job for path, job in found.items() if path not in kept]


def _mirrored(paths: Sequence[Path], output: Path, globs: Sequence[str]) -> list[Job]:
    found: dict[Path, Path] = {}
    for given in paths:
        inner = Path(given.resolve().name) if len(paths) > 1 and given.is_dir() else Path()
        for path, relative in _files(given, globs, leave_out=output.resolve()):
            target = output / inner / ("stdin" if path == STDIN else relative)
            if target in found:
                raise ArnormError(f"{found[target]} and {path} would both become {target}: clean them one by one")
            found[target] = path
    return [Job(source, target, output) for target, source in found.items()]


def _files(given: Path, globs: Sequence[str], *, leave_out: Path | None = None) -> Iterator[tuple[Path, Path]]:
    """Yield the files that a path stands for, each with its place in the mirror; one folder (resolved) left out."""
    if not given.is_dir():
        yield given, Path(given.name)
        return
    empty = True
    for root, folders, names in os.walk(given, onerror=_unreadable):
        here = Path(root)
        visible = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in visible if leave_out is None or (here / name).resolve() != leave_out]
        for name in sorted(names):
            relative = (here / name).relative_to(given)
            wanted = not name.startswith(".") and (not globs or any(relative.match(glob) for glob in globs))
            # A pipe would be waited for, and a device is no text.
            if wanted and not is_no_file(here / name):
                empty = False
                yield here / name, relative
    if empty:
        missing = f"that matches {' or '.join(globs)}" if globs else "that is not hidden"
        raise ArnormError(f"{given}: this folder has no file {missing}")


def _unreadable(error: OSError) -> None:
    raise ArnormError(f"{error.filename}: {error.strerror}")
