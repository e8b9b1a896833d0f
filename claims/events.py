"""Dates that are claims themselves: founded, listed, released, and what else happened to a company's things.

In: a sentence's view and its dated phrases. Out: a draft for each such date. Every other date only dates a
number and becomes its period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.datedphrases import Dated
from claims.draft import Draft
from claims.happenings import happening, product_of
from claims.lexicons import one_of, trie
from claims.model import Basis, Ends, Measure, Qualifier, Quantity
from claims.readingwords import Event, reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase

_EVENTS = tuple(event for event in reading_words().events if not event.label)
_LIFE = ("founded", "listed")
"""What happens to a company once."""
_NO_ENDS = Ends(None, None)
"""A date is no number between two others."""


def _told(event: Event, *, pointed: bool = False) -> str:
    """Matches an event's words where nothing behind them makes them another thing."""
    stops = [word for word in event.not_before if not (pointed and word.startswith("的"))]
    behind = rf"(?!{trie(stops)})" if stops else ""
    near = rf"(?![^,，。;；]{{0,16}}{one_of(event.not_near)})" if event.not_near else ""
    return one_of(event.words) + behind + near


_BEFORE = re.compile(
    rf"(?P<event>{trie(word for event in _EVENTS if event.before_date for word in event.words)})"
    r"(?:于|时间为?|日期为?)$"
)
_GOODS = re.compile(
    rf"(?:{one_of(word for event in _EVENTS for word in event.not_of)}[“”\"「」《》A-Za-z0-9-]{{0,12}}"
    r"|(?<![A-Za-z0-9])[A-Z]{1,5}-?\d{1,4}[A-Za-z]{0,4})(?:[已也将又正式便就,，]*)[于在自]?$"
)
"""Right before the date: goods, of which 上市 only says that they are on sale (`改款S3于5月6日上市`)."""
_GOODS_BEHIND = re.compile(one_of(word for event in _EVENTS for word in event.not_of))
"""Behind what has lasted since a listing: it is that of goods (`自2019年10月上市以来，这款手机…`)."""
_FROM = ("自", "从")
_GOODS_NEAR = re.compile(rf"{one_of(word for event in _EVENTS for word in event.not_of)}[已也正式获批准]*$")
"""Between a day and 上市, right before it: goods (`2021年就有产品上市`)."""
_COMPANY_BEHIND = re.compile(rf"的[^,，。;；]{{0,12}}?{one_of(reading_words().event_things.companies)}")
"""Behind 上市: a company, and no goods (`2021年上市的这家公司`)."""
_ANOTHER = re.compile(one_of(reading_words().event_things.another))
"""Around a founding: it is another's, or another one."""
_CLOSERS = ("", *",，。;；!！?？\n")
_AT = frozenset("于在自")
_WHERE = re.compile(
    r"[,，]?[^,，的在于由\d]{0,4}(?:便|就|才|正式|宣告)*(?:(?:[在于由]|诞生于)[^,，的]{1,8}?)?(?:正式|注册|宣告|挂牌)*"
)
"""Between a day and a founding, around the name: where or by whom."""
_BY_WHOM = re.compile(r"由[^,，的\d]{2,8}?[在于][^,，的\d]{2,6}?(?:正式|注册|共同)?")
"""Between a day and a founding: by whom and where, behind the name (`2007年由某人在广州创立`)."""
_NOTHING_ELSE = re.compile(r"$|[,，。;；、!！?？\n)）的时之后前初以至于起在并和及\s]|只|仅|已|到|迄")
"""Behind the word for a founding: it founds nothing else (`成立研究院`)."""
_METRIC = {word: event.metric for event in _EVENTS for word in event.words}
_FOUNDED = one_of(word for event in _EVENTS if event.metric == "founded" for word in event.words)
_FOUNDED_NEAR = re.compile(rf"^[^的,，]{{0,6}}{_FOUNDED}")
_EXCHANGE = one_of(reading_words().event_things.exchanges)


