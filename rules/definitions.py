"""What must be known before two figures are compared, read from `definitions.toml`."""

from __future__ import annotations

import re
from functools import cache, cached_property

from claims.knowledge import Table
from claims.model import Model


class Kin(Model):
    """Metrics that are different definitions of one thing."""

    metrics: tuple[str, ...]
    """Their ids."""
    loose: tuple[str, ...] = ()
    """Those that are used for one another."""
    distinct: tuple[str, ...] = ()
    """Those that nobody takes for the others: only an equal figure is worth a word."""


class Dimensions(Model):
    """When two slices are one."""

    whole: dict[str, frozenset[str]]
    """Values that only name the whole, by key."""
    of_metric: dict[str, frozenset[str]]
    """Segments that only name the whole of a metric, by metric."""
    same: dict[str, tuple[tuple[str, ...], ...]]
    """Values that mean the same, by key; the first of each stands for all."""
    tails: tuple[str, ...]
    """Endings that change nothing."""
    fillers: tuple[str, ...]
    """Words inside that change nothing."""


class Entities(Model):
    """When two names are one company."""

    forms: re.Pattern[str]
    """What may be added to a name without making it another company."""
    generic: re.Pattern[str]
    """Words that name no one company."""
    territory: re.Pattern[str]
    """Countries, provinces and cities."""
    spoken: re.Pattern[str]
    """What stands behind the stem of a name where somebody speaks of the company by it."""
    aside_before: re.Pattern[str]
    """What stands before a name that a text only mentions."""
    aside_behind: re.Pattern[str]
    """What stands behind such a name."""

    def nameless(self, name: str) -> bool:
        """Whether a name is that of no one company."""
        return bool(self.generic.fullmatch(name) or self.territory.fullmatch(name))


class Plants(Model):
    """How a text names the plant or project that a figure is of for good."""

    metrics: frozenset[str]
    """Metrics of which a plant has one figure."""
    owned: frozenset[str]
    """Metrics that a group and each of its companies have."""
    amounts: frozenset[str]
    """Those that are sums of money: what was spent in part or in one year is none."""
    kinds: re.Pattern[str]
    """What the name of a plant ends with."""
    parts: re.Pattern[str]
    """What stands before or inside such a name and is no part of it."""
    pointing: re.Pattern[str]
    """What points to a plant without naming it."""
    country: re.Pattern[str]
    """Countries, which some texts put before the place and others don't."""
    total: re.Pattern[str]
    """Words for the whole of an investment."""
    partly: re.Pattern[str]
    """Words for what was spent of it so far."""
    built: re.Pattern[str]
    """Right behind an amount: what was built with it is named next."""
    phase: re.Pattern[str]
    """Words for a part of a capacity."""


class OwnWords(Model):
    """What a thing that no metric names is called."""

    counters: tuple[tuple[str, ...], ...]
    """Words that count one thing."""
    passing: re.Pattern[str]
    """What may stand in a name without making it another thing's."""
    general: re.Pattern[str]
    """Two characters that names of different things have in common."""


