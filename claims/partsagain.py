"""Parts told before, of which a list says more by their number alone: `…；三块业务的毛利率分别为A、B、C`.

In: the drafts of a sentence, its view and the levels of the paragraph before it. Out: the drafts of a list
whose own words count the parts of the last row of them, each with the slice that stands in its place there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.enumerations import FIRST_OF_ROW, groups_of
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.numerals import evaluate
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.slicesagain import PARTS

_WORDS = reading_words().lists
_COUNTED = re.compile(
    rf"(?P<count>[两二三四五六七八九十2-9])(?:{one_of(_WORDS.sort_counters)}|者)(?:{trie(_WORDS.sorts)})*"
)
"""How many parts a list is of (`三块业务的…分别为`, `四大区域…依次为`)."""
MOST_PARTS = 10
"""So many parts are counted, at most."""
_RESPECTIVELY = re.compile(one_of(_WORDS.respectively))
_MEASURES = frozenset({Measure.LEVEL, Measure.SHARE, Measure.GROWTH, Measure.CHANGE, Measure.RATIO})


def name_parts_again(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give the members of a list that counts the parts told last the slices of these, in their order.

    `told` are the last levels of the paragraph before the sentence, `MOST_PARTS` of them or fewer.
    """
    if _RESPECTIVELY.search(view.text, view.start, view.end) is None:
        return
    row: list[tuple[str, str]] = []
    for group in groups_of(view, drafts):
        first = group[0]
        bare = all(draft.dimensions.keys().isdisjoint(PARTS) for draft in group)
        if not bare or any(draft.measure not in _MEASURES for draft in group):
            continue
        start = view.clauses[first.clause][0]
        counted = _COUNTED.search(view.text, start, first.start)
        if counted is not None:
            first_ones = FIRST_OF_ROW.search(view.text, start, first.start) is not None
            row = _last_row(told, len(group), first_ones) if _counts(view, counted, group) else []
        elif first.measure is not Measure.GROWTH or len(row) != len(group):
            row = []
        for draft, (key, name) in zip(group, row, strict=False):
            draft.dimensions[key] = name
            draft.why("dimensions", view.start, first.start, "list")


def _counts(view: SentenceView, counted: re.Match[str], group: Sequence[Draft]) -> bool:
    """Whether as many parts are spoken of as a list has members, each for itself."""
    count = evaluate(counted["count"])
    respectively = _RESPECTIVELY.search(view.text, counted.end(), group[0].start)
    return count is not None and count.value == len(group) and respectively is not None


def _last_row(told: Sequence[Draft], count: int, first_ones: bool) -> list[tuple[str, str]]:
    """Key and name of the last so many parts of one metric and time, none named twice; else nothing.

    Where words say so (`前三者`), the first ones of the parts told last.
    """
    row = told[-count:]
    if first_ones:
        run = 0
        while run < len(told) and not told[-1 - run].dimensions.keys().isdisjoint(PARTS):
            run += 1
        row = told[len(told) - run :][:count]
    parts = [next(((key, d.dimensions[key]) for key in PARTS if key in d.dimensions), None) for d in row]
    named = list(dict.fromkeys([part for part in parts if part is not None]))
    alike = len({(d.metric, d.period, d.unit) for d in row}) == 1
    return named if len(named) == count and alike and len({key for key, _ in named}) == 1 else []
