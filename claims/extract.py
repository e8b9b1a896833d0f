"""A document in, its claims out. The steps stand in their order, each with its evidence kept.

1. scan: numbers, time phrases, words of the lexicon, names, each found in one pass over the folded text;
2. per sentence: metric and measure, lists, periods, entity, slices, speaker, footing, unit;
3. what asserts something becomes a claim.

Context flows from the clause to the sentence to the paragraph to the document, in that order.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, zip_longest

from claims.calendar import CalendarPeriod
from claims.draft import NOBODY, Draft, drafts_of, unit_kind
from claims.events import DATED_EVENT, date_claims
from claims.heads import RATE_KINDS
from claims.measures import resolve_metrics
from claims.model import (
    Attribution,
    Block,
    BlockKind,
    Bounds,
    Claim,
    Document,
    Measure,
    Quantity,
)
from claims.periods import bounds
from claims.quantities import quantities
from claims.sentence import Mention, Name, SentenceView, clauses, within
from claims.series import distribute
from claims.slices import resolve_slices
from claims.speakers import persons_of, resolve_attribution, resolve_basis, speakers
from claims.subjects import NameBook, name_book
from claims.timephrases import TimeKind, TimePhrase, time_phrases
from claims.timing import Frame, read_phrases, resolve_periods
from claims.whose import Speaking, resolve_entities
from claims.words import Lexicon, Role, lexicon

_READ = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY})
"""Kinds of block that make claims; captions, references and furniture make none."""
_CLAUSE_START = re.compile(r"[,，。;；:：!！?？\n、—“”「」丨|｜]\s*")
_DECLARED_CURRENCY = re.compile(
    r"单位(?:[:：]|为)?(?P<scale>百万|千万|亿|万|千)?(?P<name>人民币|港元|港币|美元|欧元|日元|新台币|元)"
)
_CURRENCIES = {
    "人民币": "CNY",
    "元": "CNY",
    "港元": "HKD",
    "港币": "HKD",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "新台币": "TWD",
}


_SPEAKS_TODAY = re.compile(
    r"(?:今天|今日|昨日|昨天|本报|讯|最新)[(（,，]?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
    r"|(?P<month2>1[0-2]|0?[1-9])月(?P<day2>3[01]|[12]\d|0?[1-9])日(?:最新|讯|消息|电|晚间|盘后|早间)"
)
_REPORT = re.compile(r"(?:度)?(?:报告|业绩|财报|年报|半年报|经营情况|快报)")
_ASIDE = re.compile(
    r"[(（][^()（）\n]{0,40}(?:\b(?:SZ|SH|HK|BJ)\b|收盘价|证券代码|股票代码|债券代码|代码[:：])[^()（）\n]{0,60}[)）]|《[^《》\n]{1,60}》"
)
"""Quotes and codes in brackets behind a name, and titles of works: no claims of the text's own."""
_GOES_ON = re.compile(r"\s*(?:其(?!中|他|次|实)|该|上述|这一|此外|同时)")
"""A paragraph that opens so goes on speaking of what the one before spoke of."""


_SCALES = {
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
}
_PER_SHARE = frozenset({"share_price", "target_price", "offer_price", "eps"})
"""Metrics that are given per share, whether or not the text says 每股."""


def extract(document: Document) -> list[Claim]:
    """The claims of a document, in the order in which they stand in its text."""
    reader = _Reader(document, lexicon())
    if not reader.quantities and not DATED_EVENT.search(document.folded):
        return []
    return [reader.claim(draft) for draft in reader.drafts()]


