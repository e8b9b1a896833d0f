"""A document scanned: what each pass over its whole text finds, and what they tell of it as a whole.

In: a document and the lexicon. Out: a `Scan` with its numbers, time phrases, names and words of the lexicon,
each kind found in one pass over the folded text, and most only when they are asked for; whom it is about and
what time it speaks from; and any sentence of it laid out with what stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from claims.frames import Frame
from claims.holdernames import Holders, holders_of
from claims.interviews import Interview
from claims.lexicons import one_of
from claims.model import BlockKind, Document, Quantity
from claims.page import Declared, asides_of, declared, is_report, report_period, tells_results
from claims.places import CITY, inner_place, local_place, names_place, place_of_office
from claims.pricemoves import names_exchange
from claims.quantities import quantities
from claims.readingwords import reading_words
from claims.reportnames import reports_brought_out
from claims.sentence import Mention, Name, Row, SentenceView, clauses
from claims.speakers import persons_of
from claims.speakingyear import (
    day_of_speaking,
    days_of,
    is_this_year,
    looked_back_to,
    speaking_year,
    titled_year,
)
from claims.subjects import NameBook, name_book
from claims.timephrases import TimeKind, TimePhrase, time_phrases
from claims.words import Lexicon

Found = TypeVar("Found", Quantity, TimePhrase)
READ = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY})
"""Kinds of block that make claims; captions, references and furniture make none."""
_DATELESS = frozenset({TimeKind.EVENT, TimeKind.VAGUE})
"""Kinds of time phrase that no digits belong to."""
_CLAUSE_START = re.compile(
    r"[,，。;；:：!！?？\n、—“”「」丨|｜]\s*|[日网社报快]讯\s*(?:[(（][^()（）]{1,20}[)）])?\s*"
)
_EXCHANGES = frozenset(reading_words().prices.goods_leads)
_OPENING = 40
"""Code points in which a text names the place that it is about."""
_PRICE = "价格"
_GOODS = frozenset(reading_words().things.short_goods)
"""Goods of one character, with which a word for their price begins."""
_EXPECTS = "料"
_MATERIALS = frozenset(reading_words().things.materials)
"""Characters that make the name of a material with what else says that somebody expects."""
_NAMES = reading_words().names
_THINKS = tuple(reading_words().speech.thinks)
_LINE = re.compile(
    rf"{one_of(reading_words().slices.sure_endings)}(?=[\d约近超逾占分]|收入|营收|毛利|贡献|同比|增长|下降|实现)"
)
"""Behind a metric: its word is part of the name of a line of business (`投资业务28亿元`)."""


class Scan:
    """One document, scanned."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.folded
        self.words = words
        phrases = time_phrases(self.text)
        taken = [(phrase.start, phrase.end) for phrase in phrases if phrase.kind not in _DATELESS]
        numbers = quantities(document.text, folded=self.text, taken=taken)
        self.asides = asides_of(self.text)
        """Quotes, codes and titles of works, in which no claim stands."""
        self.all_phrases = phrases
        """Its time phrases."""
        self.phrases = Row(_outside(phrases, self.asides))
        """Those outside the asides."""
        self.quantities = Row(_outside(numbers, self.asides))
        """Its numbers outside the asides."""

    @cached_property
    def names(self) -> NameBook:
        """The names that the document uses."""
        starts = [block.start for block in self.document.blocks if block.kind in READ]
        opens = [match.end() for match in _CLAUSE_START.finditer(self.text)]
        title = None if self.document.title is None else self._folded_title()
        return name_book(self.text, sorted({*starts, *opens}), title, self.words)

    @cached_property
    def places(self) -> Row[Name]:
        """Where its names stand."""
        return Row(self.names.places)

    @cached_property
    def mentioned(self) -> Row[Mention]:
        """The words of the lexicon outside numbers, dates and names, found with those blanked out."""
        covered = [(quantity.start, quantity.end) for quantity in self.quantities.items]
        covered += [(p.start, p.end) for p in self.phrases.items if p.kind not in _DATELESS]
        covered += [
            (name.start, name.end)
            for name in self.places.items
            if self.text[name.start : name.end] not in self.words.entries
        ]
        pieces: list[str] = []
        behind = 0
        for start, end in sorted(covered):
            if end > behind:
                start = max(start, behind)
                pieces += (self.text[behind:start], "\n" * (end - start))
                behind = end
        text, senses, found = self.text, self.words.senses, []
        for start, end in self.words.finder.find("".join((*pieces, text[behind:]))):
            if text.startswith(_PRICE, end - 1) and text[start : end - 1] in _GOODS:
                start, end = end - 1, end + 1  # 无烟煤价格 is no 煤价
            if text[start] == _EXPECTS and text[start - 1] in _MATERIALS and text[start + 1 : end] in senses:
                start += 1  # 骨料收入 is no 料收入
            word = text[start:end]
            sense = senses[word]
            if word in _NAMES.raters and sense.metric is None and text.startswith(_THINKS, end):
                continue  # 某某证券估计
            if sense.metric == "index_level" and names_exchange(self.text, start):
                continue
            found.append(Mention(start, end, word, sense.entries, sense.metric, sense.cue))
        return Row(found)

    @cached_property
    def main(self) -> str | None:
        """What the document is about: a company, else the place that it opens with, else an economy."""
        return self.names.main or self._place() or self.names.economy

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The people whom it names with their office."""
        return persons_of(self.text)

    @cached_property
    def interview(self) -> Interview:
        """Whose turn it is to speak."""
        return Interview(self.text, self.main)

    @cached_property
    def holders(self) -> Holders:
        """Whom it introduces as holders of its company's shares."""
        return holders_of(self.text)

    @cached_property
    def page(self) -> Declared:
        """The unit of its bare amounts."""
        return declared(self.text, self.quantities.items)

    @cached_property
    def opening(self) -> Frame:
        """What holds of time where a paragraph starts anew."""
        year = speaking_year(self.document.published, self.phrases.items, self.text)
        if year is None:
            year = titled_year(self.all_phrases, self.asides, self.text)
        today = day_of_speaking(self.document, self.phrases.items, year)
        if today is not None and year == today.year - 1 and not is_this_year(self.phrases.items, year):
            year = today.year  # what 2024 came to is told on a day of the next year
        back = looked_back_to(self.text, self.phrases.items, surely=True)
        report = report_period(self.document, self.phrases.items, year)
        return Frame(
            year,
            self.document.published,
            report=report,
            looks_from=None if back is None else back + 1,
            today=today,
            days=days_of(self.phrases.items),
            is_report=is_report(self.document, self.phrases.items),
            of_results=tells_results(self.document, self.phrases.items, report),
            reports=reports_brought_out(self.document, self.phrases.items, year),
        )

    def _folded_title(self) -> str | None:
        """The title as the folded text has it."""
        place = self.document.text.find(self.document.title or "")
        if place < 0:
            return self.document.title
        return self.text[place : place + len(self.document.title or "")]

    def _place(self) -> str | None:
        """The place that a text without companies opens with (`2021年江苏经济成绩单`)."""
        if self.names.aliases:
            return None
        seated = place_of_office(self.text)
        if seated is not None:
            return seated
        city = CITY.search(self.text, 0, _OPENING)
        if city is not None and city.group() in _EXCHANGES:
            city = None  # 纽约原油期货
        if city is not None and self._opens_place(city.start()):
            return self._innermost(city.group(), city.end())
        for start, end in self.words.finder.find(self.text, 0, _OPENING):
            opens = self._opens_place(start)
            place = self.text[start:end]
            whole = place in self.words.dimensions.whole
            dated = any(phrase.start == end for phrase in self.all_phrases)
            member = self.text[end : end + 1].isdigit() and not dated  # 上海30例、广东20例
            known = place in self.words.economies or names_place(place, self.words)
            inner = inner_place(self.text, end, len(self.text)) if opens and known else None
            if inner is not None:
                return inner.canonical
            if opens and not (whole or member) and names_place(place, self.words):
                return place
        return local_place(self.text, _OPENING)

    def _opens_place(self, at: int) -> bool:
        """Whether what the text speaks of can start at an offset, no word for all the nation before it."""
        nation = any(self.text.find(word, 0, at) >= 0 for word in _NAMES.nationwide)
        return at == 0 or (self.text[at - 1] in "年月日,，、。《 " and not nation)

    def _innermost(self, place: str, end: int) -> str:
        """A place, or the one within it that the text names behind it (`广州天河区`)."""
        inner = inner_place(self.text, end, len(self.text))
        return place if inner is None else inner.canonical

    def _only_rates(self, name: Name) -> bool:
        """Whether a house says something of another where it is named (`某某证券料全年赚3亿元`)."""
        house = self.text[name.start : name.end].endswith(_NAMES.raters)
        return house and name.canonical != self.main and self.text.startswith(_NAMES.raters_say, name.end)

    def view(self, start: int, end: int) -> SentenceView:
        """A sentence laid out: words are looked for outside numbers, dates and names."""
        numbers = self.quantities.within(start, end)
        phrases = self.phrases.within(start, end)
        names = tuple([name for name in self.places.within(start, end) if not self._only_rates(name)])
        if names:  # a company's name that reads like a number (零集)
            called = {(name.start, name.end) for name in names}
            numbers = tuple([q for q in numbers if (q.start, q.end) not in called])
        asides = self.asides
        if asides:
            asides = asides[bisect_left(asides, (start,)) : bisect_left(asides, (end,))]
        mentions: tuple[Mention, ...] = ()
        if numbers or phrases or names or self.text[start:end].rstrip().endswith((":", "：")):
            mentions = self.mentioned.within(start, end)
        return SentenceView(
            self.text, start, end, clauses(self.text, start, end, numbers, phrases, asides),
            mentions, names, numbers, phrases, self.words,
            named=tuple([m for m in mentions if m.metric and not _LINE.match(self.text, m.end)]),
            cued=tuple([m for m in mentions if m.cue]),
        )  # fmt: skip


def _outside(items: Sequence[Found], spans: Sequence[tuple[int, int]]) -> Sequence[Found]:
    """The numbers or phrases that start in none of some spans."""
    if not spans:
        return items
    starts = [start for start, _ in spans]
    found = []
    for item in items:
        index = bisect_right(starts, item.start) - 1
        if index < 0 or item.start >= spans[index][1]:
            found.append(item)
    return found
