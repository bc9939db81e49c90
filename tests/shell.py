"""The installed command, run in processes of its own."""

import subprocess
import sys
from pathlib import Path

ARNORM = str(Path(sys.executable).parent / "arnorm")


def arnorm(*args: object, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command."""
    return subprocess.run([ARNORM, *map(str, args)], input=stdin, capture_output=True, cwd=cwd, check=False, timeout=60)


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
