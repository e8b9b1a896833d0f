"""Who leans on whom: which documents are one origin, and how many independent origins a figure has.

Takes a collection; gives the leanings between its documents and a count of origins for any of its claims.
A document leans on another when it cites it or shares its wording; two documents lean on one filing or study
when both give figures as its figures. The order of the documents decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from claims.model import Basis, BlockKind, Claim, Document, Source
from rules.alignment import Alignment, align
from rules.authority import authority
from rules.collection import Collection
from rules.filings import own_outlets, own_word
from rules.groups import Groups
from rules.model import Location
from rules.winnowing import Fingerprint, winnow

Node = tuple[str, str]
"""An origin: a kind (`document`, or that of an attribution) and a name."""


OWN = "own"
"""The kind of origin that a company's own word is, in filings and elsewhere."""


class Trace(StrEnum):
    """By what a leaning shows."""

    COPY = "copy"
    """Nearly all of the text stands in the other."""
    WORDING = "wording"
    """Passages stand in the other."""
    CITATION = "citation"
    """The other's title or outlet is cited."""
    ATTRIBUTION = "attribution"
    """Figures are given as those of a filing, a study or a company."""
    MISTAKE = "mistake"
    """Both give the same wrong figure."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """One document leaning on another, or on a work outside the collection."""

    document: str
    """Id of the document that leans."""
    on: str
    """Id of the document, or for an attribution the name of the work or speaker, that it leans on."""
    trace: Trace
    """By what it shows."""
    share: Fraction
    """How much of the document: of its text for copies and wording, of its claims for an attribution."""
    spans: tuple[Location, ...]
    """Where it shows, in the document that leans and, for wording, in the other."""


def lineage(collection: Collection) -> tuple[Leaning, ...]:
    """Which document leans on which, by what, on how much of its text; sorted by the documents' ids."""
    found = [*wording(collection), *_citations(collection), *_attributions(collection)]
    return tuple(sorted(found, key=lambda x: (x.document, x.on, x.trace)))


def origins_of(collection: Collection, claims: Iterable[Claim]) -> int:
    """How many independent origins stand behind claims of one fact."""
    return collection.once(Origins).count(claims)


@dataclass(frozen=True)
class Origins:
    """The origins of a collection's documents."""

    collection: Collection

    @cached_property
    def _document(self) -> Groups[str]:
        """Documents that lean on one another, as one group."""
        groups: Groups[str] = Groups()
        own = self.collection.once(own_word)
        for leaning in self.collection.once(lineage):
            filed = leaning.trace is Trace.CITATION and leaning.on in own.filings
            if leaning.trace is not Trace.ATTRIBUTION and not filed:  # a filing binds what is its company's
                groups.join(leaning.document, leaning.on)
        return groups

    @cached_property
    def _leanings(self) -> frozenset[tuple[str, str]]:
        """Pairs of documents of which the first leans on the second."""
        return frozenset((x.document, x.on) for x in self.collection.once(lineage))

    @cached_property
    def _filings(self) -> frozenset[tuple[str, str]]:
        """Documents with the companies whose own word they give or draw on."""
        alignment, own = self.collection.once(align), self.collection.once(own_word)
        drawn = {(drawing.document, drawing.company) for drawing in own.drawings.values()}
        drawn |= set(own.releases.items())
        return frozenset(drawn).union(
            (claim.document, alignment.entity(claim) or "")
            for claim in self.collection.claims
            if claim.attribution.kind is Source.FILING or claim.document in own.filings
        )

    @cached_property
    def _copies(self) -> Groups[str]:
        """Documents that are one text."""
        groups: Groups[str] = Groups()
        for leaning in self.collection.once(lineage):
            if leaning.trace is Trace.COPY:
                groups.join(leaning.document, leaning.on)
        return groups

    def text(self, document: str) -> str:
        """The document that stands for all copies of one text."""
        return self._copies.leader(document)

    def document(self, document: str) -> str:
        """The document that stands for all that share an origin with this one."""
        return self._document.leader(document)

    @cached_property
    def _roots(self) -> Groups[Node]:
        """Documents with those that they lean on in any way, and with their company's own word."""
        groups: Groups[Node] = Groups()
        own = self.collection.once(own_word)
        for leaning in self.collection.once(lineage):
            if leaning.trace is not Trace.ATTRIBUTION:
                groups.join(("document", leaning.document), ("document", leaning.on))
        drawn = [(drawing.document, drawing.company) for drawing in own.drawings.values()]
        for document, company in (*own.filings.items(), *own.releases.items(), *drawn):
            groups.join(("document", document), (OWN, company))
        return groups

    def root(self, document: str) -> str:
        """The document that stands for all that rest, as a whole, on what this one rests on."""
        leader = self._roots.leader(("document", document))
        return leader[1]

    def count(self, claims: Iterable[Claim]) -> int:
        """How many origins no chain of leanings joins."""
        alignment = self.collection.once(align)
        groups: Groups[Node] = Groups()
        nodes: list[Node] = []
        claims = tuple(claims)
        guesses = {
            guess.value
            for guess in claims
            if guess.basis is Basis.ESTIMATED
            and not any(
                (guess.document, c.document) in self._leanings for c in claims if c.value == guess.value
            )
        }
        for claim in claims:
            node = ("document", self.document(claim.document))
            nodes.append(node)
            outside = _outside(claim, alignment)
            company = alignment.entity(claim) or ""
            if (outside is None or _repeats(claim)) and (claim.document, company) in self._filings:
                outside = (Source.FILING.value, company)
            if outside is not None and outside[0] in authority().shared.per_entity:
                outside = (OWN, company)  # a company does not confirm itself
            if outside is not None:
                groups.join(node, outside)
            if claim.value in guesses:  # nobody arrives at another's guess by himself
                groups.join(node, (Basis.ESTIMATED.value, claim.value))
        return len({groups.leader(node) for node in nodes})


