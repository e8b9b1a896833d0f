"""Ranks against the values that they rank: the first has the largest share, the second the next.

Takes the ranks and market shares that one document states for one market and period.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, bare, slice_of
from rules.figures import significant
from rules.identities import Identity
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.ranked import ranked_lists
from rules.surroundings import words_before
from rules.verdicts import worded

_FEWEST = 3
"""So many ranks from the first on make a list whose order means something."""

_WHOLE = 100
"""Percent of a market."""

_MOST = 12
"""So many claims a finding points at, at most."""


class _Market(NamedTuple):
    document: str
    period: str | None
    name: str


def rank_order(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """One finding a market, or one a pair that runs against its ranks."""
    book = collection.once(FactBook)
    shares = _by_market(book.of_metric("market_share", Measure.LEVEL))
    ranks = _by_market(book.of_metric("ranking", Measure.RANK))
    told = []
    for market, by_entity in shares.items():
        told += list(_beyond_market(collection, identity, tuple(by_entity.values()), Verdict.CONTRADICTED))
        told += list(_market(collection, identity, by_entity, ranks.get(market, {})))
    yield from told or _in_order(collection, identity, book)
    beside = list(_beside_lists(collection, identity, book))
    yield from beside
    placed = {collection.location(collection.claim[finding.claims[0]]) for finding in beside}
    for finding in ranked_lists(collection, identity, book):
        if not any(
            at.document == f.document and at.start < f.end and f.start < at.end
            for at in placed
            for f in finding.spans[:1]
        ):
            yield finding


class _Placing(NamedTuple):
    """Where a company's figure stands in a list."""

    own: Claim
    listed: list[Claim]
    """The figures that tell it, the largest first."""
    place: int


def _beside_lists(collection: Collection, identity: Identity, book: FactBook) -> Iterator[Finding]:
    """Ranks beside a list of several companies' figures in their sentence."""
    for rank in book.of_metric("ranking", Measure.RANK):
        placing = (_among_all(book, rank) or _behind_some(book, rank)) if rank.entity else None
        if placing is None:
            continue
        own, listed, place = placing
        fits = place == int(rank.value)
        yield worded(
            collection,
            identity,
            Verdict.VERIFIED if fits else Verdict.CONTRADICTED,
            "ranks" if fits else "rank_among_listed",
            (rank, own, *(claim for claim in listed if claim is not own))[:_MOST],
            list=" ≥ ".join(claim.text for claim in listed),
            stated=rank.text,
            own=own.text,
            place=place,
        )


def _behind_some(book: FactBook, rank: Claim) -> _Placing | None:
    """The place behind those of a list that are ahead, where they are more than the rank allows.

    `收入甲8.9亿元、乙6.3亿元、丙5.4亿元,丙屈居第二`: two are ahead of it. That fewer are says nothing, since
    a list may leave others out.
    """
    listed = _listed_before(book, rank)
    own = listed.pop(rank.entity or "", None)
    if own is None or len(listed) + 1 < _FEWEST:
        return None
    ahead = sorted((c for c in listed.values() if not _ordered(own, c)), key=lambda c: -reading(c).value)
    behind = sum(not _ordered(c, own) for c in listed.values())
    if int(rank.value) == behind + 1 and own.metric not in knowledge().largest_first:
        return None  # ranked from the least on
    return _Placing(own, [*ahead, own], len(ahead) + 1) if len(ahead) >= int(rank.value) else None


def _listed_before(book: FactBook, rank: Claim) -> dict[str, Claim]:
    """The figures of one metric, unit and period right before a rank in its sentence, by company."""
    before = [c for c in book.sentence(rank) if c.span.end <= rank.span.start]
    if not before or before[-1].unit in ("rank", "date", "percentage_point"):
        return {}
    last = before[-1]
    words = book.words(rank)
    start = book.place(rank).sentence
    between = words[last.span.end - start : rank.span.start - start]
    if last.measure is not Measure.LEVEL or any(cue in between for cue in knowledge().other_rank_cues):
        return {}
    listed: dict[str, Claim] = {}
    for claim in reversed(before):
        same = (claim.metric, claim.measure, claim.unit, claim.period, claim.basis) == (
            last.metric, last.measure, last.unit, last.period, last.basis,
        )  # fmt: skip
        if not same or claim.entity is None or claim.entity in listed:
            break
        listed[claim.entity] = claim
    return listed


