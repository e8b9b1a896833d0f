"""Claims from figures as written, for tests of the rules: no extraction, exact numbers and intervals.

`said("约1.2亿元", "revenue", "2024")` is a figure and what it is about; `paper(said(…), said(…))` a document
of one sentence that holds them; a list of them makes a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.document import document_from_text
from claims.extracting import extract
from claims.model import Attribution, Basis, Bounds, Claim, Document, Ends, Measure, Source
from claims.periods import periods
from claims.quantities import quantities
from rules import check
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection
from rules.interval import plain
from rules.model import Finding


@dataclass(frozen=True)
class Said:
    """A figure as written and what it is about."""

    text: str
    metric: str
    period: str | None = "2024"
    measure: Measure = Measure.LEVEL
    of: str | None = None
    entity: str | None = "青禾科技"
    slices: dict[str, str] = field(default_factory=dict)
    versus: str | None = None
    basis: Basis = Basis.REPORTED
    before: str = ""
    sign: int = 1


def said(text: str, metric: str, period: str | None = "2024", **about: object) -> Said:
    """A figure; `before` are words in front of it, `sign` −1 turns a fall that is written without a sign."""
    return Said(text, metric, period, **about)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Paper:
    """A document and its claims."""

    document: Document
    claims: tuple[Claim, ...]


def paper(*parts: Said | Sequence[Said], name: str = "a", published: date | None = None) -> Paper:
    """A document; figures given singly share the first sentence, each list makes another."""
    single = [part for part in parts if isinstance(part, Said)]
    sentences = ([single] if single else []) + [list(p) for p in parts if not isinstance(p, Said)]
    text, places = "", []
    for sentence in sentences:
        for number, part in enumerate(sentence):
            text += ("，" if number else "") + part.before
            places.append((part, len(text)))
            text += part.text
        text += "。\n"
    document = document_from_text(text, id=name, path=name, published=published)
    return Paper(document, tuple(_claim(document, part, start) for part, start in places))


def collected(*papers: Paper) -> Collection:
    """A collection of papers."""
    return Collection.of([c for p in papers for c in p.claims], [p.document for p in papers])


def findings(code: str, *papers: Paper) -> list[Finding]:
    """What one arithmetic rule finds in papers."""
    rule = next(rule for rule in ARITHMETIC_RULES if rule.code == code)
    return list(rule.run(collected(*papers)))


def verdicts(code: str, *papers: Paper) -> list[str]:
    """The verdicts of one arithmetic rule on papers."""
    return [finding.verdict.value for finding in findings(code, *papers)]


def _claim(document: Document, part: Said, start: int) -> Claim:
    about = {
        "document": document.id,
        "entity": part.entity,
        "metric": part.metric,
        "label": None,
        "measure": part.measure,
        "of": part.of,
        "versus": part.versus,
        "dimensions": part.slices,
        "period": part.period,
        "basis": part.basis,
        "attribution": Attribution(kind=Source.NONE, name=None),
        "unit_inferred": False,
    }
    if part.measure is Measure.DATE:
        (found,) = periods(part.text)
        span = document.span(start + found.start, start + found.end)
        none = Bounds(low=None, high=None, low_open=True, high_open=True)
        return Claim(
            id=f"{document.id}:{start}", span=span, text=found.text, value=str(found.iso),
            **none.model_dump(), hard=None, ulp=None, ulp_significant=None, unit="date",
            qualifier="exact", **about,
        )  # fmt: skip
    (q,) = quantities(part.text)
    core, hard = _bounds(q.core), _bounds(q.hard)
    if part.sign < 0:
        core, hard = _flipped(core), _flipped(hard)
    return Claim(
        id=f"{document.id}:{start}", span=document.span(start + q.start, start + q.end), text=q.text,
        value=plain(part.sign * q.value), **core.model_dump(), hard=hard, ulp=plain(q.ulp),
        ulp_significant=plain(q.ulp_significant), unit=q.unit, qualifier=q.qualifier, **about,
    )  # fmt: skip


def _bounds(ends: Ends) -> Bounds:
    return Bounds(
        low=_text(ends.low), high=_text(ends.high), low_open=ends.low_open, high_open=ends.high_open
    )


def _text(value: object) -> str | None:
    return None if value is None else plain(value)  # type: ignore[arg-type]


def _flipped(bounds: Bounds) -> Bounds:
    def negative(end: str | None) -> str | None:
        return None if end is None else end[1:] if end.startswith("-") else f"-{end}"

    return Bounds(
        low=negative(bounds.high), high=negative(bounds.low),
        low_open=bounds.high_open, high_open=bounds.low_open,
    )  # fmt: skip


def faulted(*texts: str, published: date) -> list[tuple[str, str]]:
    """Rule and suspect of everything that is told against texts, as read, of one day of publication."""
    documents = [
        document_from_text(text, id=f"{number}.txt", path=f"{number}.txt", published=published)
        for number, text in enumerate(texts)
    ]
    claims = [claim for document in documents for claim in extract(document)]
    text = {claim.id: claim.text for claim in claims}
    return [
        (finding.rule, text[finding.claims[0]])
        for finding in check(claims, documents)
        if finding.verdict.value in ("contradicted", "discrepancy", "tension")
    ]
