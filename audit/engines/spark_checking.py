"""What workers do with readings: tell whom each speaks of, check it for itself, check a part together.

Each is a function of the rows that it is given and of what it was made with, so that neither partitions nor
retries change what it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from audit.coding import profile_of
from audit.engines.spark_names import Known
from audit.engines.spark_reading import Batches, Row, Setting
from audit.engines.spark_rows import (
    MEMBERS,
    SPOKEN,
    TOLD,
    called,
    packed,
    reading,
    rows,
    table,
    unpacked,
)
from audit.engines.spark_screening import Screener
from audit.library import Reading
from rules import check_part
from rules.model import Finding
from rules.partition import Part, companies_of
from rules.profile import Profile
from rules.wording import Language

if TYPE_CHECKING:
    from pyspark import Broadcast

_TOGETHER, _COMPARED = 1, 2
"""The turn of a part among those that tell one finding: the last one tells it."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A document with whom it speaks of."""

    row: Row
    profile: Profile
    adopted: dict[str, str]
    """Its subject, where it names none and another's is adopted."""
    companies: frozenset[str]

    @property
    def ladders(self) -> frozenset[str]:
        """The nouns that it puts on a ladder of degrees."""
        return frozenset(ladder for ladder, _ in self.profile.ladders)


def _spoken(known: Known, those: Iterable[Row]) -> Iterator[_Spoken]:
    """Documents with whom each speaks of."""
    for row in those:
        one = profile_of(row["profile"], id=unpacked(row["id"]))
        adopted = known.adopted([one])
        yield _Spoken(row, one, adopted, companies_of(one, known.alignment([one], adopted)))


@dataclass(frozen=True, slots=True)
class Speaking:
    """Tells what may tie documents."""

    known: Broadcast[Known]
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """The companies and the ladders of documents, one a row."""
        self.setting.take_up()
        for batch in batches:
            told: list[Row] = []
            for one in _spoken(self.known.value, rows(batch)):
                key = one.row["id"]
                told += [{"key": packed(c), "ladder": False, "id": key} for c in sorted(one.companies)]
                rungs: dict[str, set[bool]] = defaultdict(set)
                for ladder, upper in one.profile.ladders:
                    rungs[ladder].add(upper)
                told += [
                    {
                        "key": packed(ladder),
                        "ladder": True,
                        "upper": True in found,
                        "lower": False in found,
                        "id": key,
                    }
                    for ladder, found in rungs.items()
                ]
            yield table(told, SPOKEN)


@dataclass(frozen=True, slots=True)
class Members:
    """Sends documents to the parts that they belong to, of the same body one to each part."""

    known: Broadcast[Known]
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """Documents with their parts; of those that are alike only the first with its body."""
        self.setting.take_up()
        known = self.known.value
        sent: set[tuple[str, bytes]] = set()
        for batch in batches:
            told: list[Row] = []
            for one in _spoken(known, rows(batch)):
                companies, ladders = _by_part(known, one)
                for part in sorted(companies.keys() | ladders.keys()):
                    place = (part, one.row["twin"])
                    own = one.adopted.get(one.profile.document)
                    body = {} if place in sent else {name: one.row[name] for name in ("body", "profile")}
                    told.append(
                        {
                            **{name: one.row[name] for name in ("id", "path", "checked", "twin")},
                            "part": part,
                            "companies": companies[part],
                            "ladders": ladders[part],
                            "adopted": None if own is None else packed(own),
                            **body,
                        }
                    )
                    sent.add(place)
            yield table(told, MEMBERS)


def _by_part(known: Known, one: _Spoken) -> tuple[dict[str, list[bytes]], dict[str, list[bytes]]]:
    """The companies and the ladders of a document that others share, by their parts."""
    companies: dict[str, list[bytes]] = defaultdict(list)
    ladders: dict[str, list[bytes]] = defaultdict(list)
    for names, places, found in (
        (one.companies, known.parts, companies),
        (one.ladders, known.ladders, ladders),
    ):
        for name in sorted(names):
            if name in places:
                found[places[name]].append(packed(name))
    return companies, ladders


@dataclass(frozen=True, slots=True)
class Alone:
    """Checks each document for itself."""

    known: Broadcast[Known]
    setting: Setting
    screener: Screener

    def __call__(self, batches: Batches) -> Batches:
        """What documents say about whom no other speaks of, and about nobody."""
        self.setting.take_up()
        known = self.known.value
        for batch in batches:
            yield table(
                [told for one in _spoken(known, rows(batch)) for told in self._told(known, one)], TOLD
            )

    def _told(self, known: Known, one: _Spoken) -> Iterator[Row]:
        row, key = one.row, one.profile.document
        read = [reading(row["body"], key, unpacked(row["path"]))]
        alignment = known.alignment([one.profile], one.adopted)
        own = frozenset(company for company in one.companies if company not in known.parts)
        part = Part((key,), alignment, own, nameless=True)
        findings = _checked(part, read, self.setting.language)
        checked = frozenset({key} if row["checked"] else ())
        if own != one.companies or any(ladder in known.ladders for ladder in one.ladders):
            return self.screener.told(findings, read, {key: row["body"]}, checked, 0)
        return self.screener.screened(findings, read, checked)


@dataclass(frozen=True, slots=True)
class Together:
    """Checks the documents of a part against one another."""

    known: Broadcast[Known]
    setting: Setting
    screener: Screener

    def __call__(self, part: pa.Table) -> pa.Table:
        """What a part says, of the rows that its members are."""
        self.setting.take_up()
        members = sorted(rows(part), key=lambda row: bytes(row["id"]))
        bodies = {row["twin"]: row for row in members if row["body"] is not None}
        texts: dict[bytes, Reading] = {}
        readings: list[Reading] = []
        profiles: list[Profile] = []
        for row in members:
            key, path, twin = unpacked(row["id"]), unpacked(row["path"]), row["twin"]
            if twin in texts:
                readings.append(called(texts[twin], key, path))
            else:
                texts[twin] = reading(bodies[twin]["body"], key, path)
                readings.append(texts[twin])
            profiles.append(profile_of(bodies[twin]["profile"], id=key))
        ids = tuple(one.document for one in profiles)
        adopted = {
            key: unpacked(row["adopted"])
            for key, row in zip(ids, members, strict=True)
            if row["adopted"] is not None
        }
        companies, ladders = (frozenset(map(unpacked, members[0][one])) for one in ("companies", "ladders"))
        alignment = self.known.value.alignment(profiles, adopted)
        whole = Part(ids, alignment, companies, ladders=ladders)
        findings = _checked(whole, readings, self.setting.language)
        checked = frozenset(key for key, row in zip(ids, members, strict=True) if row["checked"])
        held = {key: bodies[row["twin"]]["body"] for key, row in zip(ids, members, strict=True)}
        turn = _COMPARED if ladders else _TOGETHER
        told = self.screener.told(findings, readings, held, checked, turn)
        return pa.Table.from_batches([table(list(told), TOLD)])


def _checked(part: Part, readings: Sequence[Reading], language: Language) -> list[Finding]:
    """The findings of a part that stand somewhere."""
    claims = (claim for one in readings for claim in one.claims)
    documents = [one.document for one in readings]
    return [f for f in check_part(part, claims, documents, language=language) if f.spans]
