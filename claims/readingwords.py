"""The words by which numbers are read: `lexicon/reading.toml` as one checked model.

In: the lexicon file. Out: one `ReadingWords`, a table a step (those of names, metrics and slices stand in
`nametables.py`, `rivaltables.py`, `metrictables.py` and `slicetables.py`). What each list does is told in
the file, above it.
Raises `LexiconError` naming file and key where the file is wrong.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from claims.knowledge import Table
from claims.lexicons import spelled_out
from claims.metrictables import MetricWords, PriceWords
from claims.model import Model
from claims.nametables import (
    HolderWords,
    LabelWords,
    NameWords,
    RoundWords,
    SubjectWords,
    ThingWords,
    Words,
)
from claims.rivaltables import ComparedWords, FeatureWords
from claims.slicetables import BreakdownWords, SliceWords


def _every(words: Words) -> Words:
    return tuple(dict.fromkeys(chain.from_iterable(map(spelled_out, words))))


SpelledOut = Annotated[Words, AfterValidator(_every)]
"""Words with alternatives in braces, each of them spelled out."""


class PeriodWords(Model):
    """When a number holds."""

    guided: Words
    let_expect: Words
    over_years: Words
    openings: Words
    later_parts: Words
    whole_year: Words
    span_leads: Words
    not_spans: Words
    all_told: Words
    counts_from: Words
    years_on: Words
    grown_to: Words
    than: Words
    change_leads: Words
    changes: Words
    aside_opens: Words
    aside_closes: Words
    revises: Words
    at_number: Words
    from_: Words = Field(alias="from")
    from_about: Words
    attributive: Words
    compared: Words
    alike_leads: Words
    alike_degrees: Words
    alike: Words
    still_before: Words
    beyond: Words
    beyond_than: Words
    issues: tuple[str, ...]
    plans: Words
    up_to_now: tuple[str, ...]
    records: Words
    tenders: Words
    projects: Words
    this_issue: Words
    matures: Words
    put_off: Words
    datelines: Words
    published_then: Words
    expected_then: Words
    expected_since: Words
    expected_months: Words
    expected_before: Words
    year_starts: Words
    aimed_at_start: Words
    aim_met: Words
    speech: Words
    stands: Words


class ListWords(Model):
    """Lists whose members belong to what stands in the same order before them."""

    company_counters: Words
    track: Words
    areas: Words
    quarterly: Words
    and_: Words = Field(alias="and")
    respectively: Words
    moves: Words
    years_before: Words
    first_years: Words
    last_years: Words
    sort_counters: Words
    sorts: Words
    brings: Words
    answering: Words
    holds: Words
    jointly: Words
    holders_open: Words
    holders_close: Words
    opens: Words
    businesses: Words
    joint: dict[str, Words]
    versus: dict[str, Literal["year_ago", "previous"]]


class SpeechWords(Model):
    """Who speaks."""

    trading_words: Words
    the_house: Words
    asks: Words
    answers: Words
    analysts: Words
    ranks_of_analysts: Words
    views_of_many: Words
    publishes_study: Words
    says: Words
    told: Words
    tells: Words
    announces: Words
    publishes: Words
    reports: Words
    weak: Words
    weak_endings: Words
    no_house: Words
    bylines: Words
    spokesmen: Words
    before_verb: Words
    offices: Words
    behind_person: Words
    spoken_to: Words
    aims: Words
    leads: Words
    cites: Words
    another: Words
    study_houses: Words
    thinks: Words
    no_names: Words
    row_views: Words
    far_targets: Words
    house_rates: Words
    publishes_own: Words
    aims_named: re.Pattern[str]
    aimed_behind: Words
    foretold_behind: Words
    before_aim: Words
    not_aims: Words
    came_to: Words
    will: Words
    expected: Words
    rests_on: Words
    bodies: Words
    study_bodies: Words
    press: Words
    no_bodies: Words
    cited_things: Words
    looks_at: Words
    nobodys_counts: Words
    people_of_trades: Words
    they_reckon: Words


class Event(Model):
    """Words of an event whose date is a claim."""

    metric: str
    words: SpelledOut
    """The words, alternatives in braces."""
    not_before: Words = ()
    not_near: Words = ()
    not_of: Words = ()
    before_date: bool = False
    behind_date: bool = True
    label: str = ""
    """Of an event that no metric fits: what it is called, whatever the word."""
    of: Literal["company", "built", "named", "closed"] = "company"
    """What it happens to."""
    led_by: Words = ()
    goods: bool = False
    """Whether it may happen to goods, known by their code or by a name in quotation marks."""


class EventThingWords(Model):
    """What an event happens to, and what makes it none."""

    on_day: Words
    heads: tuple[Words, ...]
    leads: Words
    trails: Words
    enders: Words
    nameless: Words
    unsure: Words
    partly: Words
    plain: Words
    numbers: str
    first_stage: Words
    to_come: str
    bought: str
    by_whom: Words
    which: str
    another: Words
    venues: dict[str, Words]
    companies: Words
    points_back: Words
    pointing: Words
    since: Words
    general: Words
    exchanges: Words
    stages: str


class PageWords(Model):
    """What a document says of itself."""

    issues: Words
    before_today: Words
    behind_today: Words
    reports: Words
    annual_reports: Words
    whole_years: Words
    report_ends: str
    results_told: Words
    of_results: Words
    befell: Words
    own_reports: Words
    yearless_reports: dict[str, str]
    yearless_ends: Words
    no_reports: Words
    published_results: Words
    results_out: Words
    report_years: Words
    within_year: Words
    dealt: Words
    sections: Words
    own_news: Words
    excerpts: Words
    ahead: Words
    recovers: Words
    results: Words
    markets: Words
    quotes: Words
    hong_kong: Words
    hong_kong_outlets: Words
    goes_on: Words
    not_goes_on: Words
    scales: dict[str, Decimal]
    currencies: dict[str, str]


class AssertingWords(Model):
    """Which numbers assert something."""

    dividends: Words
    terms: Words
    idioms: Words
    numbered_meetings: Words
    of_that_order: Words
    ratings: Words
    speakers: Words
    near_before: Words
    near_behind: Words
    stretch_before: Words
    stretch_behind: Words
    told_of: Words
    pointed_to: Words
    among_them: Words
    taken_together: Words
    tops: Words
    counted: Words
    ranks: Words
    verbs_of_rank: Words
    ranked_among: Words
    ordinals: Words


class ReadingWords(Model):
    """The whole file."""

    metrics: MetricWords
    prices: PriceWords
    periods: PeriodWords
    lists: ListWords
    speech: SpeechWords
    names: NameWords
    features: FeatureWords
    compared: ComparedWords
    subjects: SubjectWords
    things: ThingWords
    slices: SliceWords
    holders: HolderWords
    rounds: RoundWords
    breakdowns: BreakdownWords
    page: PageWords
    asserting: AssertingWords
    labels: LabelWords
    events: tuple[Event, ...]
    event_things: EventThingWords


TABLE = Table("claims/lexicon/reading.toml", ReadingWords)
"""The file."""


@cache
def reading_words() -> ReadingWords:
    """The words, read once."""
    return TABLE.load()
