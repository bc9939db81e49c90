"""The peers' recorded answers: what each function makes of each code point, and the file that holds them.

A line of the file is an answer, the functions that gave it, and the code points that they gave it for, parted by
tabs. An answer is `-` (deleted) or the code points that stand there instead; a code point without a line stays. The
first line without a `#`, whose answer is `?`, names all functions and the code points that they were asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

PATH = Path(__file__).with_name("answers.tsv")

Answers = dict[str, dict[int, str]]
"""By function (`peer.function`): what becomes of each code point that it does not leave alone."""


def read() -> tuple[frozenset[int], Answers]:
    """Return the code points that were asked about, and the answers."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    asked = _codes(rows[0][-1])
    answers: Answers = {name: {} for name in rows[0][1].split()}
    for answer, names, ranges in rows[1:]:
        string = "" if answer == "-" else "".join(chr(int(code, 16)) for code in answer.split("+"))
        for name in names.split():
            answers[name].update(dict.fromkeys(_codes(ranges), string))
    return asked, answers


def write(asked: Iterable[int], answers: Mapping[str, Mapping[int, str]], about: str) -> None:
    """Write the file; `about` says where the answers come from and becomes its head."""
    givers: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for name, given in answers.items():
        for code, string in given.items():
            givers[code, string].add(name)
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (code, string), names in givers.items():
        answer = "+".join(f"{ord(character):04X}" for character in string) or "-"
        places[answer, " ".join(sorted(names))].append(code)
    lines = [f"# {line}".rstrip() for line in about.splitlines()]
    lines.append("\t".join(["?", " ".join(sorted(answers)), _ranges(asked)]))
    for (answer, functions), codes in sorted(places.items(), key=lambda item: (min(item[1]), item[0])):
        lines.append("\t".join([answer, functions, _ranges(codes)]))
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _codes(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def _ranges(codes: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return " ".join(f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in runs)
