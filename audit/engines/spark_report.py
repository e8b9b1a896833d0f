"""What a cluster found, as tables that its workers write or as the report that the driver puts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import DataFrame, Observation
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from audit.engines.spark import Collected
from audit.engines.spark_rows import NAMED, load, reading, rows, unpacked, unpacked_row
from audit.ledger import Shelf
from audit.library import Entry, Library, Reading
from audit.run import CHECKED, COMPARED, SCHEMA_VERSION, Audit, record, report_of, tool
from audit.screening import Screened, hidden
from claims.model import Claim, Model
from reports.model import AuditReport, Summary
from reports.parquet import batches as tabled
from reports.parquet import schema
from rules.model import Severity, Verdict
from rules.profile import Profile

if TYPE_CHECKING:
    from reports.model import DocumentRecord
    from rules.model import Finding

_ZSTD = {"compression": "zstd"}


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes a table's rows of the rows on a cluster."""

    table: str
    records: Callable[[dict[str, Any]], Iterable[Model]]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of the table, in the order of what they are made from."""
        for batch in batches:
            yield from tabled(self.table, (made for row in rows(batch) for made in self.records(row)))

    def of(self, source: DataFrame) -> DataFrame:
        """The table."""
        return source.mapInArrow(lambda batches: self(batches), from_arrow_schema(schema(self.table)))


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows some tables have."""

    documents: int
    claims: int


def write(found: Collected, target: str) -> Written:
    """Have the workers write all tables below a path or URI, each in the order of the report."""
    shown = _shown(found).persist()
    session = shown.sparkSession
    skipped = [one.model_dump() for one in found.skipped]
    told = found.findings.filter("finding IS NOT NULL").sort("attention", "told_at", "start", "rule", "id")
    tables = {
        "documents": _Making("documents", _documents).of(shown),
        "claims": _Making("claims", _claims).of(shown),
        "findings": _Making("findings", _findings).of(told.select("finding")),
        "skipped": session.createDataFrame(pa.Table.from_pylist(skipped, schema=schema("skipped"))),
    }
    rows = {}
    for name, table in tables.items():
        seen = Observation()
        counted = table.observe(seen, f.count(f.lit(1)).alias("rows"))
        counted.write.options(**_ZSTD).parquet(f"{target.rstrip('/')}/{name}")
        rows[name] = int(seen.get["rows"])
    shown.unpersist()
    return Written(rows["documents"], rows["claims"])


def report(found: Collected) -> Audit:
    """The whole report, in the memory of the driver."""
    every = found.findings.drop("claims").collect()
    told = sorted((row for row in every if row.finding is not None), key=_order)
    library = Library(Shelf())
    cited = {bytes(key) for row in told for key in row.documents}
    for row in _wanted(found, cited).collect():
        key = unpacked(row.id)
        packed_key = bytes(row.id)
        library.store.put([(packed_key, unpacked_row(row.body.asDict()))])
        library.add(Entry(key, unpacked(row.path), row.checked, packed_key, Profile(key)))
    left = _left(sum(row.suppressed or 0 for row in every), sum(row.baselined or 0 for row in every), found)
    made, shown = report_of(library, [load(row.finding) for row in told], found.skipped, left)
    counts = made.summary.model_copy(update={"companions": _companions(found)})
    return Audit(made.model_copy(update={"summary": counts}), shown, found.excluded, left.notes)


def summary(found: Collected, written: Written) -> Audit:
    """The report without its documents, claims and findings: what of it is counted on the cluster."""
    kinds = found.findings.groupBy("verdict", "severity").agg(
        f.count("finding").alias("n"), f.sum("suppressed").alias("let"), f.sum("baselined").alias("known")
    )
    rows = kinds.collect()
    verdicts, severities = Counter[str](), Counter[str]()
    for row in rows:
        verdicts[row.verdict] += row.n
        severities[row.severity] += row.n
    part = {
        name: f.max(f.col("verdict").isin(sorted(one.value for one in those))).cast("int").alias(name)
        for name, those in (("compared", COMPARED), ("checked", CHECKED))
    }
    taking = found.findings.select("verdict", f.explode("claims").alias("claim")).groupBy("claim")
    [taken] = taking.agg(*part.values()).agg(*(f.sum(name).alias(name) for name in part)).collect()
    left = _left(sum(row.let or 0 for row in rows), sum(row.known or 0 for row in rows), found)
    counts = Summary(
        documents=written.documents,
        companions=_companions(found),
        skipped=tuple(sorted(found.skipped, key=lambda s: (not s.checked, s.path, s.reason))),
        claims=written.claims,
        compared=taken.compared or 0,
        checked=taken.checked or 0,
        findings=sum(verdicts.values()),
        suppressed=left.suppressed,
        baselined=left.baselined,
        by_severity={kind.value: severities[kind.value] for kind in Severity},
        by_verdict={kind.value: verdicts[kind.value] for kind in Verdict},
    )
    made = AuditReport(
        schema_version=SCHEMA_VERSION, tool=tool(), documents=(), claims=(), findings=(), summary=counts
    )
    return Audit(made, {}, found.excluded, left.notes)


def _left(suppressed: int, baselined: int, found: Collected) -> Screened:
    """How many findings are not told, and what is said of it."""
    notes = hidden(suppressed, baselined, found.baseline)
    return Screened((), suppressed, baselined, tuple(notes))


def _order(row: Any) -> tuple[int, bytes, int, str, str]:
    return (row.attention, bytes(row.told_at), row.start, row.rule, row.id)


def _wanted(found: Collected, cited: set[bytes]) -> DataFrame:
    """The documents that a report shows; those compared with only where they are cited."""
    documents = found.documents.select("id", "path", "checked", "body")
    if not found.companions:
        return documents
    ids = pa.Table.from_pydict({"id": sorted(cited)}, schema=pa.schema([("id", NAMED)]))
    known = f.broadcast(documents.sparkSession.createDataFrame(ids))
    return documents.filter("checked").unionByName(documents.filter("NOT checked").join(known, "id"))


def _shown(found: Collected) -> DataFrame:
    """The documents that a report shows, by id, with the claims that findings cite of those compared with."""
    documents = found.documents.select("id", "path", "checked", "body")
    if not found.companions:
        return documents.withColumn("cited", f.array().cast("array<string>")).sort("id")
    cited = (
        found.findings.select(f.explode("documents").alias("id"), "claims")
        .groupBy("id")
        .agg(f.array_distinct(f.flatten(f.collect_list("claims"))).alias("cited"))
    )
    companions = documents.filter("NOT checked").join(cited, "id").select(*documents.columns, "cited")
    named = documents.filter("checked").withColumn("cited", f.array().cast("array<string>"))
    return named.unionByName(companions).sort("id")


def _companions(found: Collected) -> int:
    return int(found.documents.filter("NOT checked").count()) if found.companions else 0


def _reading(row: dict[str, Any]) -> Reading:
    return reading(row["body"], unpacked(row["id"]), unpacked(row["path"]))


def _documents(row: dict[str, Any]) -> Iterator[DocumentRecord]:
    document = _reading(row).document
    yield record(document, checked=row["checked"])


def _claims(row: dict[str, Any]) -> list[Claim]:
    shown = [one for one in _reading(row).claims if row["checked"] or one.id in row["cited"]]
    return sorted(shown, key=lambda c: (c.span.start, c.span.end, c.id))


def _findings(row: dict[str, Any]) -> Iterator[Finding]:
    yield load(row["finding"])
