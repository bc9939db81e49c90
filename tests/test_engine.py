"""The engine on random tables, masks and cuts, against plain Python."""

import sys
from collections.abc import Callable

import numpy as np
import pytest
from conftest import SEED
from hypothesis import given
from hypothesis import strategies as st
from texts import HARD, texts

from arnorm import Pipeline, blocks
from arnorm.kinds import KINDS, LINE_END, SPACE, Mask
from arnorm.plan import plan
from arnorm.presets import presets
from arnorm.stage import Guarded
from arnorm.stages.limit_repeats import whole_runs
from arnorm.table import Table
from arnorm.text import Text
from arnorm.words import length_after, length_before

LETTERS = 'ابتثجحخدس .،"(1\u064b'
entries = st.dictionaries(
    st.sampled_from(LETTERS).map(ord),
    st.one_of(st.none(), st.sampled_from(LETTERS).map(ord), st.text(LETTERS, max_size=3)),
    max_size=8,
)
strings = st.text(LETTERS + "\n", max_size=30)


def translate(string: str, table: Table) -> str:
    return string.translate(dict(table.entries))


def run(string: str, *rules: Callable[[Text], None]) -> str:
    text = Text.of(string)
    for rule in rules:
        rule(text)
    return str(text)


def doubling(code: int) -> Guarded:
    """Return a rule that is woken by one code point and shows that it ran, and what it saw."""

    def rule(text: Text) -> None:
        text.insert(text.codes == code, ord("#"))

    return Guarded(frozenset({code}), rule)


@given(string=strings, table=entries.map(Table))
def test_map_is_translate(string: str, table: Table) -> None:
    assert run(string, lambda text: text.map(table.lookup)) == translate(string, table)


@given(string=strings, first=entries.map(Table), second=entries.map(Table))
def test_tables_compose(string: str, first: Table, second: Table) -> None:
    assert translate(string, first | second) == translate(translate(string, first), second)


@given(
    string=strings,
    steps=st.lists(st.one_of(entries.map(Table), st.sampled_from(LETTERS).map(lambda c: doubling(ord(c)))), max_size=6),
)
def test_fused_is_one_by_one(string: str, steps: list[Table | Guarded]) -> None:
    one_by_one = string
    for step in steps:
        one_by_one = translate(one_by_one, step) if isinstance(step, Table) else run(one_by_one, step)
    assert run(string, *plan(steps)) == one_by_one


masked = strings.flatmap(lambda s: st.tuples(st.just(s), st.lists(st.booleans(), min_size=len(s), max_size=len(s))))


@given(masked)
def test_delete_replace_insert(case: tuple[str, list[bool]]) -> None:
    string, chosen = case
    mask: Mask = np.array(chosen, bool)
    pairs = list(zip(string, chosen, strict=True))
    assert run(string, lambda text: text.delete(mask)) == "".join(c for c, hit in pairs if not hit)
    assert run(string, lambda text: text.replace(mask, ord("x"))) == "".join("x" if hit else c for c, hit in pairs)
    assert run(string, lambda text: text.insert(mask, ord("x"))) == "".join("x" + c if hit else c for c, hit in pairs)


@given(masked, st.lists(st.text("xyz", max_size=3), min_size=30, max_size=30))
def test_splice(case: tuple[str, list[bool]], made: list[str]) -> None:
    string, chosen = case
    spans = [(i, i + 1) for i, hit in enumerate(chosen) if hit]
    pieces = iter(made)
    expected = "".join(next(pieces) if hit else c for c, hit in zip(string, chosen, strict=True))
    assert run(string, lambda text: text.splice(spans, made[: len(spans)])) == expected


@given(masked, masked)
def test_no_verb_touches_protection(case: tuple[str, list[bool]], protection: tuple[str, list[bool]]) -> None:
    string, chosen = case
    protected = np.resize(np.array([*protection[1], True], bool), len(string))
    expected = [c for c, safe in zip(string, protected, strict=True) if safe]
    mask: Mask = np.array(chosen, bool)
    verbs: list[Callable[[Text], None]] = [
        lambda text: text.delete(mask),
        lambda text: text.replace(mask, ord("x")),
        lambda text: text.insert(mask, ord("x")),
        lambda text: text.splice([(i, i + 1) for i, hit in enumerate(chosen) if hit], ["xyz"] * sum(chosen)),
        lambda text: text.map(Table({ord(c): "xyz" for c in LETTERS}).lookup),
        lambda text: text.map(Table({ord(c): None for c in LETTERS}).lookup),
        lambda text: text.gaps.delete(text.gaps.of(0xFFF)),
        lambda text: text.gaps.edit(after=np.arange(len(text.gaps)), code=ord("-")),
    ]
    for verb in verbs:
        text = Text.of(string)
        text.protected = protected.copy()
        verb(text)
        codes = text.codes
        assert text.protected is not None
        assert [chr(code) for code in codes[text.protected].tolist()] == expected


def test_no_verb_touches_a_seam() -> None:
    verbs: list[Callable[[Text], None]] = [
        lambda text: text.delete(np.ones(len(text.codes), bool)),
        lambda text: text.replace(np.ones(len(text.codes), bool), ord("x")),
        lambda text: text.splice([(i, i + 1) for i in range(len(text.codes))], [""] * len(text.codes)),
    ]
    for verb in verbs:
        text = Text.join(["اب", "", "ج"])
        verb(text)
        assert len(text.records()) == 3


