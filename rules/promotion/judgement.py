"""Judges the promotional phrases of a document: detection, then the filters, then what stands behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.model import Claim, Document
from rules.promotion.detection import Hit, detect, lines
from rules.promotion.filters import Case, silenced_by
from rules.promotion.support import Support, carries, support

INHERITS = frozenset({"superlative", "rank", "boilerplate"})
"""Classes that another statement, one with a source, can carry."""

_SOURCED = 50
"""So many sourced statements of a document are asked whether they carry another; keeps it linear."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A promotional statement of one document, with every place that repeats it."""

    case: Case
    """Where it stands first."""
    places: tuple[tuple[int, int], ...]
    """Start and end of each occurrence of the same words."""
    support: Support | None
    """What stands behind it; None where nothing does."""

    @property
    def phrase(self) -> str:
        """The words as written."""
        return self.case.document.text[self.case.hit.start : self.case.hit.end]


def judge(document: Document, claims: Sequence[Claim] = ()) -> tuple[Judgement, ...]:
    """The promotional statements of a document in their order, each once, with what stands behind it."""
    sentences = lines(document)
    cases = [Case(document, sentences, hit) for hit in _apart(list(detect(document, sentences)))]
    cases = [case for case in cases if silenced_by(case) is None]
    backed = [(case, support(case, tuple(claims))) for case in cases]
    sourced = [(case, behind) for case, behind in backed if behind is not None and behind.kind == "source"]
    first: dict[tuple[str, str], tuple[Case, Support | None]] = {}
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for case, behind in backed:
        hit = case.hit
        key = (hit.word_class, case.text[hit.start : hit.end])
        places[key].append((hit.start, hit.end))
        if key not in first or first[key][1] is None:
            if behind is None and hit.word_class in INHERITS:
                behind = _inherited(case, sourced[:_SOURCED])
            first[key] = (first.get(key, (case,))[0], behind)
    return tuple(Judgement(case, tuple(places[key]), behind) for key, (case, behind) in first.items())


def _apart(hits: list[Hit]) -> list[Hit]:
    """Of phrases that overlap, the first; a phrase is said once."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _inherited(case: Case, sourced: list[tuple[Case, Support]]) -> Support | None:
    for other, behind in sourced:
        if other.hit != case.hit and carries(other, case):
            return replace(behind, kind="statement")
    return None
