"""Runs that are broken off, by whatever: there is never a half file, and the next run goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import SEED
from shell import ARNORM, arnorm, awaited, message, running, shell

from arnorm import Pipeline
from arnorm.corpus.manifest import NAME

ARTICLE = SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of texts and records that take some seconds."""
    folder = tmp_path_factory.mktemp("corpus") / "books"
    (folder / "more").mkdir(parents=True)
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(ARTICLE * (5 + number * 7), encoding="utf-8")
        (folder / "more" / f"{number:02}.txt").write_text(f"{number} كِتابٌ ، قلم .\n", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return the visible files of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_at_any_moment_and_resumed(corpus: Path, tmp_path: Path, processes: int) -> None:
    """A run is killed and resumed again and again; when it is gone the output is that of an unbroken run."""
    unbroken, out = tmp_path / "unbroken", tmp_path / "out"
    command = ["clean", corpus, "--resume", "-q", "-j", processes, "-o"]
    begun = time.perf_counter()
    assert arnorm(*command, unbroken).returncode == 0
    whole, seconds = tree(unbroken), time.perf_counter() - begun
    assert whole["more/03.txt"].decode() == "3 كتاب، قلم.\n"
    moments, killed = random.Random(20), 0
    while killed < 30:
        with running(*command, out) as process:
            try:
                process.wait(moments.uniform(0, 1.1 * seconds))
            except subprocess.TimeoutExpired:
                killed += 1
        done = tree(out)
        assert done.items() <= whole.items()
        if process.returncode == 0 and killed < 30:
            # It was done; from the beginning, then.
            subprocess.run(["rm", "-r", out], check=True)
    assert arnorm(*command, out).returncode == 0
    assert tree(out) == whole
    assert [path.name for path in out.rglob(".*")] == [NAME]


def test_killed_while_it_rewrites_in_place(corpus: Path, tmp_path: Path) -> None:
    """Each file is at every moment the old one or the new one, whole."""
    moments = random.Random(21)
    old = tree(corpus)
    new = {name: Pipeline()(text.decode()).encode() for name, text in old.items()}
    here = tmp_path / "here"
    subprocess.run(["cp", "-r", corpus, here], check=True)
    for _ in range(20):
        with running("clean", "-q", "-i", here, "--resume") as process, suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.1, 1))
        now = tree(here)
        assert now.keys() == old.keys()
        assert all(text in (old[name], new[name]) for name, text in now.items())
    assert arnorm("clean", "-q", "-i", here, "--resume").returncode == 0
    assert tree(here) == new


@pytest.fixture
def signals_not_ignored() -> Iterator[None]:
    """A child ignores what its parent ignores, as one in the background of a script or under nohup does."""
    old = {
        number: signal.signal(number, handler)
        for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL))
    }
    yield
    for number, handler in old.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals_not_ignored")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("processes", [1, 2])
def test_told_to_stop(tmp_path: Path, sent: signal.Signals, processes: int) -> None:
    """It ends at once, with the exit code that shells expect, and nothing of what it was writing is left."""
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(ARTICLE * 30_000, encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    with running("clean", source, "-o", target, "-j", processes, stderr=subprocess.PIPE) as process:
        awaited(lambda: list(tmp_path.glob(".b.txt.*")))
        time.sleep(0.2)
        # As a terminal does: to every process of the group.
        os.killpg(process.pid, sent)
        _, said = process.communicate(timeout=5)
    assert (process.returncode, said.strip()) == (128 + sent, b"")
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_under_nohup_it_goes_on(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(ARTICLE * 3_000, encoding="utf-8")
    # It has begun when its file is there.
    begun = f"until ls {tmp_path}/.b.txt.*; do sleep 0.01; done"
    done = shell(f"nohup {ARNORM} clean {source} -o {target} -j 2 & {begun}; kill -HUP $!; wait $!")
    assert done.returncode == 0
    assert target.read_text(encoding="utf-8") == Pipeline()(source.read_text(encoding="utf-8"))


def children(process: subprocess.Popen[bytes], count: int) -> list[int]:
    """Return a run's worker processes as soon as there are so many."""

    def found() -> list[int]:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
        return [int(child) for child in listed] if len(listed) == count else []

    return awaited(found)


def test_no_child_outlives_a_killed_run(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(ARTICLE * 30_000, encoding="utf-8")
    with running("clean", source, "-o", tmp_path / "b.txt", "-j", "3") as process:
        workers = children(process, 2)
        process.kill()
        process.wait()
        awaited(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, processes: int) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(ARTICLE * 100, encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    done = shell(f"ulimit -f 100; {ARNORM} clean {source} -o {target} -j {processes}")
    assert message(done) == f"arnorm: {target}: File too large\n"
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["stdout", "/dev/full"])
def test_a_full_device_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE * 100, encoding="utf-8")
    where = "> /dev/full" if name == "stdout" else "-o /dev/full"
    done = shell(f"{ARNORM} clean {tmp_path / 'a.txt'} {where}")
    assert message(done) == f"arnorm: {name}: No space left on device\n"


def test_an_error_in_another_process_has_its_file_and_line(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    good = "كتاب قلم\n".encode() * 150_000
    source.write_bytes(good + b"\xff\n" + good)
    for processes in (1, 2, 3):
        done = arnorm("clean", source, "-j", processes)
        assert f"{source}: line 150001, byte offset {len(good)}: 0xFF is not UTF-8" in message(done)
        assert done.stdout == good


@pytest.mark.parametrize("when", ["at work", "while it answers"])
def test_a_killed_worker_is_reported(tmp_path: Path, when: str) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(ARTICLE * 30_000, encoding="utf-8")
    with running("clean", source, "-o", target, "-j", "2", stderr=subprocess.PIPE) as process:
        (worker,) = children(process, 1)
        if when == "while it answers":
            time.sleep(0.3)
            process.send_signal(signal.SIGSTOP)
            # Now nobody reads the answer, and a pipe holds no more than the beginning of it.
            time.sleep(0.5)
        os.kill(worker, signal.SIGKILL)
        process.send_signal(signal.SIGCONT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.decode() == "arnorm: a worker process was killed, perhaps for want of memory: try fewer --jobs\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


THREADED = """
import sys, threading, time
from arnorm.cli import arnorm
from arnorm.corpus import processes

ways, start = [], processes.get_context
processes.get_context = lambda way: (ways.append(way), start(way))[1]
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
arnorm(sys.argv[1:], standalone_mode=False)
assert ways == ["spawn"], ways
"""


def test_a_process_with_threads_is_not_forked(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(ARTICLE * 3_000, encoding="utf-8")
    threaded = [sys.executable, "-c", THREADED]
    subprocess.run([*threaded, "clean", source, "-o", tmp_path / "b.txt", "-j", "2"], check=True, timeout=60)
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == Pipeline()(source.read_text(encoding="utf-8"))
