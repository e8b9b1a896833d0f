"""The sources of a report: which document leans on which, by what, on how much of it, and who is one origin.

Takes an `AuditReport` with its documents; gives the `SourcesReport` that `jiaokan sources` shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from claims.model import Document, Model
from reports.model import AuditReport, Tool
from rules.apart import Barrier, kept_apart
from rules.collection import Collection
from rules.filings import own_word
from rules.mistakes import whole_lineage
from rules.model import Location
from rules.origins import Leaning, Origins, Trace, seniority
from rules.wording import Language

SCHEMA_VERSION = "1.0"


class SourceDocument(Model):
    """A document as a source."""

    id: str
    """Its id in every report."""
    path: str
    """Its path as given."""
    title: str | None
    """Its title."""
    published: str | None
    """ISO date of its publication."""
    own_word_of: str | None
    """The company whose filing or release the document is, or null."""
    origin: str
    """Id of the document that stands for all that rest on one another or on one company's word."""


class SourceLeaning(Model):
    """One document leaning on another, or on a work outside the collection."""

    document: str
    """Id of the document that leans."""
    on: str
    """Id of the document, or name of the work or speaker, that it leans on."""
    inside: bool
    """Whether `on` is a document of the collection."""
    trace: Trace
    """By what it shows."""
    share: str | None
    """How much of the document, as a decimal of two places, or null where it shows in one place."""
    of: Literal["text", "claims"] | None
    """What `share` is a share of: its text for copies and wording, its claims for attributions."""
    spans: tuple[Location, ...]
    """Where it shows."""


class NearMatch(Model):
    """Two claims that a reader may take for one fact, kept apart."""

    claims: tuple[str, str]
    """Their ids."""
    figures: tuple[str, str]
    """As written."""
    spans: tuple[Location, Location]
    """Where they stand."""
    barrier: Barrier
    """What tells them apart."""


class SourcesReport(Model):
    """Who leans on whom."""

    schema_version: str
    """Version of this form."""
    tool: Tool
    documents: tuple[SourceDocument, ...]
    leanings: tuple[SourceLeaning, ...]
    """Sorted by the documents' ids."""
    origins: int
    """Groups of documents that no leaning joins."""
    near_matches: tuple[NearMatch, ...]
    """Claims that were not compared, by place."""


def sources(
    report: AuditReport, documents: Mapping[str, Document], language: Language = "zh"
) -> SourcesReport:
    """The sources of a report."""
    collection = Collection.of(report.claims, documents.values(), language)
    origins = collection.once(Origins)
    own = collection.once(own_word)
    speaking = {**own.releases, **own.filings}
    named: dict[str, str] = {}  # whoever speaks for itself names its origin, else the earliest document
    for document in sorted(
        collection.documents, key=lambda d: (d.id not in own.filings, d.id not in speaking, seniority(d))
    ):
        named.setdefault(origins.root(document.id), document.id)
    return SourcesReport(
        schema_version=SCHEMA_VERSION,
        tool=report.tool,
        documents=tuple(
            SourceDocument(
                id=record.id,
                path=record.path,
                title=record.title,
                published=record.published,
                own_word_of=speaking.get(record.id),
                origin=named[origins.root(record.id)],
            )
            for record in report.documents
        ),
        leanings=tuple(_leaning(leaning, documents) for leaning in whole_lineage(collection)),
        origins=len(named),
        near_matches=tuple(
            NearMatch(
                claims=(match.first.id, match.second.id),
                figures=(match.first.text, match.second.text),
                spans=(collection.location(match.first), collection.location(match.second)),
                barrier=match.barrier,
            )
            for match in kept_apart(collection)
        ),
    )


def _leaning(leaning: Leaning, documents: Mapping[str, Document]) -> SourceLeaning:
    of: Literal["text", "claims"] | None = None
    if leaning.trace in (Trace.COPY, Trace.WORDING):
        of = "text"
    elif leaning.trace is Trace.ATTRIBUTION:
        of = "claims"
    hundredths = round(leaning.share * 100)
    return SourceLeaning(
        document=leaning.document,
        on=leaning.on,
        inside=leaning.trace is not Trace.ATTRIBUTION and leaning.on in documents,
        trace=leaning.trace,
        share=f"{hundredths // 100}.{hundredths % 100:02}" if of else None,
        of=of,
        spans=leaning.spans,
    )
