"""The house whose view a text goes on to tell: `该行指出,…`, where `某某证券发布研报称` stands before.

In: a sentence's speakers, its view, and the house that the document let speak last. Out: the speakers with
that house where such words stand before a verb of saying, and a company that rates shares as a house.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.lexicons import holds_any, one_of
from claims.model import Attribution, Source
from claims.namesigns import HAN
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speakers import Speaker

_WORDS = reading_words().speech
_AGAIN = re.compile(
    rf"(?<!在){one_of(_WORDS.the_house)}(?:的?(?:报告|研报|分析师))?(?:还|亦|也|同时|又|并|则)?"
    rf"(?:{one_of((*_WORDS.thinks, *_WORDS.says, *reading_words().names.raters_say))})"
)
_FILING = "公告"
_BACK = 2000
"""Code points before a sentence in which its house is named."""
_RATERS = reading_words().names.raters


@cache
def _telling(researchers: frozenset[str]) -> re.Pattern[str]:
    """A house, known or by what it ends with, before what houses do."""
    names = reading_words().names
    return re.compile(
        rf"(?P<name>{one_of(researchers)}|(?<![{HAN}])[{HAN}]{{2,8}}?{one_of(names.raters)})"
        rf"(?:近日|日前|最新)?{one_of(names.raters_say)}"
    )


def house_before(view: SentenceView) -> Attribution | None:
    """The house that a text names last before a sentence with what it thinks, or None."""
    told = list(
        _telling(view.lexicon.researchers).finditer(view.text, max(0, view.start - _BACK), view.start)
    )
    return Attribution(kind=Source.RESEARCH, name=told[-1]["name"]) if told else None


def with_house(
    view: SentenceView, spoken: Sequence[Speaker], house: Attribution | None, main: str | None
) -> list[Speaker]:
    """The speakers of a sentence; `house` is the last that spoke before it, `main` the document's subject."""
    found = [_as_house(_of_its_own(view, speaker, main), main) for speaker in spoken]
    if not holds_any(_WORDS.the_house, view.text[view.start : view.end]):
        return found
    house = house or house_before(view)
    if house is None:
        return found
    for again in _AGAIN.finditer(view.text, view.start, view.end):
        if not any(speaker.start < again.end() and again.start() < speaker.end for speaker in found):
            found.append(Speaker(again.start(), again.end(), house))
    return sorted(found, key=lambda speaker: speaker.start)


def _of_its_own(view: SentenceView, speaker: Speaker, main: str | None) -> Speaker:
    """A house of which the text tells publishes its own figures (`云杉证券披露回购进展`)."""
    said = speaker.attribution
    if said.kind is not Source.RESEARCH or main is None or said.name is None:
        return speaker
    if said.name != main or not holds_any(_WORDS.publishes_own, view.text[speaker.start : speaker.end]):
        return speaker
    return speaker._replace(attribution=Attribution(kind=Source.FILING, name=_FILING))


def _as_house(speaker: Speaker, main: str | None) -> Speaker:
    """A company that ends as houses do and speaks of another is a house (`某某证券预计`)."""
    said = speaker.attribution
    name = said.name
    if said.kind is not Source.COMPANY or name is None or name == main or not name.endswith(_RATERS):
        return speaker
    return speaker._replace(attribution=Attribution(kind=Source.RESEARCH, name=name))


def last_house(spoken: Sequence[Speaker], before: Attribution | None) -> Attribution | None:
    """The house that spoke last, by its name."""
    houses = [s.attribution for s in spoken if s.attribution.kind is Source.RESEARCH and s.attribution.name]
    return houses[-1] if houses else before
