"""One audit from paths to report: read, extract, check, select, sort, count."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit import __version__
from audit.config import Settings, find, load, nearest
from audit.corpus import Corpus, Exclusion, Source, common_root, printable
from audit.errors import AuditError, speaking
from claims import extract
from claims.errors import DocumentError
from claims.model import Claim, Document
from reports.model import AuditReport, DocumentRecord, Skipped, Summary, Tool
from rules import check
from rules.catalogue import BY_CODE, RULES
from rules.folding import fold
from rules.model import Finding, Severity, Verdict
from rules.wording import Language

SCHEMA_VERSION = "1.0"

COMPARED = frozenset({Verdict.AGREEMENT, Verdict.DISCREPANCY, Verdict.EXPLAINED})
"""Verdicts that only a comparison of two places comes to."""
CHECKED = frozenset({Verdict.VERIFIED, Verdict.CONTRADICTED, Verdict.TENSION})
"""Verdicts of a check by calculation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to audit and how."""

    paths: tuple[str, ...]
    """PATH arguments: files, folders, JSON Lines files, `-`."""
    settings: Settings = field(default_factory=Settings)
    """The configuration, with what the command line sets laid over it."""
    against: tuple[str, ...] | None = None
    """Paths or patterns to compare with, from the working directory; None leaves it to the configuration."""
    exclude: tuple[str, ...] = ()
    """Patterns to leave out beside the configured ones, from the working directory."""
    force_exclude: bool = False
    """Whether exclusions hold for files that are named, too."""
    stdin: bytes | None = None
    """What `-` stands for."""
    stdin_filename: str | None = None
    """The path that standard input goes by."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A report, with the documents that its passages are taken from."""

    report: AuditReport
    documents: dict[str, Document]
    """The documents of the report by id."""
    excluded: int
    """How many documents the exclusions left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read, with its claims."""

    document: Document
    claims: tuple[Claim, ...]
    checked: bool
    """False where it is only to be compared with."""


def audit_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    language: Language | None = None,
    against: Iterable[str | os.PathLike[str]] | None = None,
) -> AuditReport:
    """Audit files, folders and JSON Lines files: the report that `jiaokan check --output-format json` prints.

    The nearest configuration holds as it does for the command; `language` and `against` go before it. A
    document that can't be read is in `summary.skipped`; a configuration that can't be used raises
    `audit.errors.AuditError`.
    """
    names = tuple(os.fspath(path) for path in paths)
    settings = load(find(common_root(names)))
    if language is not None:
        settings = settings.model_copy(update={"language": language})
    task = Task(
        paths=names,
        settings=settings,
        against=None if against is None else tuple(os.fspath(path) for path in against),
    )
    return perform(task).report


def perform(task: Task) -> Audit:
    """Read, extract, check and report; the order in which documents are named changes nothing."""
    speaking.set(task.settings.language)
    known_rules((*task.settings.select, *task.settings.ignore))
    corpus = _corpus(task)
    readings, skipped = _read(corpus.named())
    excluded = corpus.excluded
    companions, unread = _read(_companions(corpus, task)) if readings else ([], [])
    everything = _ordered([*readings, *companions])
    claims = [claim for reading in everything for claim in reading.claims]
    documents = [reading.document for reading in everything]
    named = {reading.document.id for reading in readings}
    findings = [
        finding
        for finding in check(claims, documents, language=task.settings.language)
        if _selected(finding.rule, task.settings) and any(place.document in named for place in finding.spans)
    ]
    findings = fold(findings, task.settings.language)
    report, shown = _report(everything, findings, [*skipped, *unread])
    return Audit(report, shown, excluded)


def extraction(task: Task) -> Audit:
    """Read and extract only: a report without findings, of the documents that are named."""
    speaking.set(task.settings.language)
    corpus = _corpus(task)
    readings, skipped = _read(corpus.named())
    report, shown = _report(_ordered(readings), [], skipped)
    return Audit(report, shown, corpus.excluded)


