"""Rows of figures that go on with the ones before, told again for another time: `上年上述三项分别为…`.

In: the drafts of a sentence with metric and measure, its view, and the levels that the paragraph has told so
far. Out: the members of such a row have metric and slice of the level in their place of those told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.enumerations import groups_of
from claims.lexicons import one_of
from claims.model import Measure
from claims.numerals import DIGITS
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words()
_AGAIN = re.compile(
    rf"(?P<pointed>{one_of(_WORDS.asserting.pointed_to)})?(?P<many>[{''.join(DIGITS)}])?"
    rf"(?:{one_of(_WORDS.asserting.told_of)}|指标|数据|数字|数)*"
    rf"(?P<each>{one_of(_WORDS.lists.respectively)})(?:{one_of(_WORDS.speech.row_views)}|[为是有达约]|达到)*\s*$"
)
"""Between the time and the first member of a row: nothing but that it is each of what was told of."""


def tell_again(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give the members of a row what the levels before are of, as many, told of one time."""
    for group in groups_of(view, drafts):
        first = group[0]
        start = view.clauses[first.clause][0]
        found = _AGAIN.fullmatch(view.without_phrases(start, first.start).strip(" ,，的"))
        if found is None or first.measure is not Measure.LEVEL:
            continue
        before = [d for d in (*told, *drafts) if d.end <= start and d.kind not in _NO_LEVELS][-len(group) :]
        whole = len(before) == len(group) and (found["many"] is None or DIGITS[found["many"]] == len(group))
        alike = whole and all(
            a.unit == b.unit and a.measure is Measure.LEVEL for a, b in zip(group, before, strict=True)
        )
        of_one_time = alike and len({d.period for d in before if d.period is not None}) <= 1
        if not of_one_time or len({(d.metric, *sorted(d.dimensions.items())) for d in before}) < len(group):
            continue
        for draft, source in zip(group, before, strict=True):
            draft.metric, draft.label, draft.head = source.metric, source.label, None
            draft.measure, draft.carried, draft.same_slice = source.measure, True, source
            draft.dimensions = dict(source.dimensions)
            draft.why("metric", source.start, source.end, "paragraph")


_NO_LEVELS = frozenset({"percent", "points", "times", "rank", "duration", "date"})
