"""Names across documents: which entities are one company, and which slices are one slice.

Aliases within a document are settled when its claims are made; here the documents' names meet. Two names
become one only on evidence that no other company could give, since a wrong tie makes conflicts of nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Claim
from claims.words import lexicon
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import names_account, parted_by
from rules.groups import Groups
from rules.knowledge import knowledge
from rules.profile import Profile, profile

Slices = tuple[tuple[str, str], ...]
"""Dimensions that tell facts apart, sorted, in the words that stand for all that mean the same."""

_START = re.compile("(?:^|[\\n。!?\uff01\uff1f)\uff09】])[ \\t\u3000]*")
_SHORTEST_NAME = 2
_OPENING = 80
_TWICE = 2
_FIGURES_IN_COMMON = 2
_OFTEN = 3
"""Mentions that a stem must have to be what a text calls a company by."""
_NEAR = 8
"""Characters before a name that may say that it is only mentioned."""
_BRACKETS = re.compile("[(\uff08][^()\uff08\uff09]*[)\uff09]")


_LEGAL_FORM = re.compile("(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$")
_LONGEST_SEAT = 4
"""Code points of the place before a company's full name."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Names of entities across a collection."""

    names: dict[str, str]
    """The name that stands for an entity, for those known by several."""
    adopted: dict[str, str]
    """The subject of documents that name none by themselves, by document id."""
    headed: dict[str, str]
    """The words before the colon of those documents' titles that were taken for a subject."""

    def entity(self, claim: Claim) -> str | None:
        """What a claim is about, under one name in all documents."""
        name = claim.entity
        if name is None or name == self.headed.get(claim.document):
            name = self.adopted.get(claim.document, name)
        return self.company(name)

    def company(self, name: str | None) -> str | None:
        """The one name of a company in all documents; None for what names nobody."""
        if name is None or definitions().entity.nameless(name):
            return None
        return self.names.get(name, name)


def align(collection: Collection) -> Alignment:
    """The alignment of a collection's names: that of the whole that it is a part of, where it is one."""
    if collection.part is not None:
        return collection.part.alignment
    return aligned(
        profile(document, collection.by_document.get(document.id, ())) for document in collection.documents
    )


def aligned(profiles: Iterable[Profile]) -> Alignment:
    """The alignment of the names of all documents; their order changes nothing."""
    profiles = tuple(profiles)
    adopted = adopt_subjects(profiles)
    headed = {one.document: one.headed for one in profiles if one.headed and one.document in adopted}
    return Alignment(align_entities(profiles), adopted, headed)


def adopt_subjects(profiles: Iterable[Profile]) -> dict[str, str]:
    """Subjects of documents whose claims name none: document id → a name known from the others.

    A document adopts the one name, main subject of another document, that it opens with and comes back to, or
    that a sentence of its opening starts with and that is the only known one in it. Where the words before
    its title's colon, or an economy, were taken for its subject, the title must name the other one. A stem
    (云杉 of 云杉科技) stands for the name where the title has it and the text comes back to it, or where the
    text speaks of no other so often, or in two paragraphs tells of it and not in passing, being about no
    economy, place or trade.
    """
    profiles = tuple(profiles)
    telling = (one.subject for one in profiles if not one.opening and one.telling)
    nameless = [one for one in profiles if one.opening]
    if not nameless:
        return {}
    return adopted_from(by_beginning(filter(None, telling)), nameless, align_entities(profiles))


def by_beginning(names: Iterable[str]) -> dict[str, set[str]]:
    """Names by their first characters."""
    known: dict[str, set[str]] = defaultdict(set)
    for name in names:
        known[name[:_SHORTEST_NAME]].add(name)
    return dict(known)


def adopted_from(
    known: Mapping[str, Iterable[str]], nameless: Iterable[Profile], names: Mapping[str, str]
) -> dict[str, str]:
    """What documents whose claims name nobody adopt of the names that others are about (`by_beginning`).

    `names` are the names that stand for a company, for those known by several.
    """
    from claims.naming import is_common, own_stem  # which reads the words that a project may add to

    adopted = {}
    stems: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name in {name for every in known.values() for name in every}:
        stem, known_as = stem_of(name), names.get(name, name)
        stem = known_as if stem.startswith(known_as) else stem
        if stem != name and is_common(stem, lexicon()):
            continue  # 国家 is no 国家铁路
        stems[stem[:_SHORTEST_NAME]].add((stem, name))
        if (own := own_stem(name, lexicon())) != name:
            stems[own[:_SHORTEST_NAME]].add((own, name))
    for one in nameless:
        found = _mentions(one.opening, known)
        title = one.opening.lstrip().partition("\n")[0]
        if any(found.values()):
            if one.headed:
                found = Counter(
                    {name: found[name] for name in found if name in title and found[name] >= _TWICE}
                )
            start = one.opening[:_OPENING]
            opening = {name for name in found if name in start and found[name] >= _TWICE}
            if not opening and len(found) == 1:
                opening = {name for name in found if _starts_sentence(start, name)}
            if len(opening) == 1:
                adopted[one.document] = opening.pop()
                continue
        called = {
            names.get(name, name)
            for stem, name in _stems_in(title, stems)
            if one.opening.count(stem) >= _OFTEN
        }
        called = called or {
            names.get(name, name)
            for stem, name in _stems_in(one.opening, stems)
            if one.opening.count(stem) >= _OFTEN and _times_spoken_of(one.opening, stem, name) >= _TWICE
        }
        if not called and not _is_of_economy(one):
            called = _told_of(one.opening, stems, names)
        if len(called) == 1:
            adopted[one.document] = called.pop()
    return adopted


