"""Which claims of a collection are of one series: by what their words name, and where one names less.

Takes a collection; gives its series. A claim that leaves out the market, the goods or the place that others
name joins theirs where only one can be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from claims.readingwords import reading_words
from rules.alignment import Slices, align, slice_word, slices, stem_of
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook, account_of
from rules.happenings import place_of_listing, same_events
from rules.issues import ISSUE, proceeds_of, stage_of, tranche_of
from rules.knowledge import knowledge
from rules.nearlabels import join_labels
from rules.outcome import digits
from rules.plants import KIND, owner_of, thing_of
from rules.series import SOLD, Moment, Series, SeriesKey, Stance, in_times, judged, moment, told_apart
from rules.slips import SlipKind
from rules.surroundings import words_before

_ALL = frozenset(reading_words().things.wholes)
"""Regions that the name of nearly every market opens with."""
_SHARE_DIGITS = 3
"""Digits that a share needs for a slip in it to be no chance."""
_SHARE_GAP = 10
"""Percent that a slip in a share moves it by at least: less is another basis's figure."""


def all_series(collection: Collection) -> tuple[Series, ...]:
    """Every series of a collection, in an order that does not depend on that of the documents."""
    alignment, book = collection.once(align), collection.once(FactBook)
    grouped: dict[SeriesKey, list[Claim]] = defaultdict(list)
    for claim in sorted(collection.claims, key=lambda c: (c.document, c.span.start, c.span.end)):
        entity = alignment.entity(claim)
        if entity is not None and book.usable(claim) and _comparable(claim, book):
            grouped[_key(claim, entity, book, _word(collection, claim))].append(claim)
    _join_markets(grouped)
    _join_events(grouped)
    _join_goods(grouped, book)
    join_labels(grouped)
    series = []
    for key, claims in grouped.items():
        moments: dict[Moment | None, list[Claim]] = defaultdict(list)
        for claim in claims:
            moments[moment(claim, key)].append(claim)
        undated = tuple(moments.pop(None, ()))
        dated = {m: tuple(moments[m]) for m in sorted(m for m in moments if m is not None)}
        series.append(Series(key, dated, undated))
    return tuple(sorted(series, key=lambda s: repr(s.key)))


def _join_markets(grouped: dict[SeriesKey, list[Claim]]) -> None:
    """Move a share that names no market to the one market where somebody gives the same share.

    Or where the house whose count it is has it but for a slip.
    """
    named: dict[tuple[SeriesKey, str | None, str], set[SeriesKey]] = defaultdict(set)
    counted: dict[tuple[SeriesKey, str | None, str], list[tuple[SeriesKey, Claim]]] = defaultdict(list)
    for key, claims in grouped.items():
        rest = tuple(x for x in key.slices if x[0] != "market" and not (x[0] == "region" and x[1] in _ALL))
        if key.metric == "market_share" and rest != key.slices:
            for claim in claims:
                bare = replace(key, slices=rest)
                named[bare, claim.period, claim.value].add(key)
                counted[bare, claim.period, claim.attribution.name or ""].append((key, claim))
    for key in {bare for bare, _, _ in named} & grouped.keys():
        stay: list[Claim] = []
        for claim in grouped[key]:
            homes = named.get((key, claim.period, claim.value), set())
            if not homes and claim.attribution.name is not None:
                same_house = counted.get((key, claim.period, claim.attribution.name), [])
                homes = {home for home, other in same_house if one_share(claim, other)}
            (grouped[next(iter(homes))] if len(homes) == 1 else stay).append(claim)
        grouped[key] = stay


