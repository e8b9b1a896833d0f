"""The lexicons: TOML files in, one validated `Lexicon` out, with one compiled pattern over all words.

The files lie in `claims/lexicon/`; each opens with a header that explains its fields. A malformed file
raises `claims.errors.LexiconError`, which names the file, the key and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from itertools import chain
from typing import Literal, NamedTuple

from pydantic import Field

from claims.knowledge import Meaning, Table
from claims.lexicons import Finder, spelled_out
from claims.model import Model, Source

Nature = Literal["flow", "stock", "standing", "timeless"]
Kind = Literal[
    "money", "price", "percent", "times", "count", "share", "token", "duration", "rank", "date", "physical",
    "points",
]  # fmt: skip
CueKind = Literal[
    "growth", "growth_noun", "cagr", "share", "ratio", "than", "to", "from", "forecast", "target", "estimate",
    "result", "cumulative", "respectively", "undated", "plain",
]  # fmt: skip


class Loose(Model):
    """Words of a metric that mean it only beside others, and another metric elsewhere."""

    words: tuple[str, ...]
    """The words (`斥资`)."""
    beside: tuple[str, ...]
    """Of these, one must stand in the sentence (`回购`)."""
    otherwise: str
    """The metric that they mean elsewhere."""


class Refined(Model):
    """Words that make another metric of one."""

    words: tuple[str, ...]
    """The words (`经调整`)."""
    to: str
    """The metric that they make of it."""


class Metric(Model):
    """A thing that a number can be of."""

    aliases: tuple[str, ...]
    """The words that name it."""
    forms: tuple[str, ...] = ()
    """More of them, with alternatives in braces (`归{属|}母净利{润|}`)."""
    kinds: tuple[Kind, ...]
    """Kinds of unit in which its level is given."""
    nature: Nature
    """Whether it runs over a period, stands at a date, is usually undated, or has only its own period."""
    english: str = ""
    """Its name in English where that is not its id with blanks."""
    whole: bool = False
    """Whether `占…` of it makes shares of a whole."""
    classifiers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    counted_in: tuple[str, ...] = ()
    """Classifier → words of which one must stand in its clause for the metric to be meant."""
    items: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Several things under one id: item → its words, alternatives in braces."""
    balances: tuple[str, ...] = ()
    """Those of its items that stand at a date, though it runs over a period (在手订单)."""
    distinct: bool = False
    """Whether every word is an item of its own, but for those of `items` and `same`."""
    same: tuple[str, ...] = ()
    """Of a distinct metric: words that mean what its first word does, alternatives in braces."""
    sliced: bool | None = None
    """Whether segments slice it, where its nature does not tell."""
    parted: bool = False
    """Whether any word before it names a slice where parts are told (其中天然气收入)."""
    sorted: bool = False
    """Whether any word before it names a slice, wherever it stands (制造业贷款)."""
    of_lenders: dict[str, str] = Field(default_factory=dict)
    """Item → the metric that it is of where the subject lends money (贷款 of a bank)."""
    of_products: bool = False
    """Whether its slices are products (新能源汽车 of 销量) rather than segments, but for amounts of money."""
    loose: tuple[Loose, ...] = ()
    """Words that mean the metric only beside others."""
    opposite: str | None = None
    """The metric whose negative it is."""
    refined: tuple[Refined, ...] = ()
    """Words before its own that make another metric of it."""
    amounts: str | None = None
    """The metric that an amount of money of it is of, the word kept as the item (发行规模5亿元 is raised)."""
    goods: dict[str, str] = Field(default_factory=dict)
    """Word → the metric that a quantity of goods behind it is of (卖出12万吨 is a sales volume)."""
    shares: dict[str, str] = Field(default_factory=dict)
    """Word → the metric that a share of it is of where no goods were counted (线上占总销售的37%)."""
    loss: str | None = None
    """Where 亏损 right behind its word makes it a loss: the `comparability` of that net loss."""
    losses: tuple[str, ...] = ()
    """Those of its words that name its negative (经营亏损5亿元 is an operating profit of -5亿元)."""
    after: bool = False
    """Whether its words count only behind their number."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that names it, the first one first."""
        return tuple(dict.fromkeys((*self.aliases, *chain.from_iterable(map(spelled_out, self.forms)))))


