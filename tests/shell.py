"""The installed command, run in processes of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

ARNORM = str(Path(sys.executable).parent / "arnorm")


def arnorm(*args: object, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command."""
    return subprocess.run([ARNORM, *map(str, args)], input=stdin, capture_output=True, cwd=cwd, check=False, timeout=60)


@contextmanager
def running(*args: object, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command as the first of its own process group; what is left of the group in the end is killed."""
    with subprocess.Popen([ARNORM, *map(str, args)], start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


Found = TypeVar("Found")


def awaited(look: Callable[[], Found], seconds: float = 20) -> Found:
    """Return what is found, where it is something; look again until then, but not for longer than so."""
    end = time.perf_counter() + seconds
    while not (found := look()):
        assert time.perf_counter() < end, "waited in vain"
        time.sleep(0.01)
    return found


def cleaned(*args: object, stdin: bytes = b"") -> str:
    """Return what `arnorm clean` writes onto stdout, where it ends well and says nothing."""
    done = arnorm("clean", *args, stdin=stdin)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell."""
    return subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)


def message(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the one error message of a run that failed with exit code 2 and no traceback."""
    text = done.stderr.decode()
    assert done.returncode == 2, text
    assert "Traceback" not in text
    return text