def _is_of_economy(one: Profile) -> bool:
    """Whether what a text was taken to be about is an economy, a place or a trade, as it may well be."""
    named = one.headed in lexicon().economies.values() or definitions().entity.nameless(one.headed)
    return one.headed != "" and named and dict(one.names)[one.headed] >= _TWICE


def _told_of(opening: str, stems: Mapping[str, set[tuple[str, str]]], names: Mapping[str, str]) -> set[str]:
    """Whom of the known several paragraphs of a text tell of, and not only in passing.

    A text that is about somebody else likens him to the known, sets him beside them or counts them among
    others; of two who are told of, only one is meant who is so more than twice as often.
    """
    often: Counter[str] = Counter()
    for stem, name in _stems_in(opening, stems):
        every = [found.span() for found in re.finditer(re.escape(stem), opening)]
        told = [start for start, end in every if not _in_passing(opening, start, end)]
        paragraphs = {opening.count("\n", 0, start) for start in told}
        if len(paragraphs) >= _TWICE and len(told) * 2 > len(every):
            often[names.get(name, name)] = max(len(told), often[names.get(name, name)])
    (first, most), *rest = often.most_common(2) or [("", 0)]
    return {first} if most and all(most > _TWICE * times for _, times in rest) else set()


def _in_passing(opening: str, start: int, end: int) -> bool:
    """Whether a text only mentions a name where it stands."""
    rules = definitions().entity
    before = opening[max(0, start - _NEAR) : start]
    return rules.aside_before.search(before) is not None or rules.aside_behind.match(opening, end) is not None