class Cue(Model):
    """Words that say how a metric is measured or how clauses hang together."""

    kind: CueKind
    """What the words do."""
    words: tuple[str, ...]
    """The words."""
    direction: Literal[-1, 0, 1] = 0
    """Of a growth cue: up, down, or as the number's sign says."""
    versus: str | None = None
    """Of a growth cue: what the change is measured against."""


class Cues(Model):
    """The file of cues."""

    cue: tuple[Cue, ...]
    """Its groups."""


class Dimensions(Model):
    """Words that slice a metric."""

    whole: tuple[str, ...]
    regions: tuple[str, ...]
    segments: tuple[str, ...]
    segment_words: tuple[str, ...]
    customers: tuple[str, ...]
    products: tuple[str, ...]
    again: tuple[str, ...]
    holders: tuple[str, ...]


class Attributions(Model):
    """Words that say who said it."""

    says: tuple[str, ...]
    leads: tuple[str, ...]
    studies: tuple[str, ...]
    outlets: tuple[str, ...]
    houses: tuple[str, ...]
    views: tuple[str, ...]
    view_leads: tuple[str, ...]
    sources: dict[Source, tuple[str, ...]]


class Names(Model):
    """Words that make or point to a subject."""

    suffixes: tuple[str, ...]
    short: tuple[str, ...]
    openers: tuple[str, ...]
    spun_off: tuple[str, ...]
    pronouns: tuple[str, ...]
    never: tuple[str, ...]
    economies: dict[str, tuple[str, ...]]
    companies: dict[str, tuple[str, ...]]


def _aliases(metrics: dict[str, Metric]) -> Iterator[Meaning]:
    for metric, spec in metrics.items():
        yield from (Meaning(word, metric, (metric, "aliases", i)) for i, word in enumerate(spec.aliases))
        for i, form in enumerate(spec.forms):
            yield from (Meaning(word, metric, (metric, "forms", i)) for word in spelled_out(form))


def _companies(names: Names) -> Iterator[Meaning]:
    for table, known in (("companies", names.companies), ("economies", names.economies)):
        for name, aliases in known.items():
            yield Meaning(name, name, (table, name))
            yield from (Meaning(word, name, (table, name, i)) for i, word in enumerate(aliases))


METRICS = Table("claims/lexicon/metrics.toml", dict[str, Metric], _aliases)
"""The file of metrics."""
CUES = Table("claims/lexicon/cues.toml", Cues)
"""The file of cues."""
DIMENSIONS = Table("claims/lexicon/dimensions.toml", Dimensions)
"""The file of dimensions."""
ATTRIBUTIONS = Table("claims/lexicon/attribution.toml", Attributions)
"""The file of speakers."""
NAMES = Table("claims/lexicon/names.toml", Names, _companies)
"""The file of names."""


class Role(IntEnum):
    """What a word does in a sentence."""

    METRIC = 0
    CUE = 1
    COMPANY = 2
    PRONOUN = 3
    SPEAKER = 4
    SAYS = 5
    REGION = 6
    SEGMENT = 7
    CUSTOMER = 8
    AGAIN = 9
    HOLDER = 10


class Sense(NamedTuple):
    """What a word of the lexicon may mean."""

    entries: tuple[Entry, ...]
    """Its roles."""
    metric: str | None
    """The metric that it names, or None."""
    cue: Cue | None
    """The cue that it is, or None."""


