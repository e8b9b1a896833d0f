"""Judges the promotional phrases of a document: detection, then the filters, then what stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.model import Claim, Document
from rules.promotion.detection import Hit, detect, lines
from rules.promotion.filters import Case, silenced_by
from rules.promotion.support import Support, carries, support

_INHERITS = frozenset({"superlative", "rank", "boilerplate"})
"""Classes that an earlier supported statement of the document can carry."""


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
    grouped: dict[tuple[str, str], Judgement] = {}
    for case, behind in backed:
        if behind is None and case.hit.word_class in _INHERITS:
            behind = _inherited(case, sourced)
        hit = case.hit
        key = (hit.word_class, case.text[hit.start : hit.end])
        known = grouped.get(key)
        if known is None:
            grouped[key] = Judgement(case, ((hit.start, hit.end),), behind)
        else:
            places = (*known.places, (hit.start, hit.end))
            grouped[key] = replace(known, places=places, support=known.support or behind)
    return tuple(grouped.values())


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
