"""Who holds, pledges or trades a stake: the holder of each number that is a part of a company's capital.

In: a sentence's view, a draft whose metric is a stake, and what the paragraph has spoken of. Out: the draft
with `holder` among its dimensions, and the holder spoken of moved on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.whose import Speaking
from claims.words import Role

_WORDS = reading_words().holders
_HAN = "\u4e00-\u9fff"
_ROLE_WORD = one_of(_WORDS.roles)
_ROLE_NAMED = re.compile(_ROLE_WORD)
_ROLE = re.compile(
    rf"(?P<role>(?:{_ROLE_WORD}(?:[(（][^()（）]{{2,12}}[)）])?{one_of(_WORDS.joins)}?)+)"
    rf"(?P<name>[{_HAN}A-Za-z·]{{2,16}}?(?:[(（][{_HAN}]{{1,6}}[)）][{_HAN}]{{0,12}}{one_of(_WORDS.legal_endings)})?"
    rf"(?P<together>{one_of(_WORDS.together)})?)(?={trie(_WORDS.behind)}|$)"
)
_ROLE_ALONE = re.compile(rf"(?P<role>{one_of(_WORDS.leading_roles)})(?={trie(_WORDS.behind)})")
_SHORT_NAME = re.compile(
    rf"(?:[(（][^()（）“\"「]*[)）])?[(（](?:[^()（）]{{0,12}}{one_of(_WORDS.short_forms)})?[为:：]?"
    rf"(?P<quote>[“\"「‘])?(?P<name>[{_HAN}A-Za-z]{{2,10}})[”\"」’“]?[)）]"
)
_COMPANY = re.compile(rf"公司(?:{one_of(_WORDS.capital)}|[^,，。]{{0,6}}股)")
"""Of whose capital a stake is: of the company that publishes."""
_TOGETHER = re.compile(rf"{one_of(_WORDS.together)}$")
_INTRODUCED = re.compile(one_of(_WORDS.short_forms))
_OFFICE = re.compile(rf"^(?:联合)?{one_of(_WORDS.offices)}+")
_HONOUR = re.compile(rf"{one_of(_WORDS.honours)}.*$")
_NO_HOLDER = re.compile(
    rf"[\d{re.escape(_WORDS.never)}]|^{one_of(_WORDS.never_first)}|{one_of(_WORDS.never_last)}$"
)
_TRADES = re.compile(
    rf"[,，\s]*(?P<name>[A-Z][A-Za-z.&]*(?: [A-Za-z.&]+)+|[{_HAN}A-Za-z·]{{2,16}}?)(?:{trie(_WORDS.ends)})*"
    rf"(?:{one_of(_WORDS.breaks)}[^,，。;；]{{0,40}}?)?(?:{trie(_WORDS.trades)})"
)
_NAMED_BEFORE = re.compile(r"[是为]([^,，]{2,24})$")
_BREAKS = re.compile(one_of(_WORDS.breaks))
"""Behind a name: what its owner does."""
_OWNER = re.compile(rf"^.*{one_of(_WORDS.owns)}的")
"""Before a holder: whose it is (`甲控制的乙有限公司`)."""
_LEADS = re.compile(rf"^(?:{trie(_WORDS.leads)}|\s)+")
_ENDS = re.compile(rf"{one_of(_WORDS.ends)}+$")


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a company's shares, as a document introduces them."""

    short: Mapping[str, str]
    """Full name → the short name given in brackets behind it."""
    by_role: Mapping[str, str]
    """Role (控股股东) → the one who has it, by the short name where there is one."""

    def known_as(self, name: str) -> str:
        """The name that the document goes on to use for a holder, full or cut short."""
        if name in self.short:
            return self.short[name]
        longer = {short for full, short in self.short.items() if full.startswith(name) and len(name) > 3}
        return longer.pop() if len(longer) == 1 else name


def holders_of(folded: str) -> Holders:
    """The holders whom a document names with their role."""
    short: dict[str, str] = {}
    by_role: dict[str, str] = {}
    for match in _ROLE.finditer(folded):
        if _NO_HOLDER.search(match["name"]):
            continue
        full = _HONOUR.sub("", match["name"])
        short.setdefault(full, _short_name(folded, match.end()) or full)
        for role in re.findall(_ROLE_WORD, match["role"]):
            by_role.setdefault(role, short[full])
    return Holders(short, by_role)


