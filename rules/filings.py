"""Which documents are a company's own word: its filings and releases, and the documents that draw on them.

Takes a collection; gives documents with the companies that speak in them. An annual report does not say that
it is one in every sentence, as the news about it does; its word is the filing's all the same. What counts as
a filing, and as drawing on one, is data (`authority.toml`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from claims.model import BlockKind, Document, Source
from rules.alignment import align
from rules.authority import authority
from rules.collection import Collection

_HEAD = 120
"""Characters of a document without a title in which its first line is looked for."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Words by which a document says that it draws on a company's filing."""

    document: str
    company: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Documents and the companies whose own word they give."""

    filings: dict[str, str]
    """Documents that are a filing, with the company that files."""
    releases: dict[str, str]
    """Documents that a company publishes by itself, with the company."""
    drawings: dict[str, Drawing]
    """Where documents first say that they draw on a filing, by document."""

    @property
    def filed_by(self) -> dict[str, tuple[str, ...]]:
        """The filings of each company."""
        filed: dict[str, list[str]] = defaultdict(list)
        for document, company in sorted(self.filings.items()):
            filed[company].append(document)
        return {company: tuple(documents) for company, documents in filed.items()}

    def kind(self, document: str) -> Source | None:
        """What the document is by itself, where it is somebody's own word."""
        if document in self.filings:
            return Source.FILING
        return Source.COMPANY if document in self.releases else None


def own_word(collection: Collection) -> OwnWord:
    """Which documents of a collection are, or draw on, a company's own word."""
    alignment = collection.once(align)
    filings: dict[str, str] = {}
    releases: dict[str, str] = {}
    drawings: dict[str, Drawing] = {}
    for document in collection.documents:
        claims = collection.by_document.get(document.id, ())
        names = Counter(name for claim in claims if (name := alignment.entity(claim)))
        if not names:
            continue
        title = title_of(document)
        titled = [name for name in names if name in title]
        company = max(titled, key=len) if titled else min(names, key=lambda n: (-names[n], n))
        if is_filing(title):
            filings[document.id] = company
        elif any(_publishes(company, outlet) for outlet in own_outlets(document)):
            releases[document.id] = company
        elif found := authority().filing.drawn.search(document.folded):
            drawings[document.id] = Drawing(document.id, company, *found.span())
    return OwnWord(filings, releases, drawings)


def is_filing(title: str) -> bool:
    """Whether a folded title is that of a filing itself, not of news about one."""
    rules = authority().filing
    return rules.title.search(title) is not None and rules.about.search(title) is None


def _publishes(company: str, outlet: str) -> bool:
    """Whether an outlet is the company itself, not a chart's `来源` that only names its prospectus."""
    rest = outlet.removeprefix(company)
    return rest != outlet and authority().filing.outlet.fullmatch(rest) is not None


def title_of(document: Document) -> str:
    """A document's title as folded, or its first line where none was recognised."""
    for block in document.blocks:
        if block.kind is BlockKind.TITLE:
            return document.folded[block.start : block.end].strip()
    return document.folded[:_HEAD].lstrip().partition("\n")[0].strip()


def own_outlets(document: Document) -> set[str]:
    """The outlets that a document says it comes from."""
    named = {
        found.group("outlet")
        for pattern in authority().citation.own
        for found in pattern.finditer(document.folded)
        if found.group("outlet")
    }
    return named | ({document.source} if document.source else set())
