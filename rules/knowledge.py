"""What a reader of notices knows of metrics, slices and currencies, and by which words figures are related.

Takes `facts.toml`; gives its checked content. Nothing is read or judged here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import Field

from claims.knowledge import Table
from claims.model import Model


class Band(Model):
    """A plausible price of one unit of a currency in CNY."""

    low: Decimal
    """Lower end."""
    high: Decimal
    """Upper end."""
    years: dict[int, tuple[Decimal, Decimal]] = Field(default_factory=dict)
    """Lowest and highest price of a year."""
    peg: str | None = None
    """The currency that it is pegged to."""
    at: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))
    """The least and the most that one unit of that currency costs in it."""


class Knowledge(Model):
    """What `facts.toml` says about metrics, slices and currencies."""

    flows: frozenset[str]
    """Metrics that add up over consecutive periods."""
    balances: frozenset[str]
    """Metrics that are never added over time."""
    percentages: frozenset[str]
    """Metrics whose levels are percentages."""
    percentage_items: frozenset[str]
    """Items of other metrics whose levels are percentages of one thing and move in points."""
    additive: frozenset[str]
    """Metrics whose parts add up to the whole."""
    proposed: frozenset[str]
    """Metrics of which what is proposed is what is decided."""
    results: frozenset[str]
    """Metrics that nobody knows before their period is over."""
    ahead_cues: tuple[str, ...]
    """Patterns around a figure of a period to come by which it is no result."""
    bounded: frozenset[str]
    """Percentages of a whole."""
    bounded_cues: tuple[str, ...]
    """Words in front of such a percentage."""
    may_be_negative: frozenset[str]
    """Metrics that can fall below zero."""
    per_share_profits: tuple[str, ...]
    """Metrics whose sign earnings per share have."""
    slices: frozenset[str]
    """Dimension keys that tell facts apart."""
    parting_items: frozenset[str]
    """Items that part their metric as a segment does."""
    sliced_items: frozenset[str]
    """Items that are slices of their metric, too."""
    worldwide: tuple[str, ...]
    """What the world and what lies abroad goes by."""
    at_home: tuple[str, ...]
    """What a company's own country goes by."""
    nationwide: tuple[str, ...]
    """What the name of all that is done of something in a country or a trade opens with."""
    slice_endings: tuple[str, ...]
    """Endings that a slice's name may carry or lack."""
    sum_cues: tuple[str, ...]
    """Words that announce the sum of a list."""
    item_cues: tuple[str, ...]
    """Patterns between a total and the list that itemises it."""
    later_cues: tuple[str, ...]
    """Words between a list and its total that say that more comes in."""
    joint_cues: tuple[str, ...]
    """Patterns between a list and its total."""
    whole_cues: tuple[str, ...]
    """Patterns in front of a total whose list follows without another word."""
    nested_cues: tuple[str, ...]
    """Patterns in front of what is no item of the list."""
    others_cues: tuple[str, ...]
    """Words in front of a figure that make it one of others in the trade."""
    former_cues: tuple[str, ...]
    """Patterns that open a bracket of what a figure was before."""
    partial_cues: tuple[str, ...]
    """Patterns that say that a list leaves some out."""
    net_moves: tuple[str, ...]
    """Words right before a count of what came or went."""
    listing_cues: tuple[str, ...]
    """Words that make the shares of a sentence one list of parts."""
    running_cues: tuple[str, ...]
    """Words that make a figure over a range of periods their sum."""
    other_rank_cues: tuple[str, ...]
    """Words between a list of figures and a rank that is one by something else."""
    supposed_cues: tuple[str, ...]
    """Patterns behind which a sentence says what would follow from a change."""
    revision_cues: tuple[str, ...]
    """Patterns in front of a rate by which a forecast or a target is revised."""
    conversion_cues: tuple[str, ...]
    """Words between an amount and its conversion."""
    span_cues: tuple[str, ...]
    """Words that give a growth a span of years."""
    part_cues: tuple[str, ...]
    """Patterns in front of what a percentage is of."""
    part_tails: tuple[str, ...]
    """Words between that and the percentage."""
    base_fillers: tuple[str, ...]
    """Words that make no other whole of it."""
    capital_words: tuple[str, ...]
    """What a company's whole capital is called."""
    held_cues: tuple[str, ...]
    """Words for what a holder itself holds."""
    from_cues: tuple[str, ...]
    """Patterns in front of the level that a move starts from."""
    to_cues: tuple[str, ...]
    """Patterns in front of the level that a move leads to."""
    than_cues: tuple[str, ...]
    """Patterns in front of the level that another is set against."""
    broken_cues: tuple[str, ...]
    """Patterns of a mark that a level passed."""
    or_cues: tuple[str, ...]
    """Patterns in front of a rate that says a change once more."""
    up_cues: tuple[str, ...]
    """Patterns in front of what a move adds."""
    down_cues: tuple[str, ...]
    """Patterns in front of what a move takes away."""
    turn_cues: tuple[str, ...]
    """Words for a turn from loss to profit or back."""
    base_cues: tuple[str, ...]
    """Words for what a move is against."""
    joint_cues_of_holders: tuple[str, ...]
    """Words in front of what several hold together."""
    moved_cues: tuple[str, ...]
    """Words for what is pledged, sold or bought rather than held."""
    again_cues: tuple[str, ...]
    """Words that open a sentence on what the one before moved."""
    sole_bases: tuple[str, ...]
    """Wholes of which a company has one at a time."""
    capital_changes: tuple[str, ...]
    """Words that say that a capital changed."""
    counted: dict[str, tuple[str, ...]]
    """Part that words play beside a percentage of a count → patterns of them."""
    rests: dict[str, tuple[str, ...]]
    """Part that words play before what is left of a count, or parts two figures → patterns of them."""
    tallies: dict[str, tuple[str, ...]]
    """Part that words play among counts told one after another → patterns of them."""
    averages: dict[str, tuple[str, ...]]
    """Part that words play before what a total comes to a day or a month → patterns of them."""
    since: dict[str, tuple[str, ...]]
    """Part that words play beside a span of time → patterns of them."""
    spans: dict[str, tuple[str, ...]]
    """Part that words play in a span up to a day → patterns of them."""
    price_moves: dict[str, tuple[str, ...]]
    """Part that words play beside the price of a share and its move → patterns of them."""
    valuations: dict[str, tuple[str, ...]]
    """Part that words play in front of a range of values per share → patterns of them."""
    directions: dict[str, tuple[str, ...]]
    """Part that words play in a move without a rate → patterns of them."""
    rows: dict[str, tuple[str, ...]]
    """Part that words play around a row of parts and its whole → patterns of them."""
    sorts_of_parts: tuple[str, ...]
    """Patterns of names by which a whole is cut in one way, and others are of another cut."""
    complements: tuple[tuple[str, str], ...]
    """Patterns of the names of two sides that leave nothing of a whole."""
    extremes: dict[str, tuple[str, ...]]
    """Part that words play around a superlative among stated parts → patterns of them."""
    extremes_parted: tuple[str, ...]
    """Dimensions whose names part the members that a superlative compares."""
    ranked: dict[str, tuple[str, ...]]
    """Part that words play in a list that says its own order → patterns of them."""
    largest_first: frozenset[str]
    """Metrics of which the largest is the first, whatever is not said."""
    days_between: dict[str, tuple[str, ...]]
    """How a length is told between two days, by `rules.daysbetween`."""
    dated: dict[str, tuple[str, ...]]
    """Part that words play beside a day → patterns of them."""
    again_in_unit: tuple[str, ...]
    """Patterns between a figure and the same one in another unit."""
    worth: dict[str, dict[str, str]]
    """Unit → another unit → what one of the first is worth in it."""
    turns: dict[str, tuple[str, ...]]
    """Turn between loss and profit → patterns that name it."""
    signed: dict[str, str]
    """Metric → the metric whose negative it is."""
    losses: dict[str, str]
    """Basis of a loss → the metric whose negative it is on that basis."""
    band: dict[str, Band]
    """Currency → plausible price in CNY."""


TABLE = Table("rules/facts.toml", Knowledge, free=("band",), folded=False)
"""The file; a plausible rate of exchange may be a project's own."""


@cache
def knowledge() -> Knowledge:
    """The checked content of `facts.toml`; ValueError with the file's name and the key where it is wrong."""
    return TABLE.load()


@cache
def cue(table: str, name: str) -> re.Pattern[str]:
    """The expression of any of the patterns of one part that words play in a table (`counted`, `since`)."""
    cues: dict[str, tuple[str, ...]] = getattr(knowledge(), table)
    return re.compile("|".join(cues[name]))


@cache
def listed_cue(name: str) -> re.Pattern[str]:
    """The expression of any of the patterns of one list (`from_cues`)."""
    return re.compile("|".join(getattr(knowledge(), name)))
