"""What happened on a day to a thing of the company's own: a plant, a product before the authorities, a round.

In: a sentence's view and a time phrase of it. Out: the event, where its word stands, and the label that names
thing and event together (`越南工厂投产`), so that two texts that speak of one event can be compared. A day on
which nothing definite happened to a named thing only dates what else its sentence tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claims.lexicons import one_of, trie
from claims.plants import plant_in
from claims.questions import asks
from claims.readingwords import Event, reading_words
from claims.rounds import ROUND
from claims.sentence import SentenceView
from claims.timephrases import TimePhrase

_WORDS = reading_words().event_things
_EVENTS = tuple(event for event in reading_words().events if event.label)
_BY_WORD = {word: event for event in _EVENTS for word in event.words}
_SHORTEST, _LONGEST = 2, 16
"""Code points of a thing's name."""
_REACH = 48
"""Code points behind a day within which its event stands."""
_NEAR = 8
"""Code points before a day within which words say that nothing is sure."""
_PURCHASE = 32
"""Code points behind a completion within which the purchase is told."""
_NEARLY = 3
"""Code points between a name and what it owns (`某某旗下`)."""
_BEFORE = re.compile(
    rf"(?P<event>{trie(word for event in _EVENTS if event.before_date for word in event.words)})"
    rf"{one_of(_WORDS.on_day)}$"
)
_UNSURE = re.compile(one_of(_WORDS.unsure))
"""Between a day and an event's word, or before the day: it did not happen then, or not that alone."""
_TO_COME = re.compile(rf"{_WORDS.to_come}(?:{one_of(_WORDS.trails)})*$")
_DEAL = re.compile(
    rf"{_WORDS.bought}的?(?P<name>[\u4e00-\u9fffA-Za-z]{{2,14}}?)(?:[\d.]+%|全部|多数|控股|剩余|股权|股份|公司|的|一事|交易|案)*"
    rf"(?=$|{_WORDS.bought}|[,，。;；主已将于在]|旗下)"
)
_BOUGHT = re.compile(
    rf"对(?P<name>[\u4e00-\u9fffA-Za-z]{{2,14}}?)(?:[\d.]+%|全部|多数|控股|剩余|股权|股份)*的?{_WORDS.bought}"
)
_THEN_BOUGHT = re.compile(rf"了?{_WORDS.bought}(?=的?(?:[,，。;；!！]|$))")
"""Behind a completion: what its sentence opens with was bought (`某某是2019年完成收购的`)."""
_POINTS_BACK = re.compile(one_of(_WORDS.points_back))
_PARTLY = re.compile(one_of(_WORDS.partly))
_HEADS = re.compile(one_of(head for group in _WORDS.heads for head in group))
_LEADS = re.compile(rf"^(?:{one_of(_WORDS.leads)}|[\s,，、:：])+")
_BY_WHOM = re.compile(one_of(_WORDS.by_whom))
_STAGE = re.compile(_WORDS.stages)
_OPENS, _CLOSES = frozenset('“‘"《「'), frozenset('”’"》」')
_TRAILS = re.compile(rf"(?:{one_of(_WORDS.trails)}|[\s,，])+$")
_ENDERS = re.compile(rf"{one_of(_WORDS.enders)}|[\d,，。;；:：、(（)）]")
_OF_THING = re.compile(r"了?的(?P<thing>(?:[^,，。;；:：、\d]|(?<=[A-Za-z\d-])\d){1,20})")
_NAMELESS = re.compile(rf"(?:{one_of(_WORDS.nameless)})+")
_PRODUCT = re.compile(
    r"[“「](?P<quoted>[^“”「」]{2,16})[”」]|(?<![A-Za-z\d])(?P<coded>[A-Za-z][A-Za-z\d.]*(?:-[A-Za-z\d.]+)*)"
)
_WHICH = re.compile(_WORDS.which)
"""Behind a product's name: which of those that have it."""
_DIGIT = re.compile(r"\d")
_WITH = frozenset("与和同向从由为跟及")
"""Before the name of a partner, whose the thing is not."""


