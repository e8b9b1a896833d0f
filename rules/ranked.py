"""Lists that say their own order: `江苏4.35亿元排第二，广东5.38亿元排第三`, `从高到低依次是…`, `其次是…`.

Takes the words of a sentence and the numbers in it; whose a number is and of what need not be known,
since the list puts name beside value. Three forms are read: values with ranks beside them, values behind a
word that says how they are sorted, and a rank that is said of one of the values listed before. Values that
may be equal as written are in order; so may be those that run the other way from end to end, where the least
comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook
from rules.identities import Identity
from rules.knowledge import cue, knowledge
from rules.listed import (
    Member,
    Sentence,
    at_one_time,
    column,
    in_unit,
    members,
    metrics_named,
    sentences,
    sorts_by,
)
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.placed import places
from rules.verdicts import worded

_cue = partial(cue, "ranked")
_CUT = re.compile("[,，;；、]")
_NUMBERS = "零一二三四五六七八九十"
_SHARE = "market_share"
_PAIR = 2
_FEWEST = 3
"""So many values in a row make a list whose order means something, whatever they are of."""
_MOST = 12
"""So many claims a finding points at, at most."""
_LEAD = 24
"""So many characters at most lead to a rank."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """What stands between two commas: its place, the values and the rank in it."""

    start: int
    end: int
    values: Sequence[Claim]
    rank: int | None
    mark: tuple[int, int] | None
    rising: bool = False
    """Whether the rank is one from the least on."""


class _Item(NamedTuple):
    """A rank with the values told beside it."""

    rank: int
    values: Sequence[Claim]
    words: str
    """What its segments say, without the values."""
    by: str
    """What is said up to the rank, without the values: by what it is one."""
    rising: bool


def ranked_lists(collection: Collection, identity: Identity, book: FactBook) -> Iterator[Finding]:
    """One finding a list that says its own order, and one a rank said of a listed value."""
    for document in collection.documents:
        if not _cue("hint").search(document.folded):
            continue
        before: list[Member] = []
        for sentence in sentences(book, document, collection.by_document.get(document.id, ())):
            if _cue("hint").search(document.folded, sentence.start, sentence.end):
                yield from _sorted_lists(collection, identity, sentence)
                yield from _with_ranks(collection, identity, sentence)
                yield from _said_of_listed(collection, identity, sentence, before)
                for found in places(sentence):
                    yield from _placed(collection, identity, *found)
            if sentence.values:
                before = members(sentence, sentence.start)


# Values with ranks beside them


def _with_ranks(collection: Collection, identity: Identity, sentence: Sentence) -> Iterator[Finding]:
    """Findings on the runs of ranks in a sentence whose values stand beside them."""
    for run in _runs(_items(sentence, _segments(sentence))):
        if _differ_in_scope(run):
            continue
        columns = [c for c in _columns(run) if _is_meant(sentence, run[0], c)]
        if not columns or len({column(c[0]) for c in columns}) < len(columns):
            continue
        told = [(c, [_wrong(a, b, rising=run[0].rising) for a, b in pairwise(c)]) for c in columns]
        if not all(any(wrong) for _, wrong in told):
            if len(run) >= _FEWEST:
                yield _fits(collection, identity, next(c for c, wrong in told if not any(wrong)))
            continue
        values, wrong = told[0]
        if any(reading(c).value < 0 for c in values):
            continue
        if _is_sure(values, wrong, rising=run[0].rising):
            at = wrong.index(True)
            yield worded(
                collection,
                identity,
                Verdict.CONTRADICTED,
                "ranks_least_first" if run[0].rising else "ranks_reversed",
                (values[at], values[at + 1], *(c for c in values if c not in values[at : at + 2]))[:_MOST],
                upper=values[at].text,
                upper_rank=run[at].rank,
                lower=values[at + 1].text,
                lower_rank=run[at + 1].rank,
            )


def _segments(sentence: Sentence) -> list[_Segment]:
    """A sentence cut at its commas, but for those inside numbers."""
    inside = {at for c in sentence.values for at in range(c.span.start, c.span.end)}
    folded = sentence.document.folded
    cuts = [m.start() for m in _CUT.finditer(folded, sentence.start, sentence.end) if m.start() not in inside]
    segments = []
    start = sentence.start
    for end in (*cuts, sentence.end):
        values = [c for c in sentence.values if start <= c.span.start < end]
        segments.append(_marked(folded, start, end, values))
        start = end + 1
    return segments


def _marked(folded: str, start: int, end: int, values: Sequence[Claim]) -> _Segment:
    """A segment with the rank that it tells; 0 for one that is only the next."""
    if _cue("no_place").search(folded, start, end):
        return _Segment(start, end, values, None, None)
    for found in _cue("place").finditer(folded, start, end):
        if found["led"] or found["tail"] or found.end() == end or _cue("is").match(folded, found.end(), end):
            return _Segment(start, end, values, _number(found["n"]), found.span())
    for rank, name in enumerate(("next", "first", "second", "third")):
        if found_word := _cue(name).search(folded, start, end):
            return _Segment(start, end, values, rank, found_word.span())
    if least := _cue("least").search(folded, start, end):
        return _Segment(start, end, values, 1, least.span(), rising=True)
    return _Segment(start, end, values, None, None)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS.index(written)


def _items(sentence: Sentence, segments: Sequence[_Segment]) -> list[_Item]:
    """Each rank with the values that its own segment tells, else with those right before or behind it."""
    items: list[_Item] = []
    used: set[int] = set()
    for at, segment in enumerate(segments):
        if segment.mark is None or segment.rank is None:
            continue
        beside = _beside(sentence, segments, at, used)
        rank = segment.rank or (items[-1].rank + 1 if items else 0)
        if beside is None:
            items.append(_Item(rank, (), "", "", segment.rising))
            continue
        used.add(beside)
        words = _unmarked(sentence, segment) + (_unmarked(sentence, segments[beside]) if beside != at else "")
        by = _unmarked(sentence, segment, up_to_rank=True)
        if beside < at and not _cue("light").fullmatch(by.strip()):
            items.append(_Item(rank, (), "", "", segment.rising))  # 收入5亿元,当地GDP第五
            continue
        items.append(_Item(rank, segments[beside].values, words, by, segment.rising))
    return items


def _beside(sentence: Sentence, segments: Sequence[_Segment], at: int, used: set[int]) -> int | None:
    """The segment whose values a rank is told of."""
    segment = segments[at]
    if segment.values:
        return at
    named_behind = segment.mark and sentence.words(segment.mark[1], segment.end).strip()
    sides = (at + 1, at - 1) if named_behind else (at - 1, at + 1)
    for side in sides:
        if 0 <= side < len(segments) and side not in used:
            there = segments[side]
            if there.values and there.mark is None:
                return side
    return None


def _unmarked(sentence: Sentence, segment: _Segment, *, up_to_rank: bool = False) -> str:
    """The words of a segment, or those up to its rank, without its values and its rank."""
    places = [(c.span.start, c.span.end) for c in segment.values]
    end = segment.end
    if segment.mark is not None:
        places.append(segment.mark)
        end = segment.mark[0] if up_to_rank else end
    kept, start = [], segment.start
    for place in sorted(places):
        kept.append(sentence.words(start, min(end, max(start, place[0]))))
        start = max(start, place[1])
    return "".join((*kept, sentence.words(start, end)))


def _runs(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Neighbouring ranks that count on by one, as far as there are values beside them."""
    run: list[_Item] = []
    for item in (*items, None):
        if item is not None and run and item.values and item.rank == run[-1].rank + 1:
            run.append(item)
            continue
        if len(run) >= _PAIR:
            yield run
        run = [item] if item is not None and item.values and item.rank else []


