"""Plants single slips in figures that something else can check, and counts which are noticed.

    python benchmarks/planting.py PATH... [--each N] [--misses]

Taken are figures that a check of the clean documents confirms (`verified`) or another document repeats
(`agreement`). Each gets slips of every kind that fits it. A slip counts as noticed if a conflict that the
clean documents did not have names its place, and as named if that place stands first in one. A slip with
which all that confirmed the figure still holds (a rank that is kept, a bound, a last digit within the
rounding) can be told by nothing else and is counted apart. Prints the rates by kind of slip; with `--misses`
also each slip that nobody noticed. The choice is the same in every run.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from random import Random

from claims.document import document_from_text, read_document
from claims.extracting import extract
from claims.model import Claim, Document
from rules import check
from rules.model import Finding, Verdict

CONFIRMED = frozenset({Verdict.VERIFIED, Verdict.AGREEMENT})
ALARMS = frozenset({Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION})
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"亿": "万", "億": "萬", "万": "亿", "萬": "億"}


class Kind(StrEnum):
    """Kinds of planted slips."""

    DIGIT = "digit"
    SWAPPED = "swapped"
    TIMES_TEN = "times ten"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Planted:
    """A figure with a slip, and what came of it."""

    kind: Kind
    claim: Claim
    text: str
    """The figure with the slip."""
    checked_by: tuple[str, ...]
    """Codes of the rules that confirm the clean figure."""
    third: bool
    """Whether a third document also states the figure."""
    noticed: bool = False
    named: bool = False
    fits: bool = False
    """Whether all that confirmed the figure still holds."""


class Field:
    """Clean documents with their claims and findings, into which slips are planted one at a time."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self.claims = {document.id: tuple(extract(document)) for document in self.documents}
        self.findings = self._check(self.claims)
        self._alarms = {self._signature(f) for f in self.findings if f.verdict in ALARMS}
        self._confirming: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if finding.verdict in CONFIRMED and len(finding.claims) > 1:
                for name in finding.claims:
                    self._confirming[name].append(finding)

    def checkable(self) -> Iterator[tuple[Claim, tuple[str, ...], bool]]:
        """Figures that something else confirms, the rules that do, and whether a third document has them."""
        confirming = self._confirming
        known = {claim.id: claim for claims in self.claims.values() for claim in claims}
        for claims in self.claims.values():
            for claim in claims:
                if claim.unit in ("date", "rank") or claim.id not in confirming:
                    continue
                agreeing = [f for f in confirming[claim.id] if f.verdict is Verdict.AGREEMENT]
                others = {known[name].document for f in agreeing for name in f.claims} - {claim.document}
                yield claim, tuple(sorted({f.rule for f in confirming[claim.id]})), len(others) > 1

    def plant(self, planted: Planted) -> Planted:
        """The slip with what the check of the changed documents says of it."""
        claim, span = planted.claim, planted.claim.span
        clean = next(document for document in self.documents if document.id == claim.document)
        text = clean.text[: span.start] + planted.text + clean.text[span.end :]
        changed = replace(
            document_from_text(text, id=clean.id, path=clean.path, published=clean.published),
            source=clean.source,
        )
        claims = {**self.claims, clean.id: tuple(extract(changed))}
        documents = tuple(changed if document is clean else document for document in self.documents)
        end, noticed, named = span.start + len(planted.text), False, False
        findings = check([c for found in claims.values() for c in found], documents)
        for finding in findings:
            if finding.verdict not in ALARMS or self._signature(finding, claim, planted.text) in self._alarms:
                continue
            for number, place in enumerate(finding.spans):
                if place.document == clean.id and place.start < end and span.start < place.end:
                    noticed, named = True, named or number == 0
        fits = not noticed and self._still_confirmed(claim, planted.text, findings)
        return replace(planted, noticed=noticed, named=named, fits=fits)

    def _still_confirmed(self, claim: Claim, text: str, findings: Iterable[Finding]) -> bool:
        """Whether each finding that confirmed the clean figure confirms the changed one, places and all."""
        held = defaultdict(list)
        for finding in findings:
            if finding.verdict in CONFIRMED:
                held[finding.rule].append(set(self._signature(finding, claim, text)[2]))
        return all(
            any(set(self._signature(clean)[2]) <= places for places in held[clean.rule])
            for clean in self._confirming[claim.id]
        )

    def _check(self, claims: dict[str, tuple[Claim, ...]]) -> list[Finding]:
        return check([claim for found in claims.values() for claim in found], self.documents)

    @staticmethod
    def _signature(
        finding: Finding, claim: Claim | None = None, text: str = ""
    ) -> tuple[str, Verdict, tuple[tuple[str, int], ...]]:
        """What a finding is, with its places as they are in the clean text."""
        places = []
        for place in finding.spans:
            start = place.start
            if claim is not None and place.document == claim.document and start > claim.span.start:
                start -= len(text) - len(claim.text)
            places.append((place.document, start))
        return finding.rule, finding.verdict, tuple(places)


