"""The tables of `lexicon/reading.toml` about slices and the parts of a whole, as checked models.

What each list does is told in the file, above it.
"""

from __future__ import annotations

from claims.model import Model
from claims.nametables import Words


class SliceWords(Model):
    """Which slice of a metric a number is of."""

    still: Words
    whose_business: Words
    kinds_of_business: Words
    called_business: Words
    ratio_leads: Words
    ratio_bases: Words
    whole_bases: Words
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
    plain_before_share: Words
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
    realised: Words
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
    averages_of: Words
    involves: Words
    most: Words
    held_by: Words
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
    leaves_out_all: Words
    counts_without: Words
    counts_with: Words
    counts_also: Words
    costs_of_trade: Words
    taken_in: Words
    taken_ends: Words
    supposes: Words
    counted_out: Words
    restated_bases: Words
    leaves_out: Words
    influences: Words
    unrestated: Words
    adjusted_before: Words
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
    projects: Words
    spare_uses: Words
    leads_to_projects: Words
    behind_projects: Words
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
    share_leads: Words
    shared_out: Words
    share_verbs: Words
    share_within: Words
    no_share_parts: Words
    not_counted: Words
    wholes: Words
    people: Words
    staff: Words
