"""Ranks right behind a list, or right behind a value before others: `甲19%，乙16%，丙14%，三家中位列第二`.

Takes a sentence's values with their names. A place that nobody is named for is that of the last one listed,
else it is that of the member named. So many ahead of it as its place says, or more, contradict it; fewer do
only where the words count just those listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.model import Claim
from rules.definitions import definitions
from rules.facts import slice_of
from rules.knowledge import cue, knowledge
from rules.listed import Member, Sentence, at_one_time, column, members
from rules.outcome import reading

_FEWEST = 2
_NUMBERS = "零一二三四五六七八九十"
_LONGEST = 14
"""So many characters at most name the next member."""


class Place(NamedTuple):
    """A place that the values beside it tell."""

    own: Claim
    values: Sequence[Claim]
    at: tuple[int, int]
    """Where it stands."""
    rank: int


def places(sentence: Sentence) -> Iterator[Place]:
    """The places of a sentence that its list of values can tell, and that nothing else is said of."""
    folded = sentence.document.folded
    for place in cue("ranked", "place").finditer(folded, sentence.start, sentence.end):
        if place["led"] is None or cue("ranked", "no_place").search(folded, sentence.start, place.end()):
            continue
        before = [c for c in sentence.values if c.span.end <= place.start()]
        if not before or cue("ranked", "other_time").search(folded, before[-1].span.end, place.end()):
            continue
        told = _listed(sentence, before[-1], place)
        if told is None:
            continue
        own, listed, count = told
        values = [member.value for member in listed]
        rank = int(place["n"]) if place["n"].isdigit() else _NUMBERS.index(place["n"])
        ahead = sum(_ahead(c, own) for c in values if c is not own)
        apart = all(_ahead(c, own) or _ahead(own, c) for c in values if c is not own)
        full = count == len(values) and apart
        if _of_several(listed) and (ahead >= rank or full):
            yield Place(own, values, place.span(), rank)


def _listed(sentence: Sentence, last: Claim, place: re.Match[str]) -> tuple[Claim, list[Member], int] | None:
    """Whose place it is, the list that tells it, and how many the words count; None where they tell more."""
    between = sentence.words(last.span.end, place.start())
    if cue("ranked", "at_once").fullmatch(between):
        return _before_others(sentence, last, place)
    ends = [
        c.span.end for c in sentence.values if c.span.end <= last.span.start and column(c) != column(last)
    ]
    listed = _named(members(sentence, max((sentence.start, *ends))))
    listed = [m for m in listed if m.value.span.end <= place.start()]
    if len(listed) < _FEWEST or listed[-1].value is not last:
        return None
    who = next((m for m in listed if len(m.name) >= _FEWEST and m.name in between), None)
    left = between if who is None else between.replace(who.name, "", 1)
    light = cue("ranked", "counting").fullmatch(left)
    if light is None or (who is not None and light["n"]):
        return None  # named and counted: told elsewhere
    opened = cue("ranked", "among").search(sentence.words(sentence.start, listed[0].value.span.start))
    count = _number(light["n"] or (opened["n"] if opened else "零"))
    return (who or listed[-1]).value, listed, count


def _before_others(
    sentence: Sentence, own: Claim, place: re.Match[str]
) -> tuple[Claim, list[Member], int] | None:
    """A value with its place right behind it, and those told next (`甲以31.2GWh排第一，乙34.1GWh`)."""
    behind = _named(members(sentence, place.end()))
    if not behind or column(behind[0].value) != column(own) or behind[0].value.metric != own.metric:
        return None
    words = sentence.words(place.end(), behind[0].value.span.start)
    name = re.fullmatch(r"名?[,，、;；](?P<name>[^,，、;；\d]+)", words)
    if name is None or len(words) > _LONGEST or cue("ranked", "no_member").search(name["name"]):
        return None
    lead = re.split("[,，、;；]", sentence.words(sentence.start, own.span.start))[-1]
    first = _named([Member(lead, own)])[0]
    return own, [first, *(m for m in behind if column(m.value) == column(own))], 0


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS.find(written)


def _named(found: Sequence[Member]) -> list[Member]:
    """Members without the words that lead from a name to its value (`拾野占`, `恒炬以`)."""
    return [Member(cue("ranked", "name_links").sub("", m.name), m.value) for m in found]


def _of_several(listed: Sequence[Member]) -> bool:
    """Whether a list is of several companies' one fact at one time, and not of one company's parts."""
    names = [m.name for m in listed]
    places = (*knowledge().at_home, *knowledge().worldwide)
    parts = any(name.endswith(places) or cue("ranked", "part_names").search(name) for name in names)
    slices = {slice_of(m.value) for m in listed}
    sliced = any(
        name and name in value
        for m, name in zip(listed, names, strict=True)
        for _, value in slice_of(m.value)
    )
    whose = {m.value.entity for m in listed}
    one = next(iter(whose)) if len(whose) == 1 else None
    told = one is None or definitions().entity.nameless(one)
    if not told and not any(len(name) >= _FEWEST and name in (one or "") for name in names):
        return False  # 青禾空调份额20%排第一,冰箱份额25%排第二
    same = len({m.value.metric for m in listed}) == 1 and len(slices) == 1
    return (
        same
        and not parts
        and not sliced
        and all(names)
        and len(set(names)) == len(names)
        and at_one_time([m.value for m in listed])
    )


def _ahead(one: Claim, other: Claim) -> bool:
    """Whether a value is larger than another however generously they are read."""
    upper, lower = reading(one), reading(other)
    return not upper.hard.meets(lower.hard) and upper.value > lower.value
