"""Claims of any number of documents in, findings out; knows the models of `claims` and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Claim, Document
    from rules.model import Finding
    from rules.partition import Part
    from rules.wording import Language

__all__ = ["check", "check_part"]


def check(
    claims: Iterable[Claim], documents: Iterable[Document], *, language: Language = "zh"
) -> list[Finding]:
    """What every rule has to say of some claims and their documents, in stable order.

    That is what the parts of the collection say, each checked for itself. Findings that need attention come
    first, then the order is that of the documents' ids; the order of the arguments changes nothing.
    """
    from rules.collection import Collection
    from rules.findings import in_order
    from rules.partition import partition
    from rules.profile import profile

    whole = Collection.of(claims, sorted(documents, key=lambda document: document.id), language)
    of = whole.by_document
    parts = partition(profile(document, of.get(document.id, ())) for document in whole.documents)
    found: list[Finding] = []
    for part in parts:
        ids = part.documents
        found += check_part(
            part,
            [claim for document in ids for claim in of.get(document, ())],
            [whole.document[document] for document in ids],
            language=language,
        )
    return in_order((document.id for document in whole.documents), found)


def check_part(
    part: Part, claims: Iterable[Claim], documents: Iterable[Document], *, language: Language = "zh"
) -> list[Finding]:
    """What every rule has to say of what one part of a collection answers for.

    Takes the part's documents with all of their claims, in any order; a function of these alone, so that
    parts may be checked anywhere and at any time.
    """
    from rules.alignment import align
    from rules.catalogue import RULES
    from rules.collection import Collection
    from rules.datelines import with_years
    from rules.fiscalyears import in_fiscal_years
    from rules.roots import at_their_root
    from rules.vouching import Runs

    claims, ordered = with_years(claims, sorted(documents, key=lambda document: document.id))
    collection = Collection.of(in_fiscal_years(claims), ordered, language, part)
    runs, alignment = collection.once(Runs), collection.once(align)

    def told(finding: Finding) -> bool:
        if not finding.claims:  # what rests on no claim is asked for by its rule
            return True
        return part.answers_for(alignment.entity(collection.claim[finding.claims[0]]))

    every = at_their_root(collection, [finding for rule in RULES for finding in runs.of(rule)])
    found = [finding for finding in every if told(finding)]
    collection.forget()
    return found
