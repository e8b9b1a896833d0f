"""One audit from paths to report: read, extract, check, select, sort, count."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from audit import __version__, baseline, changes
from audit.baseline import Baseline
from audit.config import Settings, load
from audit.configfile import find
from audit.corpus import Limits, common_root
from audit.engines import Engine
from audit.engines.local import LocalEngine
from audit.engines.pool import Pool
from audit.errors import AuditError, speaking
from audit.ledger import Store
from audit.lexicon import reading_version, take_up
from audit.library import Library, Shown
from audit.progress import Progress
from audit.reach import Reach
from audit.screening import Screened, screen
from audit.stores import over_a_store
from audit.suppressions import unknown_rule
from claims.model import Claim, Document
from reports.model import AuditReport, DocumentRecord, Skipped, Summary, Tool
from rules.folding import fold
from rules.model import Finding, Severity, Verdict
from rules.wording import Language

SCHEMA_VERSION = "1.0"

Result = TypeVar("Result")

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
    ledger: bool = False
    """Whether what was read is kept for the next run, in the project's folder."""
    jobs: int = 1
    """Processes to use at most."""
    progress: bool = False
    """Whether to tell on stderr what becomes of the ledger and, if it is a terminal, how far long work is."""

    @property
    def reach(self) -> Reach:
        """What it goes through."""
        settings = self.settings
        return Reach(
            paths=self.paths,
            against=self.against,
            corpus=settings.corpus,
            exclude=settings.exclude,
            without=self.exclude,
            force_exclude=self.force_exclude,
            stdin_filename=self.stdin_filename,
            lexicon_files=settings.lexicon_files,
            folder=None if settings.folder is None else str(settings.folder),
        )


@dataclass(frozen=True, slots=True)
class Audit:
    """A report, with the documents that its passages are taken from."""

    report: AuditReport
    documents: Mapping[str, Document]
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

    library: Library
    """The documents that are checked and those that they are compared with, by id."""
    findings: tuple[Finding, ...]
    """Every finding of the parts that were asked for."""
    skipped: tuple[Skipped, ...]
    """What was not read."""
    excluded: int
    """How many documents the exclusions left out."""
    thorough: bool
    """Whether all was compared that the project compares, as far as the task shows."""


def judge(task: Task) -> Judged:
    """Read, extract and check; the order in which documents are named changes nothing."""
    speaking.set(task.settings.language)
    take_up(task.settings)
    known_rules((*task.settings.select, *task.settings.ignore))
    return _over(task, lambda engine: _judged(task, engine, whole=True))


def _judged(task: Task, engine: Engine, *, whole: bool) -> Judged:
    """What the rules say: of the `whole` collection, or of the parts that hold a checked document."""
    reach = task.reach
    corpus = reach.taken(engine.recall, limits=_limits(task), stdin=task.stdin)
    skipped = list(engine.read(corpus.named()))
    excluded = corpus.excluded
    if engine.library:
        skipped += engine.read(reach.companions(corpus))
    engine.remember(corpus.intact)
    project = task.settings.corpus is not None or any(Path(path).is_dir() for path in task.paths)
    thorough = project and task.against is None
    every = whole or (thorough and (task.settings.suppress or baseline_file(task)))
    return Judged(
        library=engine.library,
        findings=tuple(engine.check(task.settings.language, None if every else engine.library.checked)),
        skipped=tuple(skipped),
        excluded=excluded,
        thorough=thorough,
    )


def perform(task: Task) -> Audit:
    """Judge, leave out what is suppressed, known or not selected, and report the rest."""
    speaking.set(task.settings.language)
    take_up(task.settings)
    known_rules((*task.settings.select, *task.settings.ignore))
    known = baseline_of(task)
    return _over(task, lambda engine: _performed(task, engine, known))


