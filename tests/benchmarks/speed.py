"""arnorm beside its peers, from one run on one text: python tests/benchmarks/speed.py [FILE ...]

Without a FILE: the seed, and the data beside the repository where it is there, each over again to 40 MB for the whole
commands and to 4 MB (said in the title where less) for the rest. Peers that are not installed are left out. Every rate
includes decoding and encoding; the yardstick is `bytes.decode().encode()` alone. Beside a ratio stands its target,
where the text is long enough for one.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from timing import DATA, SEED, measured, measured_of, peak_memory, run, table, text_of

from arnorm import Pipeline
from arnorm.presets import presets
from arnorm.spec import STAGES

SIZE = 4_000_000
LARGE = 40_000_000
SLOW = 40_000
"""Bytes for the peers that take seconds for a megabyte."""
LEARNT = 100_000
"""Bytes below which a text over again has no targets: a processor learns to foresee the bytes of an article, and then
decodes them two or three times as fast as any other text, or as the same words in another order."""
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


def araclean_letters() -> Callable[[str], str]:
    """Return araclean's four functions for the letters, one after the other."""
    import araclean

    def clean(text: str) -> str:
        text = araclean.fold_alef_maqsura(araclean.fold_alef(araclean.remove_tashkeel(text)))
        return str(araclean.fold_teh_marbuta(text))

    return clean


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
        found = measured(contestants, "CAMeL Tools", turns=3)
        table(f"{name}: transliterate:{spec}", found, len(source.encode()), "CAMeL Tools")


PEERS = {
    "CAMeL Tools, four functions": ("camel_tools", camel_letters),
    "CAMeL Tools and six re": ("camel_tools", camel_chain),
    "pyarabic, two functions": ("pyarabic", pyarabic_letters),
    "araclean, four functions": ("araclean", araclean_letters),
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
        yardstick = "arnorm, the same letters stages"
        runs = {name: partial(run, *command, file.name) for name, command in commands.items()}
        title = f"{path.name}: whole commands, {size / 1e6:.0f} MB"
        table(title, measured(runs, yardstick, turns=3), size, yardstick)
        peak = peak_memory(ARNORM, "clean", file.name)
        print(f"{path.name}: peak memory of `arnorm clean` for {size / 1e6:.0f} MB: {peak:.0f} MB")


def slow_peers(path: Path) -> None:
    """Print the table of the peers that are too slow for a long text."""
    if not find_spec("pysbd"):
        return
    text = text_of(str(path), SLOW)[:SLOW]
    ours, theirs = Pipeline("split-sentences"), pysbd_sentences()
    found = measured({"pysbd": lambda: theirs(text), "split-sentences": lambda: ours(text)}, "pysbd", turns=1)
    size = len(text.encode())
    table(f"{path.name}: sentences, only {size / 1e3:.0f} kB", found, size, "pysbd")


_ALONE = """
import sys, time
from statistics import median
data, seconds = open(sys.argv[1], "rb").read(), []
if len(sys.argv) > 2:
    from arnorm import Pipeline
    clean = Pipeline(sys.argv[2])
else:
    clean = str
for _ in range(9):
    start = time.perf_counter()
    clean(data.decode()).encode()
    seconds.append(time.perf_counter() - start)
print(median(seconds))
"""


def apart(name: str, data: bytes, targets: dict[str, float]) -> None:
    """Print the ratios of presets once more, each and the yardstick in a process of its own.

    What arnorm tells the allocator when it is imported (see `arnorm.arrays`) speeds up the yardstick as well.
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()

        def alone(*preset: str) -> float:
            command = [sys.executable, "-c", _ALONE, file.name, *preset]
            return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

        runs: dict[str, tuple[str, ...]] = {YARDSTICK: ()}
        runs |= {f"arnorm, preset {preset}": (preset,) for preset in ("standard", "search")}
        found = {label: measured_of([(alone(), alone(*preset)) for _ in range(5)]) for label, preset in runs.items()}
    table(f"{name}: each in a process of its own", found, len(data), YARDSTICK, targets)


def measure(path: Path) -> None:
    """Print the tables of one text."""
    text = text_of(str(path), SIZE)
    targets: dict[str, float] = {}
    if path.stat().st_size >= LEARNT:
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
    found = measured(contestants, YARDSTICK)
    table(f"{path.name}: presets and peers", found, len(data), YARDSTICK, targets)
    if chain := found.get("CAMeL Tools and six re"):
        times = found["arnorm, preset standard"].ratio / chain.ratio
        print(f"standard is {times:.1f} times as fast as the CAMeL Tools chain (target 10)")
    apart(path.name, data, targets)

    contestants = {YARDSTICK: lambda: data.decode().encode()}
    for name in STAGES:
        try:
            contestants[name] = over_bytes(Pipeline(name))
            contestants[name]()
        except Exception as error:  # an extra that is not installed
            print(f"{name} left out: {error}")
            del contestants[name]
    table(f"{path.name}: single stages", measured(contestants, YARDSTICK), len(data), YARDSTICK, targets)

    if find_spec("camel_tools"):
        functions, letters = camel_letters(), Pipeline(LETTERS)
        found = measured({"CAMeL Tools": lambda: functions(text), "arnorm": lambda: letters(text)}, "CAMeL Tools")
        table(f"{path.name}: the letters alone, from str to str", found, len(data), "CAMeL Tools")
        transliterations(path.name, text)

    standard = Pipeline("standard")
    sentences = [text[start : start + 100] for start in range(0, min(len(text), 500_000), 100)]
    some = "".join(sentences)
    at_once, one_by_one = "the text at once", "100 code points each, one by one"
    ways: dict[str, Callable[[], object]] = {
        at_once: lambda: standard(some),
        "aligned": lambda: standard.align(some),
        "100 code points each, in batches": lambda: standard.batch(sentences),
        one_by_one: lambda: [standard(sentence) for sentence in sentences],
    }
    found = measured(ways, at_once)
    least = {"aligned": 1 / 1.3, "100 code points each, in batches": 0.5}
    table(f"{path.name}: standard, other ways in", found, len(some.encode()), at_once, least)
    micros = found[one_by_one].seconds / len(sentences) * 1e6
    print(f"{path.name}: one string of 100 code points takes {micros:.0f} µs (target under 300)")
    tenth = text[: len(text) // 10]
    scaling = measured({"tenth": lambda: standard(tenth), "whole": lambda: standard(text)}, "tenth")["whole"].ratio
    print(f"\n{path.name}: ten times the text takes {1 / scaling:.2f} times as long (target 10.5)")
    slow_peers(path)
    whole_commands(path)


def start_up() -> None:
    """Print how long the command takes for one line."""
    imports = partial(run, sys.executable, "-c", "import numpy, click")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("كِتاب ، و قلم .\n")
        file.flush()
        clean = partial(run, ARNORM, "clean", file.name)
        ratio = measured({"imports": imports, "clean": clean}, "imports", turns=15)["clean"].ratio
    print(f"\nstart-up: `arnorm clean` of a line takes {1 / ratio:.2f} times `import numpy, click` (target 1.8)")


if __name__ == "__main__":
    start_up()
    names = [Path(name) for name in sys.argv[1:]]
    for each in names or [SEED, DATA / "pud.gold.txt", DATA / "tashkeela-test.txt"]:
        if each.exists():
            measure(each)