@given(masked)
def test_gap_verbs_are_the_verbs(case: tuple[str, list[bool]]) -> None:
    """Edits of the sparse view give what the same edits of the whole text give."""
    string, chosen = case
    whole, sparse = Text.of(string, origin=True), Text.of(string, origin=True)
    gaps = sparse.gaps
    whole.delete(whole.codes == ord(","))
    gaps.delete(gaps.codes == ord(","))
    letter, space = whole.in_words(), whole.codes == ord(" ")
    between = space & np.append(False, letter[:-1]) & np.append(letter[1:], False)
    hit = np.resize(np.array([*chosen, False], bool), len(whole.codes)) & ~letter & ~between
    in_gaps = hit[~letter & ~between]
    whole.insert(hit, ord("-"))
    gaps.edit(before=np.flatnonzero(in_gaps), code=ord("-"))
    after_dot = np.append(False, whole.codes == ord("."))
    if after_dot[-1]:
        return  # the whole text's insert cannot append
    whole.insert(after_dot[:-1], ord("+"))
    gaps.edit(after=np.flatnonzero(gaps.codes == ord(".")), code=ord("+"))
    whole.replace(whole.codes == ord("("), ord("["))
    gaps.replace(np.flatnonzero(gaps.codes == ord("(")), ord("["))
    assert str(sparse) == str(whole)
    assert sparse.origin is not None
    assert whole.origin is not None
    assert sparse.origin.tolist() == whole.origin.tolist()


@given(texts)
def test_text_and_back(string: str) -> None:
    assert str(Text.of(string)) == string


@pytest.mark.parametrize("preset", list(presets()))
def test_a_stop_is_not_lost_in_numpy(preset: str) -> None:
    """What a signal handler raises comes up in the next function of Python; numpy passes over it in this one."""
    clean, called = Pipeline(preset), set()
    text = SEED.read_text(encoding="utf-8")
    sys.setprofile(lambda frame, event, _: called.add(frame.f_code.co_name))
    try:
        clean(text)
        clean.batch(text.split("\n"))
        clean.align(text)
    finally:
        sys.setprofile(None)
    assert "string_of" in called
    assert "npy_ctypes_check" not in called


@pytest.mark.parametrize("line", ["COVID-19 , Pfizer لقاح ", "iPhone 15 ! Apple شركة ", "12 ! A و ", "a . ب  \t "])
def test_a_line_is_arabic_wherever_it_ends(line: str) -> None:
    """The spaces behind its last word are gone before it is asked whether it has an Arabic letter."""
    clean = Pipeline("collapse-spaces,space-punctuation")
    once = clean(line)
    assert [once, "x"] == clean.batch([line, "x"])
    assert clean(once) == once


@pytest.mark.parametrize(
    ("spec", "same"),
    [
        ("protect=,search", "search,protect="),
        ("split-sentences,standard", "standard"),
        ("pair-quotes:style=curly,standard,-pair-quotes", "standard,-pair-quotes"),
    ],
)
def test_a_preset_stands_where_it_is_written(spec: str, same: str) -> None:
    assert Pipeline(spec) == Pipeline(same)
    assert list(Pipeline(spec)._selection.stages) == list(Pipeline(same)._selection.stages)


@given(st.lists(texts, max_size=5).filter(bool))
def test_records_and_back(records: list[str]) -> None:
    assert Text.join(records).records() == records


@given(texts)
def test_gap_edits_at_once_are_edits_one_after_another(string: str) -> None:
    at_once, in_turn = Text.of(string, origin=True), Text.of(string, origin=True)
    signs = at_once.gaps.codes
    gone, before, after = (np.isin(signs, list(map(ord, some))) for some in (" ,", '."', ".:("))
    at_once.gaps.edit(gone, before=np.flatnonzero(before), after=np.flatnonzero(after), code=ord("-"))
    gaps = in_turn.gaps
    gaps.delete(gone)
    gaps.edit(before=np.flatnonzero(before[~gone]), code=ord("-"))
    gaps.edit(after=np.flatnonzero(np.isin(gaps.codes, list(map(ord, ".:(")))), code=ord("-"))
    assert str(at_once) == str(in_turn)
    assert at_once.origin is not None
    assert in_turn.origin is not None
    assert at_once.origin.tolist() == in_turn.origin.tolist()


def test_gap_neighbours() -> None:
    gaps = Text.of("ا ،ب  (ج)\n").gaps
    assert gaps.codes.tolist() == list(map(ord, " ،  ()\n"))
    everywhere = np.arange(len(gaps))
    assert length_before(gaps, everywhere, 3).tolist() == [1, 0, 1, 0, 0, 1, 0]
    assert length_after(gaps, everywhere, 3).tolist() == [0, 1, 0, 0, 1, 0, 0]
    assert gaps.touching.tolist() == [False, True, False, True, True, False, True]
    double = whole_runs(gaps, gaps.of(SPACE), gaps.of(SPACE) & gaps.after(SPACE))
    assert double.tolist() == [False, False, True, True, False, False, False]
    assert Text.of("ا ب، ج د").gaps.codes.tolist() == list(map(ord, "، ")), "a space between letters is left out"
    assert gaps.before(LINE_END).tolist() == [False] * 5 + [True, True]


def test_each_kind_is_one() -> None:
    members = [code for codes in KINDS.values() for code in codes]
    assert len(members) == len(set(members))


def test_an_endless_line_is_the_whole_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line cut inside, with context, becomes what the line becomes at once (quotation marks and brackets aside)."""
    rng = np.random.default_rng(7)
    alphabet = [c for c in HARD if c not in '\n\r"«»“”„@()[]{}﴾﴿']
    line = "".join(rng.choice(alphabet, 3000))
    clean = Pipeline("standard")
    whole = clean(line)
    for name, value in {"SIZE": 50, "WINDOW": 100, "MARGIN": 60}.items():
        monkeypatch.setattr(blocks, name, value)
    assert clean(line) == whole
    assert "".join([clean(line[:1000], right=line[1000:]), clean(line[1000:], left=line[:1000])]) == whole
