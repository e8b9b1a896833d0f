"""Claims of any number of documents in, findings out; knows the models of `claims` and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Claim, Document
    from rules.model import Finding
    from rules.wording import Language

__all__ = ["check"]


def check(
    claims: Iterable[Claim], documents: Iterable[Document], *, language: Language = "zh"
) -> list[Finding]:
    """What every rule has to say of some claims and their documents, in stable order.

    Findings that need attention come first; the order of the arguments changes nothing but that of equals.
    """
    from rules.catalogue import RULES
    from rules.collection import Collection
    from rules.findings import in_order
    from rules.vouching import Runs

    collection = Collection.of(claims, documents, language)
    runs = collection.once(Runs)
    return in_order(collection, (finding for rule in RULES for finding in runs.of(rule)))
