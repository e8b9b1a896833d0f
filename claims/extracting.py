"""A document in, its claims out. The steps stand in their order, each with its evidence kept.

1. scan: numbers, time phrases, words of the lexicon, names, each found in one pass over the folded text
   (`scanning.py`);
2. per sentence: metric and measure, lists, periods, entity, slices, speaker, footing, unit;
3. what asserts something becomes a claim.

Context flows from the clause to the sentence to the paragraph to the document, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest

from claims.asserting import asserts, rank_top
from claims.backdrops import has_metric, tells_of_company
from claims.bareunits import resolve_unit
from claims.basis import last_forecast, resolve_basis
from claims.breakdowns import read_breakdowns, sorted_in, sorts
from claims.calendar import try_parse
from claims.calledparts import name_base_part, name_called_parts
from claims.clausesubjects import returns_to, turns_away
from claims.comparability import mark_averages, mark_same_stores, mark_windows
from claims.countsagain import count_again
from claims.datedphrases import read_phrases
from claims.draft import NOBODY, Draft, drafts_of
from claims.events import DATED_EVENT, date_claims, own_things
from claims.finishing import finished
from claims.frames import Frame
from claims.goingon import go_on_in_time, take_aim, tell_the_figure
from claims.headlines import date_headlines, name_repetitions
from claims.heads import RATE_KINDS
from claims.holders import be_of_held
from claims.housesagain import last_house, with_house
from claims.jointparts import mark_joint
from claims.labels import inherit_labels
from claims.lending import be_of_lenders, name_kinds, set_standards_aside
from claims.lexicons import holds_any
from claims.marketshares import be_market_shares, go_on_with_another
from claims.measures import name_as_asked, name_as_headed, resolve_metrics
from claims.model import Attribution, Basis, Block, BlockKind, Claim, Document, Measure
from claims.page import goes_on, section_period
from claims.partrows import NO_ROWS, PartRows, part_rows, tell_parts, without_names
from claims.partsagain import MOST_PARTS, name_parts_again
from claims.partsofwhole import be_of_deal, mark_modes, mark_parts
from claims.plants import mark_plants, plant_in
from claims.questions import Asked, asked_in, asked_of, asks
from claims.readingwords import reading_words
from claims.restatements import mark_restated, name_restated
from claims.rounds import resolve_rounds
from claims.rowsagain import tell_again
from claims.runins import asked_after, headed_line, is_headed, line_below, run_in, topic_of
from claims.scanning import READ, Scan
from claims.scopes import mark_scopes
from claims.sentence import SentenceView
from claims.series import distribute
from claims.sliceplaces import nest_places
from claims.slices import resolve_slices
from claims.slicesagain import PARTS
from claims.speakers import resolve_attribution, speakers
from claims.speaking import Speaking
from claims.things import no_company
from claims.timing import resolve_periods
from claims.uses import read_uses
from claims.verbshares import name_brought_in, tell_shares
from claims.whose import resolve_entities
from claims.words import Lexicon, lexicon


def extract(document: Document) -> list[Claim]:
    """The claims of a document, in the order in which they stand in its text."""
    reader = _Reader(document, lexicon())
    if not reader.scan.quantities.items and not DATED_EVENT.search(document.folded):
        return []
    drafts = list(reader.drafts())
    name_repetitions(drafts)
    date_headlines(drafts, reader.words)
    reader.own_the_rest(drafts)
    return [finished(draft, document) for draft in drafts]


class _Reader:
    """One document being read: the scans, and what the paragraphs so far have spoken of."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.folded
        self.words = words
        self.scan = Scan(document, words)
        self.carried: Attribution = NOBODY
        self.house: Attribution | None = None
        """The house of research that spoke last."""
        self.turn: Attribution = NOBODY
        """Who answers in the interview that the document is."""
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

    def own_the_rest(self, drafts: Iterable[Draft]) -> None:
        """Give what nobody owns in a document about no company to what the document speaks of."""
        unowned = [draft for draft in drafts if draft.entity is None]
        if unowned and not tells_of_company(unowned):
            for draft in unowned:
                if has_metric(draft.metric):
                    draft.entity = self.scan.names.backdrop

    @cached_property
    def speaking(self) -> Speaking:
        """Whom and what the paragraph being read speaks of."""
        return Speaking(self.scan.main, self.scan.main, others=self.scan.names.others)

    @cached_property
    def frame(self) -> Frame:
        """What the paragraph being read has said of time."""
        return self.scan.opening.opened()

    @cached_property
    def section(self) -> Frame:
        """What holds of time where a paragraph of the section being read starts anew."""
        return self.scan.opening

    def drafts(self) -> Iterable[Draft]:
        """Every draft that asserts something, fully resolved."""
        blocks = [block for block in self.document.blocks if block.kind in READ]
        for block, following in zip_longest(blocks, blocks[1:]):
            if block.kind is BlockKind.HEADING:
                self._open_section(block)
            reach = self._reach(block)
            if following is not None and goes_on(self.text, following.start):
                reach = block.end
            yield from self._block(block, reach)

    def _open_section(self, heading: Block) -> None:
        """Speak of the period that a heading says its section is about, up to the next heading."""
        opening = self.scan.opening
        period = section_period(self.document, heading, self.scan.phrases.items, opening.speaking_year)
        self.section = replace(opening, report=period) if period is not None else opening
        text = self.text[heading.start : heading.end].strip()
        senses = [self.words.senses[text[start:end]].metric for start, end in self.words.finder.find(text)]
        self.parted = sorted_in(text, [metric for metric in senses if metric is not None])

    def _reach(self, block: Block) -> int:
        """Up to where a paragraph must be read: its last number or dated event, or all where it goes on."""
        if self._leads_on(block):
            return block.end
        last = block.start
        numbers = self.scan.quantities.within(block.start, block.end)
        if numbers:
            last = numbers[-1].end
        if self.scan.phrases.within(block.start, block.end):
            for event in DATED_EVENT.finditer(self.text, last, block.end):
                last = event.end()
        return last

    def _leads_on(self, block: Block) -> bool:
        """Whether a paragraph ends in a semicolon or colon, so that the next goes on with its context."""
        return self.text[block.start : block.end].rstrip().endswith((";", "；", ":", "："))

    def _block(self, block: Block, reach: int) -> Iterator[Draft]:
        """The drafts of a paragraph that assert something, read up to an offset."""
        turn = self.scan.interview.turn(block.start)
        self.turn = self.turn if turn is None else turn
        if not self.open or turn is not None:
            self.carried = self.turn
        if not self.open:
            self.told = []
            if not goes_on(self.text, block.start):
                self.frame = self.section.opened()
                self.speaking = Speaking(
                    self.scan.main,
                    self.scan.main,
                    self.speaking.market,
                    others=self.scan.names.others,
                    aside=self.asked.who,
                    plant=self.asked.plant,
                )
                self.frame.of_results = self.frame.of_results or self._reports()
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
        views = [self.scan.view(s.start, s.end) for s in block.sentences if s.start < reach]
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

    def _reports(self) -> bool:
        """Whether the first revenue told of the document's subject is that of the period it reports on."""
        report, published = self.section.report, self.document.published
        over = report is not None and published is not None and report.last < published
        return over and report is not None and self.whole == report.iso

    def _rows(self, views: Sequence[SentenceView]) -> PartRows:
        """The parts told in rows in a document about a company; elsewhere goods are the subjects."""
        named = [view for view in views if view.quantities and view.named]
        return (
            NO_ROWS if not named or no_company(named[0], self.scan.main) else part_rows(views, self.scan.main)
        )

    def _asks(self, block: Block) -> Asked:
        """What a paragraph asks after, which the next tells of."""
        text = self.text[block.start : block.end]
        if not asks(text):
            return Asked()
        last = block.sentences[-1]
        period = asked_in(self.scan.view(last.start, last.end), self.section.opened())
        others = [
            n
            for n in self.scan.places.within(block.start, block.end)
            if n.canonical in self.scan.names.others
        ]
        who = others[-1].canonical if others else None
        plant = plant_in(text, self.words)
        return Asked(
            asked_after(self.text, block, self.words), asked_of(text, self.words), period, who, plant
        )

    def _is_whole(self, draft: Draft) -> bool:
        """Whether a number is what the document's subject has brought in over a time, all of it."""
        told = draft.metric == "revenue" and draft.measure is Measure.LEVEL and draft.basis is Basis.REPORTED
        whole = draft.entity == self.scan.main and not draft.dimensions and not draft.compared
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
        if self.frame.aside is not None and returns_to(view, self.scan.main):
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
        be_of_lenders(view, numbers, self.scan.main)
        members = read_breakdowns(view, numbers, self.told, self.parted, headed, self.wholes)
        self.frame.members = members or self.frame.members
        tell_shares(view, numbers, self.told)
        name_brought_in(view, numbers)
        read_uses(view, numbers)
        go_on_in_time(view, numbers, self.told, before)
        count_again(view, numbers, before)
        name_restated(view, numbers, self.told)
        tell_the_figure(view, numbers, self.told)
        take_aim(view, numbers, self.wholes)
        parts_told = self.told[-MOST_PARTS:]
        self.told += [draft for draft in numbers if draft.measure is Measure.LEVEL]
        distribute(view, numbers, dated, self.frame, self.scan.main)
        name_parts_again(view, numbers, parts_told)
        tell_parts(view, numbers, self.rows)
        self.frame.foretold = before is not None and before.basis is Basis.FORECAST
        dates = date_claims(view, dated)
        resolve_periods(view, numbers, dated, self.frame, {date.start for date in dates})
        drafts = numbers
        if dates:
            drafts = sorted((*numbers, *dates), key=lambda draft: draft.quantity.start)
        resolve_entities(view, drafts, self.speaking)
        own_things(dates, self.scan.main)
        name_kinds(view, numbers, before)
        if turns_away(view, drafts, self.scan.main):
            self.frame.aside = self.frame.aside or kept
        if self.speaking.headed is None and self.block is not None:
            self.speaking.headed = line_below(self.text, self.block, self.words, numbers, self.wholes)
        resolve_slices(view, numbers, self.speaking, before, lambda: self.scan.holders)
        name_called_parts(view, numbers, self.scan.main)
        name_base_part(view, numbers)
        nest_places(view, numbers, self.told)
        be_of_held(numbers, self.scan.main)
        self.speaking.plant = mark_plants(view, numbers, self.scan.main, self.speaking.plant)
        mark_parts(view, numbers, self.speaking.segment)
        be_of_deal(view, numbers)
        mark_joint(view, numbers)
        mark_modes(view, numbers)
        mark_same_stores(view, numbers, before, self.scan.main)
        mark_windows(view, numbers)
        mark_scopes(view, numbers, before)
        mark_averages(view, numbers)
        mark_restated(view, numbers, self.told)
        resolve_rounds(view, numbers)
        inherit_labels(view, numbers, before)
        spoken = with_house(view, speakers(view, self.words, self.scan.persons), self.house, self.scan.main)
        self.house = last_house(spoken, self.house)
        self.carried = resolve_attribution(view, drafts, spoken, self.carried)
        row = [period.iso for period in self.frame.row]
        today = self.frame.published or self.frame.today
        forecast = last_forecast(self.told) or self.looks_ahead
        resolve_basis(view, drafts, before, row, spoken, today, forecast)
        for draft in drafts:
            rank_top(view, draft)
            resolve_unit(draft, self.scan.page, self.words)
        return drafts
