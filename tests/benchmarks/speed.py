"""arnorm beside its peers, from one run on one text: python tests/benchmarks/speed.py [FILE ...]

Without a FILE: the seed, and the data beside the repository where it is there, each over again to 40 MB for the whole
commands and to 4 MB (said in the title where less) for the rest. Peers that are not installed are left out. Every rate
includes decoding and encoding; the yardstick is `bytes.decode().encode()` alone. Beside a ratio stands its target.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from timing import DATA, SEED, command_seconds, peak_memory, process_seconds, rates, table, text_of

from arnorm import Pipeline
from arnorm.presets import presets
from arnorm.spec import STAGES

SIZE = 4_000_000
LARGE = 40_000_000
SLOW = 40_000
"""Bytes for the peers that take seconds for a megabyte."""
YARDSTICK = "decode and encode"
ARNORM = str(Path(sys.executable).parent / "arnorm")
FOLDS = ("strip-diacritics", "unify-alef", "unify-yeh", "unify-teh-marbuta", "unify-hamza", "transliterate")
TARGETS = {"arnorm, preset standard": 0.25, "arnorm, preset search": 0.4, **dict.fromkeys(FOLDS, 0.6)}
DIACRITISED = TARGETS | {"arnorm, preset standard": 0.2}
LETTERS = "strip-diacritics:set=camel,unify-alef,unify-yeh,unify-teh-marbuta"


def camel_letters() -> Callable[[str], str]:
    """Return CAMeL Tools' own four functions, one after the other."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

    def clean(text: str) -> str:
        text = normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(text)))
        return str(normalize_teh_marbuta_ar(text))

    return clean


def camel_chain() -> Callable[[str], str]:
    """Return what users write around CAMeL Tools: its functions, and six expressions for spacing and sentences."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_unicode

    expressions = [
        (re.compile(r"[^\S\n]+"), " "),
        (re.compile(r" +([،؛:.!؟)\]}])"), r"\1"),
        (re.compile(r"([،؛])(?=[^\s\d])"), r"\1 "),
        (re.compile(r"([(\[{]) +"), r"\1"),
        (re.compile(r'"([^"\n]*)"'), r"«\1»"),
        (re.compile(r"(?<=[.!?؟]) +"), "\n"),
    ]

    def clean(text: str) -> str:
        text = normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(normalize_unicode(text))))
        for expression, new in expressions:
            text = expression.sub(new, text)
        return text

    return clean


def pyarabic_letters() -> Callable[[str], str]:
    """Return PyArabic's strip_tashkeel and normalize_ligature."""
    from pyarabic.araby import normalize_ligature, strip_tashkeel

    return lambda text: str(normalize_ligature(strip_tashkeel(text)))


def re_chain() -> Callable[[str], str]:
    """Return the letters' work as four regular expressions."""
    expressions = [(r"[\u064b-\u0652\u0670]", ""), ("[أإآٱ]", "ا"), ("ى", "ي"), ("ة", "ه")]
    compiled = [(re.compile(pattern), new) for pattern, new in expressions]

    def clean(text: str) -> str:
        for pattern, new in compiled:
            text = pattern.sub(new, text)
        return text

    return clean


def transliterations(name: str, text: str) -> None:
    """Print how transliterate compares with CAMeL Tools' CharMapper, from str to str."""
    from camel_tools.utils.charmap import CharMapper

    latin = CharMapper.builtin_mapper("ar2bw")(text)
    for direction, source, spec in (("ar2bw", text, "to=bw"), ("bw2ar", latin, "from=bw"), ("ar2hsb", text, "to=hsb")):
        contestants: dict[str, Callable[[], object]] = {
            "CAMeL Tools": partial(CharMapper.builtin_mapper(direction), source),
            "arnorm": partial(Pipeline(f"protect=,transliterate:{spec}"), source),
        }
        table(f"{name}: transliterate:{spec}", rates(contestants, len(source.encode()), turns=3), "CAMeL Tools")


PEERS = {
    "CAMeL Tools, four functions": ("camel_tools", camel_letters),
    "CAMeL Tools and six re": ("camel_tools", camel_chain),
    "pyarabic, two functions": ("pyarabic", pyarabic_letters),
    "re, four expressions": ("re", re_chain),
}


def pysbd_sentences() -> Callable[[str], str]:
    """Return pysbd's rules for Arabic."""
    from pysbd import Segmenter

    segmenter = Segmenter(language="ar", clean=False)
    return lambda text: "\n".join(map(str, segmenter.segment(text)))


# Marks one by one: sed has no ranges of them in every locale.
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
COMMANDS = {
    "sed, four expressions": (
        "sed", "-E", "-e", f"s/[{MARKS}]//g", "-e", "s/[أإآٱ]/ا/g", "-e", "s/ى/ي/g", "-e", "s/ة/ه/g",
    ),
    "perl, tr": (
        "perl", "-CSD", "-Mutf8", "-pe",
        r"tr/\x{64b}-\x{652}\x{670}//d; tr/أإآٱىة/ااااىه/; tr/ى/ي/",
    ),
}  # fmt: skip


