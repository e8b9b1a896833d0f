"""From claims to facts: which claims bound the same variable, and which of them stand nearest to another.

Takes a `Collection`; gives a `FactBook`, an index from fact keys to the claims that state them. A loss is the
negative of a profit, so both are one variable. Nothing is judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.interval import Interval
from rules.knowledge import knowledge, listed_cue
from rules.nearness import Place, around, distance, places, sentence_at
from rules.outcome import cut_range, reading

Slice = tuple[tuple[str, str], ...]
"""Dimensions as sorted pairs."""
_Kind = tuple[str, str, Measure, str]
"""What facts that differ in their slice alone have in common: subject, metric, measure, period."""
_FIRST_DAY = "-01-01"
_DAY = len("2025-01-01")
_PREVIOUS = "previous"
_BASIS = "comparability"
"""The dimension that says on what basis a profit or loss is stated."""
_FIGURES = 100
"""So many different figures of other documents are looked at for one operand."""


@dataclass(frozen=True, slots=True)
class FactKey:
    """A variable: what claims of one key state is one number."""

    entity: str
    metric: str
    measure: Measure
    of: str | None
    slice: Slice
    period: str
    unit: str
    versus: str = ""
    """`previous` where a change is against the stretch before, not against a year ago."""


def variable(metric: str) -> tuple[str, int]:
    """The metric's variable and its sign: `net_loss` is −`net_profit`."""
    other = knowledge().signed.get(metric)
    return (metric, 1) if other is None else (other, -1)


def account_of(claim: Claim) -> str:
    """The metric whose variable a claim bounds: of a net loss said to be 归母 or 扣非, that profit's."""
    if names_account(claim, _BASIS):
        return knowledge().losses[claim.dimensions[_BASIS]]
    return variable(claim.metric)[0]


def names_account(claim: Claim, dimension: str) -> bool:
    """Whether a dimension of a loss says of which profit it is the negative, and is no slice of it."""
    known = knowledge()
    told = dimension == _BASIS and claim.metric in known.signed
    return told and claim.dimensions.get(_BASIS) in known.losses


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A slice's name without the endings that writers add or drop (`云端部署` → `云端`)."""
    for ending in knowledge().slice_endings:
        if name.endswith(ending) and len(name) > len(ending):
            return bare(name[: -len(ending)])
    return name


def slice_of(claim: Claim) -> Slice:
    """The dimensions that tell facts apart, names bare, sorted."""
    known = knowledge()
    return tuple(
        sorted(
            (parted_by(claim, key), bare(name))
            for key, name in claim.dimensions.items()
            if (key in known.slices and not names_account(claim, key))
            or (key == "item" and name in known.sliced_items)
            or parted_by(claim, key) != key
        )
    )


def parted_by(claim: Claim, key: str) -> str:
    """The dimension that one of a claim's does the part of: an item that parts its metric is a segment."""
    parts = key == "item" and claim.dimensions[key] in knowledge().parting_items
    return "segment" if parts and "segment" not in claim.dimensions else key


def period_of(claim: Claim) -> str | None:
    """A claim's period; a balance of a year's first day (年初) is that of the close of the year before."""
    period = claim.period
    if period is None or not period.endswith(_FIRST_DAY) or len(period) != _DAY:
        return period
    return f"{int(period[:4]) - 1:04d}-12-31" if claim.metric in knowledge().balances else period


def core(claim: Claim) -> Interval:
    """The careful reading as a bound on the claim's variable."""
    interval = reading(claim).core
    return -interval if variable(claim.metric)[1] < 0 else interval


def hard(claim: Claim) -> Interval:
    """The generous reading as a bound on the claim's variable."""
    interval = reading(claim).hard
    return -interval if variable(claim.metric)[1] < 0 else interval


def cut(claim: Claim) -> Interval:
    """The careful reading, or that of a plain figure whose further digits were dropped: [X, X + u)."""
    figure = reading(claim)
    if not figure.plain or not figure.ulp:
        return core(claim)
    interval = figure.core.hull(cut_range(figure.value, figure.ulp))
    return -interval if variable(claim.metric)[1] < 0 else interval


def same_footing(claim: Claim, operand: Claim) -> bool:
    """Whether an operand's basis lets it stand in a computation of the claim.

    A figure that is meant as a fact is not recomputed from forecasts or targets.
    """
    ahead = (Basis.FORECAST, Basis.TARGET)
    return operand.basis not in ahead or claim.basis in ahead


