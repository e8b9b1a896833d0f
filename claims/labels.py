"""The label of a number that no metric fits: the noun that the sentence has for it.

In: a draft in its sentence. Out: the noun behind a count, before any other number, without the words that
are no part of it: whose it is, how it moved, what it is compared with, verbs. What a number has no noun of
its own for is that of the number before it (`新增病例12例,较上周减少7%`).
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

_WORDS = reading_words().labels
_METRICS = reading_words().metrics
_LEADS = re.compile(rf"^{one_of((*_METRICS.label_leads, *_WORDS.leads))}+")
_ENDS = re.compile(rf"(?:{one_of((*_METRICS.label_ends, *_WORDS.ends))})+$")
_CUTS = re.compile(_WORDS.cuts)
"""Words that a noun ends before."""
_INSIDE = re.compile(rf"{one_of(_WORDS.inside)}$")
"""Words of place behind a noun (`公募基金中`)."""
_JOINS = re.compile(rf"(?:{one_of(reading_words().lists.and_)}|{_WORDS.behind_nouns})+$")
_VERBS = re.compile(rf"^.*{one_of(_WORDS.verbs)}了?(?=[\u4e00-\u9fffA-Za-z]{{3,}})")
_COMPARED = re.compile(rf"(?:{_WORDS.compared})[^,，。;；:：]*$")
_BOUNDS = re.compile(r"^(?:以上|以下|左右|上下|的|多|余)+")
"""Behind a number, before its noun."""
_NUMBERED = re.compile(r"^[\d.、\s]+")
_OWNED = re.compile(r"^.*的(?=.{3})")
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,8}}[{_WORDS.place_ends}]")
_STOP = re.compile(rf"{_METRICS.label_stops.pattern}|[A-Za-z]{{12,}}")
_VERBS_LAST = tuple(verb + behind for verb in _METRICS.label_verbs for behind in ("", "了"))
"""What ends the words before an amount where what it is of stands behind it."""
_SHORTEST = 2
"""Code points of a noun, at least."""
_OF = re.compile(
    r"(?:[(（][^()（）]{1,20}[)）])?的(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=$|[,，。;；:：、()（）和及与并])"
)
"""Behind an amount: what it is of (`1000万韩元的年薪`)."""
_AGED = "岁"
_AGED_ONE = re.compile(r"[是为叫](?P<name>[\u4e00-\u9fff·]{2,5})[,，(（]\s*(?:[男女]性?\s*[,，]\s*)?$")
"""Before an age: whose it is (`董事长是张三,男,48岁`)."""
_LONGEST = 14
"""Code points of a label, at most."""
_PLACE_LEADS = " ,，、;；:：(（"
_KINDS = ("城市", "地区")
"""What a kind of places ends with, which is no place."""
_EACH = re.compile(one_of(reading_words().lists.respectively))
_LOCAL = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[市区县州盟旗镇]|兵团第[一二三四五六七八九十]+师)")
_MOVES = (Measure.GROWTH, Measure.CHANGE, Measure.CAGR)


def label_of(view: SentenceView, draft: Draft) -> str | None:
    """The head noun of a number that no metric fits: behind it for counts, before it otherwise."""
    if draft.kind in ("count", "rank"):
        noun = noun_behind(view, draft)
        if noun:
            return noun
    if draft.kind == "duration":
        return _length(view, draft)
    before = _before(view, draft)
    of = _OF.match(view.text, draft.end, view.end) if draft.kind in ("money", "percent") else None
    ends_in_verb = view.text.endswith(_VERBS_LAST, draft.own_start, draft.start)
    if of is not None and (not before or draft.kind == "percent" or ends_in_verb):
        return of["noun"]  # 1000万韩元的年薪, 44%的可能性
    if not before or ends_in_verb:
        before = noun_behind(view, draft) or before  # 发行30亿元债券
    return before or None


def _length(view: SentenceView, draft: Draft) -> str | None:
    """What a length of time is the length of: the tenor in a bond's name, an age, or a noun for a length."""
    text = view.text[draft.quantity.start : draft.quantity.end]
    if text.endswith(_WORDS.tenor[0]):
        return _WORDS.tenor
    if text.endswith(_AGED):
        return _WORDS.age
    before = _before(view, draft)
    return before if before.endswith(_WORDS.lengths) else None


def noun_behind(view: SentenceView, draft: Draft) -> str:
    """The noun that a count opens (`20家省级机构参与调研` are 省级机构)."""
    start = draft.end
    if view.text[start : start + 1].isspace():
        return ""  # the next piece of a headline
    stop = PHRASE_END.search(view.text, start, view.end)
    ends = [stop.start() if stop else view.end, start + _LONGEST]
    ends += [q.start for q in view.quantities if q.start >= start]
    ends += [phrase.start for phrase in view.phrases if phrase.start >= start]
    noun = _BOUNDS.sub("", view.text[start : min(ends)].strip())
    if noun.startswith(reading_words().lists.and_):
        return ""  # 融资租赁31架及经营租赁35架
    cut = _CUTS.search(noun)
    if cut is not None:
        noun = noun[: cut.start()]
    said = _STOP.search(noun)
    noun = noun[: said.start()] if said is not None else noun
    noun = _JOINS.sub("", _INSIDE.sub("", noun))
    return noun if len(noun) >= _SHORTEST else ""