def _short_name(text: str, start: int) -> str | None:
    """The short name that brackets behind a full one introduce, or None."""
    match = _SHORT_NAME.match(text, start)
    if match is None or (match["quote"] is None and _INTRODUCED.search(match.group()) is None):
        return None
    return match["name"]


def holder_spoken_of(view: SentenceView, holders: Callable[[], Holders]) -> str | None:
    """The last holder that a sentence without numbers names with a role, or None."""
    if _ROLE_NAMED.search(view.text, view.start, view.end) is None:
        return None
    named = [m for m in _ROLE.finditer(view.text, view.start, view.end) if not _NO_HOLDER.search(m["name"])]
    return holders().known_as(_HONOUR.sub("", named[-1]["name"])) if named else None


def resolve_holder(view: SentenceView, draft: Draft, speaking: Speaking, holders: Holders) -> None:
    """Who holds, pledges or trades: by the words before `持股`, by office, or the one spoken of before."""
    if "holder" in draft.dimensions:
        speaking.holder = draft.dimensions["holder"]
        return
    found = _named_holder(view, draft, holders)
    if found is not None:
        speaking.holder = holders.known_as(found)
    if speaking.holder is None:
        return
    draft.dimensions = {**draft.dimensions, "holder": speaking.holder}
    if speaking.main is None or draft.entity is None:
        return
    start = view.clauses[draft.clause][0]
    named = any(name.canonical == draft.entity for name in view.names_between(start, draft.start))
    if draft.entity in speaking.holder or (not named and _COMPANY.search(view.text, start, draft.start)):
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
            and (name := _plain(match["name"])) not in view.lexicon.names.pronouns
            and len(name) > 1
            and not _NO_HOLDER.search(name)
        ):
            return name
    return None


def _named_holder(view: SentenceView, draft: Draft, holders: Holders) -> str | None:
    role = _role_before(view, draft)
    if role is not None:
        draft.why("dimensions", *role.span("name"), "sentence")
        name = role["name"]
        return name if role["together"] else _HONOUR.sub("", name)
    holds = [m for m in view.between(draft.own_start, draft.start) if _holds(m)]
    holds = holds or [m for m in view.between(view.start, draft.start) if _holds(m)][-1:]
    if not holds:
        return _trader(view, draft) or _by_role(view, draft, holders)
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
        return named.group(1) if named else _by_role(view, draft, holders)
    led = view.names_between(start, mention.start)
    if led and "由" in view.text[start : led[-1].start]:
        return view.text[led[-1].start : led[-1].end]
    name = _plain(words)
    if 2 <= len(name) <= 24 and name not in view.lexicon.names.pronouns and _is_holder(name):
        draft.why("dimensions", start, mention.start, "clause")
        return name
    return _by_role(view, draft, holders)


def _role_before(view: SentenceView, draft: Draft) -> re.Match[str] | None:
    """The last holder with a role before a number, else one right behind it."""
    roles = [
        match
        for match in _ROLE.finditer(view.text, view.start, min(view.end, draft.end + 24))
        if not _NO_HOLDER.search(match["name"])
    ]
    before = [match for match in roles if match.start() < draft.start]
    behind = [match for match in roles if draft.start <= match.start() <= draft.end + 4]
    found = before or behind[:1]
    return found[-1] if found else None


def _by_role(view: SentenceView, draft: Draft, holders: Holders) -> str | None:
    """Who has the role that a number's sentence names without a name, else the role itself."""
    role = _ROLE_ALONE.search(view.text, view.start, draft.start)
    return holders.by_role.get(role["role"], role["role"]) if role else None


def _is_holder(name: str) -> bool:
    """Whether a run of characters can be a holder's name, alone or with those who act in concert."""
    return _NO_HOLDER.search(_TOGETHER.sub("", name)) is None


def _plain(words: str) -> str:
    """A holder's name without what leads to it, offices, honours and adverbs (`其中:董事长李明先生合计`)."""
    short = _SHORT_NAME.search(words)
    if short is not None and short.end() == len(words):
        return short["name"]
    name = _BREAKS.split(_LEADS.sub("", words))[0]
    name = _OWNER.sub("", name)
    name = _ENDS.sub("", name)
    return _ENDS.sub("", _OFFICE.sub("", _HONOUR.sub("", name)))