def _comparable(claim: Claim, book: FactBook) -> bool:
    """Whether the claim's words say enough for its figure to be compared at all."""
    rules = definitions()
    if claim.metric in rules.silent and claim.dimensions.get("item") not in rules.named.get(claim.metric, ()):
        return False
    if claim.measure is Measure.DATE and claim.metric not in rules.dates:
        return False
    if claim.measure is not Measure.DATE and claim.unit != "rank" and claim.hard is None:
        return False
    if claim.metric == "other" and len(claim.label or "") < rules.definite:
        return False
    if claim.unit == "rank" and not told_apart(claim.metric, claim.dimensions):
        return False
    if claim.measure is Measure.GROWTH and _part().search(words_before(book, claim)):
        return False
    if rules.extreme.search(words_before(book, claim)) and (
        claim.basis is Basis.FORECAST or rules.consensus.search(book.words(claim))
    ):
        return False  # 平均16.4亿元,最高18.0亿元
    if claim.metric in rules.cumulative:
        return _runs(claim, book) or proceeds_of(book, claim) is not None
    return True


@cache
def _part() -> re.Pattern[str]:
    """What in front of a percentage makes it a part of something, whatever else it was taken for."""
    return re.compile(rf"(?:{'|'.join(knowledge().part_cues)})[^,。;]*$")


def _runs(claim: Claim, book: FactBook) -> bool:
    """Whether a running total is meant, not one round or one stretch of time."""
    span = try_parse(claim.period) if claim.period else None
    if span is not None and not span.is_instant and span.days < 731:
        return False
    return "round" not in claim.dimensions and bool(definitions().running.search(book.words(claim)))


def _word(collection: Collection, claim: Claim) -> str:
    """How a product was brought out, which may be shown one day and sold on another; where a listing was."""
    named = next((reason for reason in claim.evidence if reason.field == "metric"), None)
    if claim.metric not in ("released", "listed") or claim.measure is not Measure.DATE or named is None:
        return ""
    text = collection.document[claim.document].folded
    if claim.metric == "released":
        return text[named.start : named.end].removesuffix("了")
    start, end = min(named.start, claim.span.start), max(named.end, claim.span.end)
    lead, rest = (
        _STOP.split(text[max(0, start - _AROUND) : start])[-1],
        _STOP.split(text[end : end + _AROUND])[0],
    )
    return place_of_listing(text[start:end]) or place_of_listing(lead) or place_of_listing(rest)


_STOP = re.compile("[,，。;；:：\n]")
_AROUND = 12
"""Code points around a listing and its day within which a text says where it was."""


def _key(claim: Claim, entity: str, book: FactBook, word: str) -> SeriesKey:
    level = claim.measure is Measure.SHARE and claim.metric in definitions().as_level
    measure = Measure.LEVEL if level else claim.measure
    thing = thing_of(book, claim)
    slots = _owned(claim, owner_of(book, claim), entity) if thing is None else _of_thing(claim, thing)
    metric = account_of(claim) if measure is Measure.LEVEL else claim.metric
    proceeds = proceeds_of(book, claim)
    if proceeds is not None:
        metric, slots = ISSUE, (*slots, *proceeds)
    slots = tuple(sorted({*slots, *stage_of(book, claim), *tranche_of(book, claim)}))
    key = SeriesKey(
        entity=entity,
        metric=metric,
        label=_called(claim.label or word),
        measure=measure,
        of=claim.of or "",
        versus=claim.versus or ("year_ago" if measure is Measure.GROWTH else ""),
        slices=slots,
        unit="percent" if in_times(claim) else claim.unit,
        ahead="" if measure is Measure.DATE or thing is not None else _ahead(claim, book),
    )
    if key.stance is Stance.STANDING:  # the round of a valuation only dates it
        return replace(key, slices=tuple(x for x in slots if x[0] != "round"))
    return key


def _owned(claim: Claim, owner: str | None, entity: str) -> Slices:
    """The slices of a figure, a company of the group by its own word alone (财险 of 青禾财险)."""
    slots = slices(claim) if owner is None else (*slices(claim), ("segment", slice_word("segment", owner)))
    if claim.metric not in definitions().plants.owned:
        return slots
    names = [name for name in (entity, stem_of(entity)) if name]
    bare = ((kind, next((w.removeprefix(n) for n in names if w.startswith(n)), w)) for kind, w in slots)
    return tuple(sorted((kind, _COMPANY.sub("", word)) for kind, word in bare if word))


_COMPANY = re.compile("(?:公司|业务|板块)$")
"""Behind what a member of a group is called."""