def read(source: Source) -> Reading | Skipped:
    """One document and its claims: a function of its bytes alone, whatever else is audited."""
    try:
        document = source.load()
    except DocumentError as error:
        return Skipped(path=printable(source.path), reason=error.reason, checked=source.checked)
    return Reading(document, tuple(extract(document)), source.checked)


def known_rules(names: Iterable[str]) -> None:
    """Raise AuditError where a name is no rule's code, the beginning of one, or a slug."""
    for name in names:
        if not name or not any(rule.code.startswith(name) or rule.slug == name for rule in RULES):
            raise AuditError(
                "unknown_rule", code=name, hint=nearest(name, tuple(rule.code for rule in RULES))
            )


def _corpus(task: Task) -> Corpus:
    configured = Exclusion(task.settings.exclude, task.settings.folder or Path())
    return Corpus(
        task.paths,
        exclude=(configured, Exclusion(task.exclude)),
        force_exclude=task.force_exclude,
        stdin=task.stdin,
        stdin_filename=task.stdin_filename,
    )


def _companions(corpus: Corpus, task: Task) -> Iterator[Source | Skipped]:
    if task.against is not None:
        return corpus.companions(task.against, "where_against")
    return corpus.companions(task.settings.corpus, "where_corpus", task.settings.folder)


def _read(sources: Iterable[Source | Skipped]) -> tuple[list[Reading], list[Skipped]]:
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    for source in sources:
        result = read(source) if isinstance(source, Source) else source
        if isinstance(result, Reading):
            readings.append(result)
        else:
            skipped.append(result)
    return readings, skipped


def _ordered(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.document.id)


def _selected(code: str, settings: Settings) -> bool:
    slug = BY_CODE[code].slug

    def named_in(names: Sequence[str]) -> bool:
        return any(code.startswith(name) or slug == name for name in names)

    return (not settings.select or named_in(settings.select)) and not named_in(settings.ignore)


def _report(
    readings: Sequence[Reading], findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> tuple[AuditReport, dict[str, Document]]:
    """The report; of a document that is only compared with, what the findings cite."""
    cited_claims = {claim for finding in findings for claim in finding.claims}
    cited = {place.document for finding in findings for place in finding.spans}
    shown = [reading for reading in readings if reading.checked or reading.document.id in cited]
    claims = tuple(
        claim
        for reading in shown
        for claim in sorted(reading.claims, key=lambda c: (c.span.start, c.span.end, c.id))
        if reading.checked or claim.id in cited_claims
    )
    report = AuditReport(
        schema_version=SCHEMA_VERSION,
        tool=Tool(name="jiaokan", version=__version__),
        documents=tuple(_record(reading) for reading in shown),
        claims=claims,
        findings=tuple(findings),
        summary=Summary(
            documents=len(shown),
            companions=sum(not reading.checked for reading in readings),
            skipped=tuple(sorted(skipped, key=lambda s: (not s.checked, s.path, s.reason))),
            claims=len(claims),
            compared=_taking_part(findings, COMPARED),
            checked=_taking_part(findings, CHECKED),
            findings=len(findings),
            by_severity=_counts(Severity, (finding.severity for finding in findings)),
            by_verdict=_counts(Verdict, (finding.verdict for finding in findings)),
        ),
    )
    return report, {reading.document.id: reading.document for reading in shown}


def _taking_part(findings: Iterable[Finding], verdicts: frozenset[Verdict]) -> int:
    return len({claim for finding in findings if finding.verdict in verdicts for claim in finding.claims})


def _counts(kinds: type[Severity] | type[Verdict], found: Iterable[Severity | Verdict]) -> dict[str, int]:
    counted = Counter(found)
    return {kind.value: counted[kind] for kind in kinds}


def _record(reading: Reading) -> DocumentRecord:
    document = reading.document
    return DocumentRecord(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        title=document.title,
        published=document.published.isoformat() if document.published else None,
        script=document.script,
        encoding=document.encoding,
        characters=len(document.text),
        checked=reading.checked,
    )