def _after(*, pointed: bool) -> re.Pattern[str]:
    """Behind a day: an event's word, with where it happened before it."""
    told = "|".join(_told(event, pointed=pointed) for event in _EVENTS if event.behind_date)
    return re.compile(
        rf"(?:[,，]?[^,，。;；\d]{{0,14}}?(?:{_EXCHANGE})+)?(?:[,，]?[^,，。;；\d]{{0,14}}?)?(?P<event>{told})"
    )


_AFTER = _after(pointed=False)
_AFTER_POINTED = _after(pointed=True)
_OF_LIFE = trie(word for event in _EVENTS if event.metric in _LIFE for word in event.words)
_AFTER_SINCE = re.compile(
    rf"(?:[在于]?{_EXCHANGE})?(?P<event>{_OF_LIFE})"
    rf"{one_of(reading_words().event_things.since)}"
)
"""Behind a day from which on something is told (`自2016年8月上市以来`)."""
_POINTED = re.compile(rf"{one_of(reading_words().event_things.pointing)}$")
"""Right before a day: the company told of is meant, whatever it is called behind (`这家2016年上市的公司`)."""
DATED_EVENT = re.compile(trie(word for event in reading_words().events for word in event.words))
"""Words without which no sentence dates an event."""
_OWNER_BEHIND = re.compile(r"[,，]?的?(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,20})")


def _names_day(phrase: TimePhrase) -> bool:
    """Whether a phrase counted from the day of speaking names a month or a day (`去年7月5日`)."""
    return phrase.first is not None and phrase.first.part[:2].isdigit()


def date_claims(view: SentenceView, dated: Sequence[Dated]) -> list[Draft]:
    """The founding, listing and release dates of a sentence, and those of other events of named things."""
    found: list[Draft] = []
    for source in dated:
        phrase, meaning = source.phrase, source.meaning
        if (
            phrase.kind not in (TimeKind.ABSOLUTE, TimeKind.PARTIAL, TimeKind.RELATIVE)
            or meaning.iso is None
            or phrase.last is not None
            or source.base_of_comparison
            or "/" in meaning.iso
            or meaning.as_of is not None
            or phrase.bound != "none"
        ):
            continue
        clause = view.clause_of(phrase.start)
        event = happening(view, phrase, clause)
        draft = _of_company(view, source, clause, event.start if event is not None else view.end)
        if draft is None and event is not None and event.label:
            draft = _draft(view, phrase, clause, meaning.iso)
            draft.metric, draft.label = "other", event.label
            draft.basis = Basis.FORECAST if event.ahead else Basis.REPORTED
            draft.entity = event.owner
            draft.why("metric", event.start, event.end, "clause")
        if draft is not None:
            found.append(draft)
    return found


def own_things(dates: Sequence[Draft], main: str | None) -> None:
    """Give events of a thing that passes for a company's name to whom the document is about."""
    for draft in dates:
        if draft.label is not None and draft.entity is not None and draft.entity in draft.label:
            draft.entity = main


def _draft(view: SentenceView, phrase: TimePhrase, clause: int, iso: str) -> Draft:
    """The draft of a date."""
    start, end = phrase.core_start, phrase.core_end
    quantity = Quantity(
        start=start, end=end, text="", value=Decimal(0), unit="date", qualifier=Qualifier.EXACT,
        core=_NO_ENDS, hard=_NO_ENDS, ulp=Decimal(1), ulp_significant=Decimal(1),
        qualifier_start=start, qualifier_end=end,
    )  # fmt: skip
    draft = Draft(quantity, "date", clause, view.clauses[clause][0], unit="date")
    draft.measure, draft.date_value = Measure.DATE, iso
    return draft


