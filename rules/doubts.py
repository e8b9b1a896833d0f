"""What keeps two figures from being called a conflict, one cause a predicate, and what makes a slip credible.

Takes sides of one fact with the collection that they come from; answers whether a careful reader would doubt
that both speak of the same thing. A false alarm is worse than a miss.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from claims.model import Claim, Measure
from rules.alignment import align, stem_of
from rules.believable import TELLING, far_apart, off_by_scale
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook
from rules.filings import own_word, title_of
from rules.grouping import one_share
from rules.misreadings import may_be_of, names_all
from rules.origins import Origins
from rules.outcome import Outcome, digits
from rules.restrictions import elsewhere, is_part, names_a_part, narrowed, of_another
from rules.series import Series, SeriesKey, Stance, number, told_apart
from rules.sides import Side
from rules.slips import Slip, SlipKind

_SHORT = 2
"""Digits of a figure that may be another definition's."""
_BREATH = 60
"""Characters within which nobody contradicts himself."""
_HEAD = 200
"""Code points at the head of a document in which a house says whose report it is."""
_MUCH = 3
"""Claims about a company that a document must hold for its dates to be surely the company's own."""
_LONG = 4
"""Digits from which on one changed digit in the same document is no chance."""
_SMALL_GAP = 10
"""Percent up to which two places of one document surely mean the same figure."""


_Figure = tuple[str, Measure, str, Fraction]
"""Whose it is, its measure, unit and value."""


