"""Superlatives among stated parts: `收入最低的一块是配件` must not stand beside a part that earned less.

A superlative names a member (a segment, a region, a company) by the words of its clause, and a metric by
them or by the figure next to it. Its rivals are the figures of the same fact that only the name of the
member parts from it, in one document. One beyond it is enough to break the superlative.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from claims.lexicons import one_of
from claims.model import Claim, Document, Measure
from claims.words import metrics
from rules.collection import Collection
from rules.evaluation import is_range, two_scales
from rules.facts import FactBook, account_of, bare, parted_by
from rules.identities import Identity
from rules.knowledge import cue, knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.verdicts import phrase, worded

_cue = partial(cue, "extremes")
_ENTITY = "entity"
_CLAUSE = re.compile("[。；;!?！？\n，,]")
_SENTENCE = re.compile("[。；;!?！？\n]")
_MOST = 12
"""So many claims a finding points at, at most."""
_REACH = 60
"""A clause is looked through for so many characters before a superlative."""
_CLOSE = 16
"""So many characters away a figure is what a superlative is said of."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures that only the name of a member parts."""

    metric: str
    measure: Measure
    parted_by: str
    """The dimension whose names they have, or `entity`."""
    members: Mapping[str, Claim]


@dataclass(frozen=True, slots=True)
class _Told:
    """A superlative: where its words stand, what its clause and the one before say, and its way."""

    start: int
    end: int
    clause: tuple[int, int]
    most: bool


