"""What the parts of the page share: anchors, names of sources and companies, tokens that filters match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from reports import names
from reports.text import one_line
from reports.values import Scale, parse
from rules.alignment import align
from rules.collection import Collection
from rules.interval import Interval
from rules.model import Severity, Verdict
from rules.wording import catalogue, say

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports.model import AuditReport, DocumentRecord
    from rules.model import Finding, Location
    from rules.wording import Language

SIGNS: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "✗",
    Verdict.DISCREPANCY: "✗",
    Verdict.TENSION: "?",
    Verdict.UNSUPPORTED: "!",
    Verdict.EXPLAINED: "≠",
    Verdict.AGREEMENT: "=",
    Verdict.VERIFIED: "✓",
    Verdict.SUPPORTED: "✓",
    Verdict.INFO: "i",
}
"""What stands for a verdict beside its colour."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a part of the page is about, as the filters ask for it; numbers separated by blanks."""

    verdicts: str
    rules: str
    sources: str
    companies: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a document, with the anchor where the page shows it."""

    anchor: str
    """Anchor in the page; empty where the document's text is not at hand."""
    text: str
    """The place as an editor names it: `news.txt:3`."""


@dataclass(frozen=True)
class Desk:
    """A report with what its parts are looked up by."""

    report: AuditReport
    documents: Mapping[str, Document]
    language: Language

    def say(self, key: str, **places: object) -> str:
        """A phrase of the page, or of the terminal report where both say the same."""
        name = "html" if key in catalogue("reports", "html") else "terminal"
        return say("reports", name, key, self.language, **places)

    def name(self, kind: str, key: str) -> str:
        """What an id is called."""
        return names.name(kind, key, self.language)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.report.claims}

    @cached_property
    def records(self) -> dict[str, DocumentRecord]:
        """Records of the documents by id."""
        return {record.id: record for record in self.report.documents}

    @cached_property
    def number(self) -> dict[str, int]:
        """Numbers of the documents, from 1."""
        return {record.id: index for index, record in enumerate(self.report.documents, start=1)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short names of the documents: their ids, fit to be shown."""
        return {record.id: one_line(record.id) for record in self.report.documents}

    @cached_property
    def collection(self) -> Collection:
        """Claims and documents as the rules take them, those whose text is at hand."""
        documents = [self.documents[key] for key in self.number if key in self.documents]
        claims = (claim for claim in self.report.claims if claim.document in self.documents)
        return Collection.of(claims, documents, self.language)

    def company(self, claim: Claim) -> str:
        """Whom a claim is about, under one name in all documents; empty where nobody is named."""
        if claim.document in self.documents:
            return self.collection.once(align).entity(claim) or ""
        return claim.entity or ""

    @cached_property
    def companies(self) -> dict[str, int]:
        """Numbers of the companies, those with the most claims first; the nameless last."""
        counts = Counter(self.company(claim) for claim in self.report.claims)
        ordered = sorted(counts, key=lambda name: (name == "", -counts[name], name))
        return {name: index for index, name in enumerate(ordered, start=1)}

    @cached_property
    def _chief(self) -> dict[str, str]:
        """The company that most claims of a document are about."""
        counts: dict[str, Counter[str]] = {}
        for claim in self.report.claims:
            if name := self.company(claim):
                counts.setdefault(claim.document, Counter())[name] += 1
        return {key: min(c, key=lambda name: (-c[name], name)) for key, c in counts.items()}

    @cached_property
    def places(self) -> dict[str, int]:
        """Places of the claims in the report, from 1, by their ids."""
        return {claim.id: index for index, claim in enumerate(self.report.claims, start=1)}

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Anchors of the claims whose passage is on the page, by the claims' ids."""
        return {
            claim.id: f"c{self.places[claim.id]}"
            for claim in self.report.claims
            if claim.document in self.documents
        }

    @cached_property
    def _at(self) -> dict[tuple[str, int, int], str]:
        return {
            (claim.document, claim.span.start, claim.span.end): self.anchors[claim.id]
            for claim in reversed(self.report.claims)
            if claim.id in self.anchors
        }

    def anchor(self, place: Location) -> str:
        """Anchor of a place that a finding names: its claim's, else one of its own."""
        if place.document not in self.documents:
            return ""
        known = self._at.get((place.document, place.start, place.end))
        return known or f"p{self.number[place.document]}-{place.start}-{place.end}"

    def line(self, document: str, line: int) -> str:
        """Anchor of a line."""
        return f"l{self.number[document]}-{line}" if document in self.documents else ""

    def link(self, place: Location) -> Link:
        """The way to a place that a finding names."""
        return Link(self.anchor(place), f"{self.labels.get(place.document, place.document)}:{place.line}")

    def to_claim(self, claim: Claim) -> Link:
        """The way to a claim."""
        where = f"{self.labels.get(claim.document, claim.document)}:{claim.span.line}"
        return Link(self.anchors.get(claim.id, ""), where)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Places of the findings in the report, from 1, by their ids."""
        return {finding.id: index for index, finding in enumerate(self.report.findings, start=1)}

    def finding_anchor(self, finding: Finding) -> str:
        """Anchor of a finding."""
        return f"f{self.rank[finding.id]}"

    @cached_property
    def findings_of(self) -> dict[str, list[Finding]]:
        """Findings by the claims that take part in them."""
        found: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            for key in finding.claims:
                found.setdefault(key, []).append(finding)
        return found

    @cached_property
    def suspects(self) -> frozenset[str]:
        """Ids of the claims that a finding holds to be wrong, not merely one of several."""
        return frozenset(f.claims[0] for f in self.report.findings if f.claims and suspected(f))

    def claims_of(self, finding: Finding) -> list[Claim]:
        """The claims of a finding that the report holds, the suspect first."""
        return [self.claims[key] for key in finding.claims if key in self.claims]

    def tokens(self, findings: Iterable[Finding], claims: Iterable[Claim] = ()) -> Tokens:
        """What some findings and claims are about; a statement without claims is its document's subject's."""
        findings = tuple(findings)
        known = {claim.id: claim for claim in claims}
        for finding in findings:
            known |= {claim.id: claim for claim in self.claims_of(finding)}
        sources = {self.number[claim.document] for claim in known.values()}
        sources |= {self.number[place.document] for f in findings for place in f.spans}
        companies = {self.companies[self.company(claim)] for claim in known.values()}
        companies |= {
            self.companies[self._chief[place.document]]
            for finding in findings
            if not finding.claims
            for place in finding.spans
            if place.document in self._chief
        }
        return Tokens(
            " ".join(sorted({finding.verdict.value for finding in findings})),
            " ".join(sorted({code(finding.rule) for finding in findings})),
            " ".join(map(str, sorted(sources))),
            " ".join(map(str, sorted(companies))),
        )

    def value(self, claim: Claim) -> str:
        """A claim's value with its unit, as a reader writes it."""
        value = parse(claim.value)
        if value is None:
            return one_line(claim.value)
        return Scale.of([value], claim.unit, self.language).value(value)

    def bounds(self, claim: Claim) -> str:
        """What a careful reader takes a claim to allow; empty where that is one number or nothing."""
        low, high = parse(claim.low), parse(claim.high)
        if claim.unit in ("date", "rank") or low == high:
            return ""
        scale = Scale.of([end for end in (low, high) if end is not None], claim.unit, self.language)
        return scale.interval(Interval.from_bounds(claim.core))

    def fact(self, claim: Claim) -> str:
        """The fact that a claim speaks of."""
        return one_line(names.fact(claim, self.language))

    def speaker(self, claim: Claim) -> str:
        """`据招股书`, or nothing."""
        who = one_line(names.speaker(claim, self.language))
        return self.say("says", who=who) if who else ""

    def language_of(self, document: str) -> str:
        """BCP 47 tag of a document's language, by which a browser chooses the shapes of characters."""
        record = self.records.get(document)
        return "zh-Hant" if record is not None and record.script == "Hant" else "zh-Hans"


def needs_attention(finding: Finding) -> bool:
    """Whether a finding asks an editor to do something."""
    return finding.severity is not Severity.NOTE


def code(rule: str) -> str:
    """A rule's code as one token."""
    return one_line(rule).replace(" ", "_")


def suspected(finding: Finding) -> bool:
    """Whether the first figure is the one to look at, not merely one of several."""
    return finding.verdict in (Verdict.CONTRADICTED, Verdict.TENSION) or (
        finding.verdict is Verdict.DISCREPANCY and finding.suggestion is not None
    )


def shorten(text: str, cells: int) -> str:
    """The text in at most so many columns, an ellipsis where it was cut."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
