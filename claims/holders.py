"""Who holds, pledges or trades a stake: the holder of each number that is a part of a company's capital.

In: a sentence's view, a draft whose metric is a stake, and what the paragraph has spoken of. Out: the draft
with `holder` among its dimensions, and the holder spoken of moved on.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.whose import Speaking
from claims.words import Role

_WORDS = reading_words().holders
_ROLE = re.compile(
    rf"(?:{one_of(_WORDS.roles)}(?:[(（][^()（）]{{2,12}}[)）])?{one_of(_WORDS.joins)}?)+"
    rf"(?P<name>[\u4e00-\u9fffA-Za-z·]{{2,16}}?)(?={trie(_WORDS.behind)}|$)"
)
_OFFICE = re.compile(rf"^(?:联合)?{one_of(_WORDS.offices)}+")
_HONOUR = re.compile(rf"{one_of(_WORDS.honours)}$")
_SHORT_NAME = re.compile(rf"{one_of(_WORDS.short_forms)}[“\"「]([^“”\"「」]{{2,10}})[”\"」]")
_NO_HOLDER = re.compile(
    rf"[\d{re.escape(_WORDS.never)}]|^{one_of(_WORDS.never_first)}|{one_of(_WORDS.never_last)}$"
)
_TRADES = re.compile(
    rf"[,，\s]*(?P<name>[\u4e00-\u9fffA-Za-z·]{{2,12}}?)(?:{trie(_WORDS.ends)})*(?:{trie(_WORDS.trades)})"
)
_NAMED_BEFORE = re.compile(r"[是为]([^,，]{2,24})$")
_LEADS = re.compile(rf"^(?:{trie(_WORDS.leads)}|\s)+")
_ENDS = re.compile(rf"{one_of(_WORDS.ends)}+$")


def holder_spoken_of(view: SentenceView) -> str | None:
    """The last holder that a sentence without numbers names with a role, or None."""
    named = [m for m in _ROLE.finditer(view.text, view.start, view.end) if not _NO_HOLDER.search(m["name"])]
    return named[-1]["name"] if named else None


def resolve_holder(view: SentenceView, draft: Draft, speaking: Speaking) -> None:
    """Who holds, pledges or trades: by the words before `持股`, by office, or the one spoken of before."""
    if "holder" in draft.dimensions:
        speaking.holder = draft.dimensions["holder"]
        return
    found = _named_holder(view, draft)
    if found is not None:
        speaking.holder = found
    if speaking.holder is not None:
        draft.dimensions = {**draft.dimensions, "holder": speaking.holder}
        if speaking.main is not None and draft.entity is not None and draft.entity in speaking.holder:
            draft.entity = speaking.main  # a stake is the company's, whoever holds it


def _holds(mention: Mention) -> bool:
    """Whether a word is a verb of holding, alone or with its object (`持有公司股份`)."""
    return mention.role(Role.HOLDER) is not None or (
        mention.metric == "shareholding" and mention.word.startswith(_WORDS.holding)
    )


def _trader(view: SentenceView, draft: Draft) -> str | None:
    """Who buys, sells or pledges, named at the start of a clause (`邮政集团增持公司A股`)."""
    for start, end in reversed(view.clauses):
        if start > draft.start:
            continue
        opened = view.behind_all(start, start)
        for phrase in view.phrases:
            if phrase.start == opened:
                opened = phrase.end
        match = _TRADES.match(view.text, opened, end)
        if (
            match
            and match["name"] not in view.lexicon.names.pronouns
            and not _NO_HOLDER.search(match["name"])
        ):
            return match["name"]
    return None


def _named_holder(view: SentenceView, draft: Draft) -> str | None:
    roles = list(_ROLE.finditer(view.text, view.start, min(view.end, draft.end + 24)))
    roles = [m for m in roles if m.start() < draft.start or m.start() <= draft.end + 4]
    roles = [m for m in roles if not _NO_HOLDER.search(m["name"])]
    if roles:
        bracket = view.text[roles[-1].end() : roles[-1].end() + 1]
        reach = roles[-1].end() + (40 if bracket in ("(", "（") else 0)
        short = _SHORT_NAME.search(view.text, roles[-1].end(), min(view.end, reach))
        draft.why("dimensions", *roles[-1].span("name"), "sentence")
        return short.group(1) if short else _HONOUR.sub("", roles[-1]["name"])
    holds = [m for m in view.between(draft.own_start, draft.start) if _holds(m)]
    holds = holds or [m for m in view.between(view.start, draft.start) if _holds(m)]
    if not holds:
        return _trader(view, draft)
    mention = holds[0]
    start = view.clauses[view.clause_of(mention.start)][0]
    if mention.start >= draft.own_start:
        start = max(start, draft.own_start)
    for phrase in view.phrases:
        if start <= phrase.start and phrase.end <= mention.start:
            start = max(start, phrase.end)
    words = view.text[start : mention.start].strip()
    if not words and view.clause_of(mention.start):
        first, last = view.clauses[view.clause_of(mention.start) - 1]
        named = _NAMED_BEFORE.search(view.text, first, last)
        return named.group(1) if named else None
    led = view.names_between(start, mention.start)
    if led and "由" in view.text[start : led[-1].start]:
        return view.text[led[-1].start : led[-1].end]
    name = _ENDS.sub("", _LEADS.sub("", words))
    name = _OFFICE.sub("", _HONOUR.sub("", name))
    if name and name not in view.lexicon.names.pronouns and len(name) <= 24 and not _NO_HOLDER.search(name):
        draft.why("dimensions", start, mention.start, "clause")
        return name
    return None
