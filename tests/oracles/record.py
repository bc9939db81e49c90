"""Ask the installed peers again and write their answers down: `python tests/oracles/record.py`.

Run it by hand, in an environment of its own. Only the utilities are asked, so that most need few of their
requirements: pip install --no-deps pyarabic mahad tnkeeh farasapy camel_tools, then pip install tokenizers six docopt
emoji pandas tqdm requests hijri-converter "python-dateutil<3" "regex<2025". (pyarabic is GPL-3: nothing but this
script imports it.) A peer that cannot be imported is named, and keeps the answers that are there already.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import version

import answers

# Each code point is asked about between two plain letters; no peer asked here changes these.
BEFORE, AFTER = "ب", "ج"

PEERS: dict[str, tuple[str, str, dict[str, tuple[str, dict[str, object]]]]] = {
    # peer: (package, module, {name in the file: (function, its keywords)})
    "pyarabic": (
        "pyarabic",
        "pyarabic.araby",
        {
            "strip_tashkeel": ("strip_tashkeel", {}),
            "strip_diacritics": ("strip_diacritics", {}),
            "strip_tatweel": ("strip_tatweel", {}),
            "normalize_alef": ("normalize_alef", {}),
            "normalize_teh": ("normalize_teh", {}),
        },
    ),
    "maha": (
        "mahad",
        "maha.cleaners.functions",
        {
            "remove_harakat": ("remove_harakat", {}),
            "remove_all_harakat": ("remove_all_harakat", {}),
            "remove_tatweel": ("remove_tatweel", {}),
            "normalize_alef": ("normalize", {"alef": True}),
            "normalize_yeh": ("normalize", {"yeh": True}),
            "normalize_teh_marbuta": ("normalize", {"teh_marbuta": True}),
        },
    ),
    "tnkeeh": ("tnkeeh", "tnkeeh.tnkeeh", {"remove_diacritics": ("_remove_diacritics", {})}),
    "camel.dediac": ("camel_tools", "camel_tools.utils.dediac", {"dediac_ar": ("dediac_ar", {})}),
    "camel.normalize": (
        "camel_tools",
        "camel_tools.utils.normalize",
        {
            "normalize_alef_ar": ("normalize_alef_ar", {}),
            "normalize_alef_maksura_ar": ("normalize_alef_maksura_ar", {}),
            "normalize_teh_marbuta_ar": ("normalize_teh_marbuta_ar", {}),
            "normalize_unicode": ("normalize_unicode", {}),
            "normalize_unicode_NFC": ("normalize_unicode", {"compatibility": False}),
        },
    ),
    "tokenizers": ("tokenizers", "tokenizers.normalizers", {"NFC": ("NFC", {}), "NFKC": ("NFKC", {})}),
}

CONVERTED = """\
What a peer answers to each code point between beh and jeem. Format: see answers.py.
From an earlier recording of the same questions, where these peers were installed in the versions named, not
by record.py: araclean 0.2.2, hazm 0.10, icu (Any-NFKC), lucene (a port of the switch in ArabicNormalizer, and of
DecimalDigitFilter).
"""


def main() -> None:
    """Record what can be asked here, keep the rest, and say what was done."""
    asked, given = answers.read()
    recorded = []
    for peer, (package, module_name, functions) in PEERS.items():
        try:
            module = import_module(module_name)
        except ImportError as error:
            print(f"{peer}: kept as it was ({error})", file=sys.stderr)
            continue
        recorded.append(f"{package} {version(package)}")
        for name, (attribute, keywords) in functions.items():
            function = _normalizer(module, attribute) if peer == "tokenizers" else getattr(module, attribute)
            given[f"{peer.partition('.')[0]}.{name}"] = _ask(partial(function, **keywords), asked)
    answers.write(asked, given, f"{CONVERTED}Recorded by record.py: {', '.join(dict.fromkeys(recorded))}.\n")


def _ask(function: Callable[[str], str], asked: frozenset[int]) -> dict[int, str]:
    found = {}
    for code in asked:
        answer = function(BEFORE + chr(code) + AFTER)
        assert answer.startswith(BEFORE), f"U+{code:04X}"
        assert answer.endswith(AFTER), f"U+{code:04X}"
        if answer[1:-1] != chr(code):
            found[code] = answer[1:-1]
    return found


def _normalizer(module: object, name: str) -> Callable[[str], str]:
    function: Callable[[str], str] = getattr(module, name)().normalize_str
    return function


if __name__ == "__main__":
    main()
