"""The report as JSON Lines: one record a line, each with its `type`; documents, claims, findings, summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from reports.json_report import dump

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield one line a record; the last line is the summary."""
    records = chain(
        (("document", record) for record in report.documents),
        (("claim", claim) for claim in report.claims),
        (("finding", finding) for finding in report.findings),
        (("summary", summary) for summary in (report.summary,)),
    )
    for kind, record in records:
        yield f'{{"type":"{kind}",{dump(record, options, indent=None)[1:]}\n'