class Definitions(Model):
    """The contents of `definitions.toml`."""

    standing: frozenset[str]
    """Metrics of which a text speaks without a date."""
    timeless: frozenset[str]
    """Standing facts that have one figure for good."""
    balance: frozenset[str]
    """Metrics that stand at a date and mean nothing without one."""
    balance_items: dict[str, frozenset[str]]
    """Items of other metrics that do the same."""
    happens: re.Pattern[str]
    """Items of standing metrics that are counted over a stretch of time (新开 of stores)."""
    silent: frozenset[str]
    """Metrics that are never compared, but for what `named` says."""
    named: dict[str, frozenset[str]]
    """Items of a silent metric that a company has one figure of at a time, so that they are compared."""
    as_level: frozenset[str]
    """Metrics of which a share is their level."""
    dates: frozenset[str]
    """Metrics whose date is a single one."""
    events: frozenset[str]
    """Metrics of which one period holds several."""
    broad: frozenset[str]
    """Metrics that go under names of differing breadth, though a reader takes them for one thing."""
    wider: dict[str, frozenset[str]]
    """Words of a metric that may hold more than its others."""
    scoped_rates: frozenset[str]
    """Rates of which a part's may be taken for the whole's."""
    scoped_counts: frozenset[str]
    """Counts and amounts of which a large part's may be."""
    needs: dict[str, tuple[str, ...]]
    """Slices of which one must be named, by metric."""
    definite: int
    """Letters that a label outside the vocabulary must have."""
    places: re.Pattern[str]
    """Names of places."""
    total: re.Pattern[str]
    """Words behind which a figure is the whole's, whatever part was named before."""
    rivals: re.Pattern[str]
    """Words that turn a sentence to other companies."""
    itself: re.Pattern[str]
    plain: re.Pattern[str]
    """Words before a metric's that restrict nothing."""
    called: re.Pattern[str]
    """What may stand before and behind a label without making it another."""
    near: int
    """Days between two dates within which a reader may take the figures for one."""
    near_balance: int
    """The same of other figures at a day, where a year's end is nobody's neighbour of the next."""
    apart: int
    """Days between two publications from which on undated figures may be of different dates."""
    cumulative: frozenset[str]
    """Metrics whose figure is a running total only where its sentence says so."""
    running: re.Pattern[str]
    """How it says so."""
    put_off: re.Pattern[str]
    """How it says that a plan was another before."""
    confused_units: tuple[tuple[str, ...], ...]
    """Units of one kind that are taken for one another."""
    yuan: re.Pattern[str]
    """How an amount names the yuan, which 元 alone may not be."""
    one_currency: re.Pattern[str]
    """How a text says that all its amounts are in another currency."""
    own_view: re.Pattern[str]
    """How a document tells what it expects itself."""
    preliminary: re.Pattern[str]
    """How a sentence tells a first count, which the final figure may differ from."""
    revised: re.Pattern[str]
    """How a sentence tells that a figure became another one since."""
    preannounced: re.Pattern[str]
    """How a company is said to have told beforehand what its result would come to."""
    unaudited: re.Pattern[str]
    """How it says that no auditor has seen a figure yet."""
    aimed: re.Pattern[str]
    """Words before a figure that somebody aimed at."""
    reached: re.Pattern[str]
    """Words before one that came of it."""
    base: re.Pattern[str]
    """Words by which one figure of a sentence is what another moved from."""
    to_come: re.Pattern[str]
    """Words before a figure that is yet to be reached."""
    held_against: re.Pattern[str]
    """Words that hold a result against what was expected."""
    daily: frozenset[str]
    """Silent metrics of which figures of two days are told beside each other."""
    scoped_amounts: frozenset[str]
    """Amounts of money of which a part's may be that comes near the whole's."""
    issued: re.Pattern[str]
    """Words of what an issue of shares brought in."""
    rounds: re.Pattern[str]
    """Words of a sentence that tells of rounds, not of an issue."""
    net_issued: re.Pattern[str]
    """Those of what was left of it after its costs."""
    not_issued: re.Pattern[str]
    """Words beside which it is a part of it, several issues', or yet to come."""
    consensus: re.Pattern[str]
    """How a sentence tells what several houses expect on average."""
    extreme: re.Pattern[str]
    """Right before the highest or lowest of what they expect."""
    house: re.Pattern[str]
    """The name of a house that forecasts."""
    guess: re.Pattern[str]
    """How a sentence tells what is expected of a time that is not over."""
    tranches: re.Pattern[str]
    """Parts of an offer, each taken up so many times."""
    studied: frozenset[str]
    """Metrics of which every house has a count of its own."""
    by_value: re.Pattern[str]
    """Words by which a share of a market is one of money."""
    by_number: re.Pattern[str]
    items_make: re.Pattern[str]
    items_added: re.Pattern[str]
    """Words by which it is one of pieces."""
    stage_before: re.Pattern[str]
    """Words by which a holding is that before an issue or a deal."""
    stage_after: re.Pattern[str]
    """Words by which it is that after one."""
    stage_turned: re.Pattern[str]
    """What stands between the two where one sentence tells both."""
    of_stretches: frozenset[str]
    """Rates of which a month's may be taken for the quarter's, a quarter's for the year's so far."""
    confusable: int
    """Such rates may be taken for one another where they differ by less than one in so many."""
    kin: tuple[Kin, ...]
    plants: Plants
    dimension: Dimensions
    entity: Entities
    own_words: OwnWords

    @cached_property
    def family(self) -> dict[str, int]:
        """The number of a metric's kin."""
        return {metric: number for number, kin in enumerate(self.kin) for metric in kin.metrics}


TABLE = Table(
    "rules/definitions.toml",
    Definitions,
    free=("near", "near_balance", "apart", "definite", "confusable"),
    folded=False,
)
"""The file."""


@cache
def definitions() -> Definitions:
    """The data of `definitions.toml`; raises ValueError naming the file and the key that is wrong."""
    return TABLE.load()
