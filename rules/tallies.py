"""Tallies: exact counts told one after another and what they come to (`甲2家,乙、丙各1家,一共4家`).

In: a list of counts that does not make its total. Out: whether it leaves none out, so that one of them is
wrong. Counts of one counting word, written out to the last one, that the very next words add up are a
whole tally: no rounding and no remainder explains a miss.
"""

from __future__ import annotations

import re
from functools import partial

from claims.model import Claim, Qualifier
from rules.facts import FactBook
from rules.knowledge import cue, listed_cue
from rules.outcome import reading
from rules.sums import Sum

_cue = partial(cue, "tallies")
_FEWEST = 2
_NEAR = 5
"""A tally misses its total by at most one part in so many; what misses by more counts other things."""
_WRITTEN_OUT = re.compile(r"(?P<number>[\d,]+|[一二两三四五六七八九十百]+)(?P<counted>[\u4e00-\u9fff]{1,2})")
_LEAD = 24
"""So many characters in front of a count say what it is of."""
_NAME = r"[^、,，。;；:：\d]"
_SHARED = re.compile(rf"(?P<names>(?:{_NAME}{{1,12}}、)+{_NAME}{{1,16}}?)(?:分别)?各自?(?:有|设|开|建)?$")
_JOINED = re.compile("[和及与]")
_JOINS = re.compile(r"[、,，;；。 ]*(?P<words>[^、,，;；。\d]{1,12})")


def shared_out(folded: str, claim: Claim) -> int:
    """How many things a count is told of each of (`甲、乙和丙各1家`): 1 where it is of one."""
    found = _SHARED.search(folded, max(0, claim.span.start - 60), claim.span.start)
    if found is None:
        return 1
    names = found["names"].split("、")
    return len(names) + (1 if _JOINED.search(names[-1][1:-1]) else 0)


def tallied(book: FactBook, terms: Sum) -> bool:
    """Whether a list in front of its total leaves nothing out by what it counts and how it is written."""
    whole, parts = terms.whole, terms.parts
    if whole is None or len(parts) < _FEWEST or parts[-1].span.end > whole.span.start:
        return False
    folded = book.collection.document[whole.document].folded
    words = {_counted_in(folded, member) for member in terms.members}
    if len(words) > 1 or None in words:
        return False
    joint = _JOINS.fullmatch(folded, parts[-1].span.end, whole.span.start)
    if joint is None or listed_cue("joint_cues").search(joint["words"]) is None:
        return False
    told = folded[max(0, parts[0].span.start - _LEAD) : whole.span.start]
    if listed_cue("partial_cues").search(told) or _cue("moving").search(told):
        return False
    total, size = sum(reading(part).value for part in parts), abs(reading(whole).value)
    return abs(total - size) * _NEAR <= size


def _counted_in(folded: str, claim: Claim) -> str | None:
    """The counting word of a count that is written out to the last one, or None."""
    found = _WRITTEN_OUT.fullmatch(folded, claim.span.start, claim.span.end)
    exact = claim.qualifier is Qualifier.EXACT and found is not None
    return found["counted"] if exact and found is not None else None
