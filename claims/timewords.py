"""The time words of `lexicon/periods.toml`, checked and ready for scanning.

In: the lexicon file. Out: one `TimeWords`. Raises `LexiconError` naming file and key where the file is wrong.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from claims.calendar import try_parse
from claims.knowledge import Table


class Base(StrEnum):
    """What a point in time is counted from."""

    ABSOLUTE = "absolute"
    CONTEXT = "context"
    SPEAKING_YEAR = "speaking_year"
    ANAPHORIC_YEAR = "anaphoric_year"
    ANAPHORIC_FISCAL_YEAR = "anaphoric_fiscal_year"
    SPEAKING_HALF = "speaking_half"
    SPEAKING_QUARTER = "speaking_quarter"
    ANAPHORIC_QUARTER = "anaphoric_quarter"
    SPEAKING_MONTH = "speaking_month"
    ANAPHORIC_MONTH = "anaphoric_month"
    SPEAKING_WEEK = "speaking_week"
    SPEAKING_DAY = "speaking_day"
    ANAPHORIC_DAY = "anaphoric_day"
    REPORT = "report"
    OFFSET = "offset"
    FIXED = "fixed"


class Edge(StrEnum):
    """A piece of a year, quarter or month."""

    WHOLE = ""
    START = "start"
    END = "end"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


class Bound(StrEnum):
    """What the words around a time phrase make of it."""

    NONE = "none"
    AS_OF = "as_of"
    FROM = "from"
    SINCE = "since"
    SO_FAR = "so_far"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"


class TimeWords(BaseModel):
    """The lexicon's tables; their meaning stands at the head of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vague: tuple[str, ...]
    events: tuple[str, ...]
    event_bounds: tuple[str, ...]
    traps: tuple[str, ...]
    behind_codes: tuple[str, ...]
    year_before: str
    year_after: str
    points: dict[Base, dict[str, int]]
    parts: dict[str, str]
    edges: dict[str, Edge]
    edge_words: dict[str, tuple[Literal["year", "quarter", "month"], Edge]]
    fixed: dict[str, str]
    before: dict[str, Bound]
    after: dict[str, Bound]
    not_followed_by: dict[str, str]

    @field_validator("parts")
    @classmethod
    def _parts_are_parts(cls, value: dict[str, str]) -> dict[str, str]:
        for word, part in value.items():
            ends = [part] if "/" not in part else part.split("/")
            if part != "?" and any(try_parse(f"2024-{end}") is None for end in ends):
                raise ValueError(f"{word!r}: {part!r} is no part of a year")
        return value

    @field_validator("fixed")
    @classmethod
    def _fixed_are_periods(cls, value: dict[str, str]) -> dict[str, str]:
        for word, iso in value.items():
            if try_parse(iso) is None:
                raise ValueError(f"{word!r}: {iso!r} is no period")
        return value

    @model_validator(mode="after")
    def _words_are_long_enough(self) -> TimeWords:
        points = [word for table in self.points.values() for word in table]
        tables = (*points, *self.parts, *self.edge_words, *self.fixed)
        for word in (*tables, *self.vague, *self.events, *self.traps):
            if len(word) < 2:
                raise ValueError(f"{word!r}: a word to scan for has at least two characters")
        return self


TABLE = Table("claims/lexicon/periods.toml", TimeWords)
"""The file."""


@cache
def time_words() -> TimeWords:
    """The time words, read once."""
    return TABLE.load()
