"""The report that every renderer takes."""

from __future__ import annotations

from claims.model import Claim, Model
from rules.model import Finding


class Tool(Model):
    """The program that made the report."""

    name: str
    """Always `jiaokan`."""
    version: str
    """Its version."""


class DocumentRecord(Model):
    """A document that was read."""

    id: str
    """Unique in the report; derives from the path relative to the arguments' common root."""
    path: str
    """The path as given, joined with the name for a folder; `FILE#id` for a JSON Lines record."""
    sha256: str
    """Of the bytes as read."""
    title: str | None
    """The title, or null."""
    published: str | None
    """Publication date in ISO form, or null."""
    script: str
    """`Hans`, `Hant` or `mixed`."""
    encoding: str
    """Encoding that the bytes were read in."""
    characters: int
    """Length in code points."""
    checked: bool = True
    """False for a document that was read only to compare with, and is here because a finding cites it."""


class Skipped(Model):
    """A document that was not read, and why."""

    path: str
    """The path as given."""
    reason: str
    """One sentence with the way out."""
    checked: bool = True
    """False for a document that was only to be compared with: that one does not fail the run."""


class Summary(Model):
    """Counts."""

    documents: int
    """Documents in this report."""
    companions: int = 0
    """Documents that were read only to compare with, whether or not a finding cites them."""
    skipped: tuple[Skipped, ...]
    """Documents not read, with reasons."""
    claims: int
    """Claims extracted."""
    compared: int
    """Claims that a comparison between sources takes part in."""
    checked: int
    """Claims that an arithmetic check takes part in."""
    findings: int
    """Findings in all."""
    suppressed: int = 0
    """Findings that are not told, since comments or the configuration let them stand."""
    baselined: int = 0
    """Findings that are not told, since the baseline knows them."""
    by_severity: dict[str, int]
    """Findings by severity."""
    by_verdict: dict[str, int]
    """Findings by verdict."""


class AuditReport(Model):
    """What an audit found; what `--output-format json` prints."""

    schema_version: str
    """Version of this form."""
    tool: Tool
    """Who made it."""
    documents: tuple[DocumentRecord, ...]
    """The documents read, in order."""
    claims: tuple[Claim, ...]
    """The claims, by document and place."""
    findings: tuple[Finding, ...]
    """The findings, those that need attention first."""
    summary: Summary
    """Counts."""
