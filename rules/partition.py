"""Which documents are checked together: one part a company that several speak of, one a document for itself.

Takes the profiles of all documents; gives parts. A part has its documents and what it answers for: a finding
is told by the part that answers for the company of its first claim, and by no other, so that the findings of
all parts together are the findings of the whole, whoever works on which part and in which order. A company
that several documents speak of is one part with those documents; companies of the same documents share one.
All else that a document says is checked in a part of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.alignment import Alignment, aligned
from rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are checked together, and what of their findings is told."""

    documents: tuple[str, ...]
    """Their ids, sorted."""
    alignment: Alignment
    """What of the alignment of the whole concerns them."""
    companies: frozenset[str] = frozenset()
    """The companies that the part answers for, as the alignment names them."""
    nameless: bool = False
    """Whether it answers for what names no company, and for what no company has to do with."""
    ladders: frozenset[str] = frozenset()
    """The nouns whose degrees it compares between its documents."""

    def answers_for(self, company: str | None) -> bool:
        """Whether findings about a company, by its aligned name, are this part's to tell."""
        return self.nameless if company is None else company in self.companies


def partition(profiles: Iterable[Profile], asked: frozenset[str] | None = None) -> tuple[Part, ...]:
    """The parts of a collection, those of one document first; the order of the profiles changes nothing.

    With ids of documents that are `asked` for, only the parts that hold one of them.
    """
    profiles = tuple(sorted(profiles, key=lambda one: one.document))
    alignment = aligned(profiles)
    spoken = {one.document: companies_of(one, alignment) for one in profiles}
    speakers: dict[str, list[str]] = defaultdict(list)
    for document, companies in spoken.items():
        for company in sorted(companies):
            speakers[company].append(document)
    shared: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for company, documents in speakers.items():
        if len(documents) > 1:
            shared[tuple(documents)].add(company)
    graded = dict(_graded(profiles))
    known = {one.document: one for one in profiles}

    def part(
        documents: tuple[str, ...],
        companies: frozenset[str],
        ladders: frozenset[str] = frozenset(),
        *,
        nameless: bool = False,
    ) -> Part:
        own = restricted(alignment, [known[document] for document in documents])
        return Part(documents, own, companies, nameless, ladders)

    def wanted(documents: tuple[str, ...]) -> bool:
        return asked is None or not asked.isdisjoint(documents)

    alone = [
        part((document,), frozenset(c for c in companies if len(speakers[c]) == 1), nameless=True)
        for document, companies in spoken.items()
        if wanted((document,))
    ]
    together = [part(those, frozenset(companies)) for those, companies in shared.items() if wanted(those)]
    compared = [part(those, frozenset(), ladders) for those, ladders in graded.items() if wanted(those)]
    return (*alone, *together, *compared)


def companies_of(one: Profile, alignment: Alignment) -> frozenset[str]:
    """The companies that a document speaks of, as the alignment names them."""
    names = [name for name, _ in one.names if name != alignment.headed.get(one.document)]
    names += [alignment.adopted[one.document]] if one.document in alignment.adopted else []
    return frozenset(company for name in names if (company := alignment.company(name)) is not None)


def _graded(profiles: Iterable[Profile]) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Documents with the nouns of which some of them say more than others."""
    strong: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, list[str]] = defaultdict(list)
    either: dict[str, dict[str, None]] = defaultdict(dict)
    for one in profiles:
        for ladder, upper in one.ladders:
            (strong if upper else weak)[ladder].append(one.document)
            either[ladder][one.document] = None
    together: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for ladder in sorted(strong.keys() & weak.keys()):
        if len(either[ladder]) > 1:
            together[tuple(either[ladder])].add(ladder)
    for documents, ladders in together.items():
        yield documents, frozenset(ladders)


def restricted(alignment: Alignment, profiles: Iterable[Profile]) -> Alignment:
    """What of an alignment some documents need."""
    names: dict[str, str] = {}
    adopted: dict[str, str] = {}
    headed: dict[str, str] = {}
    for one in profiles:
        spoken = [name for name, _ in one.names]
        if one.document in alignment.adopted:
            adopted[one.document] = alignment.adopted[one.document]
            spoken.append(adopted[one.document])
        if one.document in alignment.headed:
            headed[one.document] = alignment.headed[one.document]
        names |= {name: alignment.names[name] for name in spoken if name in alignment.names}
    return Alignment(names, adopted, headed)
