"""What a run has finished, so that another one can go on where it was stopped."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

NAME = ".arnorm-done.jsonl"


class Manifest:
    """The outputs in a folder that are complete: from which input each was made, and how.

    A file is known by its size and its time of last change, as make and rsync know it. The manifest is a file of JSON
    lines in the folder, one added whenever an output has taken its name; the last one of an output counts, and a line
    that was cut off counts for nothing. `made_by` is all that the outputs depend on beside their sources.
    """

    def __init__(self, folder: Path, made_by: bytes) -> None:
        self._path = folder / NAME
        self._folder = folder
        self._made_by = sha256(made_by).hexdigest()[:16]
        self._entries: dict[str, dict[str, Any]] = {}
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8", errors="replace").split("\n"):
                try:
                    entry = json.loads(line)
                    self._entries[entry["target"]] = entry
                except (ValueError, KeyError, TypeError):
                    continue

    def has(self, source: Path, target: Path) -> bool:
        """Return whether the target is what this run would make of the source."""
        entry = self._entries.get(self._named(target))
        try:
            return entry == self._entry(source, target)
        except OSError:
            return False

    def add(self, source: Path, target: Path) -> None:
        """Write down that a target is complete."""
        with self._path.open("a", encoding="utf-8") as file:
            if file.tell():
                file.write("\n")
            file.write(json.dumps(self._entry(source, target)))

    def _named(self, target: Path) -> str:
        return str(target.relative_to(self._folder))

    def _entry(self, source: Path, target: Path) -> dict[str, Any]:
        made = {"target": self._named(target), "made": _stamp(target), "by": self._made_by}
        # A file that was rewritten in place is its own source.
        return made if source == target else {**made, "source": str(source.resolve()), "from": _stamp(source)}


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]