def _differ_in_scope(run: Sequence[_Item]) -> bool:
    """Whether a run tells places on several scales: in this market and in that one, this year and last."""
    scopes = {found[0] for item in run if (found := _cue("scope").search(item.words))}
    if sum(bool(_cue("each_in_its_own").search(item.words)) for item in run) >= _PAIR:
        return True
    later = any(_cue("other_time").search(item.words) for item in run[1:])
    unit = run[0].values[0].unit
    named = {m for item in run for m in metrics_named(item.words) if in_unit(m, unit)}
    return len(scopes) > 1 or later or len(named) > 1


def _columns(run: Sequence[_Item]) -> Iterator[list[Claim]]:
    """The values of one kind that each item has just one of."""
    for kind in dict.fromkeys(column(c) for c in run[0].values):
        rows = [[c for c in item.values if column(c) == kind] for item in run]
        values = [row[0] for row in rows if len(row) == 1]
        if len(values) == len(run) and at_one_time(values):
            yield values


def _is_meant(sentence: Sentence, first: _Item, values: Sequence[Claim]) -> bool:
    """Whether the words before a list, and those that say by what it is ranked, can mean these values."""
    lead = sentence.words(sentence.start, values[0].span.start)
    told = _cue("by").search(lead)
    named = (lead + first.words, first.by, told["by"] if told else "")
    return all(sorts_by(words, values) for words in named)


def _wrong(upper: Claim, lower: Claim, *, rising: bool) -> bool:
    """Whether two neighbours cannot stand in this order, however generously they are read."""
    one, two = reading(upper), reading(lower)
    return not one.hard.meets(two.hard) and (one.value < two.value) is not rising


def _is_sure(values: Sequence[Claim], wrong: Sequence[bool], *, rising: bool = False) -> bool:
    """Whether values must be sorted from the largest on, or from the least where words say so.

    Some metrics are; others may be ranked from the least on, as those that fall all the way are. A company's
    shares of several markets have ranks that run on by chance.
    """
    if any(c.metric == _SHARE for c in values):
        whose = [c.entity for c in values if c.entity is not None]
        return not all(wrong) and len(set(whose)) == len(whose)
    largest_first = rising or any(c.metric in knowledge().largest_first for c in values)
    return largest_first or not (all(wrong) or len(values) < _FEWEST)


