"""The documents of a run, known by their profiles and loaded from a store when they are looked at.

Only so many are held at once, so that the memory of a run follows what is checked together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.coding import Row, claims_of, document_of
from audit.ledger import Store
from claims.model import Claim, Document
from rules.model import Finding
from rules.profile import Profile

_ROOM = 96_000_000
"""Bytes, roughly, of what is held at once beyond the document that was asked for last."""
_CLAIM = 4_000
_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a run."""

    id: str
    """Unique in a report."""
    path: str
    """The path as given."""
    checked: bool
    """False where it is only to be compared with."""
    key: bytes
    """The key of its row."""
    profile: Profile
    """What the other documents need to know of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read, with its claims."""

    document: Document
    claims: tuple[Claim, ...]

    @property
    def size(self) -> int:
        """Roughly the bytes that it takes."""
        return _CHARACTER * len(self.document.text) + _CLAIM * len(self.claims)


def reading_of(row: Row, *, id: str, path: str) -> Reading:  # noqa: A002
    """The reading of a row, under an id and a path."""
    document = document_of(row, id=id, path=path)
    return Reading(document, claims_of(row, document))


class Library(Mapping[str, Document]):
    """Documents by id, in the order of their ids."""

    def __init__(self, store: Store) -> None:
        self.store = store
        """Where the rows are."""
        self._entries: dict[str, Entry] = {}
        self._sorted = True
        self._held: OrderedDict[str, Reading] = OrderedDict()
        self._size = 0

    def add(self, entry: Entry) -> None:
        """Take a document in; its row must be in the store."""
        self._entries[entry.id] = entry
        self._sorted = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All documents, by id."""
        if not self._sorted:
            self._entries = dict(sorted(self._entries.items()))
            self._sorted = True
        return tuple(self._entries.values())

    @property
    def checked(self) -> frozenset[str]:
        """Ids of the documents that are not only compared with."""
        return frozenset(entry.id for entry in self._entries.values() if entry.checked)

    def reading(self, document: str) -> Reading:
        """A document with its claims; KeyError where there is none of that id."""
        found = self._held.get(document)
        if found is None:
            found = self._hold(document, self.row(document))
        else:
            self._held.move_to_end(document)
        return found

    def row(self, document: str) -> Row:
        """A document with its claims as the store keeps it; KeyError where there is none of that id."""
        return self.store.get(self._entries[document].key)

    def expect(self, document: str, row: Row) -> None:
        """Have a document at hand that will be in the report, where no other has to make room for it."""
        if self._entries[document].checked and document not in self._held and self._size < _ROOM // 2:
            self._hold(document, row)

    def _hold(self, document: str, row: Row) -> Reading:
        found = self._held[document] = reading_of(row, id=document, path=self.path(document))
        self._size += found.size
        while self._size > _ROOM and len(self._held) > 1:
            _, least = self._held.popitem(last=False)
            self._size -= least.size
        return found

    def claims(self, document: str) -> tuple[Claim, ...]:
        """The claims of a document, in the order in which they were found."""
        return self.reading(document).claims

    def suspect(self, finding: Finding) -> Claim | None:
        """The first claim of a finding, where it rests on claims."""
        for wanted in finding.claims[:1]:
            for document in dict.fromkeys(place.document for place in finding.spans):
                for claim in self.claims(document):
                    if claim.id == wanted:
                        return claim
        return None

    def path(self, document: str) -> str:
        """The path of a document as given."""
        return self._entries[document].path

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents as given, by id."""
        return tuple(entry.path for entry in self.entries)

    def __getitem__(self, document: str) -> Document:
        return self.reading(document).document

    def __iter__(self) -> Iterator[str]:
        return iter([entry.id for entry in self.entries])

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, document: object) -> bool:
        return document in self._entries


class Shown(Mapping[str, Document]):
    """Some of the documents of a library."""

    def __init__(self, library: Library, shown: tuple[str, ...]) -> None:
        self._library = library
        self._shown = dict.fromkeys(shown)

    def __getitem__(self, document: str) -> Document:
        if document not in self._shown:
            raise KeyError(document)
        return self._library[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)