def _against(claim: Claim) -> str:
    """What sets a change apart from that against the year before: the stretch before it, a named one."""
    if claim.versus == _PREVIOUS:
        return _PREVIOUS
    if claim.versus is None or claim.measure not in (Measure.GROWTH, Measure.CHANGE):
        return ""
    named, told = try_parse(claim.versus), try_parse(claim.period or "")
    if named is None or told is None or named in (told.year_before(), told.start_instant()):
        return ""
    return named.iso


class FactBook:
    """Claims by the variable that they bound, and how near they stand to each other."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._facts: dict[FactKey, list[Claim]] = defaultdict(list)
        self._keys: dict[str, FactKey] = {}
        self._metrics: dict[tuple[str, Measure], list[Claim]] = defaultdict(list)
        from rules.alignment import align

        self._names = collection.once(align).names
        self._places = collection.once(places)
        self._usable: set[str] = set()
        self._sentences: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        self._paragraphs: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        supposed = listed_cue("supposed_cues")
        self._supposed = {
            document.id: tuple(match.start() for match in supposed.finditer(document.folded))
            for document in collection.documents
            if "每" in document.folded
        }
        known: dict[FactKey, FactKey] = {}  # claims of one fact share its key
        for claim in collection.claims:
            place = self._places[claim.id]
            if place.block < 0 or self._supposes(claim, place):
                continue
            self._usable.add(claim.id)
            self._sentences[place.document, place.sentence].append(claim)
            self._paragraphs[place.document, place.block].append(claim)
            self._metrics[claim.metric, claim.measure].append(claim)
            if claim.hard is not None and claim.unit != "rank":
                key = self.key(claim)
                key = self._keys[claim.id] = known.setdefault(key, key)
                self._facts[key].append(claim)

    def _stated(self) -> Iterator[tuple[FactKey, Claim]]:
        """The claims that bound a variable, with it, in the collection's order."""
        for claim in self.collection.claims:
            if claim.id in self._keys:
                yield self._keys[claim.id], claim

    @cached_property
    def _kinds(self) -> dict[tuple[str, str, Measure], list[FactKey]]:
        """The variables of a subject's metric, in order of first mention."""
        kinds: dict[tuple[str, str, Measure], list[FactKey]] = defaultdict(list)
        for key in self._facts:
            kinds[key.entity, key.metric, key.measure].append(key)
        return kinds

    @cached_property
    def _slices(self) -> dict[_Kind, list[Claim]]:
        """The claims of a metric in one period."""
        slices: dict[_Kind, list[Claim]] = defaultdict(list)
        for key, claim in self._stated():
            slices[_kind(key)].append(claim)
        return slices

    @cached_property
    def _here(self) -> dict[tuple[str, _Kind], list[Claim]]:
        """The same of one document."""
        here: dict[tuple[str, _Kind], list[Claim]] = defaultdict(list)
        for key, claim in self._stated():
            here[claim.document, _kind(key)].append(claim)
        return here

    @cached_property
    def _figures(self) -> dict[_Kind, dict[object, Claim]]:
        """The first claim of each figure of a metric in one period."""
        figures: dict[_Kind, dict[object, Claim]] = defaultdict(dict)
        for key, claim in self._stated():
            figures[_kind(key)].setdefault(_figure(key, claim), claim)
        return figures

    @cached_property
    def _own(self) -> dict[tuple[str, FactKey], dict[object, Claim]]:
        """The first claim of each figure of a fact in one document."""
        found: dict[tuple[str, FactKey], dict[object, Claim]] = defaultdict(dict)
        for key, claim in self._stated():
            own = found[claim.document, key]
            if len(own) < _FIGURES:
                own.setdefault(_figure(key, claim), claim)
        return found

    def subject(self, claim: Claim) -> str:
        """Whom a claim is about; where the text does not say, one nameless subject a sentence.

        What no metric names is the same thing in its paragraph at the most.
        """
        if claim.metric == "other" and claim.entity is not None:
            place = self._places[claim.id]
            return f"{claim.entity}?{place.document}:{place.block}"
        name = claim.entity
        return self._names.get(name, name) if name is not None else self._nameless(claim)

    def time(self, claim: Claim) -> str:
        """The period of a claim; where the text does not say, one unknown period a sentence."""
        return period_of(claim) or self._nameless(claim)

    def _nameless(self, claim: Claim) -> str:
        place = self._places[claim.id]
        return f"?{place.document}:{place.sentence}"

    def key(self, claim: Claim) -> FactKey:
        """The variable that a claim bounds."""
        return FactKey(
            self.subject(claim),
            account_of(claim),
            claim.measure,
            claim.of,
            slice_of(claim),
            self.time(claim),
            claim.unit,
            _against(claim),
        )

    def stating(self, key: FactKey) -> tuple[Claim, ...]:
        """The claims of a fact, in the collection's order."""
        return tuple(self._facts.get(key, ()))

    def variables(self) -> tuple[FactKey, ...]:
        """Every variable that a claim bounds, in order of first mention."""
        return tuple(self._facts)

    def sliced(self, entity: str, metric: str, measure: Measure, period: str) -> tuple[Claim, ...]:
        """The claims of a metric's variable in one period, whatever their slice."""
        return tuple(self._slices.get((entity, metric, measure, period), ()))

    def unit_of(self, entity: str, metric: str, measure: Measure) -> str | None:
        """The one unit in which a subject's metric is stated anywhere, or None."""
        units = {fact.unit for fact in self.facts_of(entity, metric, measure)}
        return units.pop() if len(units) == 1 else None

    def facts_of(self, entity: str, metric: str, measure: Measure) -> tuple[FactKey, ...]:
        """The stated variables of a subject's metric, of any slice and period."""
        return tuple(self._kinds.get((entity, metric, measure), ()))

    def candidates(
        self, claim: Claim, entity: str, metric: str, measure: Measure, period: str
    ) -> tuple[Claim, ...]:
        """As `sliced`: the nearest ones of the claim's own document, the first of each figure of others.

        What a thousand documents repeat has few different figures, so looking for operands stays cheap.
        """
        here = self._here.get((claim.document, (entity, metric, measure, period)), [])
        near = around(here, claim)
        seen = {own.id for own in near}
        figures = islice(self._figures.get((entity, metric, measure, period), {}).values(), _FIGURES)
        return (*near, *(figure for figure in figures if figure.id not in seen))

    def disputing(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of the same fact in the same document, each figure once."""
        own = self._own.get((claim.document, self.key(claim)), {})
        return tuple(other for other in own.values() if other.id != claim.id)

    def of_metric(self, metric: str, measure: Measure) -> tuple[Claim, ...]:
        """The claims of a metric as written, in the collection's order."""
        return tuple(self._metrics.get((metric, measure), ()))

    def sentence(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of the same sentence next to one, in their order."""
        place = self._places[claim.id]
        return around(self._sentences.get((place.document, place.sentence), ()), claim)

    def paragraph(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of the same paragraph next to one, in their order."""
        place = self._places[claim.id]
        return around(self._paragraphs.get((place.document, place.block), ()), claim)

    def sentences(self) -> Iterator[tuple[Claim, ...]]:
        """The usable claims of each sentence."""
        for claims in self._sentences.values():
            yield tuple(claims)

    def paragraphs(self) -> Iterator[tuple[Claim, ...]]:
        """The usable claims of each paragraph."""
        for claims in self._paragraphs.values():
            yield tuple(claims)

    def place(self, claim: Claim) -> Place:
        """Where a claim stands."""
        return self._places[claim.id]

    def repeated(self, claim: Claim) -> bool:
        """Whether another document states the same figure of the same fact."""
        same = (other for other in self.stating(self.key(claim)) if other.value == claim.value)
        return any(other.document != claim.document for other in same)

    def usable(self, claim: Claim) -> bool:
        """Whether a claim stands in the running text or a heading and says what is, not what would follow.

        `铝价每上涨1000元/吨,毛利率约下滑0.4个百分点` says nothing of any period.
        """
        return claim.id in self._usable

    def _supposes(self, claim: Claim, place: Place) -> bool:
        before = [at for at in self._supposed.get(claim.document, ()) if at <= claim.span.start]
        return bool(before) and before[-1] >= place.sentence

    def distance(self, claim: Claim, other: Claim) -> tuple[int, int, int]:
        """How far apart two claims stand: same sentence, paragraph, document, or not; then in characters."""
        return distance(self._places[claim.id], self._places[other.id])

    def nearest(self, claim: Claim, others: Iterable[Claim]) -> tuple[Claim, ...]:
        """The given claims without the claim itself, on one footing with it, nearest first."""
        fit = (o for o in others if o.id != claim.id and same_footing(claim, o))
        return tuple(sorted(fit, key=lambda o: self.distance(claim, o)))

    def words(self, claim: Claim) -> str:
        """The folded sentence in which a claim stands."""
        return sentence_at(self.collection.document[claim.document], self._places[claim.id])


def _kind(key: FactKey) -> _Kind:
    return key.entity, key.metric, key.measure, key.period


def _figure(key: FactKey, claim: Claim) -> tuple[object, ...]:
    return (key, claim.metric, claim.value, claim.ulp, claim.qualifier, claim.basis)