def _fits(collection: Collection, identity: Identity, values: Sequence[Claim]) -> Finding:
    return worded(
        collection,
        identity,
        Verdict.VERIFIED,
        "ranks",
        values[:_MOST],
        list="、".join(c.text for c in values),
    )


# Values behind a word that says how they are sorted


def _sorted_lists(collection: Collection, identity: Identity, sentence: Sentence) -> Iterator[Finding]:
    folded = sentence.document.folded
    for name in ("falling", "rising", "top", "top_named"):
        for found in _cue(name).finditer(folded, sentence.start, sentence.end):
            names = _cue("names_first").match(folded, found.end(), sentence.end)
            begin = found.end() if names is None else names.end()
            values = [m.value for m in members(sentence, begin, at_once=True)]
            top = name in ("top", "top_named")
            if top:
                values = values[: _number(found["n"])]
            if len(values) < _PAIR or not at_one_time(values):
                continue
            leads = (found.end(), begin, values[0].span.start)
            if not all(sorts_by(sentence.words(sentence.start, end), values) for end in leads):
                continue
            wrong = [_wrong(a, b, rising=name == "rising") for a, b in pairwise(values)]
            if not any(wrong):
                if len(values) >= _FEWEST:
                    yield _fits(collection, identity, values)
            elif not top or _is_sure(values, wrong):
                at = wrong.index(True)
                yield worded(
                    collection,
                    identity,
                    Verdict.CONTRADICTED,
                    "order_breaks",
                    (values[at], values[at + 1], *(c for c in values if c not in values[at : at + 2]))[
                        :_MOST
                    ],
                    words=sentence.document.text[found.start() : found.end()],
                    upper=values[at].text,
                    lower=values[at + 1].text,
                )


# A rank said of a value listed before


def _said_of_listed(
    collection: Collection, identity: Identity, sentence: Sentence, before: Sequence[Member]
) -> Iterator[Finding]:
    """Findings on ranks that count among all that is listed: `这四家里，甲排第三`."""
    folded = sentence.document.folded
    for among in _cue("among").finditer(folded, sentence.start, sentence.end):
        place = _cue("place").search(folded, among.end(), min(sentence.end, among.end() + _LEAD))
        if place is None or _cue("no_place").search(folded, among.start(), place.end()):
            continue
        listed = [m for m in members(sentence, sentence.start) if m.value.span.end <= among.start()]
        listed = listed if len(listed) >= _PAIR else list(before)
        name = sentence.words(among.end(), place.start()).lstrip(",，里中内当之").strip()
        if not name:  # 甲在四家中排第三
            name = _CUT.split(sentence.words(sentence.start, among.start()))[-1].rstrip("在于这")
        own = [
            m
            for m in listed
            if len(m.name) >= _PAIR and name and (name.endswith(m.name) or m.name.endswith(name))
        ]
        ends = [c.span.end for c in sentence.values if c.span.end <= among.start()]
        between = sentence.words(max((sentence.start, *ends)), among.start())
        if own and not _leads_on(between.replace(own[0].name, ""), own[0].value):
            continue
        if len(own) != 1 or len(listed) != _number(among["n"]) or len(listed) < _FEWEST:
            continue
        yield from _placed(
            collection, identity, own[0].value, [m.value for m in listed], place.span(), _number(place["n"])
        )


def _leads_on(words: str, value: Claim) -> bool:
    """Whether words between a list and a rank in it say nothing, or that it is by the list's values."""
    words = "".join(_CUT.split(words)).strip()
    return bool(_cue("light").fullmatch(words)) or value.metric in metrics_named(words)


def _largest_first(collection: Collection, value: Claim) -> bool:
    """Whether the first of a ranking is surely the largest, by what is ranked or as an amount of no cost."""
    if value.metric == _SHARE or value.measure is Measure.SHARE:
        return True
    if _cue("least_first").search(collection.once(FactBook).words(value)):
        return False
    amount = value.unit != "percent" and "/" not in value.unit and value.metric == "other"
    return amount or value.metric in knowledge().largest_first


def _placed(
    collection: Collection,
    identity: Identity,
    own: Claim,
    values: Sequence[Claim],
    at: tuple[int, int],
    rank: int,
) -> Iterator[Finding]:
    above = [c for c in values if c is not own and _wrong(own, c, rising=False)]
    below = [c for c in values if c is not own and _wrong(own, c, rising=True)]
    if len(above) + len(below) + 1 < len(values) or not at_one_time(values):
        return
    place = len(above) + 1
    from_below = len(values) + 1 - place
    if rank == from_below != place and not any(_largest_first(collection, c) for c in values):
        return
    spans = (collection.place(own.document, *at), *map(collection.location, (own, *values)))
    document = collection.document[own.document]
    yield worded(
        collection,
        identity,
        Verdict.VERIFIED if rank == place else Verdict.CONTRADICTED,
        "ranks" if rank == place else "rank_among_listed",
        (own, *(c for c in values if c is not own))[:_MOST],
        spans=spans[:_MOST],
        list=" ≥ ".join(c.text for c in sorted(values, key=lambda c: -reading(c).value)),
        stated=document.text[slice(*at)],
        own=own.text,
        place=place,
    )
