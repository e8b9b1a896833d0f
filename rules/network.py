"""All facts and identities as one network: what the claims together imply, also for facts that none states.

Variables are facts; claims bound them, relations tie them. Narrowing pushes the bounds through the relations
until nothing moves. Every bound keeps the claims that it rests on and the steps that led to it, so that what
follows can be shown. A bound that would leave a variable empty is kept as a conflict and pushed no further.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from claims.model import Basis, Claim
from rules import facts
from rules.collection import Collection
from rules.facts import FactBook, FactKey
from rules.interval import WHOLE, Interval
from rules.relations import Relation, relations

_MOST_MOVES = 8
"""So often one variable may narrow; further gains are beyond the written precision."""


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a relation."""

    relation: Relation
    """The relation that was used."""
    fact: FactKey
    """The fact that it bounded."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What is known of a variable, and from where."""

    core: Interval
    """Carefully read."""
    hard: Interval
    """Generously read."""
    claims: frozenset[str] = frozenset()
    """Ids of the claims that it rests on."""
    steps: tuple[Step, ...] = ()
    """The relations that led to it, in order; none where it is stated as it is."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A variable that what is stated and what follows leave empty."""

    fact: FactKey
    """The variable."""
    stated: Bound
    """What was known of it."""
    derived: Bound
    """What would follow, and excludes that."""


@dataclass(frozen=True)
class Network:
    """The narrowed network."""

    bounds: Mapping[FactKey, Bound]
    """What is known of each variable."""
    stating: Mapping[FactKey, tuple[Claim, ...]]
    """The claims of each stated variable."""
    conflicts: tuple[Conflict, ...]
    """Variables left empty, in the order in which they were met."""

    def derived(self) -> Iterator[tuple[FactKey, Bound]]:
        """Facts that nobody states and all imply."""
        for fact, bound in self.bounds.items():
            if fact not in self.stating and bound.steps and bound.hard.width is not None:
                yield fact, bound


def network(collection: Collection) -> Network:
    """The network of a collection, narrowed."""
    return _narrowed(collection, collection.once(FactBook).variables(), collection.once(relations))


def tied(collection: Collection) -> Network:
    """As `network`, of relations alone that share a fact with another, and of their facts."""
    every = collection.once(relations)
    sharing = Counter(fact for tie in every for fact in set(tie.facts.values()))
    ties = [tie for tie in every if any(sharing[fact] > 1 for fact in tie.facts.values())]
    facts = {fact for tie in ties for fact in tie.facts.values()}
    stated = (fact for fact in collection.once(FactBook).variables() if fact in facts)
    return _narrowed(collection, stated, ties)


def _narrowed(collection: Collection, variables: Iterable[FactKey], ties: Iterable[Relation]) -> Network:
    book = collection.once(FactBook)
    stating = {fact: claims for fact in variables if (claims := firm(book.stating(fact)))}
    start: dict[FactKey, Bound] = {}
    for fact, claims in stating.items():
        bound = stated_bound(claims)
        if bound is not None:
            start[fact] = bound
    return narrow(start, ties, stating)


def narrow(
    start: Mapping[FactKey, Bound],
    ties: Iterable[Relation],
    stating: Mapping[FactKey, tuple[Claim, ...]],
) -> Network:
    """Push bounds through relations until nothing moves."""
    bounds = dict(start)
    touching: dict[FactKey, list[Relation]] = defaultdict(list)
    for tie in ties:
        for fact in tie.facts.values():
            touching[fact].append(tie)
    waiting = deque(dict.fromkeys(tie for found in touching.values() for tie in found))
    queued, moves = set(waiting), defaultdict[FactKey, int](int)
    conflicts: list[Conflict] = []
    met: set[tuple[FactKey, Relation]] = set()
    while waiting:
        tie = waiting.popleft()
        queued.discard(tie)
        for name, fact in tie.facts.items():
            found = _pushed(tie, name, bounds)
            if found is None or moves[fact] >= _MOST_MOVES:
                continue
            known = bounds.get(fact, Bound(WHOLE, WHOLE))
            hard = known.hard.meet(found.hard)
            if hard.empty:
                if (fact, tie) not in met:
                    met.add((fact, tie))
                    conflicts.append(Conflict(fact, known, found))
                continue
            if hard == known.hard:
                continue
            core = known.core.meet(found.core)
            bounds[fact] = replace(found, core=hard if core.empty else core, hard=hard)
            if known.claims and not known.steps:
                bounds[fact] = replace(bounds[fact], claims=known.claims | found.claims)
            moves[fact] += 1
            for other in touching[fact]:
                if other not in queued and other != tie:
                    queued.add(other)
                    waiting.append(other)
    return Network(bounds, stating, tuple(conflicts))


def _pushed(tie: Relation, name: str, bounds: Mapping[FactKey, Bound]) -> Bound | None:
    """What a relation implies for one of its facts; None where another of them is not known."""
    others = {}
    for other, fact in tie.facts.items():
        if other == name:
            continue
        bound = bounds.get(fact)
        if bound is None or bound.hard.width is None:
            return None
        others[other] = bound
    hard = tie.implied(name, {n: b.hard for n, b in others.items()})
    core = tie.implied(name, {n: b.core for n, b in others.items()})
    if hard is None or core is None or hard.width is None:
        return None
    claims = frozenset().union(*(b.claims for b in others.values()))
    steps = tuple(dict.fromkeys(step for b in others.values() for step in b.steps))
    return Bound(core, core.hull(hard), claims, (*steps, Step(tie, tie.facts[name])))


def firm(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of a fact that are meant as facts; estimates only where nobody discloses it."""
    meant = [c for c in claims if c.basis in (Basis.REPORTED, Basis.ESTIMATED)]
    reported = tuple(c for c in meant if c.basis is Basis.REPORTED)
    return reported or tuple(meant)


def stated_bound(claims: Iterable[Claim]) -> Bound | None:
    """What the claims of one fact say together; None where they exclude each other."""
    claims = tuple(claims)
    hard = reduce(Interval.meet, (facts.hard(c).hull(facts.core(c)) for c in claims))
    core = reduce(Interval.meet, (facts.cut(c) for c in claims))
    if hard.empty:
        return None
    return Bound(hard if core.empty else core, hard, frozenset(c.id for c in claims))
