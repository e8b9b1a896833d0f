"""Another company's figure under the label of one that has a different one of its own.

Takes a collection, its series and the claims that the comparison has called wrong already; gives findings.
Where one document sets a company's figure beside another company's, and a second document gives
the other's figure for the company itself, nothing else need be alike: the name of a market, the words for
its basis and a time that is left out differ from writer to writer, and the figure tells where it came from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection as Items
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from claims.calendar import try_parse
from claims.lexicons import one_of
from claims.model import Basis, Claim, Measure
from claims.readingwords import reading_words
from claims.words import lexicon
from rules.alignment import Slices, align, stem_of
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.doubts import Doubts
from rules.facts import FactBook
from rules.model import Finding, Verdict
from rules.outcome import Grade, digits
from rules.series import SOLD, Series, SeriesKey, judged, number
from rules.sides import Side
from rules.slips import Slip, SlipKind
from rules.soldcounts import GOODS

_TELLING = 3
"""Digits from which on two companies hardly share a figure by chance."""
_BESIDE = 2
"""The same where the company's own figure stands in the paragraph of the other's."""
_STEM = 2
"""Code points by which a text calls a company at least."""

_Fact = tuple[str, Measure, str, Slices]
"""What is told of: metric, measure, unit and slices, none of a market."""
_Told = tuple[SeriesKey, Claim]


def borrowed(
    collection: Collection, series: Sequence[Series], doubts: Doubts, shown: Items[str]
) -> Iterator[Finding]:
    """Figures that are another company's; `shown` are the suspects that were found to be wrong before."""
    told: dict[_Fact, list[_Told]] = defaultdict(list)
    book = collection.once(FactBook)
    for one in series:
        if one.key.ahead or one.key.entity in lexicon().economies:
            continue
        for claims in (*one.dated.values(), one.undated):
            for claim in claims:
                if _plain(claim) and (fact := _fact(book, one.key, claim)) is not None:
                    told[fact].append((one.key, claim))
    report = Reporter(collection)
    for members in told.values():
        if len({key.entity for key, _ in members}) > 1:
            yield from _among(collection, members, doubts, shown, report)


def _fact(book: FactBook, key: SeriesKey, claim: Claim) -> _Fact | None:
    """What a figure is told of; None for one that nobody else has.

    A part of what all do (`占全国批签发量的24.6%`) is a share of the market, whose name is each writer's own.
    """
    share = key.metric == _SHARE and key.measure is Measure.LEVEL
    if share or (key.measure is Measure.SHARE and key.metric in _OF_MARKETS and _is_of_all(book, claim)):
        return (
            None if any(_is_place(word) for _, word in key.slices) else (_SHARE, Measure.LEVEL, key.unit, ())
        )
    grew = key.measure is Measure.GROWTH and key.versus == _YEAR_AGO
    if not (key.measure is Measure.LEVEL or grew) or key.metric == "other":
        return None
    if key.metric in SOLD:  # 出货, 卖出 and 交付 are each writer's own word
        rest = tuple(pair for pair in key.slices if pair[0] not in GOODS)
        return _SOLD, key.measure, key.unit, rest
    return key.metric, key.measure, key.unit, key.slices


def _is_of_all(book: FactBook, claim: Claim) -> bool:
    """Whether the sentence speaks of all who do something before a part of it."""
    return _ALL.search(book.words(claim)[: claim.span.start - book.place(claim).sentence]) is not None


_SHARE = "market_share"
_YEAR_AGO = "year_ago"
_SOLD = "sales_volume"
_COMPARED = reading_words().compared
_OF_MARKETS = frozenset({"other", "capacity", "gmv", "trading_volume", "premiums", *_COMPARED.ranked_by}) - {
    "revenue"
}
"""Of what a part of what all do is told."""
_ALL = re.compile(
    rf"占(?:到|了|据)?{one_of(_COMPARED.everywhere)}|{one_of(_COMPARED.everywhere)}[^,，。;；\d]{{0,16}}\d"
)
_EVERYWHERE = frozenset((*_COMPARED.everywhere, *_COMPARED.markets))
_LINES = frozenset({"segment", "product", "item"})
"""Slices that say of which goods a share is, where a text says so at all."""


@cache
def _is_place(word: str) -> bool:
    """Whether the name of a market holds that of a part of the country."""
    whole = lexicon().dimensions.regions
    return any(place in word and place not in _EVERYWHERE for place in whole)