def _performed(task: Task, engine: Engine, known: Baseline | None) -> Audit:
    judged = _judged(task, engine, whole=False)
    library = judged.library
    screened = screen(judged.findings, library, task.settings, baseline=known, thorough=judged.thorough)
    findings: Sequence[Finding] = screened.findings
    if task.diff_base is not None:
        paths = {entry.id: entry.path for entry in library.entries}
        findings = changes.since(task.diff_base, findings, paths, common_root(task.paths))
    findings = fold(findings, task.settings.language)
    report, shown = report_of(library, findings, judged.skipped, screened)
    return Audit(report, shown, judged.excluded, screened.notes)


def extraction(task: Task) -> Audit:
    """Read and extract only: a report without findings, of the documents that are named."""
    speaking.set(task.settings.language)
    take_up(task.settings)
    return _over(task, lambda engine: _extracted(task, engine))


def _extracted(task: Task, engine: Engine) -> Audit:
    corpus = task.reach.taken(engine.recall, limits=_limits(task), stdin=task.stdin)
    skipped = list(engine.read(corpus.named()))
    engine.remember(corpus.intact)
    report, shown = report_of(engine.library, [], skipped)
    return Audit(report, shown, corpus.excluded)


def _over(task: Task, work: Callable[[Engine], Result]) -> Result:
    """Do some work with an engine over the ledger, or over what takes its place."""
    limits = _limits(task)

    def begun(store: Store) -> Result:
        with Progress(wanted=task.progress) as progress, Pool(task.jobs) as pool:
            return work(LocalEngine(store, pool, limits=limits, progress=progress))

    folder = project_folder(task) if task.ledger else None
    return over_a_store(folder, (str(limits.line), reading_version()), begun, quiet=not task.progress)


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


def baseline_of(task: Task) -> Baseline | None:
    """The baseline that holds, read, or None."""
    file = baseline_file(task)
    return None if file is None else baseline.load(file)


def project_folder(task: Task) -> Path:
    """The folder of the ledger: that of the configuration, else the working directory."""
    return task.settings.folder or Path.cwd()


def _limits(task: Task) -> Limits:
    return Limits(document=task.settings.max_document, line=task.settings.max_line)


def report_of(
    library: Library,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    screened: Screened | None = None,
) -> tuple[AuditReport, Mapping[str, Document]]:
    """The report; of a document that is only compared with, what the findings cite."""
    cited_claims = {claim for finding in findings for claim in finding.claims}
    cited = {place.document for finding in findings for place in finding.spans}
    shown = [entry for entry in library.entries if entry.checked or entry.id in cited]
    records: list[DocumentRecord] = []
    claims: list[Claim] = []
    for entry in shown:
        records.append(record(library[entry.id], checked=entry.checked))
        ordered = sorted(library.claims(entry.id), key=lambda c: (c.span.start, c.span.end, c.id))
        claims += (claim for claim in ordered if entry.checked or claim.id in cited_claims)
    report = AuditReport(
        schema_version=SCHEMA_VERSION,
        tool=tool(),
        documents=tuple(records),
        claims=tuple(claims),
        findings=tuple(findings),
        summary=Summary(
            documents=len(shown),
            companions=len(library) - len(library.checked),
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
    return report, Shown(library, tuple(entry.id for entry in shown))


def _taking_part(findings: Iterable[Finding], verdicts: frozenset[Verdict]) -> int:
    return len({claim for finding in findings if finding.verdict in verdicts for claim in finding.claims})


def _counts(kinds: type[Severity] | type[Verdict], found: Iterable[Severity | Verdict]) -> dict[str, int]:
    counted = Counter(found)
    return {kind.value: counted[kind] for kind in kinds}


def record(document: Document, *, checked: bool) -> DocumentRecord:
    """What a report says of a document."""
    return DocumentRecord(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        title=document.title,
        published=document.published.isoformat() if document.published else None,
        script=document.script,
        encoding=document.encoding,
        characters=len(document.text),
        checked=checked,
    )


def tool() -> Tool:
    """What a report says of this program."""
    return Tool(name="jiaokan", version=__version__)
