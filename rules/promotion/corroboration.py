"""Lets a statement rest on another document's, where that one has a source and speaks of the same subject.

Only what has evidence of its own corroborates: a source that merely repeats the statement adds nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rules.alignment import align
from rules.collection import Collection
from rules.promotion.filters import Case
from rules.promotion.judgement import INHERITS, Judgement
from rules.promotion.support import Support, carries

_ASKED = 50
"""So many sourced statements about a subject are asked; keeps large collections linear."""


def corroborate(judged: Sequence[Judgement], collection: Collection) -> list[Judgement]:
    """The judgements in their order, those without support resting on other documents where they can."""
    if len(collection.documents) < 2:
        return list(judged)
    sourced: dict[str, list[tuple[Case, Support]]] = defaultdict(list)
    for judgement in judged:
        if judgement.support is not None and judgement.support.kind == "source":
            subject = subject_of(judgement.case, collection)
            if subject is not None:
                sourced[subject].append((judgement.case, judgement.support))
    return [_resting(judgement, sourced, collection) for judgement in judged]


def _resting(
    judgement: Judgement,
    sourced: dict[str, list[tuple[Case, Support]]],
    collection: Collection,
) -> Judgement:
    case = judgement.case
    if judgement.support is not None or case.hit.word_class not in INHERITS:
        return judgement
    subject = subject_of(case, collection)
    for other, behind in sourced.get(subject or "", ())[:_ASKED]:
        if other.document.id != case.document.id and carries(other, case):
            return replace(judgement, support=replace(behind, kind="statement"))
    return judgement


def subject_of(case: Case, collection: Collection) -> str | None:
    """Whom the sentence's claims are about or, where it has none, most of its document's."""
    alignment = collection.once(align)
    own = collection.by_document.get(case.document.id, ())
    line = case.line
    near = [claim for claim in own if line.start <= claim.span.start and claim.span.end <= line.end]
    named = Counter(name for claim in (near or own) if (name := alignment.entity(claim)))
    return max(sorted(named), key=named.__getitem__) if named else None