class _Reader:
    """One document being read: the scans, and what the paragraphs so far have spoken of."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.folded
        self.words = words
        self.phrases = time_phrases(self.text)
        taken = [(p.start, p.end) for p in self.phrases if p.kind not in (TimeKind.EVENT, TimeKind.VAGUE)]
        asides = [match.span() for match in _ASIDE.finditer(self.text)]
        self.phrases = [p for p in self.phrases if not any(a <= p.start < b for a, b in asides)]
        self.quantities = [
            q
            for q in quantities(document.text, folded=self.text, taken=taken)
            if not any(a <= q.start < b for a, b in asides)
        ]
        self.year = self._speaking_year()
        self.today = self._today()
        self.persons = persons_of(self.text)
        self.report = self._report_period()
        self.frame = Frame(self.year, document.published, report=self.report, today=self.today)
        self.carried: Attribution = NOBODY
        self.open = False

    @cached_property
    def names(self) -> NameBook:
        """The names that the document uses."""
        starts = [block.start for block in self.document.blocks if block.kind in _READ]
        opens = [match.end() for match in _CLAUSE_START.finditer(self.text)]
        title = None if self.document.title is None else self._folded_title()
        return name_book(self.text, sorted({*starts, *opens}), title, self.words)

    @cached_property
    def main(self) -> str | None:
        """What the document is about: a company, else the place that it opens with."""
        return self.names.main or self._place()

    @cached_property
    def speaking(self) -> Speaking:
        """Whom and what the paragraph being read speaks of."""
        return Speaking(self.main, self.main)

    def _folded_title(self) -> str | None:
        place = self.document.text.find(self.document.title or "")
        if place < 0:
            return self.document.title
        return self.text[place : place + len(self.document.title or "")]

    def _place(self) -> str | None:
        """The place that a text without companies opens with (`2021年江苏经济成绩单`)."""
        if self.names.places:
            return None
        for match in self.words.pattern.finditer(self.text, 0, 40):
            opens = match.start() == 0 or self.text[match.start() - 1] in "年月日,，、。 "
            if opens and any(entry.role == Role.REGION for entry in self.words.entries[match.group()]):
                return match.group()
        return None

    @cached_property
    def scale(self) -> Decimal | None:
        """What a table's or a page's heading multiplies bare amounts by (`单位:亿元`), or None."""
        declared = _DECLARED_CURRENCY.search(self.text)
        return _SCALES[declared["scale"]] if declared and declared["scale"] else None

    @cached_property
    def currency(self) -> str:
        """The currency of bare amounts: declared; the yuan where it occurs at all; else the commonest."""
        declared = _DECLARED_CURRENCY.search(self.text)
        if declared:
            return _CURRENCIES[declared["name"]]
        counted = Counter(q.unit for q in self.quantities if unit_kind(q.unit) == "money" and q.unit_written)
        return "CNY" if "CNY" in counted or not counted else counted.most_common(1)[0][0]

    def _speaking_year(self) -> int | None:
        """The year that 今年 means: the publication's, else the one that the text speaks of most."""
        if self.document.published is not None:
            return self.document.published.year
        counted: Counter[int] = Counter()
        for phrase in self.phrases:
            if (
                phrase.kind is TimeKind.ABSOLUTE
                and phrase.first is not None
                and 1990 < phrase.first.shift < 2100
            ):
                counted[phrase.first.shift] += 1
        if not counted:
            return None
        most = max(counted.values())
        return max(year for year, count in counted.items() if count == most)

    def _report_period(self) -> CalendarPeriod | None:
        """What 报告期 means: the period of the report that the text names (`2020年半年度报告`)."""
        for phrase in self.phrases:
            if _REPORT.match(self.text, phrase.end) and phrase.kind is not TimeKind.ANAPHORIC:
                meaning = bounds(phrase, year_hint=self.year, published=self.document.published)
                if meaning.period is not None:
                    return meaning.period
        for phrase in self.phrases:
            if phrase.kind is TimeKind.ABSOLUTE and phrase.bound == "none":
                meaning = bounds(phrase)
                if meaning.period is not None and meaning.period.months in (3, 6, 9, 12):
                    return meaning.period  # the first period that the text gives figures for
        return None

    def _today(self) -> date | None:
        """The day on which an undated page speaks: `今天(1月8日)` on or after the latest month told of."""
        if self.document.published is not None:
            return None
        match = _SPEAKS_TODAY.search(self.text)
        if match is None:
            return None
        month, number = int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
        latest = date.min
        for phrase in self.phrases:
            if phrase.kind is TimeKind.ABSOLUTE and phrase.first is not None:
                meaning = bounds(phrase)
                forecast = (
                    meaning.first is not None and self.year is not None and meaning.first.year > self.year
                )
                if meaning.period is not None and meaning.first is not None and not forecast:
                    latest = max(latest, meaning.first)
        if latest == date.min:
            return None
        for year in (latest.year, latest.year + 1):
            try:
                found = date(year, month, number)
            except ValueError:
                continue
            if found >= latest:
                return found
        return None

    def drafts(self) -> Iterable[Draft]:
        """Every draft that asserts something, fully resolved."""
        blocks = [block for block in self.document.blocks if block.kind in _READ]
        for block, following in zip_longest(blocks, blocks[1:]):
            reach = self._reach(block)
            if following is not None and _GOES_ON.match(self.text, following.start):
                reach = block.end
            yield from self._block(block, reach)

    def _reach(self, block: Block) -> int:
        """Up to where a paragraph must be read: its last number or dated event, or all where it goes on."""
        if self._leads_on(block):
            return block.end
        last = block.start
        numbers = within(self.quantities, block.start, block.end)
        if numbers:
            last = numbers[-1].end
        if within(self.phrases, block.start, block.end):
            for event in DATED_EVENT.finditer(self.text, last, block.end):
                last = event.end()
        return last

    def _leads_on(self, block: Block) -> bool:
        """Whether a paragraph ends in a semicolon or colon, so that the next goes on with its context."""
        return self.text[block.start : block.end].rstrip().endswith((";", "；", ":", "："))

    def _block(self, block: Block, reach: int) -> Iterable[Draft]:
        if not self.open and not _GOES_ON.match(self.text, block.start):
            self.frame = Frame(self.year, self.document.published, report=self.report, today=self.today)
            self.speaking = Speaking(self.main, self.main, self.speaking.market)
        if not self.open:
            self.carried = NOBODY
        self.open = self._leads_on(block)
        frame, speaking = self.frame, self.speaking
        before: Draft | None = None
        rate_before: Draft | None = None
        for sentence in block.sentences:
            if sentence.start >= reach:
                break
            view = self._view(sentence.start, sentence.end)
            dated = read_phrases(view, frame)
            drafts = drafts_of(view)
            resolve_metrics(view, drafts, before, rate_before)
            distribute(view, drafts, dated)
            resolve_periods(view, drafts, dated, frame)
            drafts = sorted(chain(drafts, date_claims(view, dated)), key=lambda d: d.quantity.start)
            resolve_entities(view, drafts, speaking)
            resolve_slices(view, [d for d in drafts if d.measure is not Measure.DATE], speaking, before)
            self.carried = resolve_attribution(
                view, drafts, speakers(view, self.words, self.persons), self.carried
            )
            resolve_basis(view, drafts)
            for draft in drafts:
                _top(view, draft)
                self._unit(draft)
                if draft.measure is not Measure.DATE:
                    before = draft
                    rate_before = draft if draft.kind in RATE_KINDS else rate_before
                if _asserts(view, draft):
                    yield draft

    def _view(self, start: int, end: int) -> SentenceView:
        numbers: Sequence[Quantity] = within(self.quantities, start, end)
        phrases: Sequence[TimePhrase] = within(self.phrases, start, end)
        mentions: list[Mention] = []
        names: Sequence[Name] = within(self.names.places, start, end)
        entries = self.words.entries
        if numbers or phrases or names or self.text[start:end].rstrip().endswith((":", "：")):
            covered = [(q.start, q.end) for q in numbers] + [
                (p.start, p.end) for p in phrases if p.kind not in (TimeKind.EVENT, TimeKind.VAGUE)
            ]
            covered += [(n.start, n.end) for n in names if self.text[n.start : n.end] not in entries]
            covered.sort()
            mentions = list(self._mentions(start, end, covered))
        return SentenceView(
            self.text, start, end, clauses(self.text, start, end, numbers, phrases),
            tuple(mentions), tuple(names), tuple(numbers), tuple(phrases), self.words,
        )  # fmt: skip

    def _mentions(self, start: int, end: int, covered: Sequence[tuple[int, int]]) -> Iterable[Mention]:
        entries = self.words.entries
        opened = start
        for covered_start, covered_end in (*covered, (end, end)):
            if opened < covered_start:
                for match in self.words.pattern.finditer(self.text, opened, covered_start):
                    word = match.group()
                    yield Mention(match.start(), match.end(), word, entries[word])
            opened = max(opened, covered_end)

    def _unit(self, draft: Draft) -> None:
        """Give a bare number the unit that its metric asks for."""
        quantity = draft.quantity
        draft.unit_inferred = not quantity.unit_written
        if draft.metric in _PER_SHARE and draft.kind == "money" and quantity.value < 100_000:
            draft.unit, draft.unit_inferred = f"{draft.unit}/share", True
            return
        if draft.unit != "count" or quantity.classifier or draft.metric in (None, "other"):
            return
        kinds = self.words.metrics[draft.metric or ""].kinds
        if draft.measure not in (Measure.LEVEL, Measure.CHANGE):
            return
        if "token" in kinds:
            draft.unit, draft.unit_inferred = "token", True
        elif "money" in kinds and ("count" not in kinds or quantity.ulp >= 1000) and quantity.ulp >= 100:
            draft.unit, draft.unit_inferred = self.currency, True
        elif "money" in kinds and self.scale is not None and quantity.ulp < 1000:
            draft.quantity = _scaled(quantity, self.scale)
            draft.unit, draft.unit_inferred = self.currency, True
        elif "share" in kinds and "money" not in kinds:
            draft.unit, draft.unit_inferred = "share", True

    def claim(self, draft: Draft) -> Claim:
        """The finished claim of a draft."""
        quantity, document = draft.quantity, self.document
        dated = draft.date_value is not None
        sign = -1 if _flips(draft) else 1
        low, high = quantity.low, quantity.high
        low_open, high_open = quantity.low_open, quantity.high_open
        hard = (quantity.hard_low, quantity.hard_high, quantity.hard_low_open, quantity.hard_high_open)
        if sign < 0:
            low, high, low_open, high_open = _negative(high), _negative(low), high_open, low_open
            hard = (_negative(hard[1]), _negative(hard[0]), hard[3], hard[2])
        return Claim(
            id=_claim_id(document.id, quantity.start, quantity.end),
            document=document.id,
            span=document.span(quantity.start, quantity.end),
            text=document.text[quantity.start : quantity.end],
            value=draft.date_value or _plain(quantity.value * sign),
            low=None if dated else _plain_or_none(low),
            high=None if dated else _plain_or_none(high),
            low_open=low_open,
            high_open=high_open,
            hard=None
            if dated
            else Bounds(
                low=_plain_or_none(hard[0]), high=_plain_or_none(hard[1]), low_open=hard[2], high_open=hard[3]
            ),
            ulp=None if dated else _plain(quantity.ulp),
            ulp_significant=None if dated else _plain(quantity.ulp_significant),
            unit=draft.unit,
            unit_inferred=draft.unit_inferred,
            qualifier=quantity.qualifier,
            entity=draft.entity,
            metric=draft.metric or "other",
            label=draft.label if (draft.metric or "other") == "other" else None,
            measure=draft.measure,
            of=draft.of,
            versus=draft.versus if draft.measure in (Measure.GROWTH, Measure.CHANGE) else None,
            dimensions=draft.dimensions,
            period=None if dated else draft.period,
            basis=draft.basis,
            attribution=draft.attribution,
            evidence=tuple(draft.evidence),
        )


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    """The same quantity in a unit that is `factor` times as large."""

    def grown(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(
        quantity,
        value=quantity.value * factor,
        low=grown(quantity.low),
        high=grown(quantity.high),
        hard_low=grown(quantity.hard_low),
        hard_high=grown(quantity.hard_high),
        ulp=quantity.ulp * factor,
        ulp_significant=quantity.ulp_significant * factor,
        other_end=grown(quantity.other_end),
    )


def _flips(draft: Draft) -> bool:
    """Whether a change's words turn its sign: `下降12%` is -12."""
    return (
        draft.measure in (Measure.GROWTH, Measure.CHANGE) and draft.direction < 0 and draft.quantity.value > 0
    )


def _asserts(view: SentenceView, draft: Draft) -> bool:
    """Whether a number asserts something: a bare one that nothing names does not."""
    quantity = draft.quantity
    if draft.measure is Measure.DATE:
        return True
    if draft.kind == "rank":
        return _ranks(view, draft)
    if draft.kind == "count" and view.text[quantity.end : quantity.end + 1] in ("派", "送", "转"):
        return False  # 10派3.5元: the ten shares that the dividend is counted on
    clock = view.text[max(view.start, quantity.start - 3) : quantity.start]
    if quantity.classifier == "分" and re.search(r"\d时$", clock):
        return False  # 9时43分
    if draft.kind == "count" and not quantity.classifier and draft.unit == "count":
        counted = quantity.ulp >= 1000 and not quantity.written_in_chinese and draft.label is not None
        return draft.metric not in (None, "other") or counted
    if (
        draft.kind == "duration"
        and draft.metric == "other"
        and view.text[quantity.start : quantity.end] in ("半年", "一年", "一天", "一周")
    ):
        return False
    if draft.kind == "duration" and draft.metric == "other" and view.text.startswith("平均", quantity.end):
        return False
    if draft.kind == "count" and quantity.classifier == "大" and not quantity.text.startswith("前"):
        return False
    return not (draft.kind == "count" and draft.metric == "ranking")


_TOP = re.compile(r"(?:稳居|位居|位列|跻身|进入|排名|名列|全球|全国|国内|行业)$")


def _top(view: SentenceView, draft: Draft) -> None:
    """`稳居全球前10` ranks; `前十大客户` counts."""
    quantity = draft.quantity
    if draft.kind != "count" or not quantity.text.startswith("前"):
        return
    before = view.text[max(view.start, quantity.start - 6) : quantity.start]
    if _TOP.search(before) and not re.match(r"大|家|名的", view.text[quantity.end : quantity.end + 2]):
        draft.kind, draft.unit, draft.metric, draft.measure = "rank", "rank", "ranking", Measure.RANK


_RANKED = re.compile(
    r"(?:位列|位居|排名|名列|排行|排在|居|列|排|跻身|全球|国内|全国|行业|市场|中国|世界|和|、)(?:第)?$"
)


def _ranks(view: SentenceView, draft: Draft) -> bool:
    """Whether an ordinal ranks its subject (`位列第一`), rather than naming (`第一股`) or counting."""
    if not draft.quantity.text.startswith(("第", "前")):
        return False
    before = view.text[max(view.start, draft.quantity.start - 6) : draft.quantity.start]
    after = view.text[draft.quantity.end : draft.quantity.end + 2]
    return _RANKED.search(before) is not None and not after.startswith(
        ("股", "步", "个", "家", "次", "轮", "期", "届", "批")
    )


def _claim_id(document: str, start: int, end: int) -> str:
    return hashlib.sha256(f"{document}\x00{start}\x00{end}".encode(errors="surrogatepass")).hexdigest()[:16]


def _negative(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _plain_or_none(value: Decimal | None) -> str | None:
    return None if value is None else _plain(value)


def _plain(value: Decimal) -> str:
    """A plain decimal without exponent or trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