class Doubts:
    """The predicates, over one collection."""

    def __init__(self, collection: Collection, series: Iterable[Series]) -> None:
        self._collection, self._series = collection, tuple(series)
        self._book = collection.once(FactBook)
        self._alignment = collection.once(align)
        self._text = collection.once(Origins).text

    @cached_property
    def _parts(self) -> dict[str, set[str]]:
        """What the series of each company are parts of it by."""
        parts: dict[str, set[str]] = defaultdict(set)
        for key in (one.key for one in self._series):
            parts[key.entity] |= {word for kind, word in key.slices if is_part(kind, word)}
        return parts

    @cached_property
    def _known(self) -> dict[_Figure, list[tuple[SeriesKey, Claim]]]:
        """Each figure of a company with the facts that it is given for."""
        known: dict[_Figure, list[tuple[SeriesKey, Claim]]] = defaultdict(list)
        for one in self._series:
            key = one.key
            undated = one.undated if key.stance is Stance.STANDING else ()
            for claims in (*one.dated.values(), undated):
                for claim in claims:
                    if digits(claim) >= _SHORT:
                        known[key.entity, key.measure, key.unit, number(claim)].append((key, claim))
        return known

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Title by document."""
        return {document.id: title_of(document) for document in self._collection.documents}

    @cached_property
    def _spoken(self) -> dict[str, Counter[str]]:
        """How many claims of a document are about whom."""
        spoken: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in self._collection.claims:
            spoken[claim.document][self._alignment.entity(claim) or ""] += 1
        return spoken

    def kept_apart(self, weak: Side, against: list[Claim], key: SeriesKey, outcome: Outcome) -> bool:
        """Whether the two are not to be compared at all."""
        scale = off_by_scale(outcome)
        if self.one_breath(weak.claims, against, 0 if scale else _BREATH) or self.in_doubt_whose(weak.lead):
            return True
        if key.measure is Measure.SHARE and not key.slices:
            return True  # a share of a whole, and nobody knows whose
        told = told_apart(key.metric, (kind for kind, _ in key.slices))
        share = key.metric == "market_share" and any(one_share(weak.lead, claim) for claim in against)
        if not told and not share:
            return True
        if self.comes_with_level(weak.lead, key):
            return True
        if not scale and other_forecaster(weak, against, key):
            return True
        named = scale and digits(weak.lead) > TELLING and self._named(weak.lead) and self._named(against[0])
        if not (named or self.of_one_text(weak.lead, against[0])) and not (
            self.main_subject(weak.lead, key) and self.main_subject(against[0], key)
        ):
            return True
        if scale:
            return False
        if self.misread(weak.lead, key) or (len(against) == 1 and self.misread(against[0], key)):
            return True
        if min(digits(weak.lead), digits(against[0])) == 1 and far_apart(weak.lead, against[0]):
            return True  # 412 stores, and three that were sold
        several = key.metric in definitions().events and not key.slices and not key.unit.endswith("/share")
        if several and not self._one_event(weak, against, key, outcome):
            return True  # of dividends a share there is one at a time
        alone = len({self._text(claim.document) for claim in against}) == 1
        doubtful = (weak.lead, against[0]) if alone else (weak.lead,)
        return any(
            self.restricted(claim, key, outcome, against[0] if claim is weak.lead else weak.lead)
            for claim in doubtful
        )

    def _named(self, claim: Claim) -> bool:
        """Whether a figure's sentence names whose it is."""
        return claim.entity is not None and claim.entity in self._book.words(claim)

    def _one_event(self, weak: Side, against: list[Claim], key: SeriesKey, outcome: Outcome) -> bool:
        """Whether what one period may hold several of is one all the same: two documents, but for a slip."""
        if outcome.slip is None or digits(weak.lead) < TELLING:
            return False
        if weak.documents & {claim.document for claim in against}:
            return False
        seldom = key.metric in ("buyback", "dividend")
        return outcome.slip.kind is SlipKind.SWAPPED or (seldom and outcome.slip.kind is SlipKind.DIGIT)

    def comes_with_level(self, claim: Claim, key: SeriesKey) -> bool:
        """Whether a growth goes with a level that is another definition's, whose conflict tells of both."""
        if claim.measure is not Measure.GROWTH:
            return False
        family = definitions().family
        return any(
            stated.document != claim.document
            and other.metric != key.metric
            and family.get(other.metric, other.metric) == family.get(key.metric)
            for level in self._grown(claim)
            for other, stated in self._known[key.entity, Measure.LEVEL, level.unit, number(level)]
        )

    def one_breath(self, claims: Iterable[Claim], others: Iterable[Claim], reach: int) -> bool:
        """Whether one sentence or so many characters hold both: nobody contradicts himself in one breath."""
        here: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            here[claim.document].append(claim)
        for other in others:
            for claim in here.get(other.document, ()):
                near, _, apart = self._book.distance(claim, other)
                if near == 0 or (near == 1 and apart <= reach):  # a headline is no breath with the body
                    return True
        return False

    def main_subject(self, claim: Claim, key: SeriesKey) -> bool:
        """Whether the claim's document is about the company, so that its unnamed figures are its own.

        A sentence that names whom it speaks of, such as a market, needs no such support, nor does a document
        whose title names the company.
        """
        if claim.unit != "date" and len(key.entity) > _SHORT and key.entity in self._book.words(claim):
            return True
        if claim.unit != "date" and key.entity in self._titles[claim.document]:
            return True
        spoken = self._spoken[claim.document]
        enough = spoken[key.entity] >= (_MUCH if claim.unit == "date" else 1)
        return enough and spoken[key.entity] >= max(count for name, count in spoken.items() if name)

    def of_one_text(self, claim: Claim, other: Claim) -> bool:
        """Whether one document says both of a market or company that it names, not of its own by default."""
        assumed = any(e.field == "entity" and e.how == "default" for c in (claim, other) for e in c.evidence)
        return claim.document == other.document and claim.entity == other.entity and not assumed

    def in_doubt_whose(self, claim: Claim) -> bool:
        """Whether a sentence that does not name the company also speaks of another one."""
        words = self._book.words(claim)
        others = {other.entity for other in self._book.sentence(claim) if other.entity is not None}
        others -= {claim.entity}
        if not others or any(name in words for name in (claim.entity, self._alignment.entity(claim)) if name):
            return False
        called = stem_of(claim.entity or "")[:_SHORT]  # 青禾 for 青禾科技, where no 青禾能源 is told of
        return len(called) < _SHORT or called not in words or any(called in other for other in others)

    def restricted(self, claim: Claim, key: SeriesKey, outcome: Outcome, other: Claim) -> bool:
        """Whether the words before a figure tie it to a part, a place or a thing that is not the other's."""
        own = [*(word for _, word in key.slices), key.label]
        parts = {part for part in self._parts[key.entity] if not any(part in word for word in own)}
        if key.measure is Measure.DATE and key.metric == "other":
            return False  # its label says of what
        if key.of_plant:
            return of_another(self._book, claim, key)
        swapped = outcome.slip is not None and outcome.slip.kind is SlipKind.SWAPPED
        chance = not swapped or digits(claim) < TELLING  # 28.6万台, and 26.8万台 of the only goods
        if chance and names_a_part(self._book, claim, key, parts, other):
            return True
        if elsewhere(self._book, claim, key, other):
            return True
        if of_another(self._book, claim, key):
            return True
        return outcome.slip is None and narrowed(self._book, claim, key, other)

    def certain(self, weak: Side, against: Claim, key: SeriesKey, outcome: Outcome, *, within: bool) -> bool:
        """Whether a contradiction is plain enough to be called one."""
        slip = outcome.slip
        if slip is not None and not (within and slip.kind is SlipKind.DIGIT and digits(weak.lead) < _LONG):
            return True
        if weak.lead.unit == "date":
            return True
        if key.metric == "other" or key.ahead:
            return False
        return outcome.gap_percent <= _SMALL_GAP if within else not far_apart(weak.lead, against)

    def misread(self, claim: Claim, key: SeriesKey) -> bool:
        """Whether others give a figure for what its sentence names, or for a time that its words may mean."""
        if claim.unit in ("date", "rank") or digits(claim) < TELLING:
            return False
        for other, stated in self._known[key.entity, key.measure, key.unit, number(claim)]:
            if stated.document == claim.document or other.metric != key.metric:
                continue
            parts = [word for kind, word in other.slices if is_part(kind, word)]
            if not key.slices and parts and names_all(self._book, claim, parts):
                return True
            if other == key and stated.period and may_be_of(self._book, claim, stated.period):
                return True
        if claim.measure is not Measure.GROWTH:
            return False
        grown = replace(key, measure=Measure.LEVEL, versus="")
        return any(self.misread(level, replace(grown, unit=level.unit)) for level in self._grown(claim))

    def _grown(self, claim: Claim) -> list[Claim]:
        """The levels before a growth in its sentence that it may be of."""
        return [
            level
            for level in self._book.sentence(claim)
            if (level.metric, level.measure, level.period) == (claim.metric, Measure.LEVEL, claim.period)
            and level.span.start < claim.span.start
            and digits(level) >= TELLING
        ]

    def mislabelled(self, weak: Side, strong: Side, key: SeriesKey) -> bool:
        """Whether a side's figure is known to be another part's or definition's, not another time's."""
        slip = self.other_fact(weak, strong, key)
        return slip is not None and slip.kind is not SlipKind.NEIGHBOUR

    def other_fact(self, weak: Side, strong: Side, key: SeriesKey) -> Slip | None:
        """The slip of a figure that belongs to another period, slice or definition of the same company."""
        if weak.lead.unit in ("date", "rank") or digits(weak.lead) < _SHORT:
            return None
        telling = digits(weak.lead) >= TELLING
        family = definitions().family
        for other, claim in self._known[key.entity, key.measure, key.unit, number(weak.lead)]:
            if claim.document in weak.documents:
                continue
            if other == key:
                if telling and claim.period != weak.lead.period:
                    return Slip(SlipKind.NEIGHBOUR, strong.lead.text)
            elif other.metric == key.metric and telling and not _named_longer(other, key):
                return Slip(SlipKind.SIBLING, strong.lead.text)
            elif key.metric in family and family.get(other.metric) == family[key.metric]:
                return Slip(SlipKind.ADJUSTED, strong.lead.text)
        return None


