"""A headline's figures against those of the text below it.

A headline says again what the text says, often rounded or bounded (`近12%` for 11.97%). A figure that some
figure of the text bears out is verified. One that none bears out is contradicted where a plain slip turns it
into the text's only figure of its metric and unit, and where the text states the same fact outright and
nothing in it, stated or computed, comes near the headline's (`净利增逾三成` above `归母净利润…增长24.9%`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from claims.calendar import try_parse
from claims.model import BlockKind, Claim, Document, Measure, Qualifier
from rules.collection import Collection
from rules.facts import FactBook, account_of, slice_of
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.nearby import telling
from rules.outcome import Grade, compare_readings, cut_range, digits, reading, slip_of
from rules.slips import Slip
from rules.surroundings import words_before
from rules.verdicts import phrase, worded

_UNREPEATED = ("date", "rank", "year", "month", "day")
_PARTS = ("percent", "percentage_point", "times", "count")
_PROFIT = "net_profit"
_PROFITS = ("attributable_net_profit", "recurring_net_profit", "adjusted_net_profit")
"""What a headline's `净利` may be."""
_MEANT = {_PROFIT: ("attributable_net_profit",)}
"""What it is, where the text tells it."""
_TIMES = "times"
_FOLD = "翻"
_NO_SLICES = frozenset({"comparability", "item"})
"""Dimensions that set a figure apart in ways which a text need not repeat."""
_VERB = 2
"""Characters in front of both figures that are a word which says that they mean one thing (`回购`)."""
_LONG = 3
"""Digits that make a bare count or amount in a headline one that the text repeats by no chance."""


