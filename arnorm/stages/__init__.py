"""The catalogue: every stage, in the order in which a pipeline would usually run them."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from arnorm.stage import Stage

CATALOGUE = (
    "repair-mojibake",
    "repair-html",
    "strip-html",
    "expand-presentation-forms",
    "strip-invisible",
    "strip-tatweel",
    "unify-letters",
    "strip-diacritics",
    "normalize-unicode",
    "unify-alef",
    "unify-yeh",
    "unify-teh-marbuta",
    "unify-hamza",
    "unify-digits",
    "unify-punctuation",
    "mask-entities",
    "limit-repeats",
    "strip-foreign",
    "strip-digits",
    "pair-quotes",
    "join-waw",
    "collapse-spaces",
    "space-punctuation",
    "unwrap-lines",
    "split-sentences",
    "strip-punctuation",
    "tokenize-words",
    "drop-lines",
    "transliterate",
)


class Stages(Mapping[str, Stage]):
    """The stages by name, each imported only when it is asked for."""

    def __getitem__(self, name: str) -> Stage:
        if name not in CATALOGUE:
            raise KeyError(name)
        module = name.replace("-", "_")
        found: Stage = getattr(import_module(f"arnorm.stages.{module}"), module)
        return found

    def __contains__(self, name: object) -> bool:
        return name in CATALOGUE

    def __iter__(self) -> Iterator[str]:
        return iter(CATALOGUE)

    def __len__(self) -> int:
        return len(CATALOGUE)