def _named_longer(one: SeriesKey, other: SeriesKey) -> bool:
    """Whether two series only name one thing more and less fully (在校生, 学历教育在校生)."""
    short, long = sorted((one.label, other.label), key=len)
    return bool(short) and short != long and long.endswith(short)


def own_views(book: FactBook, weak: Side, against: Iterable[Claim]) -> bool:
    """Whether both sides' documents tell what they expect themselves (`我们预计`): houses may differ."""
    others = tuple(against)
    if weak.documents & {claim.document for claim in others}:
        return False
    view = definitions().own_view
    return all(view.search(book.words(claim)) is not None for claim in (*weak.claims, *others))


def of_several(book: FactBook, weak: Side, against: Iterable[Claim]) -> bool:
    """Whether one side alone is what several houses expect on average, or one is the company's own."""
    others = tuple(against)
    if weak.documents & {claim.document for claim in others}:
        return False
    consensus, view = definitions().consensus, definitions().own_view

    def told(pattern: re.Pattern[str], claims: Iterable[Claim]) -> bool:
        return all(pattern.search(book.words(claim)) is not None for claim in claims)

    first = definitions().preannounced  # the company's own 预告 beside what a house expects
    if any(told(words, weak.claims) != told(words, others) for words in (consensus, first)):
        return True
    return any(
        told(view, own) and (_of_company(book, other) or _of_other_house(book, own, other))
        for own, other in ((weak.claims, others), (others, weak.claims))
    )


