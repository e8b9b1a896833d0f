"""A document in, its claims out. The steps stand in their order, each with its evidence kept.

1. scan: numbers, time phrases, words of the lexicon, names, each found in one pass over the folded text;
2. per sentence: metric and measure, lists, periods, entity, slices, speaker, footing, unit;
3. what asserts something becomes a claim.

Context flows from the clause to the sentence to the paragraph to the document, in that order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import TypeVar

from claims.asserting import asserts, rank_top
from claims.backdrops import has_metric, tells_of_company
from claims.bareunits import resolve_unit
from claims.basis import last_forecast, resolve_basis
from claims.breakdowns import read_breakdowns, sorted_in, sorts
from claims.calendar import try_parse
from claims.clausesubjects import returns_to, turns_away
from claims.comparability import mark_averages, mark_same_stores, mark_windows
from claims.countsagain import count_again
from claims.datedphrases import read_phrases
from claims.draft import NOBODY, Draft, drafts_of
from claims.events import DATED_EVENT, date_claims, own_things
from claims.finishing import finished
from claims.frames import Frame
from claims.goingon import go_on_in_time
from claims.headlines import date_headlines, name_repetitions
from claims.heads import RATE_KINDS
from claims.holdernames import Holders, holders_of
from claims.jointparts import mark_joint
from claims.labels import inherit_labels
from claims.lending import be_of_lenders, name_kinds, set_standards_aside
from claims.lexicons import holds_any, one_of
from claims.marketshares import be_market_shares, go_on_with_another
from claims.measures import name_as_asked, name_as_headed, resolve_metrics
from claims.model import Attribution, Basis, Block, BlockKind, Claim, Document, Measure, Quantity
from claims.page import Declared, asides_of, declared, goes_on, is_report, report_period, section_period
from claims.partrows import NO_ROWS, PartRows, part_rows, tell_parts, without_names
from claims.partsofwhole import mark_modes, mark_parts
from claims.places import CITY, local_place, names_place, place_of_office
from claims.plants import mark_plants, plant_in
from claims.pricemoves import names_exchange
from claims.quantities import quantities
from claims.questions import Asked, asked_in, asked_of, asks
from claims.readingwords import reading_words
from claims.rounds import resolve_rounds
from claims.rowsagain import tell_again
from claims.runins import asked_after, headed_line, is_headed, line_below, run_in, topic_of
from claims.scopes import mark_scopes
from claims.sentence import Mention, Name, Row, SentenceView, clauses
from claims.series import distribute
from claims.slices import resolve_slices
from claims.slicesagain import PARTS
from claims.speakers import persons_of, resolve_attribution, speakers
from claims.speaking import Speaking
from claims.speakingyear import (
    day_of_speaking,
    days_of,
    is_this_year,
    looked_back_to,
    speaking_year,
    titled_year,
)
from claims.subjects import NameBook, name_book
from claims.things import no_company
from claims.timephrases import TimeKind, TimePhrase, time_phrases
from claims.timing import resolve_periods
from claims.uses import read_uses
from claims.whose import resolve_entities
from claims.words import Lexicon, lexicon

Found = TypeVar("Found", Quantity, TimePhrase)

_READ = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY})
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


def extract(document: Document) -> list[Claim]:
    """The claims of a document, in the order in which they stand in its text."""
    reader = _Reader(document, lexicon())
    if not reader.quantities.items and not DATED_EVENT.search(document.folded):
        return []
    drafts = list(reader.drafts())
    name_repetitions(drafts)
    date_headlines(drafts, reader.words)
    reader.own_the_rest(drafts)
    return [finished(draft, document) for draft in drafts]


_NAMES = reading_words().names
_LINE = re.compile(
    rf"{one_of(reading_words().slices.sure_endings)}(?=[\d约近超逾占分]|收入|营收|毛利|贡献|同比|增长|下降|实现)"
)
"""Behind a metric: its word is part of the name of a line of business (`投资业务28亿元`)."""


class _Reader:
    """One document being read: the scans, and what the paragraphs so far have spoken of."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.folded
        self.words = words
        phrases = time_phrases(self.text)
        taken = [(phrase.start, phrase.end) for phrase in phrases if phrase.kind not in _DATELESS]
        numbers = quantities(document.text, folded=self.text, taken=taken)
        self.asides = asides_of(self.text)
        self.all_phrases = phrases
        self.phrases = Row(_outside(phrases, self.asides))
        self.quantities = Row(_outside(numbers, self.asides))
        self.carried: Attribution = NOBODY
        self.open = False
        self.told: list[Draft] = []
        self.asked = Asked()
        self.parted: str | None = None
        """The metric whose parts the section being read tells."""
        self.looks_ahead: str | None = None
        """The last year that the forecasts of the paragraph being read look back on."""
        self.whole: str | None = None
        """The time that the first revenue of the whole company was told for."""
        self.whole_of: Draft | None = None
        """That revenue."""
        self.block: Block | None = None
        """The paragraph being read."""
        self.rows: PartRows = NO_ROWS
        """The parts that its rows of clauses name."""
        self.wholes: list[Draft] = []
        """The levels so far that no part of the business has."""

    @cached_property
    def names(self) -> NameBook:
        """The names that the document uses."""
        starts = [block.start for block in self.document.blocks if block.kind in _READ]
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
            if sense.metric == "index_level" and names_exchange(self.text, start):
                continue
            found.append(Mention(start, end, word, sense.entries, sense.metric, sense.cue))
        return Row(found)

    @cached_property
    def main(self) -> str | None:
        """What the document is about: a company, else the place that it opens with, else an economy."""
        return self.names.main or self._place() or self.names.economy

    def own_the_rest(self, drafts: Iterable[Draft]) -> None:
        """Give what nobody owns in a document about no company to what the document speaks of."""
        unowned = [draft for draft in drafts if draft.entity is None]
        if unowned and not tells_of_company(unowned):
            for draft in unowned:
                if has_metric(draft.metric):
                    draft.entity = self.names.backdrop

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The people whom it names with their office."""
        return persons_of(self.text)

    @cached_property
    def holders(self) -> Holders:
        """Whom it introduces as holders of its company's shares."""
        return holders_of(self.text)

    @cached_property
    def page(self) -> Declared:
        """The unit of its bare amounts."""
        return declared(self.text, self.quantities.items)

    @cached_property
    def speaking(self) -> Speaking:
        """Whom and what the paragraph being read speaks of."""
        return Speaking(self.main, self.main, others=self.names.others)

    @cached_property
    def frame(self) -> Frame:
        """What the paragraph being read has said of time."""
        return self.opening.opened()

    @cached_property
    def section(self) -> Frame:
        """What holds of time where a paragraph of the section being read starts anew."""
        return self.opening

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
        return Frame(
            year,
            self.document.published,
            report=report_period(self.document, self.phrases.items, year),
            looks_from=None if back is None else back + 1,
            today=today,
            days=days_of(self.phrases.items),
            is_report=is_report(self.document, self.phrases.items),
        )

    def _folded_title(self) -> str | None:
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
        if city is not None and (city.start() == 0 or self.text[city.start() - 1] in "年月日,，、。 "):
            return city.group()
        for start, end in self.words.finder.find(self.text, 0, _OPENING):
            opens = start == 0 or self.text[start - 1] in "年月日,，、。 "
            place = self.text[start:end]
            whole = place in self.words.dimensions.whole
            dated = any(phrase.start == end for phrase in self.all_phrases)
            member = self.text[end : end + 1].isdigit() and not dated  # 上海30例、广东20例
            if opens and not (whole or member) and names_place(place, self.words):
                return place
        return local_place(self.text, _OPENING)

    def drafts(self) -> Iterable[Draft]:
        """Every draft that asserts something, fully resolved."""
        blocks = [block for block in self.document.blocks if block.kind in _READ]
        for block, following in zip_longest(blocks, blocks[1:]):
            if block.kind is BlockKind.HEADING:
                self._open_section(block)
            reach = self._reach(block)
            if following is not None and goes_on(self.text, following.start):
                reach = block.end
            yield from self._block(block, reach)

    def _open_section(self, heading: Block) -> None:
        """Speak of the period that a heading says its section is about, up to the next heading."""
        opening = self.opening
        period = section_period(self.document, heading, self.phrases.items, opening.speaking_year)
        self.section = replace(opening, report=period) if period is not None else opening
        text = self.text[heading.start : heading.end].strip()
        senses = [self.words.senses[text[start:end]].metric for start, end in self.words.finder.find(text)]
        self.parted = sorted_in(text, [metric for metric in senses if metric is not None])

    def _reach(self, block: Block) -> int:
        """Up to where a paragraph must be read: its last number or dated event, or all where it goes on."""
        if self._leads_on(block):
            return block.end
        last = block.start
        numbers = self.quantities.within(block.start, block.end)
        if numbers:
            last = numbers[-1].end
        if self.phrases.within(block.start, block.end):
            for event in DATED_EVENT.finditer(self.text, last, block.end):
                last = event.end()
        return last

    def _leads_on(self, block: Block) -> bool:
        """Whether a paragraph ends in a semicolon or colon, so that the next goes on with its context."""
        return self.text[block.start : block.end].rstrip().endswith((";", "；", ":", "："))

    def _block(self, block: Block, reach: int) -> Iterator[Draft]:
        """The drafts of a paragraph that assert something, read up to an offset."""
        if not self.open:
            self.carried = NOBODY
            self.told = []
            if not goes_on(self.text, block.start):
                self.frame = self.section.opened()
                self.speaking = Speaking(
                    self.main,
                    self.main,
                    self.speaking.market,
                    others=self.names.others,
                    aside=self.asked.who,
                    plant=self.asked.plant,
                )
                parted = sorts(self.text, block.start) or is_headed(self.text, block)
                if self.whole is not None and not self.frame.is_report and parted:
                    self.frame.carried = try_parse(self.whole)
        self.open = self._leads_on(block)
        before: Draft | None = None
        rate_before: Draft | None = None
        self.block = block
        headed = self._run_in(block)
        self.looks_ahead = self._looks_ahead(block)
        self.speaking.headed = headed_line(self.text, block, self.words)
        asked, self.asked = self.asked, self._asks(block)
        self.frame.carried = self.frame.carried or asked.period
        topic: Sequence[str] = ()
        views = [self._view(s.start, s.end) for s in block.sentences if s.start < reach]
        self.rows = self._rows(views)
        for view in views:
            view = without_names(view, self.rows)
            told, topic = Asked(topic) if topic else asked, topic_of(view)
            for draft in self._sentence(view, before, rate_before, headed, told):
                if draft.measure is not Measure.DATE:
                    before = draft
                    rate_before = draft if draft.kind in RATE_KINDS else rate_before
                if (self.whole is None or draft.same_list(self.whole_of)) and self._is_whole(draft):
                    self.whole, self.whole_of = draft.period, draft  # of a row of years the last
                if draft.measure is Measure.LEVEL and draft.dimensions.keys().isdisjoint(PARTS):
                    self.wholes.append(draft)
                if asserts(view, draft):
                    yield draft

    def _rows(self, views: Sequence[SentenceView]) -> PartRows:
        """The parts told in rows in a document about a company; elsewhere goods are the subjects."""
        named = [view for view in views if view.quantities and view.named]
        return NO_ROWS if not named or no_company(named[0], self.main) else part_rows(views, self.main)

    def _asks(self, block: Block) -> Asked:
        """What a paragraph asks after, which the next tells of."""
        text = self.text[block.start : block.end]
        if not asks(text):
            return Asked()
        last = block.sentences[-1]
        period = asked_in(self._view(last.start, last.end), self.section.opened())
        others = [n for n in self.places.within(block.start, block.end) if n.canonical in self.names.others]
        who = others[-1].canonical if others else None
        plant = plant_in(text, self.words)
        return Asked(
            asked_after(self.text, block, self.words), asked_of(text, self.words), period, who, plant
        )

    def _is_whole(self, draft: Draft) -> bool:
        """Whether a number is what the document's subject has brought in over a time, all of it."""
        told = draft.metric == "revenue" and draft.measure is Measure.LEVEL and draft.basis is Basis.REPORTED
        whole = draft.entity == self.main and not draft.dimensions and not draft.compared
        return told and whole and draft.period is not None

    def _run_in(self, block: Block) -> str | None:
        """The metric that a paragraph's run-in heading names (`资本开支。公司说今年…`), or None."""
        sense = self.words.senses.get(run_in(self.text, block))
        return sense.metric if sense is not None else None

    def _looks_ahead(self, block: Block) -> str | None:
        """The year before that of the page where a paragraph's run-in heading says that it forecasts."""
        forecasts = holds_any(reading_words().page.ahead, run_in(self.text, block))
        published = self.document.published
        return str(published.year - 1) if forecasts and published is not None else None

    def _sentence(
        self,
        view: SentenceView,
        before: Draft | None,
        rate_before: Draft | None,
        headed: str | None,
        asked: Asked,
    ) -> list[Draft]:
        """The drafts of a sentence, resolved step by step.

        `before` and `rate_before` stand before it, `headed` is the metric of its paragraph's run-in heading,
        `asked` what the paragraph before it asks after, or the sentence before it says something of,
        `part` the slice that is asked after.
        """
        if self.frame.aside is not None and returns_to(view, self.main):
            self.frame.come_back()
        kept = self.frame.spoken_of, self.frame.carried
        dated = read_phrases(view, self.frame)
        numbers = drafts_of(view)
        resolve_metrics(view, numbers, before, rate_before)
        if headed is not None:
            name_as_headed(view, numbers, headed)
        if asked.metrics:
            name_as_asked(view, numbers, asked.metrics, asked.of)
        be_market_shares(view, numbers, asked.metrics)
        go_on_with_another(view, numbers, before)
        tell_again(view, numbers, self.told)
        set_standards_aside(view, numbers)
        be_of_lenders(view, numbers, self.main)
        members = read_breakdowns(view, numbers, self.told, self.parted, headed, self.wholes)
        self.frame.members = members or self.frame.members
        read_uses(view, numbers)
        go_on_in_time(view, numbers, self.told, before)
        count_again(view, numbers, before)
        self.told += [draft for draft in numbers if draft.measure is Measure.LEVEL]
        distribute(view, numbers, dated, self.frame, self.main)
        tell_parts(view, numbers, self.rows)
        self.frame.foretold = before is not None and before.basis is Basis.FORECAST
        resolve_periods(view, numbers, dated, self.frame)
        drafts = numbers
        if dates := date_claims(view, dated):
            drafts = sorted((*numbers, *dates), key=lambda draft: draft.quantity.start)
        resolve_entities(view, drafts, self.speaking)
        own_things(dates, self.main)
        name_kinds(view, numbers, before)
        if turns_away(view, drafts, self.main):
            self.frame.aside = self.frame.aside or kept
        if self.speaking.headed is None and self.block is not None:
            self.speaking.headed = line_below(self.text, self.block, self.words, numbers, self.wholes)
        resolve_slices(view, numbers, self.speaking, before, lambda: self.holders)
        self.speaking.plant = mark_plants(view, numbers, self.main, self.speaking.plant)
        mark_parts(view, numbers, self.speaking.segment)
        mark_joint(view, numbers)
        mark_modes(view, numbers)
        mark_same_stores(view, numbers, before, self.main)
        mark_windows(view, numbers)
        mark_scopes(view, numbers, before)
        mark_averages(view, numbers)
        resolve_rounds(view, numbers)
        inherit_labels(view, numbers, before)
        spoken = speakers(view, self.words, self.persons)
        self.carried = resolve_attribution(view, drafts, spoken, self.carried)
        row = [period.iso for period in self.frame.row]
        today = self.frame.published or self.frame.today
        forecast = last_forecast(self.told) or self.looks_ahead
        resolve_basis(view, drafts, before, row, spoken, today, forecast)
        for draft in drafts:
            rank_top(view, draft)
            resolve_unit(draft, self.page, self.words)
        return drafts

    def _only_rates(self, name: Name) -> bool:
        """Whether a house says something of another where it is named (`某某证券料全年赚3亿元`)."""
        house = self.text[name.start : name.end].endswith(_NAMES.raters)
        return house and name.canonical != self.main and self.text.startswith(_NAMES.raters_say, name.end)

    def _view(self, start: int, end: int) -> SentenceView:
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
