"""The tables of `lexicon/reading.toml` by which a text's own company is told from others, as checked models.

What each list does is told in the file, above it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from claims.model import Model
from claims.nametables import Words


class ComparedWords(Model):
    """How other companies are known by what they are set beside."""

    kinds: Words
    related: Words
    beside: Words
    placed: Words
    ranked_by: Words
    markets: Words
    takes: Words
    portions: Words
    of_markets: Words
    everywhere: Words
    quantities: Words
    market_quantities: Words
    plants: Words
    brands: Words
    takes_place: Words
    times: Words
    adverbs: Words
    before_numbers: Words
    same_figure: Words
    opponents: Words
    asked_after: Words
    compares: Words
    leads: Words
    reversals: Words
    own: Words
    trades: Words
    as_goods: Words
    ours: Words
    thinks: Words
    that_one: Words
    no_names: Words
    no_last: Annotated[str, StringConstraints(min_length=1)]


class FeatureWords(Model):
    """Whom a feature is about, and which names are those of its people."""

    offices: Words
    callings: Words
    people_do: Words
    familiar: Annotated[str, StringConstraints(min_length=1)]
    surnames: Annotated[str, StringConstraints(min_length=1)]
    introduces: Words
    kinds: Words
    belongings: Words
    seats: Words
    more_endings: Words
    kin: Words
    is_one: Words
    more_cities: Words
    acts: Words
    deeds: Words
    held_by: Words
    lasting: Words
    models: Words
    goods: Words
    before_goods: Words
    no_companies: Words
    brings_in: Words
    tells: Words
    volumes: Words
    no_last: Annotated[str, StringConstraints(min_length=1)]
    set_off: Words
