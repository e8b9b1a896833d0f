"""Which names are one company, and who is spoken of, in a collection too large for one machine to list.

`rules.alignment` decides it from the profiles of all documents. Most of what the profiles hold makes no
difference to it: here a cluster looks for what does, and the same functions decide on that. What comes to the
driver grows with the number of companies, not with that of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from audit.engines.spark_rows import (
    CODE,
    KIND,
    MET,
    NAMED,
    NAMED_ID,
    SIZE,
    SUBJECT,
    packed,
    unpacked,
)
from rules.alignment import Alignment, adopted_from, align_entities, alike, by_beginning
from rules.partition import restricted
from rules.profile import Profile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_FIGURES = 2

Pair = tuple[str, str]
"""Two subjects of which the second begins with the first."""


@dataclass(frozen=True, slots=True)
class Names:
    """What of a collection's profiles decides which names are one company."""

    subjects: frozenset[str]
    """The main subjects of documents."""
    codes: frozenset[tuple[str, str]]
    """Names with the stock codes behind them."""
    apart: frozenset[Pair]
    """Pairs of which some document speaks as two."""
    alike: frozenset[Pair]
    """Pairs that have telling figures in common, as many as it takes."""


@dataclass(frozen=True, slots=True)
class Census:
    """What is counted over all readings."""

    kinds: dict[int, int]
    """How many rows there are of each kind."""
    size: int
    """Bytes of the documents with their claims."""
    twice: tuple[bytes, ...]
    """Ids that several rows have."""
    subjects: dict[str, int]
    """The main subjects of documents, and how often each is one that other documents may adopt."""
    codes: frozenset[tuple[str, str]]
    """Names with the stock codes behind them."""
    met: frozenset[Pair]
    """Names that begin with another, with the other, where a document has both."""


@dataclass(frozen=True, slots=True)
class Known:
    """What every worker needs to know of the whole collection."""

    names: dict[str, str]
    """The name that stands for a company, for those known by several."""
    subjects: dict[str, set[str]]
    """Names that a document without a subject may adopt, by their beginnings."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The part of each company that several documents speak of."""
    ladders: Mapping[str, str] = field(default_factory=dict)
    """The part of each noun whose degrees are compared between documents."""

    def alignment(self, profiles: Iterable[Profile], adopted: dict[str, str] | None = None) -> Alignment:
        """The alignment of some documents' names; `adopted` are their subjects where these are known."""
        profiles = tuple(profiles)
        if adopted is None:
            adopted = self.adopted(profiles)
        headed = {one.document: one.headed for one in profiles if one.headed and one.document in adopted}
        return restricted(Alignment(self.names, adopted, headed), profiles)

    def adopted(self, profiles: Iterable[Profile]) -> dict[str, str]:
        """Subjects of documents whose claims name none."""
        return adopted_from(self.subjects, (one for one in profiles if one.opening), self.names)


def counted(readings: DataFrame) -> Census:
    """What is counted over all readings, in one pass."""
    from pyspark.sql import functions as f

    every = readings.select(f.inline("census")).groupBy("what", "a", "b").agg(f.sum("n").alias("n"))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in every.filter(f"what != {NAMED_ID} OR n > 1").collect():
        found[row.what].append(row)

    def both(what: int) -> frozenset[tuple[str, str]]:
        return frozenset((unpacked(row.a), unpacked(row.b)) for row in found[what])

    return Census(
        kinds={int(row.a): row.n for row in found[KIND]},
        size=sum(row.n for row in found[SIZE]),
        twice=tuple(bytes(row.a) for row in found[NAMED_ID]),
        subjects={unpacked(row.a): row.n for row in found[SUBJECT]},
        codes=both(CODE),
        met=both(MET),
    )


def pairs(subjects: Iterable[str]) -> frozenset[Pair]:
    """The subjects that begin with another."""
    return alike(subjects)


def aligned(names: Names) -> dict[str, str]:
    """What `align_entities` gives for a whole collection, from what of it makes a difference."""
    figures: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, pair in enumerate(sorted(names.alike)):
        for name in pair:
            figures[name] += [(name, f"{number} {which}") for which in ("one", "other")]
    profiles = [
        Profile(f"subject {name}", names=((name, 1),), figures=tuple(figures[name]))
        for name in sorted(names.subjects)
    ]
    profiles += [Profile(f"apart {a} {b}", names=((a, 1), (b, 1))) for a, b in sorted(names.apart)]
    for name, code in sorted(names.codes):
        first = min(names.subjects)
        spoken = () if name in names.subjects else ((first, 2), (name, 1))
        profiles.append(Profile(f"code {code} {name}", names=spoken, codes=((name, code),)))
    return align_entities(profiles)


def gather(readings: DataFrame, census: Census) -> Known:
    """What of the readings on a cluster the workers need to know, without which parts there are."""
    related = pairs(census.subjects)
    names = Names(
        subjects=frozenset(census.subjects),
        codes=census.codes,
        apart=related & census.met,
        alike=_alike(readings, related - census.met),
    )
    telling = sorted(name for name, often in census.subjects.items() if often)
    return Known(aligned(names), by_beginning(telling))


def _alike(readings: DataFrame, related: frozenset[Pair]) -> frozenset[Pair]:
    """The pairs that have at least two telling figures in common."""
    if not related:
        return frozenset()
    import pyarrow as pa
    from pyspark.sql import functions as f

    sides = pa.Table.from_pylist(
        [
            {"pair": number, "name": packed(name), "side": 1 << which}
            for number, pair in enumerate(sorted(related))
            for which, name in enumerate(pair)
        ],
        schema=pa.schema([("pair", pa.int64()), ("name", NAMED), ("side", pa.int64())]),
    )
    figures = readings.select(f.inline("figures"))
    common = (
        figures.join(f.broadcast(readings.sparkSession.createDataFrame(sides)), "name")
        .groupBy("pair", "figure")
        .agg(f.bit_or("side").alias("sides"))
        .filter("sides = 3")
        .groupBy("pair")
        .count()
    )
    ordered = sorted(related)
    return frozenset(ordered[row.pair] for row in common.filter(f"count >= {_FIGURES}").collect())