def headline_and_text(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each figure of a headline that the text bears out, and each that only a slip keeps from it."""
    book = collection.once(FactBook)
    for document in collection.documents:
        figures = [c for c in collection.by_document.get(document.id, ()) if _repeatable(book, c)]
        above = [c for c in figures if _kind(book, document, c) is BlockKind.TITLE]
        below = [c for c in figures if _kind(book, document, c) is not BlockKind.TITLE]
        borne_out: dict[str, Claim] = {}
        for said in above:
            fitting = _fitting(book, said, below)
            if fitting is not None:
                borne_out[said.id] = fitting
                yield _verified(collection, identity, said, fitting)
        taken = {(c.value, c.unit) for c in borne_out.values()}
        open_below = [c for c in below if (c.value, c.unit) not in taken]
        for said in above:
            if said.id in borne_out:
                continue
            missed = list(_missed(book, identity, said, open_below)) if _is_figure(said) else []
            missed = missed or list(_excluded(book, identity, said, below))
            yield from missed or stated_otherwise(book, identity, said, below)
        yield from ranked_otherwise(book, identity, document)


def _repeatable(book: FactBook, claim: Claim) -> bool:
    counted = claim.unit == "count" and len(claim.value) == 1
    return claim.hard is not None and not counted and claim.unit not in _UNREPEATED and book.usable(claim)


def _is_figure(claim: Claim) -> bool:
    """Whether a figure is told as one, if only about, and bounds nothing."""
    return reading(claim).plain or claim.qualifier is Qualifier.ABOUT


def _kind(book: FactBook, document: Document, claim: Claim) -> BlockKind:
    return document.blocks[book.place(claim).block].kind


def _fitting(book: FactBook, said: Claim, below: list[Claim]) -> Claim | None:
    """A figure of the text that a headline's says again: of its metric, or of so many digits that it must."""
    same = [c for c in below if c.unit == said.unit]
    alike = [c for c in same if _alike(said, c)]
    if said.metric in knowledge().results:  # whose a result is, a text says
        alike = [c for c in alike if _may_be_of(book, said, c)] or alike
    return next((c for c in (*alike, *(same if _telling_alone(said) else ())) if _fits(said, c)), None)


def _missed(book: FactBook, identity: Identity, said: Claim, below: list[Claim]) -> Iterator[Finding]:
    """The finding on a headline's figure that is one of the text's but for a slip."""
    alike = [c for c in below if c.unit == said.unit and _alike(said, c) and _is_figure(c)]
    alike = [c for c in alike if _of_one(book, said, c) and _told_of(book, said, c)]
    lead = words_before(book, said)
    shared = [(_common_end(lead, words_before(book, c)), c) for c in alike]
    longest = max((length for length, _ in shared), default=0)
    meant = [c for length, c in shared if length == longest]
    if len({c.value for c in meant}) != 1:
        return
    if _may_be(said, meant[0]):
        return
    figure, other = reading(said), reading(meant[0])
    wanted = Interval(other.value - other.ulp / 2, other.value + other.ulp / 2)
    slip = slip_of(figure, wanted)
    long = all(digits(c) > 1 for c in (said, meant[0]))
    sure = longest >= _VERB or (long and len({c.value for c in alike}) == 1)
    if slip is not None and (sure or (telling(said, slip) and telling(meant[0], slip))):
        yield _contradicted(book.collection, identity, said, meant[0], slip)


def _excluded(book: FactBook, identity: Identity, said: Claim, below: Sequence[Claim]) -> Iterator[Finding]:
    """The finding on a headline's result that every statement of it in the text excludes."""
    if said.metric not in knowledge().results or said.measure not in (Measure.LEVEL, Measure.GROWTH):
        return
    if said.qualifier in (Qualifier.RANGE, Qualifier.UP_TO) or said.dimensions.keys() & _NO_SLICES:
        return
    account = [c for c in below if _same_account(said, c) and _may_be_of(book, said, c)]
    grows = said.measure is Measure.GROWTH
    units = ("percent", "times") if grows else (said.unit,)
    same = [c for c in account if c.measure is said.measure and c.unit in units]
    stated = [c for c in same if _one_fact(book, said, c)]
    could = same if grows else [c for c in below if c.unit == said.unit]
    if any(_may_be(said, c) for c in could):
        return
    moves = list(_moves(account)) if grows else []
    if any(_grown(now, then).meets(_allowed(said)) for now, then in moves):
        return
    one = reading(said)
    if stated and len({c.period for c in stated}) == 1:
        meant = min(stated, key=lambda c: (c.metric != said.metric, c.span.start))
        slip = slip_of(one, reading(meant).core) if one.plain and meant.unit == said.unit else None
        yield _contradicted(book.collection, identity, said, meant, slip)
    elif not stated:
        yield from _not_grown_so(book, identity, said, moves)


def _not_grown_so(
    book: FactBook, identity: Identity, said: Claim, moves: Sequence[tuple[Claim, Claim]]
) -> Iterator[Finding]:
    """The finding on a headline's growth that the text's only two levels of it exclude."""
    outright = [(now, then) for now, then in moves if _one_fact(book, said, now, measured=False)]
    if said.versus != "year_ago" or len({(now.value, then.value) for now, then in outright}) != 1:
        return
    now, then = outright[0]
    grown = _grown(now, then)
    yield worded(
        book.collection,
        identity,
        Verdict.CONTRADICTED,
        "headline_growth",
        (said, now, then),
        figure=said,
        said=said.text,
        now=now.text,
        then=then.text,
        grown=show_interval(grown, "percent", book.collection.language),
    )


def _may_be_of(book: FactBook, said: Claim, claim: Claim) -> bool:
    """Whether a figure of the text can be of the headline's subject, or of another that it names."""
    if None in (said.entity, claim.entity) or book.subject(said) == book.subject(claim):
        return True
    document = book.collection.document[said.document]
    block = document.blocks[book.place(said).block]
    return str(claim.entity) in document.folded[block.start : block.end]


def _moves(account: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The levels of a metric in a period and in the one a year before, whoever's."""
    by_fact: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    levels = [c for c in account if c.measure is Measure.LEVEL and c.period is not None]
    for claim in levels:
        by_fact[claim.metric, claim.unit, claim.entity, slice_of(claim), claim.period].append(claim)
    for now in levels:
        period = try_parse(now.period or "")
        if period is None or not reading(now).figure:
            continue
        fact = (now.metric, now.unit, now.entity, slice_of(now), period.year_before().iso)
        yield from ((now, then) for then in by_fact.get(fact, ()) if (reading(then).core.low or 0) > 0)


def _grown(now: Claim, then: Claim) -> Interval:
    """By how many percent a level has grown, in all careful readings."""
    return (reading(now).core / reading(then).core + Interval.point(-1)) * Interval.point(100)


def _may_be(said: Claim, claim: Claim) -> bool:
    """Whether a headline's figure can be meant for one of the text's."""
    if said.unit == claim.unit:
        near = compare_readings(reading(said), reading(claim)).grade is not Grade.CONTRADICTION
        return near or _allowed(said).meets(reading(claim).core)  # 10万 for 10.7万
    return _allowed(said).meets(_allowed(claim))


def _allowed(said: Claim) -> Interval:
    """All that a figure may be the short form of; of a growth by times the percent, by so many or to so many.

    What has doubled (`翻倍`) may be more than twice what it was.
    """
    figure = reading(said)
    told = figure.hard.hull(cut_range(figure.value, figure.ulp)) if figure.plain else figure.hard
    if said.unit != _TIMES or said.measure is not Measure.GROWTH:
        return told
    once = 1 if figure.value > 1 else 0
    high = None if said.text.startswith(_FOLD) or told.high is None else told.high * 100
    low = None if told.low is None else (told.low - once) * 100
    return Interval.of(low, high, told.low_open, told.high_open)


def _same_account(said: Claim, claim: Claim) -> bool:
    """Whether a headline's word for a metric can stand for that of a figure of the text."""
    one, other = account_of(said), account_of(claim)
    return one == other or (one == _PROFIT and other in _PROFITS)


def _one_fact(book: FactBook, said: Claim, claim: Claim, *, measured: bool = True) -> bool:
    """Whether a figure of the text is outright the fact of a headline's: one subject, time, slice and basis.

    A level's is that of a growth where it need not be `measured` alike.
    """
    known = said.entity is not None and claim.entity is not None and book.subject(said) == book.subject(claim)
    timed = claim.period is not None and said.period in (claim.period, None)
    against = said.versus == claim.versus or not measured
    told = against and (said.basis, slice_of(said)) == (claim.basis, slice_of(claim))
    return known and timed and told and claim.metric in (said.metric, *_MEANT.get(said.metric, ()))


def _common_end(one: str, other: str) -> int:
    """How many characters two stretches of words have in common at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _alike(said: Claim, claim: Claim) -> bool:
    """Whether two figures are of one metric, measured alike, and of no two periods or slices."""
    periods = {said.period, claim.period} - {None}
    holders = {c.dimensions.get("holder") for c in (said, claim)} - {None}
    same = (said.metric, said.measure) == (claim.metric, claim.measure) and said.metric != "other"
    return same and len(periods) < len((said, claim)) and len(holders) < len((said, claim))


def _of_one(book: FactBook, said: Claim, claim: Claim) -> bool:
    """Whether a figure of the text is of the headline's subject, where both are known."""
    return None in (said.entity, claim.entity) or book.subject(said) == book.subject(claim)


def _telling_alone(said: Claim) -> bool:
    """Whether a figure has so many digits that the same one in the text is surely it."""
    return digits(said) >= _LONG and not (said.unit in _PARTS and said.measure is Measure.LEVEL)


def _fits(said: Claim, claim: Claim) -> bool:
    """Whether a headline's figure is the text's, or made coarser from it."""
    one, other = reading(said), reading(claim)
    return (one.value == other.value or other.ulp <= one.ulp) and compare_readings(one, other).agrees


def _verified(collection: Collection, identity: Identity, said: Claim, claim: Claim) -> Finding:
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase("headline_fits", collection.language, said=said.text, text=claim.text),
        claims=(said, claim),
        expected=reading(claim).core.stated(claim.unit),
        stated=reading(said).core.stated(said.unit),
    )


def stated_otherwise(
    book: FactBook, identity: Identity, said: Claim, below: Sequence[Claim]
) -> Iterator[Finding]:
    """The finding on a headline's figure of what the text states once, where nothing in it comes near."""
    moves = said.measure is Measure.GROWTH
    if said.metric == "other" or (said.metric in _DAILY and not (moves and said.versus == _SINCE_ISSUE)):
        return
    level = said.measure is Measure.LEVEL and said.metric in (*_LEVELS, *knowledge().results)
    if not _is_figure(said) or not (moves or level):
        return
    stated = [c for c in below if _is_figure(c) and _states(book, said, c)]
    near = (c for c in below if c.unit == said.unit)
    if len({c.value for c in stated}) != 1 or any(_may_be(said, c) for c in near):
        return
    if moves and any(_grown(now, then).meets(_allowed(said)) for now, then in _moves(below)):
        return
    slip = slip_of(reading(said), reading(stated[0]).core)
    yield _contradicted(book.collection, identity, said, stated[0], slip)


_LEVELS = frozenset({
    "offer_price", "target_price", "ipo_proceeds", "output", "debt_ratio", "sales_amount", "unit_cost",
    "unit_revenue", "dividend", "orders", "lot_gain",
})  # fmt: skip
"""Besides results: of what a text tells the level, too, that its headline tells."""
_DAILY = frozenset(
    {"share_price", "market_cap", "index_level", "trading_volume", "exchange_rate", "stake_change"}
)
"""What moves by the hour."""
_SINCE_ISSUE = "offer_price"


def _states(book: FactBook, said: Claim, claim: Claim) -> bool:
    """Whether a figure of the text is one of the fact that a headline tells, whatever it comes to."""
    same = (said.metric, said.measure, said.unit, said.versus, said.basis) == (
        claim.metric,
        claim.measure,
        claim.unit,
        claim.versus,
        claim.basis,
    )
    if not same or not _of_one(book, said, claim) or len({said.period, claim.period} - {None}) > 1:
        return False
    ways = [{k: v for k, v in c.dimensions.items() if k in _NO_SLICES} for c in (said, claim)]
    if ways[0] != ways[1] and (ways[0] or said.measure is Measure.LEVEL):
        return False
    return set(slice_of(claim)) <= set(slice_of(said)) and _told_of(book, said, claim)


def _told_of(book: FactBook, said: Claim, claim: Claim) -> bool:
    """Whether a figure of the text is of the part that a headline names, or its sentence names that."""
    words = book.words(claim)
    return all(name in words for _, name in set(slice_of(said)) - set(slice_of(claim)))


def ranked_otherwise(book: FactBook, identity: Identity, document: Document) -> Iterator[Finding]:
    """The finding on a headline's rank, where the text gives its subject one other on the same scale."""
    claims = book.collection.by_document.get(document.id, ())
    ranks = [c for c in claims if c.unit == "rank" and book.usable(c)]
    above = [c for c in ranks if _kind(book, document, c) is BlockKind.TITLE]
    below = [c for c in ranks if _kind(book, document, c) is not BlockKind.TITLE]
    if len(above) != 1 or not below:
        return
    said, told = above[0], {c.value for c in below}
    if len(told) != 1 or said.value in told or not _of_one(book, said, below[0]):
        return
    scopes = [set(_SCOPE.findall(words_before(book, c)[-_NEAR:])) for c in (said, below[0])]
    if scopes[0] and scopes[0] == scopes[1] and len({said.period, below[0].period} - {None}) < len(scopes):
        yield _contradicted(book.collection, identity, said, below[0], None)


_SCOPE = re.compile("全球|世界|全国|国内|中国|亚洲|行业")
_NEAR = 16


def _contradicted(
    collection: Collection, identity: Identity, said: Claim, claim: Claim, slip: Slip | None
) -> Finding:
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "headline_misses",
            language,
            said=said.text,
            text=claim.text,
            slip=phrase(f"slip_{slip.kind}", language) if slip else "",
        ),
        claims=(said, claim),
        expected=reading(claim).core.stated(claim.unit),
        stated=reading(said).core.stated(said.unit),
        suggestion=f"{said.text} → {slip.repair}" if slip and slip.repair else None,
    )