def slips(claim: Claim, random: Random) -> Iterator[tuple[Kind, str]]:
    """One slip of each kind that the written figure allows; its first number where it has several."""
    number = _NUMBER.search(claim.text)
    if number is None:
        return
    digits, places = number.group(), [i for i, c in enumerate(number.group()) if c.isdigit()]
    at = random.choice(places)
    new = random.choice([d for d in "123456789" if d != digits[at]])
    yield Kind.DIGIT, _put(claim.text, number, digits[:at] + new + digits[at + 1 :])
    swaps = [(i, j) for i, j in pairwise(places) if digits[i] != digits[j] and digits[j] != "0"]
    if swaps:
        i, j = random.choice(swaps)
        turned = list(digits)
        turned[i], turned[j] = turned[j], turned[i]
        yield Kind.SWAPPED, _put(claim.text, number, "".join(turned))
    yield Kind.TIMES_TEN, _put(claim.text, number, _times_ten(digits))
    scale = next((c for c in claim.text[number.end() :] if c in _SCALES), None)
    if scale is not None:
        yield (
            Kind.SCALE,
            claim.text[: number.end()] + claim.text[number.end() :].replace(scale, _SCALES[scale], 1),
        )


def _put(text: str, number: re.Match[str], digits: str) -> str:
    return text[: number.start()] + digits + text[number.end() :]


def _times_ten(digits: str) -> str:
    """A number with its point one place further on."""
    whole, point, fraction = digits.replace(",", "").partition(".")
    if not point:
        return whole + "0"
    return (whole + fraction[0]).lstrip("0") + ("." + fraction[1:] if fraction[1:] else "")


def plant_all(documents: Iterable[Document], each: int | None = None, seed: int = 4) -> list[Planted]:
    """Slips of every kind in every figure that can be checked, or in `each` of them, chosen by `seed`."""
    random, field = Random(seed), Field(documents)
    figures = list(field.checkable())
    if each is not None and each < len(figures):
        figures = random.sample(figures, each)
    return [
        field.plant(Planted(kind, claim, text, rules, third))
        for claim, rules, third in figures
        for kind, text in slips(claim, random)
    ]


def rates(planted: Iterable[Planted]) -> str:
    """A table: by kind of slip how many were noticed, and of those that a third document states, named."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    planted = list(planted)
    for one in planted:
        for name in () if one.fits else (one.kind.value, "all"):
            counts[name].update(
                {
                    "planted": 1,
                    "noticed": one.noticed,
                    "third": one.third and one.noticed,
                    "named": one.third and one.named,
                }
            )
    lines = [f"{'':<10} planted  noticed          named first of those with a third statement"]
    for name, count in sorted(counts.items(), key=lambda item: item[0] == "all"):
        noticed, share = count["noticed"], count["noticed"] / count["planted"]
        named = f"{count['named'] / count['third']:.3f}" if count["third"] else "none"
        lines.append(
            f"{name:<10} {count['planted']:>7} {noticed:>5} ({share:.3f}) {count['named']:>10} of"
            f" {count['third']} ({named})"
        )
    lines.append(
        f"{sum(one.fits for one in planted)} more with which all that confirmed the figure still holds"
    )
    return "\n".join(lines)


def main() -> None:
    """Plant slips in the files and folders named on the command line and print the rates."""
    parser = argparse.ArgumentParser(description="Count planted slips that are noticed.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=None, help="so many figures, chosen at random")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    files = [f for path in given.paths for f in (sorted(path.iterdir()) if path.is_dir() else [path])]
    documents = [read_document(file, id=file.name) for file in files if file.name != "README.md"]
    planted = plant_all(documents, given.each, given.seed)
    for one in planted if given.misses else ():
        if not one.noticed or (one.third and not one.named):
            claim = one.claim
            print(
                "still fits" if one.fits else "MISSED" if not one.noticed else "not first",
                f"{claim.document}:{claim.span.line}:{claim.span.column}",
                f"{one.kind}: {claim.text} → {one.text}  [{claim.metric} {claim.measure} {claim.period}]",
                *one.checked_by,
            )
    print(rates(planted), file=sys.stdout)


if __name__ == "__main__":
    main()
