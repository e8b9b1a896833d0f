"""The claims as CSV after RFC 4180, one row a claim, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING

from reports.text import visible

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport

COLUMNS = (
    "document", "line", "column", "start", "end", "text", "value", "unit", "unit_inferred", "qualifier",
    "low", "high", "low_open", "high_open", "entity", "metric", "label", "measure", "of", "versus",
    "dimensions", "period", "basis", "attribution_kind", "attribution_name", "id",
)  # fmt: skip
"""Heading of each column; the names are those of the JSON."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the heading, then a row a claim; lines end with CRLF as the standard has it."""
    paths = {record.id: record.path for record in report.documents}
    yield _line(COLUMNS)
    for claim in report.claims:
        yield _line(_row(claim, paths.get(claim.document, claim.document)))


def _row(claim: Claim, path: str) -> tuple[str, ...]:
    slices = ";".join(f"{key}={value}" for key, value in claim.dimensions.items())
    cells: tuple[object, ...] = (
        path, claim.span.line, claim.span.column, claim.span.start, claim.span.end, claim.text, claim.value,
        claim.unit, claim.unit_inferred, claim.qualifier, claim.low, claim.high, claim.low_open,
        claim.high_open, claim.entity, claim.metric, claim.label, claim.measure, claim.of, claim.versus,
        slices, claim.period, claim.basis, claim.attribution.kind, claim.attribution.name, claim.id,
    )  # fmt: skip
    return tuple(_cell(cell) for cell in cells)


def _cell(value: object) -> str:
    """A cell as text; what a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    guarded = text.lstrip(" \u3000").startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return ("'" if guarded else "") + visible(text)


def _line(cells: tuple[str, ...]) -> str:
    stream = StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