class Happening(NamedTuple):
    """An event of a thing."""

    start: int
    end: int
    """Where the event's word stands."""
    label: str
    """Thing and event; empty where no thing is named."""
    ahead: bool = False
    """Whether the words around the day put it ahead."""
    owner: str | None = None
    """Whose the thing is, where a name stands right before it."""


@cache
def _behind() -> re.Pattern[str]:
    """Behind a day: an event's word, in a group of its own, with what leads to it."""
    told = "|".join(_told(event, f"e{at}") for at, event in enumerate(_EVENTS))
    return re.compile(rf"[,，]?(?P<gap>(?:[^,，。;；:：\d]|(?<=[A-Za-z\d-])\d){{0,24}}?)(?:{told})")


def _told(event: Event, group: str) -> str:
    led = rf"{one_of(event.led_by)}[^,，。;；:：]{{0,20}}?" if event.led_by else ""
    behind = rf"(?!{trie(event.not_before)})" if event.not_before else ""
    return led + f"(?P<{group}>{trie(event.words)})" + behind


def happening(view: SentenceView, phrase: TimePhrase, clause: int) -> Happening | None:
    """The event that a time phrase dates, where its sentence names the thing that it happened to."""
    opens = view.clauses[clause][0]
    before = view.text[opens : phrase.start]
    ahead = _BEFORE.search(before)
    if ahead is not None:
        event, gap = _BY_WORD[ahead["event"]], ""
        start, end = opens + ahead.start("event"), opens + ahead.end("event")
        before = before[: ahead.start()]
        stop = phrase.end
    else:
        match = _behind().match(view.text, phrase.end, min(view.end, phrase.end + _REACH))
        if match is None:
            return None
        word = next(name for name in match.groupdict() if name != "gap" and match[name])
        event, gap = _EVENTS[int(word[1:])], match["gap"]
        start, end = match.span(word)
        stop = end
    if _UNSURE.search(gap) or _UNSURE.search(before[-_NEAR:]):
        return None
    if any(phrase.end <= q.start < start for q in view.quantities):
        return None
    thing = _thing(view, event, (opens, opens + len(before)), (phrase.end, start), stop, clause)
    if thing is None and event.goods:
        thing = product_of(view, clause, (phrase.start, phrase.end), (start, end))
    if thing is None and event.of == "built":
        thing = _spoken_of(view, phrase.start)
    if thing is None:
        return Happening(start, end, "") if event.of == "named" else None
    partly = _PARTLY.search(gap) or _PARTLY.search(before[-_NEAR:])
    label = thing + (partly.group() if partly else "") + event.label
    to_come = _TO_COME.search(before) is not None or _TO_COME.search(gap) is not None
    return Happening(start, end, label, to_come, _owner(view, thing, opens, stop))


def _spoken_of(view: SentenceView, day: int) -> str | None:
    """The plant by its place that a sentence points back to, or that the question before it asks after."""
    opens = view.text.rfind("\n", 0, view.start) + 1
    if _POINTS_BACK.search(view.text, view.start, day) is not None:
        return plant_in(view.text[opens : view.start], view.lexicon, _WORDS.heads[0])
    asked = view.text[:opens].rstrip()
    line = asked[asked.rfind("\n") + 1 :]
    return plant_in(line, view.lexicon, _WORDS.heads[0]) if asks(line) else None


def product_of(view: SentenceView, clause: int, day: tuple[int, int], event: tuple[int, int]) -> str | None:
    """The name of the product that was brought out: in quotation marks, or a code with a number."""
    stop = next((q.start for q in view.quantities if q.start >= event[1]), view.end)
    end = min((stop, view.clauses[view.clause_of(event[0])][1]))
    for place in ((event[1], end), (day[1], event[0]), (view.clauses[clause][0], day[0])):
        found = [match for match in _PRODUCT.finditer(view.text, *place) if _is_product(match)]
        if found:
            if len(found) > 1:
                return None
            which = _WHICH.match(view.text, found[0].end()) if found[0]["quoted"] else None
            return (found[0]["quoted"] or found[0]["coded"]) + (which.group() if which else "")
    return None