def _of_company(view: SentenceView, source: Dated, clause: int, limit: int) -> Draft | None:
    """The draft of a day on which something was founded, listed or released, told before an offset."""
    phrase, iso = source.phrase, source.meaning.iso
    before = view.text[view.clauses[clause][0] : phrase.start]
    after = view.text[phrase.end : min(view.end, phrase.end + _REACH)]
    pointed = _POINTED.search(before) is not None
    behind_day = (_AFTER_POINTED if pointed else _AFTER).match(after) or _lasting(before, after)
    match = _BEFORE.search(before) or behind_day
    if match is None or iso is None:
        return None
    event = match["event"]
    metric = _METRIC[event]
    if phrase.kind is TimeKind.RELATIVE and (metric != "listed" or not _names_day(phrase)):
        return None
    if metric == "listed" and _GOODS.search(before) is not None:
        return None
    behind = match.re is not _BEFORE
    at = phrase.end + match.start("event") if behind else view.clauses[clause][0] + match.start("event")
    if behind and (
        limit <= at or any(phrase.end <= q.start < phrase.end + match.end() for q in view.quantities)
    ):
        return None
    if (
        behind
        and metric == "listed"
        and (
            _GOODS_NEAR.search(after, 0, match.start("event")) is not None
            or _is_of_goods(view, at + len(event))
        )
    ):
        return None
    founder = None
    told = view.text[phrase.end : at]
    if behind and metric == "founded" and len(told) > _FOUNDED_BEHIND and not _BY_WHOM.fullmatch(told):
        founder = _named_between(view, phrase.end, at) or _named_behind(view, at + len(event))
        if founder is None:
            return None
    if behind and metric == "founded" and not _NOTHING_ELSE.match(view.text, at + len(event)):
        founder = _named_behind(view, at + len(event))
        if founder is None:
            return None
    draft = _draft(view, phrase, clause, iso)
    if metric != "released" and _ANOTHER.search(before) is not None:
        return None
    if behind and metric == "founded" and _ANOTHER.search(after, 0, match.start("event")) is not None:
        return None
    named = _named_before(view, phrase.start if behind else at)
    whose = None if pointed else _owner(view, phrase.end, before, behind)
    draft.metric, draft.entity = metric, founder or whose or named
    draft.why("metric", at, at + len(event), "clause")
    if metric == "released":
        product = product_of(view, clause, (phrase.start, phrase.end), (at, at + len(event)))
        if product is not None:
            draft.dimensions = {"product": product}
    return draft


def _lasting(before: str, after: str) -> re.Match[str] | None:
    """What has lasted since a day (`自2016年8月上市以来`), where it is no goods that are on sale."""
    match = _AFTER_SINCE.match(after) if before.endswith(_FROM) else None
    return match if match is not None and _GOODS_BEHIND.search(after, match.end()) is None else None


_REACH = 44
"""Code points behind a day within which its event stands."""
_NEAR = 6
"""Code points within which a name stands behind what is told of it."""
_FOUNDED_BEHIND = 6
"""Code points between a day and the word for a founding."""


def _named_between(view: SentenceView, start: int, end: int) -> str | None:
    """Who is said to have been founded between a day and the word for it (`1998年,某某在广州成立`)."""
    names = view.names_between(start, end)
    if len(names) != 1:
        return None
    words = view.text[start : names[0].start] + view.text[names[0].end : end]
    return names[0].canonical if _WHERE.fullmatch(words) is not None else None


def _is_of_goods(view: SentenceView, start: int) -> bool:
    """Whether what a listing is told of behind it is no company (`2021年上市的新款`)."""
    if not view.text.startswith("的", start) or view.text[start + 1 : start + 2] in _CLOSERS:
        return False
    named = any(start < name.start <= start + _NEAR for name in view.names)
    return not named and _COMPANY_BEHIND.match(view.text, start, view.end) is None


def _named_before(view: SentenceView, end: int) -> str | None:
    """Who is named right before a day or an event, whatever else its sentence is about."""
    end -= view.text[end - 1] in _AT
    return next((name.canonical for name in view.names if name.end == end), None)


def _named_behind(view: SentenceView, start: int) -> str | None:
    """Who was founded by somebody (`2005年,某人在合肥创办了某某`)."""
    start += view.text.startswith("了", start)
    return next((name.canonical for name in view.names if name.start == start), None)


def _owner(view: SentenceView, end: int, before: str, behind: bool) -> str | None:
    """What was founded where the words behind the date say so: `成立于2019年的…`, `1996年成立的…`."""
    text = view.text[end : view.end]
    if behind:
        text = _FOUNDED_NEAR.sub("", text)
        if not text.startswith("的"):
            return None
    elif not text.startswith("的"):
        return None
    names = [name for name in view.names if end <= name.start <= end + 8]
    if names:
        return names[0].canonical
    match = _OWNER_BEHIND.match(text)
    return match["name"] if match else None
