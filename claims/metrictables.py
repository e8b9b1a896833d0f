"""The tables of `lexicon/reading.toml` about metrics and prices, as checked models.

What each list does is told in the file, above it.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from claims.model import Model
from claims.nametables import Words


class MetricWords(Model):
    """What a number is of, and how it is measured."""

    heads: Words
    kinds_of_rounds: Words
    rate_moves: dict[str, int]
    reserve_moves: dict[str, int]
    of_reserves: str
    chances: Words
    duties: Words
    price_moves: dict[str, int]
    rate_verbs: dict[str, int]
    behind_own_moves: Words
    to_close: Words
    audited: Words
    paid_for_stakes: Words
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
    bare_gains: Words
    other_gains: Words
    averages_by: dict[str, str]
    net_moves: dict[str, int]
    as_reported: Words
    goes_on_by: Words
    figure_words: Words
    goal_words: Words
    to: Words
    to_amount: Words
    left_out: Words
    held_then: Words
    not_to: Words
    link: Words
    basis_lead: Words
    basis_tail: Words
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
    answer_counters: dict[str, Words]
    exchanged_for: Words
    thresholds: re.Pattern[str]
    misses: Words
    forecasts: Words
    made_by: Words
    shop_counters: Words
    goods_counters: Words
    of_income: Words
    sold_by_piece: Words
    of_pieces: Words
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
    each_yuan: Words
    small_money: Words
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

    sessions: Words
    first_days: Words
    behind_first_days: Words
    lots: Words
    closes_up: Words
    closes_down: Words
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
