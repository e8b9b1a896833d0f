"""What is paid or asked for a share, times the number of shares that another place gives.

`每10股派2.50元,合计派现1.04亿元` and `收于36.40元,总市值151亿元` each imply a number of shares. Takes the
two figures from one sentence and the company's share capital from anywhere in the collection. A fit is
verified. A dividend that misses is told where a slip of scale or two digits swapped explain it; a market
value that breaks its own bound is tension, since shares of several kinds may have several prices. So with
what an offering raises: the shares offered, from its sentence, times the one price that any place gives
(`发售价18.60元`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from claims.model import Claim, Measure, Qualifier
from rules.collection import Collection
from rules.dividends import NO_RATE, PER_SHARE, PER_TEN
from rules.evaluation import is_range
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding
from rules.outcome import Grade, digits, judge
from rules.slips import SlipKind
from rules.surroundings import words_before
from rules.verdicts import Checked, finding_of

_ALL = re.compile(
    r"(?:共|合计|总计|总额|派现|分红总额|涉资|耗资|涉及|需|动用|支付|派息|派发|相当于)[^,，。;；]{0,10}$"
)
_PART = re.compile(r"流通|H股|A股|B股|优先股|回购|增发|发行后|发行前|摊薄")
_RAISED = re.compile(
    r"(?:(?:集资|募资|募集资金|所得款项|融资)总?额|(?:集资|募资|募集)(?:共|合计)?)(?:约|为|达|人民币|将|预计|超过?|逾|近)*$"
)
"""Before what an offering raises in all, before its costs."""
_OFFERED = re.compile(r"(?:全球发售|公开发售|发售|发行|新发|首发)(?:了|约|共|合共|合计)*$")
_SCALE = (SlipKind.POWER_OF_TEN, SlipKind.SCALE)
_PLAIN = (*_SCALE, SlipKind.SWAPPED)
_TELLING = 3
"""Digits from which on two of them swapped are no chance."""
_LARGE = 1_000_000
"""What no share is paid or costs, and all of them are."""
_WIDE = Fraction(3, 10)
"""A market value that misses by more is another number of shares."""


_BOUNDS = (Qualifier.MORE_THAN, Qualifier.LESS_THAN)
"""What says that somebody reckoned: a value to the last digit is the market's own, of shares issued since."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What all shares come to, and what one or ten of them do."""

    total: Claim
    rate: Claim
    shares: int


