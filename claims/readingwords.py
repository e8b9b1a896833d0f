"""The words by which numbers are read: `lexicon/reading.toml` as one checked model.

In: the lexicon file. Out: one `ReadingWords`, a table a step. What each list does is told in the file, above
it. Raises `LexiconError` naming file and key where the file is wrong.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from claims.knowledge import Table
from claims.model import Model
from claims.nametables import (
    ComparedWords,
    HolderWords,
    LabelWords,
    NameWords,
    RoundWords,
    SubjectWords,
    ThingWords,
    Words,
)


class MetricWords(Model):
    """What a number is of, and how it is measured."""

    heads: Words
    own_staff: Words
    other_users: Words
    kinds_of_users: Words
    counted_on: Words
    capital_kinds: Words
    counted_so: Words
    who_counts: Words
    paid_in_all: Words
    paid_in: Words
    turns: Words
    turned_results: Words
    bare_results: Words
    averages_by: dict[str, str]
    net_moves: dict[str, int]
    as_reported: Words
    goes_on_by: Words
    to: Words
    to_amount: Words
    left_out: Words
    held_then: Words
    not_to: Words
    link: Words
    reached: Words
    behind_number: Words
    before_change: Words
    more_than_base: re.Pattern[str]
    grown_by_verb: dict[str, str]
    less_than_base: re.Pattern[str]
    sets_against: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    together: re.Pattern[str]
    as_old: Words
    up_to_now: Words
    aged: Words
    age_adverbs: Words
    shops: Words
    shops_counted: Words
    kinds_of_shops: Words
    run_by: Words
    answers: Words
    exchanged_for: Words
    thresholds: re.Pattern[str]
    misses: Words
    forecasts: Words
    made_by: Words
    shop_counters: Words
    goods_counters: Words
    comes_to: Words
    apiece: re.Pattern[str]
    by_the_day: re.Pattern[str]
    by_the_head: re.Pattern[str]
    on_average: re.Pattern[str]
    weighs: re.Pattern[str]
    for_each: re.Pattern[str]
    only_behind: Words
    one_of_many: re.Pattern[str]
    charges: dict[str, str]
    expenses: Words
    own_expenses: Words
    own_payments: Words
    not_expenses: str
    opened_or_closed: dict[str, Words]
    than: Words
    rates_again: Words
    pointers: Words
    moves_itself: Words
    equates: Words
    roughly: Words
    expense_rates: Words
    priced_at: Words
    by_what: Words
    counted_by: Words
    affects: Words
    affected: Words
    slices: Words
    sold_to: Words
    leads_to: Words
    on_the_way: Words
    no_rates: Words
    link_only: tuple[str, ...]
    of_period: Words
    of_whole: Words
    recovers_to: str
    paid: Words
    made_of: Words
    instruments: Words
    own_nouns: Words
    prices_move: Words
    no_prices: Words
    new_levels: Words
    by: tuple[str, ...]
    parts_noun: Words
    and_: Words = Field(alias="and")
    or_: Words = Field(alias="or")
    label_leads: Words
    pays_interest: Words
    coupon: str
    per_year: Words
    label_ends: Words
    label_verbs: Words
    label_stops: re.Pattern[str]
    amounts_by_verb: dict[str, str]
    cash_moves: dict[str, str]
    behind_verb: Words
    moves_of_loss: dict[str, int]
    not_that_verb: Annotated[str, StringConstraints(min_length=1)]
    price_changes: dict[str, Literal[-1, 1]]
    bases: dict[str, Literal["year_ago", "previous", "period_start", "previous_close", "offer_price"]]


class PriceWords(Model):
    """Prices that move."""

    first_days: Words
    leads: Words
    closes_at: Words
    listed_on: Words
    issued_at: Words
    fillers: Words
    goods: Words
    goods_leads: Words
    goods_endings: Words
    moves: Words
    since: Words
    never_first: Words
    never_inside: Words
    never_last: Words
    index_endings: Words
    span_leads: Words
    spans: Words
    span_ends: Words
    share_itself: Words
    shares_spoken_of: Words


class PeriodWords(Model):
    """When a number holds."""

    guided: Words
    over_years: Words
    openings: Words
    later_parts: Words
    whole_year: Words
    span_leads: Words
    not_spans: Words
    all_told: Words
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
    speech: Words


class ListWords(Model):
    """Lists whose members belong to what stands in the same order before them."""

    company_counters: Words
    track: Words
    areas: Words
    quarterly: Words
    and_: Words = Field(alias="and")
    respectively: Words
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
    aimed_behind: Words
    foretold_behind: Words
    before_aim: Words
    not_aims: Words
    came_to: Words
    will: Words
    expected: Words


class Event(Model):
    """Words of an event whose date is a claim."""

    metric: str
    words: Words
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


class EventThingWords(Model):
    """What an event happens to, and what makes it none."""

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
    exchanges: Words
    stages: str


class SliceWords(Model):
    """Which slice of a metric a number is of."""

    taken_together: Words
    added_to: Words
    makes_up: Words
    row_joins: Words
    row_kinds: Words
    row_leads: Words
    behind_row: Words
    row_metrics: Words
    row_part_leads: Words
    row_part_tails: Words
    row_part_brings: Words
    row_parts_kept: Words
    no_row_parts: Words
    no_row_part_first: Words
    no_row_part_last: Words
    topic_ends: Words
    topic_says: Words
    topic_goes: Words
    topic_never: Words
    row_part_causes: Words
    no_row_amounts: Words
    modes: Words
    comes_to: Words
    yields: Words
    weighs: Words
    filler: Words
    filler_of_rates: Words
    set_in_row: Words
    line_ends: Words
    whole_items: Words
    customers: Words
    sure_endings: Words
    own_of_writer: Words
    the_rest: Words
    counters_of_parts: Words
    together: Words
    place_ends: Words
    not_slices: Words
    strip: Words
    clause_leads: Words
    goes_on_telling: Words
    of_two: Words
    elsewhere: Words
    members: Words
    parts: Words
    coming_from: Words
    yielded: Words
    causes: Words
    apiece: Words
    others: Words
    kinds_of_income: Words
    sums: Words
    outlets: tuple[str, ...]
    bare_wholes: Words
    bare_income: Words
    no_kinds_of_income: Words
    quoted_ends: Words
    wholes: Words
    own_wholes: Words
    alone: Words
    has_there: Words
    restricts: Words
    told_as_line: Words
    no_lines: Words
    same_stores: Words
    plain_bases: Words
    basis_leads: Words
    basis_ends: Words
    standards: Words
    by_standard: Words
    counts_only: Words
    counts_without: Words
    counts_with: Words
    counts_also: Words
    costs_of_trade: Words
    taken_in: Words
    taken_ends: Words
    supposes: Words
    counted_out: Words
    restated_bases: Words
    slices_all_the_same: Words
    lines: Words
    belongs: Words
    no_markets: Words
    ranks: Words
    no_market_first: Words
    no_market_last: Words
    no_goods: Words
    not_behind_regions: Words
    all: Words


class BreakdownWords(Model):
    """Parts of a whole told by their names alone."""

    by: Words
    sorts: Words
    of_parts: Words
    makes_up: Words
    by_time: Words
    within: Words
    spent_on: Words
    announces_parts: Words
    has_share: Words
    among: Words
    leads: Words
    ends: Words
    not_in_names: Words
    never_first: Words
    first_all_the_same: Words
    made_up: Words
    rest_openings: Words
    rest_joined: Words
    rest: Words
    not_counted: Words
    wholes: Words
    people: Words
    staff: Words


class PageWords(Model):
    """What a document says of itself."""

    issues: Words
    before_today: Words
    behind_today: Words
    reports: Words
    annual_reports: Words
    whole_years: Words
    report_ends: str
    befell: Words
    own_reports: Words
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
    stretch_before: Words
    stretch_behind: Words
    told_of: Words
    pointed_to: Words
    among_them: Words
    taken_together: Words
    tops: Words
    counted: Words
    ranks: Words
    ordinals: Words


class ReadingWords(Model):
    """The whole file."""

    metrics: MetricWords
    prices: PriceWords
    periods: PeriodWords
    lists: ListWords
    speech: SpeechWords
    names: NameWords
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