class Entry(NamedTuple):
    """A word's roles: most words have one, `公司` is a pronoun and a speaker."""

    role: Role
    key: str
    cue: Cue | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything that the reader knows of words."""

    metrics: Mapping[str, Metric]
    dimensions: Dimensions
    attributions: Attributions
    names: Names
    entries: Mapping[str, tuple[Entry, ...]]
    """Word → its roles."""
    senses: Mapping[str, Sense]
    """Word → its roles, with what is asked of them most."""
    items: Mapping[str, str]
    """Word of a metric → the item that it names."""
    by_classifier: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """Classifier → metrics that it stands for, each with the words of its field."""
    voices: frozenset[str]
    """Words that speak or say."""
    researchers: frozenset[str]
    """Houses that publish studies and ratings: they speak, and are seldom what a text is about."""
    companies: Mapping[str, str]
    """Household name or alias → canonical name."""
    economies: Mapping[str, str]
    """Economy or alias → canonical name."""
    households: Finder
    """Finds every household name."""
    finder: Finder
    """Finds the words of `entries`."""

    @cached_property
    def metric_words(self) -> frozenset[str]:
        """Every word for a metric that is longer than a code point."""
        return frozenset(word for spec in self.metrics.values() for word in spec.words if len(word) > 1)

    def one_account(self, metric: str | None, other: str | None) -> bool:
        """Whether two metrics are the same or each other's negative, as a loss and a profit are."""
        if metric == other or metric is None or other is None:
            return metric == other
        specs = self.metrics.get(metric), self.metrics.get(other)
        return (specs[0] is not None and specs[0].opposite == other) or (
            specs[1] is not None and specs[1].opposite == metric
        )

    def compatible(self, metric: str, kind: str) -> bool:
        """Whether a metric's level can be given in a kind of unit."""
        return kind in self.metrics[metric].kinds


def _by_alias(named: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {name: canonical for canonical, aliases in named.items() for name in (canonical, *aliases)}


def _items(metrics: Mapping[str, Metric]) -> dict[str, str]:
    found: dict[str, str] = {}
    for spec in metrics.values():
        if spec.distinct:
            same = set(chain.from_iterable(map(spelled_out, spec.same)))
            found |= {word: word for word in spec.words[1:] if word not in same}
        found |= {
            word: item for item, forms in spec.items.items() for form in forms for word in spelled_out(form)
        }
    return found


def _by_classifier(metrics: Mapping[str, Metric]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for metric, spec in metrics.items():
        for classifier, words in spec.classifiers.items():
            found.setdefault(classifier, []).append((metric, words))
    return {classifier: tuple(pairs) for classifier, pairs in found.items()}


def _sense(entries: tuple[Entry, ...]) -> Sense:
    metric = entries[0].key if entries[0].role == Role.METRIC else None
    return Sense(entries, metric, next((entry.cue for entry in entries if entry.role == Role.CUE), None))


@cache
def metrics() -> Mapping[str, Metric]:
    """The metrics by id, read once."""
    return METRICS.load()


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    cues = CUES.load().cue
    dimensions, attributions, names = DIMENSIONS.load(), ATTRIBUTIONS.load(), NAMES.load()

    entries: dict[str, list[Entry]] = {}

    def enter(words: Iterable[str], role: Role, key: str, cue: Cue | None = None) -> None:
        for word in words:
            known = entries.setdefault(word, [])
            if all(entry.role != role for entry in known):
                known.append(Entry(role, key, cue))

    for metric, spec in metrics().items():
        enter(spec.words, Role.METRIC, metric)
    for cue in cues:
        enter(cue.words, Role.CUE, cue.kind, cue)
    for canonical, aliases in names.companies.items():
        enter((canonical, *aliases), Role.COMPANY, canonical)
    enter(names.pronouns, Role.PRONOUN, "")
    for kind, words in attributions.sources.items():
        enter(words, Role.SPEAKER, kind)
    enter(attributions.says, Role.SAYS, "")
    enter(dimensions.regions, Role.REGION, "")
    enter(dimensions.segment_words, Role.SEGMENT, "")
    enter(dimensions.customers, Role.CUSTOMER, "")
    enter(dimensions.again, Role.AGAIN, "")
    enter(dimensions.holders, Role.HOLDER, "")
    roles = {word: tuple(found) for word, found in entries.items()}
    companies = _by_alias(names.companies)
    return Lexicon(
        metrics(),
        dimensions,
        attributions,
        names,
        roles,
        {word: _sense(found) for word, found in roles.items()},
        _items(metrics()),
        _by_classifier(metrics()),
        frozenset(w for w, known in roles.items() if any(e.role in (Role.SPEAKER, Role.SAYS) for e in known)),
        frozenset(attributions.sources[Source.RESEARCH]),
        companies,
        _by_alias(names.economies),
        Finder(companies),
        Finder(entries),
    )