def whole_commands(path: Path) -> None:
    """Print how long commands take for a file of 40 MB, all included, and arnorm's peak memory."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(text_of(str(path), LARGE))
        file.flush()
        size = Path(file.name).stat().st_size
        commands = {name: command for name, command in COMMANDS.items() if shutil.which(command[0])}
        commands["arnorm, the same letters stages"] = (ARNORM, "clean", "-s", LETTERS)
        for name in ("standard", "search"):
            commands[f"arnorm, preset {name}"] = (ARNORM, "clean", "-p", name)
        commands["arnorm, preset standard, -j 2"] = (ARNORM, "clean", "-j", "2")
        seconds = {name: command_seconds(*command, file.name, turns=2) for name, command in commands.items()}
        found = {name: size / taken / 1e6 for name, taken in seconds.items()}
        title = f"{path.name}: whole commands, {size / 1e6:.0f} MB"
        table(title, found, "arnorm, the same letters stages")
        peak = peak_memory(ARNORM, "clean", file.name)
        print(f"{path.name}: peak memory of `arnorm clean` for {size / 1e6:.0f} MB: {peak:.0f} MB")


def slow_peers(path: Path) -> None:
    """Print the table of the peers that are too slow for a long text."""
    if not find_spec("pysbd"):
        return
    text = text_of(str(path), SLOW)[:SLOW]
    ours, theirs = Pipeline("split-sentences"), pysbd_sentences()
    found = rates({"pysbd": lambda: theirs(text), "split-sentences": lambda: ours(text)}, len(text.encode()), turns=1)
    table(f"{path.name}: sentences, only {len(text.encode()) / 1e3:.0f} kB", found, "pysbd")


def measure(path: Path) -> None:
    """Print the tables of one text."""
    text = text_of(str(path), SIZE)
    targets = DIACRITISED if "tashkeel" in path.name else TARGETS
    data = text.encode()
    contestants: dict[str, Callable[[], object]] = {YARDSTICK: lambda: data.decode().encode()}

    def over_bytes(clean: Callable[[str], str]) -> Callable[[], object]:
        return lambda: clean(data.decode()).encode()

    for name, (module, peer) in PEERS.items():
        if find_spec(module):
            contestants[name] = over_bytes(peer())
    contestants["arnorm, the same letters stages"] = over_bytes(Pipeline(LETTERS))
    for name in presets():
        contestants[f"arnorm, preset {name}"] = over_bytes(Pipeline(name))
    found = rates(contestants, len(data))
    table(f"{path.name}: presets and peers", found, YARDSTICK, targets)
    if chain := found.get("CAMeL Tools and six re"):
        print(f"standard is {found['arnorm, preset standard'] / chain:.1f} times the CAMeL Tools chain (target 10)")

    contestants = {YARDSTICK: lambda: data.decode().encode()}
    for name in STAGES:
        try:
            contestants[name] = over_bytes(Pipeline(name))
            contestants[name]()
        except Exception as error:  # an extra that is not installed
            print(f"{name} left out: {error}")
            del contestants[name]
    table(f"{path.name}: single stages", rates(contestants, len(data), turns=3), YARDSTICK, targets)

    if find_spec("camel_tools"):
        functions, letters = camel_letters(), Pipeline(LETTERS)
        alone = rates({"CAMeL Tools": lambda: functions(text), "arnorm": lambda: letters(text)}, len(data))
        table(f"{path.name}: the letters alone, from str to str", alone, "CAMeL Tools")
        transliterations(path.name, text)

    standard = Pipeline("standard")
    sentences = [text[start : start + 100] for start in range(0, min(len(text), 500_000), 100)]
    some = "".join(sentences)
    size = len(some.encode())
    table(
        f"{path.name}: standard, other ways in",
        rates(
            {
                "the text at once": lambda: standard(some),
                "aligned": lambda: standard.align(some),
                "100 code points each, in batches": lambda: standard.batch(sentences),
                "100 code points each, one by one": lambda: [standard(sentence) for sentence in sentences],
            },
            size,
            turns=3,
        ),
        "the text at once",
        {"aligned": 1 / 1.3, "100 code points each, in batches": 0.5},
    )
    one = rates({"one": lambda: [standard(sentence) for sentence in sentences]}, 1, turns=3)["one"]
    print(f"{path.name}: one string of 100 code points takes {1 / one / len(sentences):.0f} µs (target under 300)")
    tenth = text[: len(text) // 10]
    scaling = rates({"tenth": lambda: standard(tenth), "whole": lambda: standard(text)}, 1)
    print(
        f"\n{path.name}: ten times the text takes {scaling['tenth'] / scaling['whole']:.2f} times as long (target 10.5)"
    )
    slow_peers(path)
    whole_commands(path)


def start_up() -> None:
    """Print how long the command takes for one line."""
    imports = process_seconds("import numpy, click")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("كِتاب ، و قلم .\n")
        file.flush()
        clean = command_seconds(ARNORM, "clean", file.name)
    print(f"\nstart-up: `arnorm clean` of a line takes {clean / imports:.2f} times `import numpy, click` (target 1.8)")


if __name__ == "__main__":
    start_up()
    names = [Path(name) for name in sys.argv[1:]]
    for each in names or [SEED, DATA / "pud.gold.txt", DATA / "tashkeela-test.txt"]:
        if each.exists():
            measure(each)
