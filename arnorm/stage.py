"""The declaration of a stage: everything about it is read from one decorated function."""

import inspect
import keyword
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Annotated, Any, Literal, NewType, get_args, get_origin, get_type_hints

from arnorm.errors import ArnormError, unknown
from arnorm.table import Table
from arnorm.text import Text

Rule = Callable[[Text], None]
Effect = Literal["repair", "fold", "layout"]
File = NewType("File", str)
"""The name of a file that an option reads."""
Value = bool | int | str | frozenset[str]
Touched = frozenset[int] | str | Callable[[], frozenset[int]]
"""Code points, a sentence where none can be named, or a function that returns them where they take time to find."""


@dataclass(frozen=True)
class Guarded:
    """A rule that has work only where a block holds one of these code points; elsewhere it is not run."""

    wakes: frozenset[int]
    rule: Rule
    writes: bool = True
    """Whether it may write what was not there before, so that the guarded rules behind it must look again."""

    def __call__(self, text: Text) -> None:
        """Run the rule on a text."""
        self.rule(text)


Step = Table | Guarded | Rule
"""What a stage comes down to. Tables and guarded rules that stand side by side run as one lookup."""


@dataclass(frozen=True)
class Option:
    """One option of a stage, as its signature declares it."""

    name: str
    kind: Literal["flag", "number", "choice", "set", "text", "file"]
    default: Value
    choices: tuple[str, ...]
    help: str

    def parse(self, stage: str, values: tuple[str, ...] | None) -> Value:
        """Return the value that is meant by what a specification gives: strings, or None for the name alone."""
        where = f"{stage}:{self.name}"
        if self.kind == "flag":
            if values is not None:
                raise ArnormError(f"{where} is on or off and takes no value; {'+'.join(values)!r} was given")
            return True
        if values is None:
            raise ArnormError(f"{where} needs a value: {where}={self.allowed}")
        if self.kind == "set":
            names = [value for value in values if value]
            for name in names:
                if self.choices and name not in self.choices:
                    raise unknown(f"value of {where},", name, self.choices)
            return frozenset(names)
        value = "+".join(values)
        if self.kind == "choice" and value not in self.choices:
            raise unknown(f"value of {where},", value, self.choices)
        if self.kind == "number":
            if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) < 1:
                raise ArnormError(f"{where} takes a whole number from 1; {value!r} was given")
            return int(value)
        return value

    def unparse(self, value: Value) -> tuple[str, ...] | None:
        """Return what a specification gives to mean this value."""
        if isinstance(value, bool):
            return None
        if isinstance(value, frozenset):
            return tuple(name for name in self.choices if name in value) if self.choices else tuple(sorted(value))
        return (str(value),)

    @property
    def allowed(self) -> str:
        """What may be given, for a reader."""
        if self.kind == "choice":
            return "|".join(self.choices)
        if self.kind == "set":
            return "+".join(self.choices) or "NAME+NAME"
        return {"flag": "", "number": "NUMBER", "text": "TEXT", "file": "FILE"}[self.kind]


@dataclass(frozen=True)
class Stage:
    """A stage of the catalogue."""

    name: str
    effect: Effect
    summary: str
    """One imperative sentence."""
    loses: str
    """What is lost, and when not to use it."""
    example: tuple[str, str]
    options: Mapping[str, Option]
    function: Callable[..., Step | tuple[Step, ...]]
    needs: str | None = None
    """A package beyond the requirements, without which the stage can be described but not run."""
    across_lines: bool = False
    """Whether it looks across line ends, so that blocks are to be cut at blank lines."""
    reads: Touched | None = None
    """What its unguarded rules have work at; see `touched.reads`."""
    changes: Touched | None = None
    """What its rules delete or replace, where that is not what they read; see `touched.changes`."""

    @property
    def runs_here(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None

    def __call__(self, **options: Value) -> tuple[Step, ...]:
        """Return the steps that do the stage's work with these options."""
        steps = self.function(**{_parameter(name): value for name, value in options.items()})
        return steps if isinstance(steps, tuple) else (steps,)

    def options_from(self, given: Mapping[str, tuple[str, ...] | None]) -> dict[str, Value]:
        """Return the options that a specification gives, without those that have their default."""
        values = {}
        for name, strings in given.items():
            if name not in self.options:
                raise unknown(f"option of {self.name},", name, self.options)
            value = self.options[name].parse(self.name, strings)
            if value != self.options[name].default:
                values[name] = value
        return {name: values[name] for name in self.options if name in values}


def _parameter(option: str) -> str:
    """Return the parameter of an option; one that is a keyword of Python (`from`) bears an underscore at its end."""
    return option + "_" if keyword.iskeyword(option) else option.replace("-", "_")


def stage(
    *,
    effect: Effect,
    example: tuple[str, str],
    needs: str | None = None,
    across_lines: bool = False,
    reads: Touched | None = None,
    changes: Touched | None = None,
) -> Callable[[Callable[..., Step | tuple[Step, ...]]], Stage]:
    """Declare a stage: name, options, defaults and help are read from the function below.

    An option is a keyword with an annotation `Annotated[type, "Help."]` and a default; its type is bool (a flag),
    int, str, File (the name of one), Literal[…] (a choice) or frozenset[…] of a Literal or of str (a set). `needs`
    names a package that the stage cannot run without; `across_lines` says that it looks beyond its line, to the next
    blank one.

    Tables and guards tell themselves which code points they touch. A rule without a guard declares the ones that it
    `reads`, without which a text has no work for it; any rule those that it `changes`, if they are others. Both are
    meant for all options together.
    """

    def declare(function: Callable[..., Step | tuple[Step, ...]]) -> Stage:
        name = function.__name__.replace("_", "-")
        summary, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        hints = get_type_hints(function, include_extras=True)
        options = [
            _option(name, parameter, hints[parameter.name])
            for parameter in inspect.signature(function).parameters.values()
        ]
        by_name = {option.name: option for option in options}
        return Stage(name, effect, summary, rest, example, by_name, function, needs, across_lines, reads, changes)

    return declare


def _option(stage_name: str, parameter: inspect.Parameter, hint: Any) -> Option:
    if get_origin(hint) is not Annotated or parameter.kind is not parameter.KEYWORD_ONLY:
        raise TypeError(f"{stage_name}: option {parameter.name} needs a keyword, a default and Annotated[type, help]")
    declared, help_text = get_args(hint)
    name, default = parameter.name.rstrip("_").replace("_", "-"), parameter.default
    kinds: dict[Any, Literal["flag", "number", "text", "file"]] = {
        bool: "flag",
        int: "number",
        str: "text",
        File: "file",
    }
    if declared in kinds:
        return Option(name, kinds[declared], default, (), help_text)
    if get_origin(declared) is Literal:
        return Option(name, "choice", default, get_args(declared), help_text)
    (member,) = get_args(declared)
    return Option(name, "set", default, get_args(member), help_text)