def _alike(one: SeriesKey, other: SeriesKey) -> bool:
    """Whether two shares may be of one market, or two counts of one thing, by the goods that they name."""
    lines = _LINES - {"item"} if one.metric in SOLD else _LINES
    a, b = ({word for kind, word in key.slices if kind in lines} for key in (one, other))
    return not a or not b or not a.isdisjoint(b)


def _plain(claim: Claim) -> bool:
    return claim.basis is Basis.REPORTED and not (claim.unit_inferred and claim.unit != "count")


def _among(
    collection: Collection, members: Sequence[_Told], doubts: Doubts, shown: Items[str], report: Reporter
) -> Iterator[Finding]:
    """The borrowed figures among those of one fact, of several companies."""
    by_value: dict[Fraction, list[_Told]] = defaultdict(list)
    own: dict[str, list[Claim]] = defaultdict(list)
    for key, claim in members:
        by_value[number(claim)].append((key, claim))
        own[key.entity].append(claim)
    for same in by_value.values():
        if len({key.entity for key, _ in same}) == 1:
            continue
        for key, claim in same:
            if digits(claim) < _BESIDE:
                continue
            others = [
                c
                for k, c in same
                if _apart(k.entity, key.entity) and c.document != claim.document and _alike(k, key)
            ]
            if claim.id in shown or not others or _told_twice(key, claim, same):
                continue
            rights = _rights(collection.once(FactBook), claim, others, own[key.entity])
            if rights and _is_plainly_own(collection, claim, key, others, doubts):
                slip = Slip(SlipKind.RIVAL, rights[0].text)
                outcome = replace(judged(claim, rights[0]), grade=Grade.CONTRADICTION, slip=slip)
                yield report.differing(Verdict.DISCREPANCY, Side((claim,)), rights, outcome)


def _rights(book: FactBook, claim: Claim, others: Sequence[Claim], own: Sequence[Claim]) -> list[Claim]:
    """The company's own figures instead, first one that a document sets beside the other company's.

    None where the document that is suspected gives one of them, too: it knows which is which.
    """
    apart = [c for c in own if _same_time(claim, c) and not judged(claim, c).agrees]
    first = next((c for c in apart if any(_sets_beside(book, c, other) for other in others)), None)
    if first is None:
        return []
    rights = [first, *(c for c in apart if c is not first and judged(c, first).agrees)]
    return [] if any(c.document == claim.document for c in rights) else rights


def _apart(one: str, other: str) -> bool:
    """Whether two companies are not of one group, of which a text may mean either by one word."""
    return stem_of(one)[:_STEM] != stem_of(other)[:_STEM]


def _told_twice(key: SeriesKey, claim: Claim, same: Sequence[_Told]) -> bool:
    """Whether another document gives the figure for the company, too."""
    return any(k.entity == key.entity and c.document != claim.document for k, c in same)


def _sets_beside(book: FactBook, right: Claim, other: Claim) -> bool:
    """Whether one document gives both figures for one time, near each other if they are short.

    Or for one time that it names for both.
    """
    if right.document != other.document or not _same_time(right, other):
        return False
    if right.period is not None and other.period is not None:
        return True
    return book.place(right).block == book.place(other).block or digits(other) >= _TELLING


def _same_time(one: Claim, other: Claim) -> bool:
    """Whether two figures are not known to be of different times."""
    if one.period is None or other.period is None or one.period == other.period:
        return True
    a, b = try_parse(one.period), try_parse(other.period)
    if a is None or b is None or a.last != b.last or a.fiscal or b.fiscal:
        return False
    return a.is_instant or b.is_instant or a.first == b.first  # the last quarter's is not the year's


def _is_plainly_own(
    collection: Collection, claim: Claim, key: SeriesKey, others: Sequence[Claim], doubts: Doubts
) -> bool:
    """Whether a document gives a figure for its company and has spoken of nobody else before it."""
    if doubts.in_doubt_whose(claim) or not doubts.main_subject(claim, key):
        return False
    book = collection.once(FactBook)
    place, document = book.place(claim), collection.document[claim.document]
    if place.block < 0:
        return False
    block = document.blocks[place.block]
    words = document.folded[block.start : place.sentence + len(book.words(claim))]
    if definitions().rivals.search(words):
        return False
    named = {c.entity for c in others} | {collection.once(align).entity(c) for c in others}
    return not any(stem_of(name)[:_STEM] in words for name in named if name)
