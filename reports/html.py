"""The report as one page that needs no network: findings, facts against sources, texts, lineage.

Everything that a document or a finding says reaches the markup through Jinja2's autoescape, and nothing that
the page does comes from anywhere but the page: its policy allows only the style sheet and the script whose
digests it names.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.page.cards import groups
from reports.page.desk import SIGNS, Desk, code, shorten
from reports.page.lineage import drawing
from reports.page.matrix import OUTCOME_SIGNS, OUTCOMES, anchors, tables
from reports.page.texts import texts
from reports.tally import not_told
from reports.text import one_line
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport

_CLAUSE = re.compile(r"[,，。；;:：]")
_BUFFER = 1 << 16
"""Characters that are handed on at once."""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule that found something, explained."""

    code: str
    name: str
    checks: str
    misleads: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter offers."""

    value: str
    text: str
    sign: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page can be filtered by."""

    verdicts: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    companies: tuple[Choice, ...]


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the page piece by piece; the same report gives the same bytes."""
    desk = Desk(report, documents, options.language)
    facts = tables(desk)
    style = _source("page.css")
    script = _source("page.js")
    notes = tuple(_notes(desk))
    context = {
        "say": desk.say,
        "name": desk.name,
        "lang": "zh-Hans" if options.language == "zh" else "en",
        "policy": _policy(style, script),
        "style": Markup(style),
        "script": Markup(script),
        "report": report,
        "outcomes": OUTCOMES,
        "outcome_signs": OUTCOME_SIGNS,
        "severities": {s.value: report.summary.by_severity.get(s.value, 0) for s in Severity},
        "not_told": not_told(report.summary, options.language).removeprefix(" · "),
        "groups": groups(desk),
        "tables": facts,
        "lineage": drawing(desk),
        "texts": texts(desk, anchors(facts)),
        "rules": notes,
        "explained": {note.code for note in notes},
        "filters": _filters(desk, notes),
        "skipped": tuple((one_line(s.path), one_line(s.reason)) for s in report.summary.skipped),
        "untouched": _untouched(desk),
    }
    held: list[str] = []
    size = 0
    for piece in _environment().get_template("page.html").generate(context):
        held.append(piece)
        size += len(piece)
        if size >= _BUFFER:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = _quoted
    return environment


def _quoted(text: str) -> Markup:
    """A text of ours, the words that it quotes between backticks set apart."""
    return Markup("").join(
        Markup("<q>{}</q>").format(part) if index % 2 else part for index, part in enumerate(text.split("`"))
    )


@cache
def _source(name: str) -> str:
    """A style sheet or script of ours, as it stands between its tags."""
    return _environment().get_template(name).render()


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style sheet and this script and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _notes(desk: Desk) -> Iterator[RuleNote]:
    from rules.catalogue import BY_CODE

    for key in sorted({finding.rule for finding in desk.report.findings}):
        rule = BY_CODE.get(key)
        if rule is not None:
            checks = rule.checks[desk.language]
            name = _CLAUSE.split(checks)[0].replace("`", "")
            yield RuleNote(key, name, checks, rule.misleads[desk.language])


def _filters(desk: Desk, notes: tuple[RuleNote, ...]) -> Filters:
    report = desk.report
    named = {note.code: f"{note.code} {shorten(note.name, 40)}" for note in notes}
    codes = sorted({code(finding.rule) for finding in report.findings})
    return Filters(
        verdicts=tuple(
            Choice(verdict.value, desk.name("verdict", verdict), SIGNS[verdict], count)
            for verdict in sorted(Verdict, key=_weight)
            if (count := report.summary.by_verdict.get(verdict.value, 0))
        ),
        rules=tuple(Choice(key, named.get(key, key)) for key in codes),
        sources=tuple(Choice(str(n), shorten(desk.labels[key], 48)) for key, n in desk.number.items()),
        companies=tuple(
            Choice(str(n), shorten(one_line(company), 40) or desk.say("nobody"))
            for company, n in desk.companies.items()
        ),
    )


_WEIGHTS = (
    Verdict.CONTRADICTED,
    Verdict.DISCREPANCY,
    Verdict.TENSION,
    Verdict.UNSUPPORTED,
    Verdict.EXPLAINED,
    Verdict.AGREEMENT,
    Verdict.VERIFIED,
    Verdict.SUPPORTED,
    Verdict.INFO,
)


def _weight(verdict: Verdict) -> int:
    return _WEIGHTS.index(verdict)


def _untouched(desk: Desk) -> int:
    """Claims that no comparison and no arithmetic takes part in."""
    idle = (Verdict.UNSUPPORTED, Verdict.SUPPORTED, Verdict.INFO)
    touched = {key for f in desk.report.findings if f.verdict not in idle for key in f.claims}
    return len(desk.claims.keys() - touched)