def _is_product(match: re.Match[str]) -> bool:
    return match["quoted"] is not None or _DIGIT.search(match["coded"]) is not None


def _owner(view: SentenceView, thing: str, start: int, end: int) -> str | None:
    """Who is named right before a thing (`对手某某的合肥工厂`)."""
    at = view.text.find(thing, start, max(end, view.end))
    named = [name for name in view.names if at - _NEARLY <= name.end <= at] if at >= 0 else []
    if not named or view.text[max(0, named[-1].start - 1)] in _WITH:
        return None
    return named[-1].canonical


def _thing(
    view: SentenceView,
    event: Event,
    ahead: tuple[int, int],
    between: tuple[int, int],
    behind: int,
    clause: int,
) -> str | None:
    """What an event happened to: before its day, between the day and the event, behind it, or the topic."""
    told = _OF_THING.match(view.text, behind, view.end)
    places = [ahead, between, *([told.span("thing")] if told else [])]
    if event.of == "closed":
        return _closed(view, places, behind)
    stage = ""
    for place in places:
        for words in _own(view, *place):
            thing = _built(words) if event.of == "built" else _TRAILS.sub("", _BY_WHOM.split(words)[0])
            if _names(thing):
                return thing
            stage = stage or _stage(thing)
    if event.of == "built" and not any(view.names_between(*place) for place in (ahead, between)):
        for start, end in reversed(view.clauses[:clause]):
            for words in _own(view, start, end):
                stop = _ENDERS.search(words)
                thing = _built(words[: stop.start()] if stop else words)
                if _names(thing):
                    return thing if thing.endswith(stage) else thing + stage
                stage = stage or _stage(thing)
    return None


def _closed(view: SentenceView, places: list[tuple[int, int]], behind: int) -> str | None:
    """The round of funding or the purchase that was completed."""
    number = next((q.start for q in view.quantities if q.start >= behind), view.end)
    for place in [*places, (behind, min(number, behind + _LONGEST))]:
        for match in ROUND.finditer(view.text, *place):
            if match["name"]:
                return f"{match['name']}轮"
    for place in [*places, (behind, min(view.end, behind + _PURCHASE))]:
        deal = _BOUGHT.search(view.text, *place) or _DEAL.search(view.text, *place)
        if deal is not None:
            return "收购" + deal["name"]
    if _THEN_BOUGHT.match(view.text, behind, view.end) is not None:
        words = _LEADS.sub("", _TRAILS.sub("", view.text[slice(*places[0])]))
        return "收购" + words if _names(words) and _ENDERS.search(words) is None else None
    return None


def _names(thing: str) -> bool:
    """Whether words name a thing."""
    return _SHORTEST <= len(thing) <= _LONGEST and _NAMELESS.fullmatch(thing) is None


def _stage(words: str) -> str:
    """The stage of a thing that some words are, else nothing."""
    return words if _STAGE.fullmatch(words) else ""


def _own(view: SentenceView, start: int, end: int) -> Iterator[str]:
    """Words without the name of whose the thing is and without what leads to and from it.

    What opens with a number names nothing, nor does what goes on behind one. Where a name is all that tells
    the thing from others (`惠州电机项目`), the words with it come last.
    """
    told = (q for q in view.quantities if start <= q.start < end)
    number = next((q.start for q in told if not _LEADS.fullmatch(view.text[q.start : q.end])), end)
    if _HEADS.search(view.text, start, number) and _HEADS.search(view.text, number, end):
        number = end  # 泰国工厂首条产线
    behind = start
    for name in view.names_between(start, end):
        words = view.text[behind : name.start].strip()
        if not words or _LEADS.fullmatch(words):
            behind = name.end
    for opens in dict.fromkeys((behind, start)):
        words = _LEADS.sub("", _TRAILS.sub("", view.text[opens:number]))
        if not any(words == view.text[name.start : name.end] for name in view.names):
            yield words[1:-1] if words[:1] in _OPENS and words[-1:] in _CLOSES else words


def _built(words: str) -> str:
    """What was built, up to the last word for such a thing."""
    heads = list(_HEADS.finditer(words))
    return words[: heads[-1].end()][-_LONGEST:] if heads else ""
