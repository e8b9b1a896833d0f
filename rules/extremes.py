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
from functools import partial

from claims.model import Claim, Document, Measure
from rules.collection import Collection
from rules.evaluation import is_range, two_scales
from rules.facts import FactBook, account_of, bare, parted_by
from rules.identities import Identity
from rules.knowledge import cue, knowledge
from rules.listed import at_one_time, members, metrics_named, one_metric_less, sentences, sorts_by
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.verdicts import phrase, worded

_cue = partial(cue, "extremes")
_ENTITY = "entity"
_LIST = "list"
_ROW = 3
"""So many names with values in a row make a list."""
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
    """The dimension whose names they have, `entity`, or `list` for names that stand beside them."""
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
                claims = collection.by_document.get(document.id, ())
                groups = [*_groups(book, claims), *_listed(book, document, claims)]
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
    for (_, parted, *_), named in found.items():
        told = {name: stated[0] for name, stated in named.items() if len({c.value for c in stated}) == 1}
        if len(told) > 1:
            first = next(iter(told.values()))
            yield _Group(first.metric, first.measure, str(parted), told)


def _listed(book: FactBook, document: Document, claims: Sequence[Claim]) -> Iterator[_Group]:
    """The lists of a document that put names beside their values, whoever the values are read as being of."""
    for sentence in sentences(book, document, claims):
        found = members(sentence, sentence.start) if len(sentence.values) >= _ROW else []
        told = {m.name: m.value for m in found if len(m.name) > 1}
        if len(told) == len(found) >= _ROW and at_one_time([m.value for m in found]):
            yield _Group(found[0].value.metric, found[0].value.measure, _LIST, told)


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
    if group.parted_by == _LIST:
        values = list(group.members.values())
        near = 0 <= told.start - values[-1].span.end <= _REACH
        return near and _by_its_values(words, group) and sorts_by(words, values)
    speed = bool(_cue("of_speed").search(words))
    if speed != (group.measure is Measure.GROWTH):
        return False
    named = metrics_named(words)
    if named and group.parted_by == _ENTITY and not _by_its_values(words, group):
        return False
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


def _by_its_values(words: str, group: _Group) -> bool:
    """Whether a clause names a metric and, but for members and what they are among, no part or kind of it."""
    named = metrics_named(words)
    before = _cue("superlative").split(words)[0]
    for name in group.members:
        before = before.replace(name, "")
    rest = one_metric_less(_cue("among_listed").sub("", before))
    return bool(named) and not rest.strip("的在、而,， ")


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
