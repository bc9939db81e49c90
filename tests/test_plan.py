"""Lines that wake a rule, among many that do not: they are run apart, and nobody is to see it."""

import pytest
from hypothesis import given, settings
from texts import texts

from arnorm import Pipeline
from arnorm.spec import STAGES

QUIET = "قال الرجل: «نعم، هذا كتابٌ جديد» https://example.com/كِتاب ثم مضى إلى بيته في المدينة القديمة"
LINES = [QUIET] * 40
WAKING = "الـســلام على قرا\u0653ن 1445هـ وعلى\u0654 &amp; كت\u200cاب ط§ظ„ط¹ط±ط¨ظٹط© @کتاب_ہ ﷺ"
PRESETS = ("standard", "repair", "search", "social", "classical")


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@settings(max_examples=10)
@given(string=texts)
def test_a_waking_line_is_cleaned_as_if_it_were_alone(name: str, line_end: str, string: str) -> None:
    clean = Pipeline(name)
    waking = (string + WAKING).replace("\r", " ")
    between = [*LINES, *waking.split("\n"), *LINES, WAKING]
    cleaned = {line: clean(line + line_end).removesuffix(line_end) for line in between}
    assert clean(line_end.join(between)) == line_end.join(cleaned[line] for line in between)
    assert clean.batch(between) == [clean(line) for line in between]


@pytest.mark.parametrize("name", PRESETS)
def test_the_origin_of_a_waking_line_is_where_it_stands(name: str) -> None:
    clean = Pipeline(name)
    text = "\n".join([*LINES, WAKING, *LINES])
    start = len("\n".join(LINES)) + 1
    alone, among = clean.align(WAKING), clean.align(text)
    first = among.origin.searchsorted(start)
    assert among.text == clean(text)
    assert among.text[first:].startswith(alone.text)
    assert (among.origin[first:][: len(alone.text)] - start).tolist() == alone.origin.tolist()


WRITERS = ("repair-html", "repair-mojibake", "normalize-unicode:form=nfkc")


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", [name for name, stage in STAGES.items() if stage.runs_here])
@settings(max_examples=25)
@given(string=texts)
def test_what_a_rule_writes_wakes_the_rules_behind_it(writer: str, name: str, string: str) -> None:
    together, first, then = (Pipeline(f"protect=,{spec}") for spec in (f"{writer},{name}", writer, name))
    if name != writer.partition(":")[0]:
        assert together(string) == then(first(string))


def test_a_reference_to_what_wakes_a_rule() -> None:
    assert Pipeline("repair-html,unify-letters")("عل&#1740;") == "على"
    assert Pipeline("repair-html,normalize-unicode")("ا&#1619;ب") == "آب"