def _of_thing(claim: Claim, thing: str) -> Slices:
    """The slices of a figure that a plant or a kind of goods has for good, itself among them."""
    rest = (pair for pair in slices(claim) if pair[0] not in ("item", "region") and thing not in pair[1])
    return tuple(sorted((*rest, (KIND, thing))))


def _ahead(claim: Claim, book: FactBook) -> str:
    """What a figure is that lies ahead; a dividend that is proposed is the one that is paid.

    What somebody estimates of a time that is not over, or several houses on average, is a forecast.
    """
    if claim.basis is Basis.TARGET and claim.metric in knowledge().proposed:
        return ""
    if claim.basis in (Basis.FORECAST, Basis.TARGET):
        return claim.basis.value
    if not claim.period or claim.measure is not Measure.LEVEL or not _unfinished(claim, book):
        return ""
    guessed = claim.basis is Basis.ESTIMATED or definitions().consensus.search(book.words(claim))
    if not guessed and len(claim.period) == _WHOLE_YEAR:  # 将2025年净利润预测下调至40.80亿元
        guessed = definitions().guess.search(words_before(book, claim))
    return Basis.FORECAST.value if guessed else ""


_WHOLE_YEAR = len("2025")


def _unfinished(claim: Claim, book: FactBook) -> bool:
    """Whether a claim's stretch of time was not over when its document came out."""
    day, span = book.collection.document[claim.document].published, try_parse(claim.period or "")
    return day is not None and span is not None and not span.is_instant and day < span.last


def _called(label: str) -> str:
    """A label as all write it who mean the same (接诊 for 接诊量 and 完成接诊)."""
    plain = definitions().called.sub("", label)
    return plain if len(plain) >= definitions().definite else label


def one_share(claim: Claim, other: Claim) -> bool:
    """Whether one house's two shares are one but for a slip that nobody takes for rounding."""
    house = claim.attribution.name
    if house is None or other.attribution.name != house or digits(claim) < _SHARE_DIGITS:
        return False
    outcome = judged(claim, other)
    slip = outcome.slip is not None and outcome.slip.kind in (SlipKind.SWAPPED, SlipKind.DIGIT)
    return slip and outcome.gap_percent >= _SHARE_GAP


def _join_goods(grouped: dict[SeriesKey, list[Claim]], book: FactBook) -> None:
    """Move counts of goods sold that name the goods, and were not tied to them, to those that were."""
    goods: dict[SeriesKey, set[tuple[str, str]]] = defaultdict(set)
    for key in grouped:
        if key.metric in SOLD and len(key.slices) == 1 and key.slices[0][0] == "product":
            goods[replace(key, slices=())].add(key.slices[0])
    for bare in goods.keys() & grouped.keys():
        stay: list[Claim] = []
        for claim in grouped.pop(bare):
            words = words_before(book, claim)
            named = [pair for pair in sorted(goods[bare]) if pair[1] in words]
            if len(named) == 1:
                grouped[replace(bare, slices=(named[0],))].append(claim)
            else:
                stay.append(claim)
        if stay:
            grouped[bare] = stay


def _join_events(grouped: dict[SeriesKey, list[Claim]]) -> None:
    """Put the dates of one event of one thing together, however the thing is called."""
    labels: dict[SeriesKey, list[str]] = defaultdict(list)
    events = [key for key in grouped if key.measure is Measure.DATE and key.metric == "other"]
    for key in events:
        labels[replace(key, label="")].append(key.label)
    _join_listings(grouped)
    for bare, told in labels.items():
        for label, same in same_events(told).items():
            if label != same:
                grouped[replace(bare, label=same)] += grouped.pop(replace(bare, label=label))


def _join_listings(grouped: dict[SeriesKey, list[Claim]]) -> None:
    """Put listings of which a text does not say where beside those at the one place that others name."""
    for key in [key for key in grouped if key.metric == "listed" and not key.label]:
        places = [k for k in grouped if k.label and replace(k, label="") == key]
        if len(places) == 1:
            grouped[places[0]] += grouped.pop(key)