def _repeats(claim: Claim) -> bool:
    """Whether a study that the claim names can only have repeated what the company disclosed."""
    study = claim.attribution.kind in authority().shared.per_name and claim.basis is Basis.REPORTED
    return study and claim.metric not in authority().shared.studied


def _outside(claim: Claim, alignment: Alignment) -> Node | None:
    """The filing, study or speaker that a claim is attributed to, where it is one origin by itself."""
    kind, name = claim.attribution.kind, claim.attribution.name
    if kind in authority().shared.per_entity:
        return kind.value, alignment.entity(claim) or ""
    if kind in authority().shared.per_name and name is not None and not nobody(name):
        return kind.value, name
    return None


def nobody(name: str) -> bool:
    """Whether an attribution names nobody in particular: two documents' 媒体 need not be the same."""
    return authority().shared.unnamed.fullmatch(name) is not None


def seniority(document: Document) -> tuple[date, str, str]:
    """Orders documents by who may have had a text first; independent of their order in the collection."""
    return document.published or date.max, document.sha256, document.id


def own_words(document: Document) -> list[tuple[int, int]]:
    """The parts of a document that somebody wrote: no furniture, no references, no captions."""
    blocks = [
        (block.start, block.end)
        for block in document.blocks
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY)
    ]
    return blocks or [(0, len(document.folded))]


@dataclass(slots=True)
class _Shared:
    """Fingerprints that a document shares with one senior document."""

    here: list[Fingerprint]
    there: list[Fingerprint]


_KEPT = 8
"""At most this many of the first documents with a fingerprint are kept, and of the latest as many."""
LEAST_SHARED = 4
"""Fewer common fingerprints are a set phrase, not a passage."""


def wording(collection: Collection) -> Iterator[Leaning]:
    """Leanings by shared wording.

    Each fingerprint is looked up at the first and at the latest few documents that had it, not at all of
    them, so that the work grows with the text and not with the number of pairs, even where thousands of
    documents hold one passage.
    """
    rules = authority().wording
    first: dict[str, list[tuple[str, Fingerprint]]] = defaultdict(list)
    latest: dict[str, deque[tuple[str, Fingerprint]]] = defaultdict(lambda: deque(maxlen=_KEPT))
    whole: dict[str, str] = {}
    for document in sorted(collection.documents, key=seniority):
        parts = own_words(document)
        letters = _letters("".join(document.folded[start:end] for start, end in parts))
        twin = whole.setdefault(letters, document.id) if letters else document.id
        if twin != document.id:  # however short; what is said of the twin holds for it
            place = collection.place(document.id, *parts[0])
            other_place = collection.place(twin, *own_words(collection.document[twin])[0])
            yield Leaning(document.id, twin, Trace.COPY, Fraction(1), (place, other_place))
            continue
        prints = {x.gram: x for x in winnow(document.folded, parts, rules.length, rules.window)}
        shared: dict[str, _Shared] = defaultdict(lambda: _Shared([], []))
        for gram, here in prints.items():
            known = first[gram]
            for other, there in dict((*known, *latest.get(gram, ()))).items():
                shared[other].here.append(here)
                shared[other].there.append(there)
            (known if len(known) < _KEPT else latest[gram]).append((document.id, here))
        for other, both in shared.items():
            part = Fraction(len(both.here), len(prints))
            if len(both.here) >= LEAST_SHARED and part >= Fraction(rules.share):
                trace = Trace.COPY if part >= Fraction(rules.copy_share) else Trace.WORDING
                spans = [collection.place(document.id, *x) for x in _passages(both.here)]
                spans += [collection.place(other, *x) for x in _passages(both.there)]
                yield Leaning(document.id, other, trace, part, tuple(spans))


