"""Which dated events of different texts are one: the same event of the same thing, however it is called.

In: the labels of the events of one company, thing and event in one (`海防的越南工厂投产`). Out: the label
that each stands for, one for all that mean the same. A thing is known again by the characters of its name,
without words that any such thing may have; a stage or a number (`二期`) tells two things apart, and a name
that fits several others is none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claims.lexicons import one_of
from claims.readingwords import reading_words

_TELLING = 2
"""Characters that two names must share."""


_DESCRIBED = re.compile("^.{6,}的(?=.{4})")
"""Before a name: which of the company's things it is (`在建项目中体量最大的`)."""
_WITHIN = "/"
"""Stands for a part of something built (`某某基地的电机车间`)."""


class _Thing(NamedTuple):
    """What an event happened to."""

    event: str
    kind: int
    """The row of words for such things that its name ends with, or -1."""
    numbers: tuple[str, ...]
    name: frozenset[str]
    """Its characters that not every such thing has."""

    def may_be(self, other: _Thing) -> bool:
        """Whether the two names may be one thing's."""
        alike = self[:3] == other[:3]
        short, long = sorted((self.name, other.name), key=len)
        return alike and len(short) >= _TELLING and short <= long


def same_events(labels: Iterable[str]) -> dict[str, str]:
    """The label under which each of some labels of one company's events is compared."""
    things = {label: _thing(label) for label in sorted(set(labels))}
    near: dict[_Thing, set[_Thing]] = defaultdict(set)
    alike: dict[tuple[str, int, tuple[str, ...]], list[_Thing]] = defaultdict(list)
    for thing in dict.fromkeys(things.values()):
        for other in alike[thing[:3]]:
            if thing.may_be(other):
                near[thing].add(other)
                near[other].add(thing)
        alike[thing[:3]].append(thing)
    first: dict[_Thing, str] = {}
    for label, thing in things.items():
        same = {thing, *near[thing]}
        if all({other, *near[other]} == same for other in same):
            for other in same:
                first.setdefault(other, label)
        else:
            first.setdefault(thing, label)
    return {label: first[thing] for label, thing in things.items()}


def place_of_listing(words: str) -> str:
    """Where a listing was by the words around it, one name for a market; empty where they don't say."""
    found = _venues().search(words)
    if found is None:
        return ""
    return next(name for name, row in reading_words().event_things.venues.items() if found.group() in row)


@cache
def _venues() -> re.Pattern[str]:
    return re.compile(one_of(word for row in reading_words().event_things.venues.values() for word in row))


@cache
def _thing(label: str) -> _Thing:
    words = reading_words().event_things
    event = next((name for name in _events() if label.endswith(name)), "")
    name = _DESCRIBED.sub("", label.removesuffix(event))
    for partly in words.partly:
        if name.endswith(partly):
            event, name = partly + event, name.removesuffix(partly)
            break
    numbers = tuple(sorted(found for found in _numbers().findall(name) if found not in words.first_stage))
    name = _numbers().sub("", name)
    kind, heads = -1, list(_heads().finditer(name))
    for found in heads:
        told = kind >= 0 and found.group() in words.general  # 铜矿项目
        kind = kind if told else next(at for at, row in enumerate(words.heads) if found.group() in row)
    if any(one.end() < other.start() for one, other in pairwise(heads)):
        numbers += (_WITHIN,)
    bare = _plain().sub("", _heads().sub("", name))
    return _Thing(event, kind, numbers, frozenset(bare if len(bare) >= _TELLING else label))


@cache
def _events() -> tuple[str, ...]:
    labels = {event.label for event in reading_words().events if event.label}
    return tuple(sorted(labels, key=lambda name: (-len(name), name)))


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(reading_words().event_things.numbers)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(one_of(head for row in reading_words().event_things.heads for head in row))


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(one_of(reading_words().event_things.plain))
