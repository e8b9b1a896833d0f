"""Directions: `由7.05%降至6.97%` must fall, `上调至50元（原45元）` must rise, ranges at both ends.

So must `8.3亿元，低于市场预期的9亿元` be less than what it is set beside.

Two figures side by side, a verb between them or in front, and no rate behind: that the later one lies on the
side that the verb says is all there is to check. Figures below zero, and prices of one currency in another,
which 升 as their numbers fall, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.evaluation import is_range, two_scales
from rules.facts import FactBook
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.ranges import end_of
from rules.surroundings import words_before
from rules.verdicts import phrase, worded

_cue = partial(cue, "directions")
_LONGEST = 14
"""So many characters at most stand between the figure that a move starts from and that it leads to."""
_UNITS = ("date", "rank", "year", "month", "day")


def directions(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each pair of figures side by side of which words say that one is more, or less, than the other."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.unit not in _UNITS]
        for number, (one, other) in enumerate(pairwise(figures)):
            if not _comparable(one, other) or _has_rate(book, other, figures[number + 2 : number + 3]):
                continue
            told = _told(book, one, other)
            if told is not None:
                before, after, rises = told
                holds = _holds(before, after, rises)
                if holds is not None:
                    yield _finding(collection, identity, (before, after), rises, holds)


def set_beside(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each figure that words say is more, or less, than the one of its metric right behind it."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.unit not in _UNITS]
        for one, other in pairwise(figures):
            between = words_before(book, other)
            more, less = (bool(_cue(name).search(between)) for name in ("more_than", "less_than"))
            if more == less or not _alike(one, other):
                continue
            further = _beyond(other, one)
            if further is not None:
                yield worded(
                    collection,
                    identity,
                    Verdict.VERIFIED if further is more else Verdict.CONTRADICTED,
                    "beside_fits" if further is more else "beside_breaks",
                    (one, other),
                    one=one.text,
                    other=other.text,
                    way=phrase("beside_more" if more else "beside_less", collection.language),
                )


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one metric, measured alike, and neither is a range or below zero."""
    return one.measure == other.measure and not is_range(one) and _of_one_metric(one, other)


def _of_one_metric(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one metric and unit, both ranges or neither, and none below zero."""
    same = (one.metric, one.unit, is_range(one)) == (other.metric, other.unit, is_range(other))
    plain = not any(two_scales(c) or reading(c).value < 0 for c in (one, other))
    return same and plain and one.metric != "exchange_rate"


def _has_rate(book: FactBook, other: Claim, following: list[Claim]) -> bool:
    """Whether the figure behind two others says how far they are apart, which other rules recompute."""
    return any(
        claim.span.start - other.span.end <= _LONGEST and _cue("by").search(words_before(book, claim))
        for claim in following
    )


def _comparable(one: Claim, other: Claim) -> bool:
    return _of_one_metric(one, other) and Measure.CHANGE not in (one.measure, other.measure)


def _told(book: FactBook, one: Claim, other: Claim) -> tuple[Claim, Claim, bool] | None:
    """The earlier figure, the later one, and whether words say that it is more; None where they don't."""
    lead, between = words_before(book, one), words_before(book, other)
    if len(between) <= _LONGEST and _cue("from").search(lead):
        up, down = (bool(_cue(name).search(between)) for name in ("up_to", "down_to"))
        return (one, other, up) if up != down else None
    if _cue("formerly").search(between):
        up, down = (bool(_cue(name).search(lead)) for name in ("raised", "lowered"))
        return (other, one, up) if up != down else None
    return None


def _holds(before: Claim, after: Claim, rises: bool) -> bool | None:
    """Whether the later figure lies on the side that words say; None where the two may be one."""
    if is_range(before):
        ends = [_beyond(end_of(before, side), end_of(after, side)) for side in (0, 1)]
        return None if None in ends else all(end is rises for end in ends)
    further = _beyond(before, after)
    return None if further is None else further is rises


def _beyond(before: Claim, after: Claim) -> bool | None:
    one, other = reading(before), reading(after)
    if one.hard.meets(other.hard):
        return None
    return other.value > one.value


def _finding(
    collection: Collection, identity: Identity, two: tuple[Claim, Claim], rises: bool, holds: bool
) -> Finding:
    before, after = two
    language = collection.language
    return worded(
        collection,
        identity,
        Verdict.VERIFIED if holds else Verdict.CONTRADICTED,
        "direction_fits" if holds else "direction_breaks",
        (after, before),
        before=before.text,
        after=after.text,
        way=phrase("direction_up" if rises else "direction_down", language),
    )
