"""The house whose view a text goes on to tell: `该行指出,…`, where `某某证券发布研报称` stands before.

In: a sentence's speakers, its view, and the house that the document let speak last. Out: the speakers with
that house where such words stand before a verb of saying, and a company that rates shares as a house.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.lexicons import holds_any, one_of
from claims.model import Attribution, Source
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speakers import Speaker

_WORDS = reading_words().speech
_AGAIN = re.compile(
    rf"(?<!在){one_of(_WORDS.the_house)}(?:的?(?:报告|研报|分析师))?(?:还|亦|也|同时|又|并|则)?"
    rf"(?:{one_of((*_WORDS.thinks, *_WORDS.says, *reading_words().names.raters_say))})"
)
_RATERS = reading_words().names.raters


def with_house(
    view: SentenceView, spoken: Sequence[Speaker], house: Attribution | None, main: str | None
) -> list[Speaker]:
    """The speakers of a sentence; `house` is the last that spoke before it, `main` the document's subject."""
    found = [_as_house(speaker, main) for speaker in spoken]
    if house is None or not holds_any(_WORDS.the_house, view.text[view.start : view.end]):
        return found
    for again in _AGAIN.finditer(view.text, view.start, view.end):
        if not any(speaker.start < again.end() and again.start() < speaker.end for speaker in found):
            found.append(Speaker(again.start(), again.end(), house))
    return sorted(found, key=lambda speaker: speaker.start)


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
