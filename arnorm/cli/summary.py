"""What a run has done, for programs and for people."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from arnorm.corpus.run import Totals
from arnorm.profile import StageProfile


def summary(totals: Totals, seconds: float) -> dict[str, Any]:
    """Return the counts of a run; the stages' seconds are those of all processes together."""
    return {
        "files": totals.files,
        "failed": totals.failed,
        "skipped": totals.skipped,
        "changed": len(totals.changed),
        "bad_records": totals.bad_records,
        **vars(totals.tally),
        "seconds": round(seconds, 3),
        "stages": [
            {"name": stage.name, "changed": stage.changed, "seconds": round(stage.seconds, 6)}
            for stage in totals.profiles.values()
        ],
    }


def write_summary(path: Path, data: dict[str, Any]) -> None:
    """Write a summary as JSON, onto stdout where the path is `-`."""
    import json

    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    if path == Path("-"):
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")


def profile_table(profiles: Iterable[StageProfile]) -> str:
    """Return a table of the stages: seconds, their share, code points changed."""
    profiles = list(profiles)
    width = max((len(profile.name) for profile in profiles), default=0)
    total = sum(profile.seconds for profile in profiles)
    lines = [f"{'':{width}}  {'seconds':>8}  {'share':>5}  {'changed':>11}"]
    for profile in profiles:
        share = profile.seconds / total if total else 0
        lines.append(f"{profile.name:{width}}  {profile.seconds:8.3f}  {share:5.0%}  {profile.changed:11,}")
    return "\n".join(lines)
