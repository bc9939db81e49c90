"""Every row of the case tables: through a pipeline, as a batch, aligned, and once more on its result."""

import pytest
from conftest import NOT_IDEMPOTENT, ROOT, Case, cases, needs_its_package

from arnorm import Pipeline
from arnorm.spec import STAGES
from arnorm.stage import Stage

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.stage}: {case.label}")
def test_case(case: Case) -> None:
    needs_its_package(STAGES[case.stage])
    clean = Pipeline(case.spec)
    assert clean(case.source) == case.expected
    assert case.stage in NOT_IDEMPOTENT or clean(case.expected) == case.expected, "not idempotent"
    assert clean.batch(["", case.source, "ب", case.source]) == ["", case.expected, clean("ب"), case.expected]
    assert clean.align(case.source).text == case.expected


@pytest.mark.parametrize("stage", STAGES.values(), ids=lambda stage: stage.name)
def test_declared_example(stage: Stage) -> None:
    needs_its_package(stage)
    source, expected = stage.example
    assert Pipeline(stage.name)(source) == expected


def test_each_stage_has_its_table_and_each_table_its_stage() -> None:
    tables = {path.stem for path in (ROOT / "tests" / "cases").glob("*.toml")}
    assert tables == set(STAGES)


def test_labels_are_unique() -> None:
    labels = [(case.stage, case.label) for case in CASES]
    assert len(set(labels)) == len(labels)
