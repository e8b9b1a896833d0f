"""What a number is of that no metric fits: its head noun, as the text has it.

In: a number's draft and its sentence's view. Out: its label. A count has its noun behind it (`27家企业`), an
amount before it (`总造价12.9亿元`), unless a verb stands there whose object is behind (`发行30亿元债券`).
Parts of a count that only a place stands before have its label, and it (`新增87例(上海30例)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.heads import BRACKETS, PHRASE_END
from claims.lexicons import one_of
from claims.model import Measure
from claims.places import is_place
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_LEADS = re.compile(rf"^(?:{one_of(_WORDS.label_leads)}|的)+")
_ENDS = re.compile(rf"(?:{one_of(_WORDS.label_ends)}|\s)+$")
_VERB = re.compile(rf"{one_of(_WORDS.label_verbs)}了?$")
"""What ends the words before an amount where what it is of stands behind it."""
_STOP = re.compile(rf"{_WORDS.label_stops.pattern}|\d|[A-Za-z]{{12,}}")
_MODIFIER = re.compile(r"^.*的(?=..)")
_LONGEST = 12
_TENOR = "期"
_PLACE_LEADS = " ,，、;；:：(（"
_KINDS = ("城市", "地区")
"""What a kind of places ends with, which is no place."""
_EACH = re.compile(one_of(reading_words().lists.respectively))
_LOCAL = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[市区县州盟旗镇]|兵团第[一二三四五六七八九十]+师)")


def label_of(view: SentenceView, draft: Draft) -> str | None:
    """The head noun of a number that no metric fits, or None."""
    text = view.text
    written = text[draft.quantity.start : draft.quantity.end]
    if draft.kind == "duration" and (written.endswith(_TENOR) or text.startswith(_TENOR, draft.end)):
        return "期限"
    behind = noun_behind(view, draft)
    if draft.kind in ("count", "rank") and behind:
        return behind
    words = _before(view, draft)
    of_it = draft.kind == "percent" and text.startswith("的", draft.end)  # 44%的可能性
    if behind and draft.kind != "duration" and (of_it or not words or _VERB.search(words)):
        return behind
    return words or None


def noun_behind(view: SentenceView, draft: Draft) -> str:
    """The noun that follows a number, up to the verb that says something of it."""
    limit = min(view.end, draft.end + 2 * _LONGEST)
    stop = PHRASE_END.search(view.text, draft.end, limit)
    words = view.text[draft.end : stop.start() if stop else limit].strip()
    if words.startswith(reading_words().lists.and_):
        return ""  # 融资租赁31架及经营租赁35架
    words = words.removeprefix("的")
    verb = _STOP.search(words)
    words = words[: verb.start()] if verb else words
    return _MODIFIER.sub("", words.strip().removesuffix("的"))[-_LONGEST:]


def _before(view: SentenceView, draft: Draft) -> str:
    """The noun that leads to a number, without time, who it belongs to and what it comes to."""
    phrases = (p.end for p in view.phrases if draft.own_start < p.end <= draft.start)
    start = max([draft.own_start, *phrases])
    words = PHRASE_END.split(_ENDS.sub("", view.text[start : draft.start].strip()))[-1]
    start = draft.start - len(view.text[start : draft.start]) + view.text[start : draft.start].rfind(words)
    for name in view.names_between(start, start + len(words)):
        rest = view.text[name.end : start + len(words)]
        words = rest if len(rest) > 1 else words
    return _MODIFIER.sub("", _LEADS.sub("", words))[-_LONGEST:]


def label_by_place(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Give counts that only a place stands before the label of what they are parts of, and their place."""
    whole = before if before is not None and view.behind_semicolon else None
    for draft in drafts:
        if draft.kind != "count" or draft.metric != "other" or draft.measure is not Measure.LEVEL:
            continue
        words = view.text[draft.own_start : draft.start].rsplit("其中", 1)[-1].strip(_PLACE_LEADS)
        words = PHRASE_END.split(BRACKETS.sub("", words))[-1]
        part = is_place(view, words) or _LOCAL.fullmatch(words) is not None
        part = part and not words.endswith(_KINDS)
        alike = whole is not None and whole.quantity.classifier == draft.quantity.classifier
        if part and alike and whole is not None and whole.metric == "other" and whole.label:
            draft.label = whole.label
            if "segment" not in draft.dimensions:
                draft.dimensions["region"] = words
        elif not part:
            whole = draft


def label_again(view: SentenceView, draft: Draft, earlier: Draft | None) -> str | None:
    """The head noun of a number that no metric fits, or of the level before it, of which it tells more.

    `接诊量52万人次,上年为47万人次,同比增长10%`: all three are of 接诊量.
    """
    label = label_of(view, draft)
    moved = draft.measure in (Measure.GROWTH, Measure.CHANGE)
    noun = _without_growth(view, draft, label) if moved and label else label
    same = earlier is not None and earlier.unit == draft.unit
    if draft.measure is Measure.GROWTH or (draft.kind == "points" and earlier is not None):
        same = draft.measure is Measure.GROWTH or (earlier is not None and earlier.kind == "percent")
    told = same and earlier is not None and earlier.metric == "other" and earlier.measure is Measure.LEVEL
    each = _EACH.search(view.text, draft.own_start, draft.start) is not None
    dated = any(draft.own_start <= phrase.start < draft.start for phrase in view.phrases)
    if not noun and told and earlier is not None and not each and (moved or dated):
        return earlier.label
    return noun if noun and draft.measure is Measure.GROWTH and not each else label


def _without_growth(view: SentenceView, draft: Draft, label: str) -> str:
    """A label without the words at its end by which it grew (手术量 of 手术量同比增长)."""
    at = draft.start
    said = sorted(view.cues(draft.own_start, draft.start, "growth", "growth_noun"), key=lambda m: -m.end)
    for mention in said:
        behind = _ENDS.sub("", view.text[mention.end : at].strip())
        at = mention.start if not behind else at
    cut = len(_ENDS.sub("", view.text[at : draft.start].strip()))
    return _ENDS.sub("", label[: len(label) - cut]) if 0 < cut <= len(label) else label
