"""The claims and documents that rules look at, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from claims.model import Claim, Document
from rules.model import Location
from rules.wording import Language

if TYPE_CHECKING:
    from rules.partition import Part

Result = TypeVar("Result")


@dataclass(frozen=True)
class Collection:
    """Claims of any number of documents, with the documents and the reader's language."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    language: Language = "zh"
    part: Part | None = None
    """What part of a larger collection this is; None where it is whole."""

    @staticmethod
    def of(
        claims: Iterable[Claim],
        documents: Iterable[Document],
        language: Language = "zh",
        part: Part | None = None,
    ) -> Collection:
        """A collection in stable order: documents as given, claims by document and place."""
        ordered = tuple(documents)
        rank = {document.id: index for index, document in enumerate(ordered)}
        placed = sorted(claims, key=lambda c: (rank[c.document], c.span.start, c.span.end))
        return Collection(ordered, tuple(placed), language, part)

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def by_document(self) -> dict[str, tuple[Claim, ...]]:
        """Claims by document id, in their order."""
        grouped: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            grouped[claim.document].append(claim)
        return {key: tuple(claims) for key, claims in grouped.items()}

    def tells(self, name: str | None) -> bool:
        """Whether findings about somebody, by the name in the claims, are to be told here."""
        return self.part is None or self.part.answers_for(self.part.alignment.company(name))

    def once(self, compute: Callable[[Collection], Result]) -> Result:
        """What a pure function gives for this collection, computed at the first call and kept."""
        if compute not in self._results:
            self._results[compute] = compute(self)
        return cast(Result, self._results[compute])

    def forget(self) -> None:
        """Give up what is kept: most of it points back here, and would wait for the garbage collector."""
        self._results.clear()

    @cached_property
    def _results(self) -> dict[Callable[[Collection], object], object]:
        return {}

    def location(self, claim: Claim) -> Location:
        """Where a claim stands."""
        span = claim.span
        return Location(
            document=claim.document, start=span.start, end=span.end, line=span.line, column=span.column
        )

    def place(self, document: str, start: int, end: int) -> Location:
        """A place in a document by offsets."""
        span = self.document[document].span(start, end)
        return Location(document=document, start=start, end=end, line=span.line, column=span.column)
