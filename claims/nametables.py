"""The tables of `lexicon/reading.toml` about names, subjects and holders, as checked models.

What each list does is told in the file, above it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from claims.model import Model

Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]
"""A list of words, none empty."""


class NameWords(Model):
    """How names are found."""

    codes: Words
    joins_names: str
    not_announcers: tuple[str, ...]
    not_behind_codes: Words
    share_marks: Words
    short_forms: Words
    announces: Words
    announced_when: Words
    published: Words
    acts: Words
    quarters: Words
    inner: Words
    no_short_openers: Annotated[str, StringConstraints(min_length=1)]
    no_openers: Annotated[str, StringConstraints(min_length=1)]
    joint_openers: Annotated[str, StringConstraints(min_length=1)]
    name_openers: Words
    makes: Words
    rates: Words
    ratings: Words
    rated_as: Words
    firm_ratings: Words
    how_much: Words
    priced_at: Words
    bought_then: Words
    takes_over: Words
    stakes: Words
    legal_endings: Words
    holders: Words
    never_full: Words
    cuts: Words
    joins: Annotated[str, StringConstraints(min_length=1)]
    late_cuts: Words
    prepositions: Annotated[str, StringConstraints(min_length=1)]
    verb_characters: Annotated[str, StringConstraints(min_length=1)]
    appositives: Words
    reviews: Words
    talks: Words
    listed_at: Words
    reported: Words
    told_of: Words
    notices: Words
    notice_leads: Words
    comes_out: Words
    hands_in: Words
    called: Words
    led_by: Annotated[str, StringConstraints(min_length=1)]
    no_last: Annotated[str, StringConstraints(min_length=1)]
    cited: Words
    raters: Words
    raters_say: Words
    headline_asks: Words
    cited_when: Words
    cited_shows: Words
    interviews: Words
    ranks: Words
    trailing: Words
    before_raising: Words
    raised: Words
    raises: Words
    of_funding: Words
    titles: Words
    outlets_say: Words
    of_own: Words
    latin_acts: Words
    rivals: Words
    sides: Words
    then: Words
    reports_then: Words
    told_when: Words
    no_peers: Words
    slice_behind: Words
    labels: Words
    labelled: Words
    ahead_of: Words
    another_one: Words
    goes_on: Words
    kinds_of_companies: Words
    origins: Words
    places_held: Words
    no_strangers: Words
    peers: Words
    sure_peers: Words
    shared: Words
    house_kinds: Words
    relations: Words
    same_day: Words
    turns_to: Words
    told_of_companies: tuple[str, ...]
    trade_goes_on: Words
    of_trade: Words
    stock_of: str
    not_of_whole: Words
    called_part: Words
    stem_endings: Words
    no_stems: Words
    no_name_leads: Words
    own_words: Words
    bonds: Words
    of_convertibles: Words
    adverbs: Words
    clause_leads: Words
    counters: Words
    counted_by: Words
    stretches: Words
    never_first: Words
    institutes: Words
    never_last: Words
    not_last: Words
    generic: Words
    outlets_of_economies: Words
    before_economy: Words
    houses: Words
    full_endings: Words
    commentators: Words
    no_bearers: Words
    nationwide: dict[str, str]
    letters: Words
    backdrops: dict[str, Words]
    no_backdrops: Words
    last_backdrops: dict[str, str]
    share_markets: Words
    of_trades: Words
    terrain: Words
    runs_on: dict[str, Words]
    of_goods: dict[str, Words]


class SubjectWords(Model):
    """Whose a number is."""

    market_of_shares: str
    market_signs: Words
    is_at: Words
    all_lenders: Words
    lenders: Words
    lent: Words
    asked_by: Words
    asked: Words
    of_its: Words
    takes_part: Words
    not_before_at: str
    objects: Words
    set_beside: Words
    leads: Words
    no_companies: Words
    lead_ends: Words
    owns_subject: Words
    holds: Words
    jointly: Words
    group_units: Words
    group_ends: Words
    rated_spoken_of: Words
    predicates: Words
    rank_owners: Words
    pronouns: Words
    own_company: Words
    corporate: Words
    told_of_movers: Words
    of_economies: Words
    in_accounts: Words
    whosoever: Words
    market_stop: Words
    market_leads: Words
    behind_market: Words
    market_not: Words
    market_metrics: Words
    market_comes_to: Words
    market_ends: Words
    subject_adverbs: Words
    or_its: Words
    before_holds: Words
    targets: Words
    sorts: Words
    stake_verbs: Words
    stake_about: Words
    stakes: Words
    owned: Words
    affiliates: Words
    contributes: Words
    publishes: Words
    told_by: Words


class ThingWords(Model):
    """What figures are told of besides companies."""

    leads: Words
    by_trade: Words
    whole_trades: Words
    bonds: Words
    told_by_term: Words
    kinds_of_yield: Words
    yields: Words
    place_words: Words
    no_places: Words
    cities: Words
    offices: Words
    behind_places: Words
    industries: Words
    not_behind_industries: Words
    no_industries: Words
    belonging: Words
    peers: Words
    averages: Words
    wholes: Words
    nationwide: Words
    looks_at: Words
    looked_at: Words
    count_all: Words
    discloses: Words
    listed_on: Words
    members: Words
    home: Words
    share_kinds: Words
    indices: Words
    kinds_of_index: Words
    classed: Words
    data: Words
    data_shows: Words
    own_data: Words
    told_of_goods: Words
    no_trades: Words
    contracts: Words
    not_behind_goods: Words
    indices_by_kind: Words
    index_leads: Words
    goods_fillers: Words
    quoted: Words
    no_goods: Words
    goods_leads: Words
    goods_ends: Words
    short_goods: Words
    materials: Annotated[str, StringConstraints(min_length=1)]
    rates: Words
    loans: Words
    rate_words: Words
    not_behind_rates: Words
    index_names: dict[str, str]
    loan_names: dict[str, str]
    surnames: Annotated[str, StringConstraints(min_length=1)]
    double_surnames: Words
    signs_of_people: Words
    appoints: Words
    appointed_to: Words
    behind_people: Words
    manages: Words
    personal: Words
    careers: Words
    experience: Words
    called: Words
    no_people: Words
    of_people: Words
    of_rich: Words
    of_rich_only: Words
    groups: Words
    institutions: Words
    group_kinds: Words
    not_behind_groups: Words
    counted_places: Words
    before_groups: Words
    inner_endings: Words
    no_inner: Words
    sure_endings: Words
    never_in_places: Annotated[str, StringConstraints(min_length=1)]
    not_behind_inner: Words
    acts_of_places: Words
    of_nations: Words
    worlds: Words
    wins_projects: Words
    projects: Words
    not_behind_projects: Words
    no_projects: Words


class HolderWords(Model):
    """Who holds a stake."""

    share_classes: Words
    roles: Words
    not_behind_roles: Words
    joins: Words
    leading_roles: Words
    called_holders: Words
    by_way: Words
    held_through: Words
    behind: Words
    together: Words
    offices_holding: Words
    office_kinds: Words
    accounts: Words
    generic_ends: Words
    legal_endings: Words
    offices: Words
    honours: Words
    short_forms: Words
    never: Annotated[str, StringConstraints(min_length=1)]
    never_first: Words
    never_last: Words
    alone: Words
    capital: Words
    capital_kinds: Words
    holding: Words
    buys_or_sells: Words
    sells: Words
    once: Words
    trades: Words
    which_holder: Words
    vehicles: Words
    passive: Words
    not_passive: Words
    heard: Words
    leads: Words
    afterwards: Words
    nominal: Words
    under: Words
    owns: Words
    breaks: Words
    not_breaks: Words
    ends: Words
    allotted: Words
    again: Words
    jointly: Words
    buys_back: Words
    each_holds: Words
    persons: Words
    person_counters: Words
    person_nouns: Words
    plus: Words
    plus_own: Words
    plus_comes_to: Words
    came_to: Words
    waived: Words
    controlled: Words
    joining: Words
    belonging: Words
    disposes: Words
    flows: Words
    flow_owners: Words
    channels: Words
    from_abroad: Words
    not_behind_channels: Words
    known_as: dict[str, str]
    flow_not: Words
    flow_adverbs: Words
    ventures: Words
    changes: Words
    apiece: Words
    trade_prices: Words
    prices_of_day: Words
    trade_verbs: Words
    same_roles: dict[str, str]


class RoundWords(Model):
    """Rounds of funding."""

    names: Words
    alone: Words
    together: Words
    takers: Words
    takes: Words


class LabelWords(Model):
    """What is no part of the label of a number."""

    leads: Words
    ends: Words
    cuts: str
    behind_nouns: str
    inside: Words
    verbs: Words
    compared: str
    lengths: Words
    tenor: str
    age: str
    place_ends: str
