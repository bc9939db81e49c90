"""Worker processes, seen from the process that they work for."""

import threading

from arnorm import Pipeline
from arnorm.corpus.encodings import UTF8, Encoded
from arnorm.corpus.part import Part
from arnorm.corpus.spread import spread
from arnorm.corpus.text import TextCleaner
from arnorm.corpus.workers import Work, Worker

CLEANER = TextCleaner(UTF8, "strict", Encoded(UTF8, "strict"), segments=False)


def test_results_come_in_order_and_no_thread_is_left() -> None:
    before = threading.enumerate()
    parts = [f"كِتاب {number}\n" * (1 + 500 * (number % 3)) for number in range(30)]
    work = [Work(CLEANER, Part(part.encode(), first=False), position=0) for part in parts]
    clean = Pipeline("strip-diacritics")
    done = [each.cleaned.data.decode() for each in spread(work, Worker(clean), 2)]
    assert done == [clean(part) for part in parts]
    # One that was left would write to a closed pipe when Python exits, now and then, and leave a traceback.
    assert threading.enumerate() == before
