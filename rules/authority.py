"""Whose word weighs more, and what shows that one document leans on another, read from `authority.toml`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import field_validator

from claims.knowledge import Table
from claims.model import Model, Source


class Sharing(Model):
    """Attributions that are one origin wherever they are named."""

    per_entity: tuple[Source, ...]
    """Kinds that are one origin for each company."""
    per_name: tuple[Source, ...]
    """Kinds that are one origin for each name."""
    studied: frozenset[str]
    """Metrics that a study can know by itself; of the others it repeats what is disclosed."""
    unnamed: re.Pattern[str]
    """Whole names that name nobody in particular: media, institutions, analysts as such."""


class Citations(Model):
    """Patterns of citations over folded text."""

    title: tuple[re.Pattern[str], ...]
    """With a group `title`."""
    outlet: tuple[re.Pattern[str], ...]
    """With a group `outlet`: somebody else's."""
    own: tuple[re.Pattern[str], ...]
    """With a group `outlet`: the document's own."""


class Filings(Model):
    """Patterns over folded text by which a filing is known, and what draws on one."""

    title: re.Pattern[str]
    """A filing's title."""
    about: re.Pattern[str]
    """What no filing's own title says, but news about one does."""
    outlet: re.Pattern[str]
    """What may follow a company's name in the name of its own outlet."""
    drawn: re.Pattern[str]
    """How a document says that it draws on a filing."""


class Wording(Model):
    """When shared wording is a leaning."""

    length: int
    """Characters of a fingerprint."""
    window: int
    """Fingerprints of which one is kept."""
    share: Decimal
    """Share of a document from which on it leans."""
    copy_share: Decimal
    """Share of a document from which on it is a copy."""


class Authority(Model):
    """What `authority.toml` says."""

    rank: dict[Source, int]
    """Place of each kind of attribution, 1 the weightiest."""
    shared: Sharing
    filing: Filings
    citation: Citations
    wording: Wording

    @field_validator("rank")
    @classmethod
    def _complete(cls, rank: dict[Source, int]) -> dict[Source, int]:
        missing = [kind.value for kind in Source if kind not in rank]
        if missing:
            raise ValueError(f"no place for {', '.join(missing)}")
        return rank


TABLE = Table("rules/authority.toml", Authority, free=("rank", "wording"), folded=False)
"""The file; a project may put the sources into an order of its own."""


@cache
def authority() -> Authority:
    """The data of `authority.toml`; raises ValueError naming the file and the key that is wrong."""
    return TABLE.load()