def _passages(prints: list[Fingerprint], most: int = 3) -> list[tuple[int, int]]:
    """The longest passages that consecutive fingerprints cover, in their order."""
    reach = authority().wording.length + authority().wording.window
    passages: list[tuple[int, int]] = []
    for place in sorted(prints, key=lambda x: x.start):
        if passages and place.start <= passages[-1][1] + reach:
            passages[-1] = (passages[-1][0], max(place.end, passages[-1][1]))
        else:
            passages.append((place.start, place.end))
    longest = sorted(passages, key=lambda x: (x[0] - x[1], x[0]))[:most]
    return sorted(longest)


_TITLE_GRAM = 6
_HEAD = 160
"""Characters at the start of a document in which its title stands, where no title was recognised."""


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _grams(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[i : i + _TITLE_GRAM] for i in range(len(letters) - _TITLE_GRAM + 1)}


def _citations(collection: Collection) -> Iterator[Leaning]:
    """Leanings by a cited title or outlet."""
    titled: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = {}
    for document in collection.documents:
        for gram in _grams(document.folded[:_HEAD]):
            titled[gram].add(document.id)
        own[document.id] = own_outlets(document)
        for outlet in own[document.id]:
            outlets[outlet].add(document.id)
    subjects = {
        document: {claim.entity for claim in claims if claim.entity}
        for document, claims in collection.by_document.items()
    }
    spoken = collection.once(own_word)
    filed_by = spoken.filed_by
    for document in collection.documents:
        cited: dict[str, Location] = {}
        for found in _found(document, authority().citation.title, "title"):
            for other in _titled(found.group("title"), titled):
                cited.setdefault(other, collection.place(document.id, *found.span("title")))
        for found in _found(document, authority().citation.outlet, "outlet"):
            outlet = found.group("outlet")
            for other in outlets.get(outlet, ()) if outlet not in own[document.id] else ():
                if subjects.get(document.id, set()) & subjects.get(other, set()) and not _later(
                    collection.document[other], document
                ):
                    cited.setdefault(other, collection.place(document.id, *found.span("outlet")))
        drawing = spoken.drawings.get(document.id)
        for other in filed_by.get(drawing.company, ()) if drawing else ():
            if drawing and not _later(collection.document[other], document):
                cited.setdefault(other, collection.place(document.id, drawing.start, drawing.end))
        for other, place in sorted(cited.items()):
            if other != document.id:
                yield Leaning(document.id, other, Trace.CITATION, Fraction(0), (place,))


def _found(document: Document, patterns: Iterable[re.Pattern[str]], group: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        for found in pattern.finditer(document.folded):
            if found.group(group):
                yield found


def _titled(title: str, titled: dict[str, set[str]]) -> list[str]:
    """Documents that open with a cited title, allowing for a changed word or punctuation."""
    grams = _grams(title)
    hits = Counter(document for gram in grams for document in titled.get(gram, ()))
    return [document for document, count in hits.items() if count * 3 >= len(grams) * 2]


def _later(a: Document, b: Document) -> bool:
    return a.published is not None and b.published is not None and a.published > b.published


def _attributions(collection: Collection) -> Iterator[Leaning]:
    """Leanings on works and speakers outside the collection, as the claims name them."""
    alignment = collection.once(align)
    for document, claims in collection.by_document.items():
        named: dict[Node, list[Claim]] = defaultdict(list)
        for claim in claims:
            outside = _outside(claim, alignment)
            if outside is not None:
                named[outside].append(claim)
        for (kind, entity), those in named.items():
            names = Counter(claim.attribution.name for claim in those if claim.attribution.name)
            name = min(names, key=lambda n: (-names[n], n)) if names and kind == Source.FILING else entity
            if name:
                places = tuple(collection.location(claim) for claim in those[:3])
                yield Leaning(document, name, Trace.ATTRIBUTION, Fraction(len(those), len(claims)), places)
