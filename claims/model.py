"""What the rooms pass to one another: documents, quantities, periods and claims.

Scanning works on slotted dataclasses; a `Claim`, which leaves the room as JSON, is a pydantic model.
Offsets are Unicode code points into the document's text as read; `end` is exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Base of every model that crosses a boundary: frozen, closed, described by its docstrings."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Qualifier(StrEnum):
    """How the words around a number bound it."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    NEARLY = "nearly"
    UP_TO = "up_to"
    RANGE = "range"


class Measure(StrEnum):
    """In which way a metric is measured."""

    LEVEL = "level"
    GROWTH = "growth"
    CAGR = "cagr"
    SHARE = "share"
    RATIO = "ratio"
    CHANGE = "change"
    RANK = "rank"
    DATE = "date"


class Basis(StrEnum):
    """On what footing a claim stands."""

    REPORTED = "reported"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    TARGET = "target"


class Source(StrEnum):
    """Who is said to have said it."""

    FILING = "filing"
    RESEARCH = "research"
    COMPANY = "company"
    OFFICIAL = "official"
    MEDIA = "media"
    INSIDER = "insider"
    NONE = "none"


class Span(Model):
    """A place in a document's text."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset behind the last code point."""
    line: int
    """Line of the first code point, from 1; only LF, CRLF and CR end a line."""
    column: int
    """Column of the first code point in its line, from 1, in code points."""


class Bounds(Model):
    """An interval of exact decimals; a missing end is unbounded."""

    low: str | None
    """Lower end as a plain decimal, null where unbounded."""
    high: str | None
    """Upper end as a plain decimal, null where unbounded."""
    low_open: bool
    """Whether the lower end itself is left out."""
    high_open: bool
    """Whether the upper end itself is left out."""


class Attribution(Model):
    """Who is said to have said it."""

    kind: Source
    """The kind of speaker."""
    name: str | None
    """The speaker's name as written, folded to Simplified; null where none is named."""


class Evidence(Model):
    """Why a field of a claim has its value."""

    field: str
    """The claim's field that this explains."""
    start: int
    """Offset of the phrase that decided it."""
    end: int
    """Offset behind that phrase."""
    how: str
    """The step that decided it: `clause`, `sentence`, `paragraph`, `document`, `list`, `default`, …"""


class Claim(Model):
    """One asserted quantity, date or rank, where it stands in the text."""

    id: str
    """Stable across runs and machines: from the document's id and the span."""
    document: str
    """The id of its document."""
    span: Span
    """Where the number with its unit stands."""
    text: str
    """Exactly the document's text between `span.start` and `span.end`."""
    value: str
    """The number in the base unit as a plain decimal; a date in ISO form at the precision written."""
    low: str | None
    """Core interval, lower end: the least that a careful reader takes the wording to allow."""
    high: str | None
    """Core interval, upper end."""
    low_open: bool
    """Whether `low` itself is left out."""
    high_open: bool
    """Whether `high` itself is left out."""
    hard: Bounds | None
    """The most generous reading that a fair editor would let pass; null for dates."""
    ulp: str | None
    """Unit in the last place: the place value of the last written digit, in the base unit; null for dates."""
    ulp_significant: str | None
    """The same, leaving out the trailing zeros of a whole number; null for dates."""
    unit: str
    """ISO 4217 code for money, else one of the unit names."""
    unit_inferred: bool
    """True where the text at the number does not name the unit."""
    qualifier: Qualifier
    """How the words around the number bound it."""
    entity: str | None
    """What the number is about, one canonical name, in Simplified."""
    metric: str
    """Id of the measured thing; `other` where none fits."""
    label: str | None
    """The head noun as written where `metric` is `other`, else null."""
    measure: Measure
    """In which way the metric is measured."""
    of: str | None
    """The other metric's id where `measure` is `ratio`, else null."""
    versus: str | None
    """What growth or change is measured against, else null."""
    dimensions: dict[str, str]
    """Which slice of the metric; empty for the whole."""
    period: str | None
    """The period that the claim is about; null where the text does not say."""
    basis: Basis
    """Whether it is reported, estimated, forecast or a target."""
    attribution: Attribution
    """Who is said to have said it."""
    evidence: tuple[Evidence, ...] = ()
    """Which words decided which field."""

    @property
    def number(self) -> Decimal | None:
        """The value as an exact decimal; None for dates."""
        return None if self.unit == "date" else Decimal(self.value)

    @property
    def core(self) -> Bounds:
        """The core interval as one object."""
        return Bounds(low=self.low, high=self.high, low_open=self.low_open, high_open=self.high_open)


