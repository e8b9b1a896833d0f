"""People whom figures are told of: who manages a fund, who is rich, who is paid.

In: a number's draft, its sentence's view and the drafts before it. Out: the person to whom a number belongs
that only a person has (`某某管理规模接近10亿元`, `某某的身家缩水`), by the name that stands before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.draft import Draft
from claims.lexicons import holds_any, one_of, trie
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().things
_HAN = "\u4e00-\u9fff"
_FULL = rf"(?:{one_of(_WORDS.double_surnames)}|[{_WORDS.surnames}])[{_HAN}]{{1,2}}"
_FOREIGN = rf"[{_HAN}]{{1,8}}(?:·[{_HAN}A-Z.]{{1,8}})+"
_NAMED = re.compile(
    rf"{one_of(_WORDS.appoints)}(?P<new>{_FULL})(?={one_of(_WORDS.appointed_to)})"
    rf"|基金经理(?:为|由|是|[:：])?(?P<manager>{_FULL}|{_FOREIGN})(?={trie(_WORDS.behind_people)}|$)"
    rf"|[由与和](?P<joint>{_FULL}|{_FOREIGN})(?={one_of(_WORDS.manages)})"
    rf"|(?<![{_HAN}])(?P<alone>{_FULL})(?=[,，](?:男|女|(?:[{_HAN}]{{0,6}}(?:硕士|博士|学士|研究生|本科))))"
)
_CUE = re.compile(one_of(_WORDS.personal))
_BEHIND = re.compile(rf"(?:以上)?的?(?:{trie(_WORDS.careers)})*{one_of(_WORDS.experience)}")
_OWNED = re.compile(
    rf"(?:(?<![{_HAN}·])|{one_of(_WORDS.called)})(?P<name>{_FOREIGN}|(?!{trie(_WORDS.no_people)})[{_HAN}]{{2,6}}?)"
    rf"(?:的|目前|现在|如今|个人)*{one_of(_WORDS.of_people)}"
)
_RICH = re.compile(one_of(_WORDS.of_rich))
_SET_BESIDE = re.compile(r"[比较超于][^,，。;；]{2,10}的$")
_BACK = 160
"""Code points before a sentence in which a person stands whom it goes on with."""


@lru_cache(maxsize=8)
def managers_of(text: str) -> tuple[str, ...]:
    """The people whom a text names as those who manage a fund, or tells the life of."""
    if not holds_any(_WORDS.signs_of_people, text):
        return ()
    return tuple(sorted({match[match.lastgroup or 0] for match in _NAMED.finditer(text)}))


def person_of(
    view: SentenceView, draft: Draft, before: Draft | None, told: set[str], *, nobody: bool
) -> str | None:
    """The person whose a number is, or None.

    `before` is the draft before it, `told` holds the people of the sentence's numbers so far, to which the
    person is added; `nobody` says whether the text is about no company.
    """
    found = _manager(view, draft) or (_owner(view, draft) if nobody else None)
    if found is None and before is not None and before.entity in told and _goes_on(view, draft, before):
        found = before.entity
    if found is not None:
        told.add(found)
    return found


def _goes_on(view: SentenceView, draft: Draft, before: Draft) -> bool:
    """Whether a number goes on with the one before it (`减少约540亿美元，其中周四减少258亿美元`)."""
    same = draft.metric == before.metric and draft.kind == before.kind
    own = draft.head is not None and draft.head[0] >= before.end
    return same and not own and not view.names_between(before.end, draft.start)


def _manager(view: SentenceView, draft: Draft) -> str | None:
    """Whose what a manager of a fund has is, by the last of them that is named before it."""
    managers = managers_of(view.text)
    if not managers:
        return None
    cued = _CUE.search(view.text, draft.own_start, draft.start) is not None
    career = draft.kind == "duration" and _BEHIND.match(view.text, draft.quantity.end) is not None
    if not (cued or career):
        return None
    opened = view.text.rfind("\n", 0, view.start) + 1
    opened = max(opened, view.start - _BACK)
    at, name = max((view.text.rfind(name, opened, draft.start), name) for name in managers)
    others = () if career else view.names_between(max(at, view.start), draft.start)
    if at < 0 or others:
        return None
    draft.why("entity", at, at + len(name), "sentence")
    return name


def _owner(view: SentenceView, draft: Draft) -> str | None:
    """Whose means or pay a number is (`某某的身家缩水约540亿美元`)."""
    if draft.kind not in ("money", "percent", "points"):
        return None
    start = view.clauses[draft.clause][0]
    owned = _OWNED.search(view.text, max(start, draft.own_start), draft.start)
    if owned is None or owned["name"].endswith(view.lexicon.names.suffixes):
        return None
    if _SET_BESIDE.search(view.text, owned.end(), draft.start) is not None:
        return None
    if owned.group().endswith(_WORDS.of_rich_only) and _RICH.search(view.text) is None:
        return None
    draft.why("entity", *owned.span("name"), "clause")
    return owned["name"]