def _stems_in(words: str, stems: Mapping[str, set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """The stems that some words hold, each with its name; `stems` are by their first characters."""
    near: set[tuple[str, str]] = set()
    for beginning in {words[i : i + _SHORTEST_NAME] for i in range(len(words) - 1)} & stems.keys():
        near |= stems[beginning]
    return {(stem, name) for stem, name in near if stem in words}


@lru_cache(maxsize=1024)
def _spoken_of(stem: str) -> re.Pattern[str]:
    """A stem where a text speaks of a company by it: before what a company has, does or is."""
    return re.compile(re.escape(stem) + definitions().entity.spoken.pattern)


def _times_spoken_of(opening: str, stem: str, name: str) -> int:
    """How often a text speaks of a company by its name or by the stem of it."""
    return sum(len(_spoken_of(called).findall(opening)) for called in {stem, name})


def _starts_sentence(opening: str, name: str) -> bool:
    """Whether a sentence or a paragraph starts with a name."""
    return any(opening[found.end() :].startswith(name) for found in _START.finditer(opening))


def _mentions(folded: str, known: Mapping[str, Iterable[str]]) -> Counter[str]:
    """How often a text mentions each known name; `known` holds the names by their first characters."""
    found: Counter[str] = Counter()
    for i in range(len(folded) - 1):
        for name in known.get(folded[i : i + _SHORTEST_NAME], ()):
            found[name] += folded.startswith(name, i)
    return found


def align_entities(profiles: Iterable[Profile]) -> dict[str, str]:
    """Names that mean one company: name → the shortest name of the same company.

    Two names are tied when a text puts the same stock code behind both; or when both are the main subject of
    their documents, are built alike (`alike`), no document speaks of both as two, and either the rest is a
    mere company form (科技, 集团, 有限公司), or the trade of the only company whose name begins so, or the
    documents share figures that tell them apart from others.
    """
    groups: Groups[str] = Groups()
    coded: dict[str, set[str]] = defaultdict(set)
    present: dict[str, set[str]] = defaultdict(set)
    figures: dict[str, set[str]] = defaultdict(set)
    subjects: set[str] = set()
    for one in profiles:
        for name, _ in one.names:
            present[name].add(one.document)
        if one.subject is not None:
            subjects.add(one.subject)
        for name, code in one.codes:
            coded[code].add(name)
        for name, figure in one.figures:
            figures[name].add(figure)
    for names in coded.values():
        for name in names:
            groups.join(min(names), name)
    pairs = alike(subjects)
    longer: dict[str, list[str]] = defaultdict(list)
    for one_name, other in pairs:
        if other.startswith(one_name):
            longer[one_name].append(other)
    for one_name, other in pairs:
        if not present[one_name] & present[other]:
            begins = other.startswith(one_name)
            mere_form = begins and (
                definitions().entity.forms.fullmatch(other[len(one_name) :]) is not None
                or _is_stem(one_name, longer[one_name])
            )
            if mere_form or len(figures[one_name] & figures[other]) >= _FIGURES_IN_COMMON:
                groups.join(one_name, other)
    tied: dict[str, set[str]] = defaultdict(set)
    for name in present:
        tied[groups.leader(name)].add(name)
    chosen = {leader: min(names, key=lambda n: (len(n), n)) for leader, names in tied.items()}
    return {name: chosen[leader] for leader, names in tied.items() for name in names if len(names) > 1}


def _is_stem(name: str, longer: Iterable[str]) -> bool:
    """Whether a name is that of one company without its trade (云杉 of 云杉教育), and no other begins so."""
    first, *others = sorted(longer, key=lambda other: (len(other), other))
    return stem_of(first) == name and all(other.startswith(first) for other in others)


def alike(subjects: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Pairs of names that may be one company's by how they are built, the shorter first.

    One begins with the other, ends with it behind words that say what it is, opens with the stem that is
    left of the other without its seat and its trade (苏州云杉, 云杉装备, 云杉半导体), or is a full name that
    holds the other behind its seat (宁海云杉装备股份有限公司, 云杉装备, 云杉).
    """
    known = frozenset(subjects)
    stems: dict[str, set[str]] = defaultdict(set)
    for name in known:
        stems[stem_of(name)].add(name)
    found = set()
    for name in known:
        parts = {name[:length] for length in range(_SHORTEST_NAME, len(name))} & known
        parts |= {name[start:] for start in range(1, len(name) - _SHORTEST_NAME)} & known
        for body in {_LEGAL_FORM.sub("", name), stem_of(name)} if _LEGAL_FORM.search(name) else ():
            parts |= {
                body[start:] for start in range(1, min(_LONGEST_SEAT, len(body) - _SHORTEST_NAME) + 1)
            } & known
        seatless = _without_seat(name)
        for length in range(_SHORTEST_NAME, len(seatless) + 1):
            parts |= stems.get(seatless[:length], set())
        found |= {tuple(sorted((name, part), key=lambda n: (len(n), n))) for part in parts - {name}}
    return frozenset((one, other) for one, other in found)


@lru_cache(maxsize=65536)
def stem_of(name: str) -> str:
    """What tells a company's name apart: without its seat, its trade and its form (云杉 of 苏州云杉科技)."""
    stem = _BRACKETS.sub("", _without_seat(name))
    endings = lexicon().names.suffixes
    while True:
        shorter = next((stem.removesuffix(e) for e in endings if stem.endswith(e)), stem)
        if shorter == stem or len(shorter) < _SHORTEST_NAME:
            return stem
        stem = shorter


def _without_seat(name: str) -> str:
    """A name without the country, province or city that it opens with."""
    seat = definitions().entity.territory.match(name)
    return name[seat.end() :] if seat and len(name) - seat.end() >= _SHORTEST_NAME else name


def slices(claim: Claim) -> Slices:
    """The dimensions of a claim that tell its fact apart from others."""
    whose = (claim.entity or "") + claim.dimensions.get("market", "")
    kept = []
    for key, value in claim.dimensions.items():
        if (key not in knowledge().slices and key != "item") or names_account(claim, key):
            continue
        word = slice_word(key, value)
        if key == "segment" and word in definitions().dimension.of_metric.get(claim.metric, ()):
            continue
        if word and not (key == "region" and word in whose):
            kept.append((parted_by(claim, key), word))
    return tuple(sorted(kept))


@lru_cache(maxsize=65536)
def slice_word(key: str, value: str) -> str:
    """The word that stands for a slice; empty where it only names the whole."""
    rules = definitions().dimension
    word = value.replace(" ", "")
    for filler in rules.fillers:
        word = word.replace(filler, "")
    whole = rules.whole.get(key, frozenset())
    if word in whole:
        return ""
    same = {other: group[0] for group in rules.same.get(key, ()) for other in group}
    if word in same:
        return same[word]
    for tail in sorted(rules.tails, key=len, reverse=True):
        if len(word) >= len(tail) + 2 and word.endswith(tail):
            word = word.removesuffix(tail)
    if word in whole:
        return ""
    if key == "market":  # 国内云服务 and 中国云服务
        for other, first in same.items():
            if word.startswith(other):
                return first + word.removeprefix(other)
    return same.get(word, word)