def extremes(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each superlative whose member is known, with its rivals."""
    book = collection.once(FactBook)
    for document in collection.documents:
        groups: list[_Group] | None = None
        for told in _told(document):
            if groups is None:
                groups = list(_groups(book, collection.by_document.get(document.id, ())))
            yield from _judged(collection, identity, document, told, groups)


def _told(document: Document) -> Iterator[_Told]:
    folded = document.folded
    if "最" not in folded:
        return
    for match in _cue("superlative").finditer(folded):
        reach = max(0, match.start() - _REACH)
        start = max((m.end() for m in _CLAUSE.finditer(folded, reach, match.start())), default=reach)
        end = _CLAUSE.search(folded, match.end())
        clause = (start, end.start() if end else len(folded))
        words = folded[slice(*clause)]
        if _cue("beside_scope").search(words) or _cue("no_superlative").search(words):
            continue
        most = match["way"] in "大高多快强厚" and not _cue("falling").search(folded, start, match.start())
        yield _Told(match.start(), match.end(), clause, most)


def _groups(book: FactBook, claims: Sequence[Claim]) -> Iterator[_Group]:
    """The groups of a document's figures, each member with the one figure that it has."""
    found: dict[tuple[object, ...], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.hard is None or not book.usable(claim) or is_range(claim) or two_scales(claim):
            continue
        if claim.measure not in (Measure.LEVEL, Measure.SHARE, Measure.GROWTH) or claim.metric == "other":
            continue
        if reading(claim).value < 0 and claim.measure is not Measure.GROWTH:
            continue
        sliced = {parted_by(claim, key): name for key, name in claim.dimensions.items()}
        fact = (
            account_of(claim),
            claim.measure,
            claim.of,
            claim.unit,
            claim.period,
            claim.basis,
            claim.versus,
        )
        for key in sliced.keys() & set(knowledge().extremes_parted):
            others = tuple(sorted((k, v) for k, v in sliced.items() if k != key))
            found[book.subject(claim), key, others, *fact][_called(sliced[key])].append(claim)
        if claim.entity is not None and not sliced:
            found["", _ENTITY, (), *fact][claim.entity].append(claim)
    for (_, parted, *_), members in found.items():
        told = {name: stated[0] for name, stated in members.items() if len({c.value for c in stated}) == 1}
        if len(told) > 1:
            first = next(iter(told.values()))
            yield _Group(first.metric, first.measure, str(parted), told)


def _called(name: str) -> str:
    """What a text may call a member: its name without an ending, where that leaves enough of it."""
    return bare(name) if len(bare(name)) > 1 else name


def _judged(
    collection: Collection, identity: Identity, document: Document, told: _Told, groups: Sequence[_Group]
) -> Iterator[Finding]:
    """What the groups that a superlative can be of say of it, where they agree."""
    folded = document.folded
    judged = []
    for group in groups:
        if not _is_of(folded, told, group):
            continue
        name = _member(folded, told, group)
        if name is None:
            continue
        own = group.members[name]
        rivals = [c for other, c in group.members.items() if other != name and _is_rival(name, other)]
        if not rivals:
            continue
        beyond = [c for c in rivals if _further(own, c, told.most)]
        judged.append((group, own, rivals, beyond))
    broken = [found for found in judged if found[3]]
    if not judged or (broken and len(broken) < len(judged)):
        return
    near = min(judged, key=lambda found: abs(found[1].span.start - told.start))
    _, own, rivals, beyond = near
    if not beyond and len(rivals) < 2:
        return
    further = (
        max(beyond, key=lambda c: reading(c).value if told.most else -reading(c).value) if beyond else None
    )
    yield worded(
        collection,
        identity,
        Verdict.CONTRADICTED if beyond else Verdict.VERIFIED,
        "extreme_breaks" if beyond else "extreme_fits",
        (own, *([further] if further else []), *(c for c in rivals if c is not further))[:_MOST],
        spans=(
            collection.place(document.id, told.start, told.end),
            *map(collection.location, (own, *rivals)),
        )[:_MOST],
        words=document.text[told.start : told.end],
        way=phrase("extreme_most" if told.most else "extreme_least", collection.language),
        own=own.text,
        further=further.text if further else "",
        list="、".join(c.text for c in (own, *rivals)),
    )


def _is_of(folded: str, told: _Told, group: _Group) -> bool:
    """Whether a superlative's clause names what a group's figures are of, or stands at one of them."""
    words = folded[slice(*told.clause)]
    speed = bool(_cue("of_speed").search(words))
    if speed != (group.measure is Measure.GROWTH):
        return False
    named = {_metric_words()[m] for m in _any_metric().findall(words)}
    if named:
        return group.metric in named and (
            group.measure is not Measure.SHARE or bool(_cue("of_share").search(words))
        )
    if group.measure is Measure.SHARE or _cue("of_share").search(words):
        return group.measure is Measure.SHARE and bool(_cue("of_share").search(words))
    return any(
        0 <= c.span.start - told.end <= _CLOSE or 0 <= told.start - c.span.end <= _CLOSE
        for c in group.members.values()
        if not _SENTENCE.search(folded, *sorted((told.end, c.span.start)))
    )


@cache
def _metric_words() -> Mapping[str, str]:
    return {word: metric for metric, spec in metrics().items() for word in spec.words}


@cache
def _any_metric() -> re.Pattern[str]:
    return re.compile(one_of(_metric_words()))


def _member(folded: str, told: _Told, group: _Group) -> str | None:
    """The member that a superlative is said of: behind `最大的是`, else the last one before it."""
    start, end = told.clause
    behind = _named(folded, told.end, end, group, first=True)
    before = _named(folded, start, told.start, group, first=False)
    if behind is not None and before is not None and behind != before:
        return None
    if behind is not None or before is not None:
        return behind or before
    if group.parted_by == _ENTITY:
        return None
    at = [
        name
        for name, claim in group.members.items()
        if (0 <= start - claim.span.end <= 2 and _cue("said_of_the_last").match(folded[start:end]))
        or (0 <= claim.span.start - end <= 2 and told.end == end)
    ]
    return at[0] if len(at) == 1 else None


def _named(folded: str, start: int, end: int, group: _Group, *, first: bool) -> str | None:
    words = folded[start:end]
    places = {
        name: words.find(name) if first else words.rfind(name) for name in group.members if len(name) > 1
    }
    found = {name: at for name, at in places.items() if at >= 0}
    if not found:
        return None
    longest = [n for n in found if not any(n != o and n in o for o in found)]
    return min(longest, key=found.__getitem__) if first else max(longest, key=found.__getitem__)


def _is_rival(name: str, other: str) -> bool:
    """Whether two members can stand side by side: neither holds the other."""
    if name in other or other in name:
        return False
    wide = _cue("wide")
    return bool(wide.search(name)) == bool(wide.search(other)) and not _cue("rest").search(other)


def _further(own: Claim, other: Claim, most: bool) -> bool:
    one, two = reading(own), reading(other)
    return not one.hard.meets(two.hard) and (two.value > one.value) is most
