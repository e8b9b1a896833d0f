"""Identities between figures of one paragraph that their own words tell apart, as notices state them.

A notice about a buyback, a dividend or an issue names each figure by the words in front of it
(`最高成交价为`, `支付的总金额为`), and each once. Roles are such words and units, given as data. Where
several figures fit a role, a fit is verified and a miss stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from claims.model import Claim
from rules.collection import Collection
from rules.evaluation import is_range
from rules.expression import parse
from rules.facts import FactBook, hard
from rules.facts import core as core_of
from rules.identities import Identity, Nearby
from rules.interval import Interval
from rules.model import Finding
from rules.outcome import Grade, judge
from rules.verdicts import Checked, finding_of

_MOST = 4
"""So many figures are tried in a role."""

_BOUNDARY = re.compile("[。；;!?！？\n]")
_LONGEST = 40
"""So many characters in front of a figure may name it."""


def named_in_words(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The findings of one identity of this form, at most one a paragraph."""
    book = collection.once(FactBook)
    for claims in book.paragraphs():
        checked = _examine(book, identity, claims)
        if checked is not None:
            yield finding_of(collection, checked)


def words_before(book: FactBook, claim: Claim) -> str:
    """The folded words between the figure before, or the sentence's start, and a figure."""
    folded = book.collection.document[claim.document].folded
    start = max(book.place(claim).block_start, claim.span.start - _LONGEST)
    for other in book.sentence(claim):
        if other.span.end <= claim.span.start:
            start = max(start, other.span.end)
    found = list(_BOUNDARY.finditer(folded, start, claim.span.start))
    return folded[found[-1].end() if found else start : claim.span.start]


def _examine(book: FactBook, identity: Identity, claims: tuple[Claim, ...]) -> Checked | None:
    options = [_fitting(book, role, claims) for role in identity.near]
    if not all(options):
        return None
    names = [role.name for role in identity.near]
    misses: list[Checked] = []
    for choice in product(*(option[:_MOST] for option in options)):
        if len({claim.id for claim in choice}) < len(choice):
            continue
        checked = _checked(identity, dict(zip(names, choice, strict=True)))
        if checked is not None and checked.outcome.grade is not Grade.CONTRADICTION:
            return checked
        if checked is not None:
            misses.append(checked)
    return misses[0] if len(misses) == 1 else None


def _fitting(book: FactBook, role: Nearby, claims: tuple[Claim, ...]) -> list[Claim]:
    """The figures of a role, each once."""
    pattern = _compiled(role.before)
    found = {
        (claim.value, claim.unit): claim
        for claim in reversed(claims)
        if claim.unit in role.units
        and claim.hard is not None
        and is_range(claim) is role.range
        and pattern.search(words_before(book, claim))
    }
    return sorted(found.values(), key=lambda claim: claim.span.start)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _checked(identity: Identity, chosen: Mapping[str, Claim]) -> Checked | None:
    stated, *operands = chosen.values()
    core: Interval | None = None
    bounds: list[Interval] = []
    for read in (core_of, hard):
        values = {name: read(claim) for name, claim in chosen.items()}
        try:
            ends = [parse(reading.value).over(values) for reading in identity.reading]
        except (ZeroDivisionError, ValueError):
            return None
        span = ends[0]
        for end in ends[1:]:
            span = span.hull(end)
        bounds.append(span)
    core, loose = bounds[0], bounds[0].hull(bounds[1])
    texts = {name: claim.text for name, claim in chosen.items()}
    return Checked(
        identity,
        stated,
        tuple(operands),
        identity.working.format(**texts),
        core,
        loose,
        judge(stated, core, loose),
    )