def by_capital(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each total beside its rate, against the share capital that the collection states of the company."""
    book = collection.once(FactBook)
    capitals: dict[str, list[Claim]] = defaultdict(list)
    for claim in book.of_metric("share_capital", Measure.LEVEL):
        whole = claim.unit == "share" and not claim.dimensions and not _PART.search(words_before(book, claim))
        if whole and claim.hard is not None and book.usable(claim) and not is_range(claim):
            capitals[book.subject(claim)].append(claim)
    for claims in book.paragraphs():
        for pair in _pairs(book, claims):
            beside = any(c.unit == "share" and c.metric == "share_capital" for c in claims)
            if beside and (pair.total.metric != "dividend" or pair.shares > 1):
                continue  # the rules for one paragraph see to it
            checks = [_checked(identity, pair, c) for c in capitals.get(book.subject(pair.total), ())]
            told = _told(pair, checks)
            if told is not None:
                yield finding_of(collection, told)
    for check in _offerings(book, identity):
        slip = check.outcome.slip
        missed = check.outcome.grade is Grade.CONTRADICTION and slip is not None and slip.kind in _SCALE
        if check.outcome.agrees or missed:
            yield finding_of(collection, check)


def _offerings(book: FactBook, identity: Identity) -> Iterator[Checked]:
    """What each offering raises against the shares offered, told in its sentence, at their one price."""
    prices: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in book.of_metric("offer_price", Measure.LEVEL):
        if claim.hard is not None and book.usable(claim) and not is_range(claim) and not claim.dimensions:
            prices[book.subject(claim), claim.unit[:3]].append(claim)
    for total in (*book.of_metric("funding", Measure.LEVEL), *book.of_metric("ipo_proceeds", Measure.LEVEL)):
        known = prices.get((book.subject(total), total.unit[:3]), [])
        if len({price.value for price in known}) != 1 or total.hard is None or is_range(total):
            continue
        if not book.usable(total) or not _RAISED.search(words_before(book, total)):
            continue
        offered = [
            c
            for c in book.sentence(total)
            if c.unit == "share" and c.hard is not None and c.span.start < total.span.start
            if _OFFERED.search(words_before(book, c)) and not is_range(c)
        ]
        if len(offered) == 1:
            yield _checked(identity, _Pair(total, known[0], 1), offered[0])


def _pairs(book: FactBook, claims: Sequence[Claim]) -> Iterator[_Pair]:
    for total in claims:
        if total.hard is None or is_range(total) or not book.usable(total) or total.dimensions.get("segment"):
            continue
        large = total.measure is Measure.LEVEL and Fraction(total.value) >= _LARGE
        if large and total.metric in ("dividend", "market_cap"):
            rates = [c for c in claims if c.unit[:3] == total.unit[:3] and _is_rate(book, c, total)]
            if rates:
                rate = min(rates, key=lambda c: book.distance(total, c))
                ten = total.metric == "dividend" and PER_TEN.search(words_before(book, rate)) is not None
                yield _Pair(total, rate, 10 if ten else 1)


def _is_rate(book: FactBook, claim: Claim, total: Claim) -> bool:
    """Whether a figure before a total in its sentence is what a share is paid, or costs that day."""
    before = claim.span.start < total.span.start and book.distance(claim, total)[0] == 0
    exact = claim.hard is not None and claim.measure is Measure.LEVEL and not is_range(claim)
    if not before or not exact or not 0 < Fraction(claim.value) < _LARGE:
        return False
    words = words_before(book, claim)
    if total.metric == "dividend":
        told = PER_TEN.search(words) or PER_SHARE.search(words) or Fraction(claim.value) < NO_RATE
        return claim.metric == "dividend" and bool(told) and bool(_ALL.search(words_before(book, total)))
    same_day = claim.period == total.period or total.period is None
    plain = not _PART.search(words) and not _PART.search(words_before(book, total)) and not total.dimensions
    return claim.metric == "share_price" and not claim.dimensions.get("item") and same_day and plain


def _checked(identity: Identity, pair: _Pair, capital: Claim) -> Checked:
    part = Fraction(1, pair.shares)
    rates = core(pair.rate), core(pair.rate).hull(hard(pair.rate))
    counts = core(capital), core(capital).hull(hard(capital))
    wanted, loose = ((rate * count).scale(part) for rate, count in zip(rates, counts, strict=True))
    if pair.total.metric == "dividend" and not judge(pair.total, wanted, loose).agrees:
        rate = Interval.point(Fraction(pair.rate.value))  # what a share is paid is declared to the last digit
        wanted, loose = ((rate * count).scale(part) for count in counts)
    working = f"{pair.rate.text}{f' ÷ {pair.shares}' if pair.shares > 1 else ''} × {capital.text}"
    outcome = judge(pair.total, wanted, loose)
    return Checked(identity, pair.total, (pair.rate, capital), working, wanted, loose, outcome)


def _told(pair: _Pair, checks: Sequence[Checked]) -> Checked | None:
    """The check that fits, else a miss by one number of shares that no other document disputes."""
    fitting = next((check for check in checks if check.outcome.agrees), None)
    if fitting is not None or len({check.operands[1].value for check in checks}) != 1:
        return fitting
    checked = checks[0]
    slip = checked.outcome.slip
    if checked.outcome.grade is Grade.CONTRADICTION and slip is not None:
        swapped = pair.total.metric == "dividend" and digits(pair.total) >= _TELLING
        if slip.kind in (_PLAIN if swapped else _SCALE):
            return checked
    middle = checked.core.middle
    near = middle is not None and abs(Fraction(pair.total.value) - middle) <= _WIDE * middle
    if pair.total.metric == "market_cap" and near and pair.total.qualifier in _BOUNDS:
        outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
        return replace(checked, outcome=outcome, strain="strain_loose")
    return None