def _of_company(book: FactBook, claims: Iterable[Claim]) -> bool:
    """Whether a company's own filings tell all of some figures."""
    filings = book.collection.once(own_word).filings
    return all(claim.document in filings for claim in claims)


def _of_other_house(book: FactBook, own: Iterable[Claim], other: Iterable[Claim]) -> bool:
    """Whether the sentences of some figures name a house, and none whose view the other documents hold."""
    named = {name for claim in other for name in definitions().house.findall(book.words(claim))}
    heads = [book.collection.document[claim.document].folded[:_HEAD] for claim in own]
    return bool(named) and not any(name in head for name in named for head in heads)


def revised(book: FactBook, a: Claim, b: Claim) -> bool:
    """Whether a sentence tells how one of two figures became the other (`由快报的3.28亿元修正为3.24亿元`)."""
    figures = {(c.value, c.unit) for c in (a, b)}
    return any(
        (c.value, c.unit) in figures
        and definitions().revised.search(book.words(c)) is not None
        and figures <= {(o.value, o.unit) for o in book.sentence(c)}
        for c in book.collection.claims
    )


def preliminary(book: FactBook, side: Side, outcome: Outcome, *, revised: bool = False) -> bool:
    """Whether all of a side is told as a first count (`业绩快报`), or as unaudited with no slip to see.

    Where it is known to have been `revised`, its document's title may say so, too.
    """
    early, unaudited = definitions().preliminary, definitions().unaudited
    for claim in side.claims:
        title = title_of(book.collection.document[claim.document]) if revised else ""
        words = f"{claim.attribution.name or ''}|{title}|{book.words(claim)}"
        if early.search(words) is None and (outcome.slip is not None or unaudited.search(words) is None):
            return False
    return True


def other_forecaster(weak: Side, against: list[Claim], key: SeriesKey) -> bool:
    """Whether two forecasts are two people's: they may differ.

    Within one document a forecast that names nobody sums up one that names somebody.
    """
    names = {claim.attribution.name for claim in weak.claims}
    others = {claim.attribution.name for claim in against}
    one_text = len({claim.document for claim in (*weak.claims, *against)}) == 1
    if one_text and None in names | others:
        return False
    return bool(key.ahead) and names.isdisjoint(others)