def _before(view: SentenceView, draft: Draft) -> str:
    """The noun that a number closes, with nothing of how it moved nor of whose it is."""
    end = draft.start
    if draft.measure in _MOVES:
        moved = view.cues(draft.own_start, draft.start, "growth", "growth_noun", "cagr")
        end = moved[-1].start if moved else end
    compared = _COMPARED.search(view.text, draft.own_start, end)
    if compared is not None:
        end = compared.start()
    timed = [p for p in view.phrases if draft.own_start <= p.start and p.end <= end]
    words = ""
    for start, stop in ((timed[-1].end, end), (draft.own_start, timed[-1].start)) if timed else ():
        words = words or _noun(view, start, stop)
    return words or ("" if timed else _noun(view, draft.own_start, end))


def _noun(view: SentenceView, start: int, end: int) -> str:
    """The noun that some words end with."""
    words = _stripped(view, PHRASE_END.split(view.text[start:end].strip())[-1], start)
    named = _VERBS.match(words)
    if named is not None:
        words = _stripped(view, words[named.end() :], start)
    words = _OWNED.sub("", words)
    words = words if len(words) <= _LONGEST else words[-_LONGEST:]
    return words if len(words) >= _SHORTEST else ""


def _stripped(view: SentenceView, words: str, start: int) -> str:
    """Words without what only leads to a number, and without the name that they open with."""
    words = _LEADS.sub("", _ENDS.sub("", _NUMBERED.sub("", words.strip())))
    for name in view.names:
        surface = view.text[name.start : name.end]
        if name.start >= start and words.startswith(surface):
            words = _LEADS.sub("", words[len(surface) :].removeprefix("的"))
    return words


def inherit_labels(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Give a number without a noun of its own the label of the number that it goes on with.

    A number behind the name of a place goes on with what the row of places is about (`病例9例(甲市5例)`).
    `before` is the last draft of the paragraph so far.
    """
    last = before
    for draft in drafts:
        if draft.label == _WORDS.age and draft.kind == "duration":
            aged = _AGED_ONE.search(view.text, view.start, draft.start)
            draft.entity = aged["name"] if aged is not None else draft.entity
        if draft.metric == "other" and draft.label is None and draft.kind == "count":
            draft.label = label_of(view, draft)
        if draft.metric == "other" and draft.measure is not Measure.DATE and last is not None:
            goes_on = last.metric == "other" and last.label is not None and _goes_on(view, last, draft)
            if goes_on:
                draft.label = last.label
        if draft.metric == "other" and draft.entity and (draft.label or "").startswith(draft.entity):
            own = (draft.label or "").removeprefix(draft.entity).lstrip(_WORDS.place_ends)
            draft.label = own if len(own) >= _SHORTEST else draft.label  # 福建省新增病例 of 福建
        if draft.kind != "duration":
            last = draft


def _goes_on(view: SentenceView, last: Draft, draft: Draft) -> bool:
    """Whether a number says of the one before it how it moved, what it came to, or how it is spread."""
    label = draft.label or ""
    alike = draft.kind == last.kind and draft.quantity.classifier == last.quantity.classifier
    if not label:
        compared = alike and _COMPARED.search(view.text, draft.own_start, draft.start) is not None
        return draft.measure in _MOVES or (alike and last.measure in _MOVES) or compared
    return alike and (label == draft.entity or is_place(view, label) or _PLACE.fullmatch(label) is not None)


def label_again(view: SentenceView, draft: Draft, earlier: Draft | None) -> str | None:
    """The head noun of a number that no metric fits, or of the level before it, of which it tells more.

    `接诊量52万人次,上年为47万人次,同比增长10%`: all three are of 接诊量.
    """
    label = label_of(view, draft)
    moved = draft.measure in (Measure.GROWTH, Measure.CHANGE)
    same = earlier is not None and earlier.unit == draft.unit
    same = same and earlier is not None and earlier.quantity.classifier == draft.quantity.classifier
    if draft.measure is Measure.GROWTH or (draft.kind == "points" and earlier is not None):
        same = draft.measure is Measure.GROWTH or (earlier is not None and earlier.kind == "percent")
    told = same and earlier is not None and earlier.metric == "other" and earlier.measure is Measure.LEVEL
    each = _EACH.search(view.text, draft.own_start, draft.start) is not None
    dated = any(draft.own_start <= phrase.start < draft.start for phrase in view.phrases)
    if not label and told and earlier is not None and not each and (moved or dated):
        return earlier.label
    return label


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
