"""What a cluster found, as tables that its workers write or as the report that the driver puts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from audit.engines.spark import Collected
from audit.engines.spark_rows import Reading, load, rows, unpacked, unpacked_row
from audit.ledger import Shelf
from audit.library import Entry, Library
from audit.run import CHECKED, COMPARED, SCHEMA_VERSION, Audit, record, report_of, tool
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


def write(found: Collected, target: str) -> None:
    """Have the workers write all tables below a path or URI, each in the order of the report."""
    shown = _shown(found).persist()
    findings = _ordered(found)
    session = shown.sparkSession
    skipped = [tuple(one.model_dump().values()) for one in found.skipped]
    tables = {
        "documents": _Making("documents", _documents).of(shown),
        "claims": _Making("claims", _claims).of(shown),
        "findings": _Making("findings", _findings).of(findings),
        "skipped": session.createDataFrame(skipped, from_arrow_schema(schema("skipped"))).coalesce(1),
    }
    for name, table in tables.items():
        table.write.options(**_ZSTD).parquet(f"{target.rstrip('/')}/{name}")


def report(found: Collected) -> Audit:
    """The whole report, in the memory of the driver."""
    library = Library(Shelf())
    for row in _shown(found).collect():
        key = unpacked(row.id)
        packed_key = bytes(row.id)
        library.store.put([(packed_key, unpacked_row(row.body.asDict()))])
        library.add(Entry(key, unpacked(row.path), row.checked, packed_key, Profile(key)))
    findings = [load(row.finding) for row in _ordered(found).collect()]
    made, shown = report_of(library, findings, found.skipped)
    left_out = {"suppressed": found.suppressed, "baselined": found.baselined}
    counts = made.summary.model_copy(update={"companions": _companions(found), **left_out})
    return Audit(made.model_copy(update={"summary": counts}), shown, found.excluded, found.notes)


def summary(found: Collected) -> Audit:
    """The report without its documents, claims and findings: what of it is counted on the cluster."""
    shown = _shown(found)
    verdicts = Counter[str]()
    severities = Counter[str]()
    for row in found.findings.groupBy("verdict", "severity").count().collect():
        verdicts[row.verdict] += row["count"]
        severities[row.severity] += row["count"]
    claims = _Making("claims", _claims).of(shown).count()
    counts = Summary(
        documents=shown.count(),
        companions=_companions(found),
        skipped=tuple(sorted(found.skipped, key=lambda s: (not s.checked, s.path, s.reason))),
        claims=claims,
        compared=_taking_part(found, COMPARED),
        checked=_taking_part(found, CHECKED),
        findings=sum(verdicts.values()),
        suppressed=found.suppressed,
        baselined=found.baselined,
        by_severity={kind.value: severities[kind.value] for kind in Severity},
        by_verdict={kind.value: verdicts[kind.value] for kind in Verdict},
    )
    made = AuditReport(
        schema_version=SCHEMA_VERSION, tool=tool(), documents=(), claims=(), findings=(), summary=counts
    )
    return Audit(made, {}, found.excluded, found.notes)


def _shown(found: Collected) -> DataFrame:
    """The documents that a report shows, by id, with the claims that findings cite of those compared with."""
    cited = (
        found.findings.select(f.explode("documents").alias("id"), "claims")
        .groupBy("id")
        .agg(f.array_distinct(f.flatten(f.collect_list("claims"))).alias("cited"))
    )
    documents = found.documents.select("id", "path", "checked", "body")
    if not found.companions:
        return documents.withColumn("cited", f.array().cast("array<string>")).sort("id")
    companions = documents.filter("NOT checked").join(cited, "id").select(*documents.columns, "cited")
    named = documents.filter("checked").withColumn("cited", f.array().cast("array<string>"))
    return named.unionByName(companions).sort("id")


def _ordered(found: Collected) -> DataFrame:
    """The findings in the order of a report."""
    return found.findings.sort("attention", "told_at", "start", "rule", "id").select("finding")


def _companions(found: Collected) -> int:
    return int(found.documents.filter("NOT checked").count()) if found.companions else 0


def _taking_part(found: Collected, verdicts: frozenset[Verdict]) -> int:
    taking = found.findings.filter(f.col("verdict").isin(sorted(verdict.value for verdict in verdicts)))
    return int(taking.select(f.explode("claims")).distinct().count())


def _reading(row: dict[str, Any]) -> Reading:
    return Reading.of(row["body"], unpacked(row["id"]), unpacked(row["path"]))


def _documents(row: dict[str, Any]) -> Iterator[DocumentRecord]:
    document = _reading(row).document
    yield record(document, checked=row["checked"])


def _claims(row: dict[str, Any]) -> list[Claim]:
    shown = [one for one in _reading(row).claims if row["checked"] or one.id in row["cited"]]
    return sorted(shown, key=lambda c: (c.span.start, c.span.end, c.id))


def _findings(row: dict[str, Any]) -> Iterator[Finding]:
    yield load(row["finding"])
