"""The sources of a report as JSON, the same bytes for the same documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports.sources import sources

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield one JSON object."""
    yield sources(report, documents, options.language).model_dump_json(indent=2)
    yield "\n"
