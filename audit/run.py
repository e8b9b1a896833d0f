"""One audit from paths to report: read, extract, check, select, sort, count."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit import __version__, baseline, changes
from audit.baseline import Baseline
from audit.config import Settings, find, load
from audit.corpus import Corpus, Exclusion, Source, common_root
from audit.engines import Engine, Reading
from audit.engines.local import LocalEngine
from audit.errors import AuditError, speaking
from audit.lexicon import take_up
from audit.progress import Progress
from audit.screening import Screened, screen
from audit.suppressions import unknown_rule
from claims.model import Claim, Document
from reports.model import AuditReport, DocumentRecord, Skipped, Summary, Tool
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
    baseline: str | None = None
    """File of known findings, from the working directory; None leaves it to the configuration."""
    diff_base: str | None = None
    """Revision of git; only findings that a change since then takes part in are told."""
    progress: bool = False
    """Whether to tell on stderr, if that is a terminal, how far long work has come."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A report, with the documents that its passages are taken from."""

    report: AuditReport
    documents: dict[str, Document]
    """The documents of the report by id."""
    excluded: int
    """How many documents the exclusions left out."""
    notes: tuple[str, ...] = ()
    """What is to be known about findings that are not told, a sentence each."""


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


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of all that was read, before anything is left out."""

    readings: tuple[Reading, ...]
    """The documents that are checked and those that they are compared with, by id."""
    findings: tuple[Finding, ...]
    """Every finding."""
    skipped: tuple[Skipped, ...]
    """What was not read."""
    excluded: int
    """How many documents the exclusions left out."""
    thorough: bool
    """Whether all was compared that the project compares, as far as the task shows."""

    @property
    def claims(self) -> list[Claim]:
        """The claims of all documents."""
        return [claim for reading in self.readings for claim in reading.claims]

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents by id."""
        return {reading.document.id: reading.document for reading in self.readings}

    @property
    def checked(self) -> frozenset[str]:
        """Ids of the documents that are not only compared with."""
        return frozenset(reading.document.id for reading in self.readings if reading.checked)


def judge(task: Task) -> Judged:
    """Read, extract and check; the order in which documents are named changes nothing."""
    speaking.set(task.settings.language)
    take_up(task.settings)
    known_rules((*task.settings.select, *task.settings.ignore))
    corpus = _corpus(task)
    engine: Engine = LocalEngine()
    with Progress(wanted=task.progress) as progress:
        readings, skipped = _read(progress.counted(engine.read(corpus.named())))
        excluded = corpus.excluded
        beside = _companions(corpus, task) if readings else ()
        companions, unread = _read(progress.counted(engine.read(beside)))
        everything = _ordered([*readings, *companions])
        progress.tell("progress_check", count=len(everything))
        findings = tuple(engine.check(everything, task.settings.language))
    whole = task.settings.corpus is not None or any(Path(path).is_dir() for path in task.paths)
    return Judged(
        readings=tuple(everything),
        findings=findings,
        skipped=(*skipped, *unread),
        excluded=excluded,
        thorough=whole and task.against is None,
    )


def perform(task: Task) -> Audit:
    """Judge, leave out what is suppressed, known or not selected, and report the rest."""
    known = _baseline(task)
    judged = judge(task)
    screened = screen(
        judged.findings,
        judged.claims,
        judged.documents,
        task.settings,
        checked=judged.checked,
        baseline=known,
        thorough=judged.thorough,
    )
    findings: Sequence[Finding] = screened.findings
    if task.diff_base is not None:
        findings = changes.since(task.diff_base, findings, judged.documents, common_root(task.paths))
    findings = fold(findings, task.settings.language)
    report, shown = _report(judged.readings, findings, judged.skipped, screened)
    return Audit(report, shown, judged.excluded, screened.notes)


def extraction(task: Task) -> Audit:
    """Read and extract only: a report without findings, of the documents that are named."""
    speaking.set(task.settings.language)
    take_up(task.settings)
    corpus = _corpus(task)
    with Progress(wanted=task.progress) as progress:
        readings, skipped = _read(progress.counted(LocalEngine().read(corpus.named())))
    report, shown = _report(_ordered(readings), [], skipped)
    return Audit(report, shown, corpus.excluded)


def known_rules(names: Iterable[str]) -> None:
    """Raise AuditError where a name is no rule's code, the beginning of one, or a slug."""
    for name in names:
        if (hint := unknown_rule(name)) is not None:
            raise AuditError("unknown_rule", code=name, hint=hint)


def baseline_file(task: Task) -> Path | None:
    """The baseline that holds: the command line's, else the configuration's, else none."""
    if task.baseline is not None:
        return Path(task.baseline)
    if task.settings.baseline is not None:
        return (task.settings.folder or Path()) / task.settings.baseline
    return None


def _baseline(task: Task) -> Baseline | None:
    file = baseline_file(task)
    return None if file is None else baseline.load(file)


def _corpus(task: Task) -> Corpus:
    exclude: list[Callable[[str], bool]] = [
        Exclusion(task.settings.exclude, task.settings.folder or Path()),
        Exclusion(task.exclude),
    ]
    if os.environ.get("PRE_COMMIT"):
        exclude.append(changes.untracked(common_root(task.paths)))
    return Corpus(
        task.paths,
        exclude=exclude,
        force_exclude=task.force_exclude,
        stdin=task.stdin,
        stdin_filename=task.stdin_filename,
    )


def _companions(corpus: Corpus, task: Task) -> Iterator[Source | Skipped]:
    if task.against is not None:
        return corpus.companions(task.against, "where_against")
    return corpus.companions(task.settings.corpus, "where_corpus", task.settings.folder)


def _read(results: Iterable[Reading | Skipped]) -> tuple[list[Reading], list[Skipped]]:
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    for result in results:
        if isinstance(result, Reading):
            readings.append(result)
        else:
            skipped.append(result)
    return readings, skipped


def _ordered(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.document.id)


def _report(
    readings: Sequence[Reading],
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    screened: Screened | None = None,
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
            suppressed=screened.suppressed if screened else 0,
            baselined=screened.baselined if screened else 0,
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
