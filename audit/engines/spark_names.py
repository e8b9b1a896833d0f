"""Which names are one company, and who is spoken of, in a collection too large for one machine to list.

`rules.alignment` decides it from the profiles of all documents. Most of what the profiles hold makes no
difference to it: here a cluster looks for what does, and the same functions decide on that. What comes to the
driver grows with the number of companies, not with that of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.engines.spark_rows import NAMED, packed, rows, table, unpacked
from rules.alignment import Alignment, adopt_subjects, align_entities
from rules.partition import restricted
from rules.profile import Profile

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_SHORTEST_NAME = 2
_ENOUGH = 3
"""Claims that make a subject telling."""

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
class Known:
    """What every worker needs to know of the whole collection."""

    names: dict[str, str]
    """The name that stands for a company, for those known by several."""
    subjects: tuple[str, ...]
    """Names that a document without a subject may adopt."""
    shared: frozenset[str] = frozenset()
    """Companies that several documents speak of."""

    def alignment(self, profiles: Iterable[Profile], adopted: dict[str, str] | None = None) -> Alignment:
        """The alignment of some documents' names; `adopted` are their subjects where these are known."""
        profiles = tuple(profiles)
        if adopted is None:
            adopted = self.adopted(profiles)
        headed = {one.document: one.headed for one in profiles if one.headed and one.document in adopted}
        return restricted(Alignment(self.names, adopted, headed), profiles)

    def adopted(self, profiles: Iterable[Profile]) -> dict[str, str]:
        """Subjects of documents whose claims name none."""
        nameless = [one for one in profiles if one.opening]
        if not nameless:
            return {}
        others = [Profile(document="", names=((name, _ENOUGH),)) for name in self.subjects]
        return adopt_subjects([*others, *nameless])


def pairs(subjects: Iterable[str]) -> frozenset[Pair]:
    """The subjects that begin with another."""
    known = frozenset(subjects)
    return frozenset(
        (name[:length], name)
        for name in known
        for length in range(_SHORTEST_NAME, len(name))
        if name[:length] in known
    )


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


def gather(readings: DataFrame) -> Known:
    """What of the readings on a cluster the workers need to know, without which companies are shared."""
    from pyspark.sql import functions as f

    told = readings.filter("subject IS NOT NULL").groupBy("subject").agg(f.max("telling")).collect()
    subjects = frozenset(unpacked(row[0]) for row in told)
    telling = tuple(sorted(unpacked(row[0]) for row in told if row[1]))
    related = pairs(subjects)
    apart = _apart(readings, related)
    codes = readings.selectExpr("explode(codes) AS code").selectExpr("code.name", "code.code").distinct()
    names = Names(
        subjects=subjects,
        codes=frozenset((unpacked(row.name), unpacked(row.code)) for row in codes.collect()),
        apart=apart,
        alike=_alike(readings, related - apart),
    )
    return Known(aligned(names), telling)


def _apart(readings: DataFrame, related: frozenset[Pair]) -> frozenset[Pair]:
    """The pairs of which some document speaks as two."""
    if not related:
        return frozenset()
    shorter: dict[bytes, list[bytes]] = defaultdict(list)
    for short, name in related:
        shorter[packed(name)].append(packed(short))
    longer = dict(shorter)

    def met(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        form = pa.schema([("short", NAMED), ("name", NAMED)])
        for batch in batches:
            found = {
                (short, name)
                for row in rows(batch)
                for name in row["names"]
                for short in longer.get(name, ())
                if short in row["names"]
            }
            yield table([{"short": short, "name": name} for short, name in sorted(found)], form)

    spoken = readings.filter("size(names) > 1").select("names")
    found = spoken.mapInArrow(met, "short binary, name binary").distinct().collect()
    return frozenset((unpacked(row[0]), unpacked(row[1])) for row in found)


def _alike(readings: DataFrame, related: frozenset[Pair]) -> frozenset[Pair]:
    """The pairs that have at least two telling figures in common."""
    if not related:
        return frozenset()
    session = readings.sparkSession
    both = session.createDataFrame(
        [(packed(short), packed(name)) for short, name in sorted(related)], "short binary, name binary"
    )
    concerned = both.selectExpr("short AS named").union(both.selectExpr("name AS named")).distinct()
    figures = (
        readings.selectExpr("explode(figures) AS figure")
        .selectExpr("figure.name AS named", "figure.figure AS figure")
        .join(concerned, "named", "left_semi")
        .distinct()
    )
    of_short = figures.withColumnRenamed("named", "short")
    of_name = figures.withColumnRenamed("named", "name")
    common = both.join(of_short, "short").join(of_name, ["name", "figure"]).groupBy("short", "name").count()
    found = common.filter("count >= 2").select("short", "name").collect()
    return frozenset((unpacked(row[0]), unpacked(row[1])) for row in found)
