"""A pipeline: stages chosen by a specification, ready to clean strings."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from os import PathLike
from pathlib import Path

import numpy as np

from arnorm import spec
from arnorm.alignment import Alignment, Traced
from arnorm.blocks import SIZE, Block, cut
from arnorm.errors import ArnormError, unknown
from arnorm.kinds import Origins
from arnorm.plan import Fused, plan
from arnorm.presets import from_toml, presets
from arnorm.profile import Clocked, StageProfile
from arnorm.protect import Protection
from arnorm.stage import Rule, Stage, Value
from arnorm.text import Text

_CONTEXT_EDGE = "\N{ARABIC LETTER BEH}"
"""Stands for the rest of the line where a block begins or ends within one: a word, not a line end."""


class Pipeline:
    """Stages that run one after another; two pipelines with the same specification are equal.

    >>> clean = Pipeline("strip-diacritics,unify-alef")
    >>> clean("أَهْلًا")
    'اهلا'
    """

    def __init__(self, specification: str = "standard") -> None:
        self._selection = spec.parse(specification)

    @classmethod
    def preset(cls, name: str) -> "Pipeline":
        """Return the pipeline of a preset's name."""
        if name not in presets():
            raise unknown("preset", name, presets())
        return cls(name)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "Pipeline":
        """Return the pipeline of a config file (TOML with the keys `stages` and `protect`)."""
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise ArnormError(f"{path}: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise ArnormError(f"{path}: byte {error.start} is not UTF-8; a config file is a UTF-8 text") from None
        preset = from_toml(text, str(path))
        try:
            return cls(spec.select(preset.stages, preset.protect).spec)
        except ArnormError as error:
            raise ArnormError(f"{path}: {error}") from None

    @property
    def spec(self) -> str:
        """The specification in its shortest form; `Pipeline(clean.spec) == clean`."""
        return self._selection.spec

    @property
    def stages(self) -> list[tuple[Stage, dict[str, Value]]]:
        """The stages in order, each with its options that are not at their default."""
        return [(spec.STAGES[name], options) for name, options in self._selection.stages.items()]

    @property
    def files(self) -> list[Path]:
        """The files that the stages' options name."""
        return [
            Path(str(value))
            for stage, options in self.stages
            for name, value in options.items()
            if stage.options[name].kind == "file"
        ]

    def __call__(self, string: str, *, left: str = "", right: str = "") -> str:
        """Return the cleaned text of a string.

        Where the string is a part of a longer line, `left` and `right` are what stands beside it there: they count
        for the rules, and are not returned.
        """
        return "".join(
            map(self._clean, cut(string, left, right, tables_only=self._tables_only, paragraphs=self.across_lines))
        )

    def batch(self, strings: Iterable[str]) -> list[str]:
        """Return the cleaned texts of many strings, as one call for each would, but in vector passes over many."""
        cleaned: list[str] = []
        waiting: list[str] = []
        size = 0

        def flush() -> None:
            nonlocal size
            if len(waiting) == 1:
                cleaned.append(self(waiting[0]))
            elif waiting:
                text = Text.join(waiting)
                self._run(text, "\n".join(waiting))
                cleaned.extend(text.records())
            waiting.clear()
            size = 0

        for string in strings:
            if size + len(string) > SIZE:
                flush()
            waiting.append(string)
            size += len(string) + 1
        flush()
        return cleaned

    def align(self, string: str, *, left: str = "", right: str = "") -> Alignment:
        """Return what a call returns, together with the origin of each of its code points."""
        return Alignment.of(list(self._traced(string, left, right)), len(string))

    def alignments(self, string: str, *, left: str = "", right: str = "") -> Iterator[Alignment]:
        """Yield what `align` returns in parts, block by block; their origins are indices of the whole string."""
        for part in self._traced(string, left, right):
            yield Alignment.of([part], len(string))

    def profiled(self) -> tuple["Pipeline", list[StageProfile]]:
        """Return a pipeline that does the same and fills in what each stage costs and changes, in the stages' order.

        Its stages run one by one, not fused, so that their seconds add up to more than an unprofiled run takes. The
        profiles are those of this object only: what it is pickled to is a pipeline without them.
        """
        clocked, profiles = Pipeline(self.spec), [StageProfile(stage.name) for stage, _ in self.stages]
        clocked._plan = [
            Clocked(profile, plan(stage(**options)))
            for profile, (stage, options) in zip(profiles, self.stages, strict=True)
        ]
        return clocked, profiles

    def __eq__(self, other: object) -> bool:
        return self.spec == other.spec if isinstance(other, Pipeline) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.spec)

    def __repr__(self) -> str:
        return f"Pipeline({self.spec!r})"

    def __reduce__(self) -> tuple[Callable[[str], "Pipeline"], tuple[str]]:
        return Pipeline, (self.spec,)

    @cached_property
    def across_lines(self) -> bool:
        """Whether a stage looks across line ends, up to the next blank line."""
        return any(stage.across_lines for stage, _ in self.stages)

    @cached_property
    def _plan(self) -> list[Rule]:
        return plan(step for stage, options in self.stages for step in stage(**options))

    @cached_property
    def _tables_only(self) -> bool:
        return all(isinstance(rule, Fused) for rule in self._plan)

    @cached_property
    def _protect(self) -> Protection:
        return Protection(self._selection.protect)

    def _run(self, text: Text, source: str) -> None:
        self._protect(text, source)
        for rule in self._plan:
            rule(text)

    def _clean(self, block: Block) -> str:
        if block.left or block.right:
            return self._trace(block)[0]
        text = Text.of(block.body)
        self._run(text, block.body)
        return str(text)

    def _traced(self, string: str, left: str, right: str) -> Iterator[Traced]:
        start = 0
        for block in cut(string, left, right, tables_only=self._tables_only, paragraphs=self.across_lines):
            yield Traced(*self._trace(block), start)
            start += len(block.body)

    def _trace(self, block: Block) -> tuple[str, Origins]:
        """Return a block's cleaned body and the index in the body of each of its code points."""
        before = _CONTEXT_EDGE + block.left if block.left else ""
        after = block.right + _CONTEXT_EDGE if block.right else ""
        source = before + block.body + after
        text = Text.of(source, origin=True)
        self._run(text, source)
        string, origin = text.traced()
        assert origin is not None
        if not (before or after):
            return string, origin
        edges = np.array([len(before), len(before) + len(block.body)], np.int32)
        first, last = np.searchsorted(origin, edges).tolist()
        return string[first:last], origin[first:last] - np.int32(len(before))