def _by_market(claims: Iterable[Claim]) -> Mapping[_Market, dict[str, Claim]]:
    """The first claim of each company, by document, period and market."""
    found: dict[_Market, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.entity and "market" in claim.dimensions:
            market = _Market(claim.document, claim.period, bare(claim.dimensions["market"]))
            found[market].setdefault(claim.entity, claim)
    return found


def _market(
    collection: Collection, identity: Identity, shares: Mapping[str, Claim], ranks: Mapping[str, Claim]
) -> Iterator[Finding]:
    both = [(share, ranks[entity]) for entity, share in shares.items() if entity in ranks]
    ranked = sorted(((int(rank.value), share, rank) for share, rank in both), key=lambda item: item[0])
    if len(ranked) < 2 or len({rank for rank, _, _ in ranked}) < len(ranked):
        return
    fine = True
    for (upper_rank, upper, a), (lower_rank, lower, b) in pairwise(ranked):
        if not _ordered(upper, lower):
            fine = False
            pair = (upper_rank, upper, a), (lower_rank, lower, b)
            yield _reversed(collection, identity, *pair, Verdict.CONTRADICTED)
    if fine:
        yield _consistent(collection, identity, ranked)


def _beyond_market(
    collection: Collection, identity: Identity, shares: Sequence[Claim], verdict: Verdict
) -> Iterator[Finding]:
    """Shares of one market that together exceed it; the largest is the likeliest to be wrong."""
    known = [share for share in shares if share.unit == "percent" and share.hard is not None]
    least = sum((reading(share).hard.low or Fraction(0) for share in known), Fraction(0))
    if len(known) < 2 or least <= _WHOLE:
        return
    known.sort(key=lambda share: -reading(share).value)
    yield worded(
        collection,
        identity,
        verdict,
        "shares_beyond",
        known[:_MOST],
        list=" + ".join(share.text for share in known),
        least=significant(least, 4) + "%",
    )


def _near(book: FactBook, pairs: Sequence[tuple[int, Claim, Claim]]) -> bool:
    """Whether ranks and shares stand in one paragraph or in neighbouring ones."""
    blocks = [book.place(claim).block for _, share, rank in pairs for claim in (share, rank)]
    return max(blocks) - min(blocks) <= 1


def _reversed(
    collection: Collection,
    identity: Identity,
    upper: tuple[int, Claim, Claim],
    lower: tuple[int, Claim, Claim],
    verdict: Verdict,
) -> Finding:
    return worded(
        collection,
        identity,
        verdict,
        "ranks_reversed",
        (upper[1], lower[1], upper[2], lower[2]),
        upper=upper[1].text,
        upper_rank=upper[0],
        lower=lower[1].text,
        lower_rank=lower[0],
    )


def _ordered(upper: Claim, lower: Claim) -> bool:
    high, low = reading(upper).hard.high, reading(lower).hard.low
    return high is None or low is None or high >= low


def _consistent(
    collection: Collection, identity: Identity, ranked: Sequence[tuple[int, Claim, Claim]]
) -> Finding:
    claims = [share for _, share, _ in ranked] + [rank for _, _, rank in ranked]
    return worded(
        collection,
        identity,
        Verdict.VERIFIED,
        "ranks",
        claims[:_MOST],
        list=" ≥ ".join(s.text for _, s, _ in ranked),
    )


def _among_all(book: FactBook, rank: Claim) -> _Placing | None:
    """The place among so many that the sentence lists (`甲5亿元，乙3亿元，丙2亿元，丙居三家第二`).

    Only where the values are as many as the words say, of one fact and apart in every reading.
    """
    lead = words_before(book, rank)
    told = _AMONG.search(lead) or _AMONG.search(_sentence_before(book, rank))
    if told is None or _FROM_BELOW.search(lead):
        return None
    by_entity: dict[str, Claim] = {}
    for claim in book.sentence(rank):
        listed = claim.span.end <= rank.span.start and claim.hard is not None and claim.entity
        if listed and claim.measure is Measure.LEVEL and claim.unit != "rank" and not _only_counts(claim):
            by_entity.setdefault(book.subject(claim), claim)
    values = list(by_entity.values())
    facts = {(c.metric, c.unit, c.period, slice_of(c)) for c in values}
    own = by_entity.get(book.subject(rank))
    if own is None or len(facts) > 1 or len(values) != _number(told["count"]) or len(values) < _FEWEST:
        return None
    above = [c for c in values if c is not own and _ordered(c, own) and not _ordered(own, c)]
    below = [c for c in values if c is not own and _ordered(own, c) and not _ordered(c, own)]
    if len(above) + len(below) + 1 < len(values):
        return None
    place, stated = len(above) + 1, int(rank.value)
    if stated == len(values) + 1 - place != place and own.metric not in knowledge().largest_first:
        return None  # ranked from the least on
    return _Placing(own, sorted(values, key=lambda c: -reading(c).value), place)


def _only_counts(claim: Claim) -> bool:
    """Whether a number only says how many there are of what no metric names (`四家`)."""
    return claim.unit == "count" and claim.metric == "other"


def _sentence_before(book: FactBook, rank: Claim) -> str:
    """The folded words of a rank's sentence up to it."""
    folded = book.collection.document[rank.document].folded
    return folded[max(book.place(rank).block_start, rank.span.start - 2 * _REACH) : rank.span.start][-_REACH:]


_REACH = 24
"""So many characters before a rank may say among how many it is."""
_AMONG = re.compile(r"(?P<count>[三四五六七八九十]|\d{1,2})(?:家|者|个|名|款|强)[^,，。;；\d]{0,8}$")
_FROM_BELOW = re.compile("倒数|末位|最低|最少")
_NUMBERS = "零一二三四五六七八九十"


def _number(count: str) -> int:
    return int(count) if count.isdigit() else _NUMBERS.index(count)


def _in_order(collection: Collection, identity: Identity, book: FactBook) -> Iterator[Finding]:
    """Ranks and shares paired by their order, where nothing names both; at most tension, near each other."""
    for document in collection.documents:
        pending: list[Claim] = []
        pairs: list[tuple[int, Claim, Claim]] = []
        run: list[Claim] = []
        for claim in (*collection.by_document.get(document.id, ()), None):
            if claim is not None and claim.metric == "market_share" and claim.unit == "percent":
                run.append(claim)
                continue
            if claim is not None and claim.unit != "rank":
                continue
            if run and len(pending) >= len(run):
                pairs += [(int(r.value), s, r) for r, s in zip(pending[-len(run) :], run, strict=True)]
                pending = []
            run = []
            if claim is not None and book.usable(claim):
                pending.append(claim)
        pairs.sort(key=lambda pair: pair[0])
        complete = [rank for rank, _, _ in pairs] == list(range(1, len(pairs) + 1))
        if complete and len(pairs) >= _FEWEST:
            wrong = [(a, b) for a, b in pairwise(pairs) if not _ordered(a[1], b[1])]
            beyond = list(_beyond_market(collection, identity, [s for _, s, _ in pairs], Verdict.TENSION))
            if beyond:
                yield from beyond
            elif not wrong:
                yield _consistent(collection, identity, pairs)
            elif _near(book, pairs):
                yield _reversed(collection, identity, *wrong[0], Verdict.TENSION)
