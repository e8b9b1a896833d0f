"""Documents with their claims, as concisely as a test wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.document import document_from_text
from claims.extracting import extract
from claims.folding import fold
from claims.model import Attribution, Basis, Bounds, Claim, Document, Ends, Measure, Source
from claims.numerals import ARABIC_NUMERAL, evaluate
from claims.precision import QUALIFIERS, Bound, core_and_hard
from rules.collection import Collection
from rules.comparison import COMPARISON_RULES
from rules.model import Finding
from rules.wording import Language

COUNTED = ("家", "台", "名", "人", "个", "款", "轮")


@dataclass(frozen=True)
class Says:
    """A figure that stands in a text, and what it is about."""

    text: str
    metric: str
    period: str | None = None
    bound: Bound = Bound.EXACT
    entity: str | None = "云杉智能"
    measure: Measure = Measure.LEVEL
    unit: str | None = None
    basis: Basis = Basis.REPORTED
    by: tuple[Source, str | None] = (Source.NONE, None)
    slices: tuple[tuple[str, str], ...] = ()
    label: str | None = None


@dataclass(frozen=True)
class Paper:
    """A document with the figures in it, in the order of the text."""

    id: str
    text: str
    says: Sequence[Says] = ()
    published: date | None = None
    source: str | None = None

    def renamed(self, name: str) -> Paper:
        """The same text as another document."""
        return Paper(name, self.text, self.says, self.published, self.source)


def collection(papers: Iterable[Paper], language: Language = "zh") -> Collection:
    """The collection that rules look at."""
    documents, claims = [], []
    for paper in papers:
        document = document_from_text(
            paper.text, id=paper.id, path=paper.id, published=paper.published, source=paper.source
        )
        documents.append(document)
        at = 0
        for says in paper.says:
            at = paper.text.index(says.text, at)
            claims.append(_claim(document, at, says))
            at += len(says.text)
    return Collection.of(claims, documents, language)


def findings(papers: Iterable[Paper], language: Language = "zh") -> list[Finding]:
    """Everything that the comparison says."""
    whole = collection(papers, language)
    return [finding for rule in COMPARISON_RULES for finding in rule.run(whole)]


def verdicts(papers: Iterable[Paper]) -> list[tuple[str, str]]:
    """Rule and verdict of every finding."""
    return [(finding.rule, finding.verdict.value) for finding in findings(papers)]


def _claim(document: Document, start: int, says: Says) -> Claim:
    end = start + len(says.text)
    unit = says.unit or _unit(says.text)
    value, core, hard, ulp, significant = says.text, None, None, None, None
    if unit != "date":
        folded = fold(says.text)[0]
        written = ARABIC_NUMERAL.search(folded)
        assert written is not None, says.text
        numeral = evaluate(written.group())
        assert numeral is not None, says.text
        value = _plain(numeral.value)
        ulp, significant = numeral.ulp, numeral.ulp_significant
        core, hard = core_and_hard(
            numeral.value, numeral.ulp, numeral.ulp_significant, says.bound, counted=unit == "count"
        )
    kind, name = says.by
    return Claim(
        id=f"{document.id}:{start}",
        document=document.id,
        span=document.span(start, end),
        text=says.text,
        value=value,
        low=core and _end(core.low),
        high=core and _end(core.high),
        low_open=bool(core and core.low_open),
        high_open=bool(core and core.high_open),
        hard=hard and _bounds(hard),
        ulp=_end(ulp),
        ulp_significant=_end(significant),
        unit=unit,
        unit_inferred=False,
        qualifier=QUALIFIERS[says.bound],
        entity=says.entity,
        metric=says.metric,
        label=says.label,
        measure=Measure.DATE if unit == "date" else says.measure,
        of=None,
        versus=None,
        dimensions=dict(says.slices),
        period=says.period,
        basis=says.basis,
        attribution=Attribution(kind=kind, name=name),
    )


def _unit(text: str) -> str:
    if text.endswith("%"):
        return "percent"
    if text.endswith("倍"):
        return "times"
    return "count" if text.endswith(COUNTED) else "CNY"


def _plain(value: Decimal) -> str:
    return format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")


def _end(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _bounds(ends: Ends) -> Bounds:
    return Bounds(low=_end(ends.low), high=_end(ends.high), low_open=ends.low_open, high_open=ends.high_open)


def read(example: str) -> Collection:
    texts = example.split("\n---\n")
    documents = [document_from_text(text, id=f"{i}", path=f"{i}") for i, text in enumerate(texts)]
    return Collection.of((claim for document in documents for claim in extract(document)), documents)


def revenue(name: str, figure: str, period: str = "2024", **more: object) -> Paper:
    return Paper(
        name, f"{name}报道,云杉智能{period}年营收{figure}。", [Says(figure, "revenue", period, **more)]
    )  # type: ignore[arg-type]


def pair(a: Says, b: Says) -> list[Paper]:
    return [
        Paper("甲", f"云杉智能的消息一:{a.text}。", [a]),
        Paper("乙", f"另有报道说起云杉智能,{b.text}。", [b]),
    ]