class Ends(NamedTuple):
    """An interval of exact decimals; a missing end is unbounded and open."""

    low: Decimal | None
    """Lower end; None where unbounded."""
    high: Decimal | None
    """Upper end; None where unbounded."""
    low_open: bool = False
    """Whether the lower end itself is left out."""
    high_open: bool = False
    """Whether the upper end itself is left out."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A written number with its unit, read without context."""

    start: int
    """Offset of the first code point of the number."""
    end: int
    """Offset behind the number and its unit."""
    text: str
    """The text between them, as written."""
    value: Decimal
    """The number in the base unit; of a range the end written first."""
    unit: str
    """ISO 4217 code or unit name; `count` for a bare number."""
    qualifier: Qualifier
    """How the words around the number bound it."""
    core: Ends
    """The least that a careful reader takes the wording to allow."""
    hard: Ends
    """The most generous reading that a fair editor would let pass."""
    ulp: Decimal
    """Unit in the last place, in the base unit."""
    ulp_significant: Decimal
    """The same, leaving out the trailing zeros of a whole number."""
    other_end: Decimal | None = None
    """Of a range, the end written second; else None."""
    unit_written: bool = True
    """False where no unit stands at the number (a bare `83亿`), or it comes from a neighbour in a list."""
    classifier: str = ""
    """The unit as written, folded to Simplified, without scale (`家`, `亿元` gives `元`); empty if none."""
    qualifier_start: int = -1
    """Offset where the qualified expression starts (`约` of `约3亿`), or `start` where nothing precedes."""
    qualifier_end: int = -1
    """Offset behind the qualified expression (`以上` of `3亿以上`), or `end` where nothing follows."""
    number_end: int = -1
    """Offset behind the digits and scale, where the unit starts."""
    in_list: int = -1
    """Index of this quantity in a list that shares a unit (`0.84、5.29和15.95亿元`), or -1."""
    written_in_chinese: bool = False
    """True where the digits are Chinese numerals (`三`, `百分之五`)."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time phrase and the days that it covers."""

    start: int
    """Offset of the first code point of the phrase."""
    end: int
    """Offset behind the phrase."""
    text: str
    """The phrase as written."""
    iso: str | None
    """The period in the contract's notation (`2025-H1`, `2022/2024`); None where its anchor is unknown."""
    first: date | None
    """First day, included."""
    last: date | None
    """Last day, included."""


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    REFERENCE = "reference"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets into the text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption, reference or piece of page furniture."""

    kind: BlockKind
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, with its folded twin and its parts."""

    id: str
    """Unique in a report; derives from the path relative to the arguments' common root."""
    path: str
    """The path as given."""
    sha256: str
    """Of the bytes as read."""
    encoding: str
    """Name of the encoding that the bytes were read in."""
    text: str
    """The decoded text without a byte order mark; nothing folded, newlines untouched."""
    folded: str
    """The same text in Simplified with half-width digits and letters, one code point for one."""
    script: str
    """`Hans`, `Hant` or `mixed`."""
    title: str | None
    """The document's title, or None."""
    published: date | None
    """The publication date, or None."""
    source: str | None = None
    """The publisher or outlet that the record names, or None."""
    blocks: tuple[Block, ...] = ()
    """The parts in their order; together with white space they cover the text."""
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)
    """Offsets at which the lines start."""

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line of a code point and its column there, both from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The place from `start` to `end` with its line and column."""
        line, column = self.line_and_column(start)
        return Span(start=start, end=end, line=line, column=column)
