"""The findings as SARIF 2.1.0, as GitHub code scanning reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from reports import places
from reports.places import asks, end, repair, uri, with_fingerprints
from reports.text import one_line
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding, Location, Rule
    from rules.wording import Language

MOST = 25_000
"""Results of a run that GitHub takes; the others are counted in a notification."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_RANKS = {
    Verdict.CONTRADICTED: 95,
    Verdict.DISCREPANCY: 90,
    Verdict.TENSION: 60,
    Verdict.UNSUPPORTED: 50,
}
"""How sure a verdict is, from 0 to 100; what is not here has 20."""


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield one run: its rules, then a result for each finding that asks for attention."""
    codes = sorted({finding.rule for finding in report.findings if asks(finding)})
    driver = {
        "name": report.tool.name,
        "version": report.tool.version,
        "rules": [_rule(code, options.language) for code in codes],
    }
    yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n'
    yield f'"tool": {_json({"driver": driver})},\n"columnKind": "unicodeCodePoints",\n'
    asking = sum(map(asks, report.findings))
    yield f'"invocations": [{_json(_invocation(report, asking - MOST))}],\n"results": ['
    paths = places.paths(report, options)
    separator = "\n"
    for finding, fingerprint in islice(with_fingerprints(report, documents), MOST):
        result = _result(finding, fingerprint, codes.index(finding.rule), paths, documents)
        yield separator + _json(result)
        separator = ",\n"
    yield "\n]\n}]\n}\n"


def _rule(code: str, language: Language) -> dict[str, object]:
    from rules.catalogue import BY_CODE

    rule = BY_CODE.get(code)
    if rule is None:
        return {"id": one_line(code)}
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": rule.checks[language]},
        "fullDescription": {"text": f"{rule.checks[language]} {rule.misleads[language]}"},
        "help": {"text": _help(rule, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "precision": "high" if rule.severity is Severity.ERROR else "medium",
            "problem.severity": _PROBLEMS[rule.severity],
            "tags": ["numbers" if rule.severity is Severity.ERROR else "wording"],
        },
    }


def _help(rule: Rule, language: Language) -> str:
    examples = [f"✗ {text.strip()}" for text in rule.fails] + [f"✓ {text.strip()}" for text in rule.passes]
    return "\n\n".join([rule.checks[language], rule.misleads[language], *examples])


def _invocation(report: AuditReport, left_out: int) -> dict[str, object]:
    notes = [
        {"level": "warning", "message": {"text": f"{one_line(s.path)}: {one_line(s.reason)}"}}
        for s in report.summary.skipped
    ]
    if left_out > 0:
        text = f"{left_out} more findings are not in this file"
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _result(
    finding: Finding,
    fingerprint: str,
    index: int,
    paths: Mapping[str, str],
    documents: Mapping[str, Document],
) -> dict[str, object]:
    spans = list(finding.spans)
    related = [
        {"id": number, **_location(place, paths, documents), "message": {"text": _where(place, paths)}}
        for number, place in enumerate(spans[1:], start=1)
    ]
    links = "".join(
        f" [{_linked(_where(place, paths))}]({number})" for number, place in enumerate(spans[1:], start=1)
    )
    first = [_location(spans[0], paths, documents)] if spans else _nowhere(paths)
    return {
        "ruleId": one_line(finding.rule),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "rank": _RANKS.get(finding.verdict, 20),
        "message": {"text": _linked(one_line(finding.message) + repair(finding)) + links},
        "locations": first,
        "relatedLocations": related,
        "partialFingerprints": {"jiaokan/v1": fingerprint},
        "properties": {"verdict": finding.verdict.value, "origins": finding.origins},
    }


def _location(
    place: Location, paths: Mapping[str, str], documents: Mapping[str, Document]
) -> dict[str, object]:
    line, column = end(place, documents)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": line,
        "endColumn": column,
    }
    artifact = {"uri": uri(paths.get(place.document, place.document))}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _nowhere(paths: Mapping[str, str]) -> list[dict[str, object]]:
    """A finding without a place still needs one for the upload: the first document as a whole."""
    return [
        {"physicalLocation": {"artifactLocation": {"uri": uri(path)}}} for path in list(paths.values())[:1]
    ]


def _where(place: Location, paths: Mapping[str, str]) -> str:
    return f"{one_line(paths.get(place.document, place.document))}:{place.line}:{place.column}"


def _linked(text: str) -> str:
    """Text in a message with links: brackets of its own are escaped, as the standard's 3.11.6 has it."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
