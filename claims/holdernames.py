"""What a holder is called: whom a document introduces, and the name in the words before a verb of trade.

In: a document's folded text, or the words between a clause's start and the verb of holding or trading. Out:
the holders with roles and short names, or one name without what leads to it, offices, honours and adverbials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.heads import BRACKETS
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words

_WORDS = reading_words().holders
_HAN = "\u4e00-\u9fff"
_QUOTE = r"(?:[(（][\d.,，+%\-]+[)）])"
"""A quote of prices that a news desk puts behind a name, here in the midst of one."""
_LATIN_NAME = r"[A-Z][A-Za-z.&'\-]*(?:,? [A-Za-z.&'()\-]+)+"
"""A name of several words in Latin letters."""
_PERSON = rf"(?:(?!等)[{_HAN}]){{2,3}}?"
_ROLE_WORD = rf"{one_of(_WORDS.roles)}(?!{one_of(_WORDS.not_behind_roles)})"
ROLE_NAMED = re.compile(_ROLE_WORD)
ROLE = re.compile(
    rf"(?P<role>(?:{_ROLE_WORD}(?:[(（][^()（）]{{2,12}}[)）])?{one_of(_WORDS.joins)}?)+)"
    rf"(?P<name>{_LATIN_NAME}|{_PERSON}(?:[及和与、]{_PERSON})+(?={trie(_WORDS.behind)})"
    rf"|[{_HAN}A-Za-z·]{{2,16}}?(?:{_QUOTE}[{_HAN}]{{2,12}}{one_of(_WORDS.legal_endings)}"
    rf"|[(（][{_HAN}]{{1,6}}[)）][{_HAN}]{{0,12}}{one_of(_WORDS.legal_endings)})?"
    rf"(?P<together>{one_of(_WORDS.together)})?)(?={trie(_WORDS.behind)}|$)"
)
_BY_WAY = re.compile(
    rf"(?<=..){one_of(_WORDS.by_way)}[^,，]{{0,10}}(?:{one_of(_WORDS.held_through)})[^,，]{{0,6}}$"
)
"""Behind who holds: the vehicles through which he does."""
ROLE_ALONE = re.compile(rf"(?P<role>{one_of(_WORDS.leading_roles)})(?!的)")
_ROLE_LAST = re.compile(rf"{one_of(_WORDS.leading_roles)}$")
_SHORT_NAME = re.compile(
    rf"(?:[(（][^()（）“\"「]*[)）])?[(（](?:[^()（）]{{0,12}}{one_of(_WORDS.short_forms)})?[为:：]?"
    rf"(?P<quote>[“\"「‘])?(?P<name>[{_HAN}A-Za-z]{{2,10}})[”\"」’“]?[)）]"
)
_TOGETHER_IN = re.compile(one_of(_WORDS.together))
_INTRODUCED = re.compile(one_of(_WORDS.short_forms))
_HONOURED = re.compile(rf"{one_of(_WORDS.honours)}(?=[及与和、])")
_HONOUR = re.compile(rf"{one_of(_WORDS.honours)}.*$")
_OFFICE = re.compile(
    rf"^[{_HAN}A-Za-z]*(?:{trie(_WORDS.offices)})(?:[兼、]?(?:{trie(_WORDS.offices)}))*(?=[{_HAN}]{{2,4}}$|[A-Z])"
)
_GROUP_ITEM = rf"{one_of(_WORDS.office_kinds)}?{one_of(_WORDS.offices_holding)}"
_GROUP = re.compile(rf"{_GROUP_ITEM}(?:[、和及与]{_GROUP_ITEM})*$")
"""Those who hold by their office (`董事、高级管理人员`)."""
_ACCOUNT = re.compile(rf"(?:(?![将于其所]|通过)[{_HAN}]){{2,20}}?{one_of(_WORDS.accounts)}")
_NO_HOLDER = re.compile(
    rf"[\d{re.escape(_WORDS.never)}]|^{one_of(_WORDS.never_first)}|{one_of(_WORDS.never_last)}$"
)
_OR_ITS = re.compile(rf"{one_of(reading_words().subjects.or_its)}$")
"""Behind a name: another who may hold in its stead."""
_LEGAL = re.compile(rf"^[{_HAN}A-Za-z()]{{2,30}}有限(?:责任)?公司$")
_BREAKS = re.compile(rf"(?P<not>{trie(_WORDS.not_breaks)})|{trie(_WORDS.breaks)}")
"""Behind a name: what its owner does."""
_PLAN = re.compile(rf"{one_of(_WORDS.not_breaks)}$")
_OWNER = re.compile(rf"^(?!.*或其).*(?:{one_of(_WORDS.owns)}的|{one_of(_WORDS.under)})")
"""Before a holder: whose it is (`甲控制的乙有限公司`)."""
_AFTERWARDS = re.compile(rf"^[^,，]{{0,12}}{one_of(_WORDS.afterwards)}[前后]")
"""Before a holder: what is done by then (`转让完成后`)."""
_LEADS = re.compile(rf"^(?:{trie(_WORDS.leads)}|[\[【][^\[\]【】]{{1,8}}[\]】]|[\s●■])+")
"""What may stand before a holder: words, and what kind of news this is (`[快讯]`)."""
_ENDS = re.compile(rf"(?:{trie(_WORDS.ends)}|\s)+$")
_HEARD = re.compile(rf"{one_of(_WORDS.heard)}(?!之?日|$)")
_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$")
_COUNTED = re.compile(r"^.*[\d一二两三四五六七八九十]+(?:名|位|家)")
"""Before a group: how many they are, and what else says which."""
_OF_LATIN = re.compile(rf"^[{_HAN}]{{2,8}}的(?=[A-Z])")
"""Before a holder in Latin letters: whose it is (`软件园的Cedar II Fund`)."""
_PASSIVE = re.compile(rf"(?P<not>{trie(_WORDS.not_passive)})|{trie(_WORDS.passive)}")
_ASIDE = re.compile(
    rf"[(（](?![{_HAN}]{{1,4}}[)）])[^()（）]*[)）]|[(（][^()（）]*{one_of(_WORDS.owns)}[)）]"
)
"""Brackets that are no part of a name, as those of `(有限合伙)` and `(集团)` are."""
_LATIN = re.compile(r"[A-Z][A-Za-z.&'\-]*(?:,? [A-Za-z.&'()\-]+)*\d*$")
_GOES_ON = re.compile(
    rf"(?:{trie(_WORDS.honours)})?(?:$|{trie(_WORDS.breaks)}|{trie(_WORDS.ends)}|{trie(_WORDS.trades)}|[,，])"
)
"""Behind a known name where its owner does something."""
_OWN = re.compile(
    rf"(?:{trie(_WORDS.leads)}|[^公集]{{0,6}}后|.*是)??(?:本?公司|集团|本集团)(?:{trie(_WORDS.ends)}|{trie(_WORDS.breaks)})*"
)
_SEAT = re.compile(rf"[(（][{_HAN}]{{2,4}}[)）]")
_GENERIC_END = re.compile(rf"(?:{trie(_WORDS.generic_ends)})+$")
_SHORTEST = 3
"""Code points that a short name has at least."""
_FUND = re.compile(r"\d+号$")
_PERSONS = re.compile(trie(_WORDS.persons))
_RELATED = re.compile(r"\s*([^,，]{2,16}?)[与和及、]([^,，]{2,16}?)(?:之间)?(?:系|为|是|均|存在)")
_JOINS = re.compile(rf"^{one_of(_WORDS.joins)}+")
_AND = ("及", "、", "与", "和其")
_ALLOTTED = re.compile(rf"{one_of(_WORDS.allotted)}(?:至多|最多|不超过|不少于|了|[约为达共])*$")
_MARKER = re.compile(rf".*(?:{trie(_WORDS.roles)}|[、及与和])")


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
        alone = not longer and _TOGETHER_IN.search(name) is None and not any(j in name for j in _AND)
        if alone and (held := _shorter(name, self.known)) is not None:
            return held  # 某地甲乙集团控股有限公司 is the 甲乙 told of before
        return longer.pop() if len(longer) == 1 else name

    def in_role(self, role: str) -> str:
        """Who has a role, else the role itself."""
        other = {*_WORDS.same_roles.items(), *((b, a) for a, b in _WORDS.same_roles.items())}
        same = (self.by_role[b] for a, b in sorted(other) if a == role and b in self.by_role)
        return self.by_role.get(role) or next(same, role)

    @property
    def sole(self) -> str | None:
        """The one holder whom the document introduces, or None."""
        return next(iter(self.known)) if len(self.known) == 1 else None

    @property
    def known(self) -> frozenset[str]:
        """The names by which the document goes on to speak of them."""
        return frozenset(self.short.values())


def holders_of(folded: str) -> Holders:
    """The holders whom a document names with their role."""
    short: dict[str, str] = {}
    by_role: dict[str, str] = {}
    for match in ROLE.finditer(folded):
        if not named(match):
            continue
        full = role_name(match)
        short.setdefault(full, _short_name(folded, match.end()) or _stem(folded, full))
        for role in re.findall(_ROLE_WORD, match["role"]):
            by_role.setdefault(role, short[full])
    for full in short:
        if short[full] == full and (shorter := _shorter(full, short)) is not None:
            short[full] = shorter
    return Holders(short, by_role)


def _shorter(full: str, names: Iterable[str]) -> str | None:
    """Another name that a full one holds as its own (三安集团 of 福建三安集团有限公司), or None."""
    plain = full.replace("(", "").replace(")", "")
    held = [n for n in names if n != full and len(n) >= _SHORTEST and n in plain and not _LEGAL.match(n)]
    return max(held, key=len, default=None) if _LEGAL.match(full) else None


def _stem(text: str, full: str) -> str:
    """A full name without its legal form, where the text goes on to use it so."""
    stem = _FORM.sub("", full)
    behind = text.find(full) + len(full)
    used = text.count(stem, behind) > text.count(full, behind)
    if len(stem) > 2 and used:
        return stem
    if stem == full:
        return full
    plain = _GENERIC_END.sub("", _SEAT.sub("", stem))
    return plain if len(plain) > _SHORTEST and plain in text.replace(full, "") else full


def named(role: re.Match[str]) -> bool:
    """Whether a name stands behind a role."""
    return is_holder(re.sub(_QUOTE, "", role["name"]))


def role_name(role: re.Match[str]) -> str:
    """The name behind a role, with those who act in concert."""
    name = "、".join(_OFFICE.sub("", each) for each in re.sub(_QUOTE, "", role["name"]).split("、"))
    return name if role["together"] else _HONOUR.sub("", name)


def _short_name(text: str, start: int) -> str | None:
    """The short name that brackets behind a full one introduce, or None."""
    match = _SHORT_NAME.match(text, start)
    if match is None or (match["quote"] is None and _INTRODUCED.search(match.group()) is None):
        return None
    return match["name"]


def allotted(text: str, start: int, end: int) -> bool:
    """Whether a number is what somebody took of shares newly issued, by its words (`甲获配2亿元`)."""
    return _ALLOTTED.search(text, start, end) is not None


def passive_cut(words: str) -> tuple[str, str] | None:
    """`甲获乙` before a verb of trade: what stands before the last passive word and behind it, or None."""
    asides = [match.span() for match in BRACKETS.finditer(words)]
    found = [
        match
        for match in _PASSIVE.finditer(words)
        if match["not"] is None and not any(a < match.start() < b for a, b in asides)
    ]
    return (words[: found[-1].start()], words[found[-1].end() :]) if found else None


def hears(words: str) -> bool:
    """Whether words say that somebody heard from or acted for those named behind (`收到甲`, `办理了甲`)."""
    return _HEARD.search(words) is not None


def says_itself(words: str) -> bool:
    """Whether the words before a verb name only the company that publishes (`公司将`)."""
    return _OWN.fullmatch(words.strip()) is not None


def known_at(words: str, holders: Holders) -> str | None:
    """The known holder that words open with, who then does something, or None."""
    for known in sorted(holders.known, key=len, reverse=True):
        if words.startswith(known) and _GOES_ON.match(words, len(known)):
            return known
    return None


def holder_in(words: str, holders: Holders) -> str | None:
    """The holder that the words before a verb name: a name, a group by office or an account; else None."""
    told = _HEARD.split(_ASIDE.sub("", _shortened(_BY_WAY.sub("", words.strip()))))
    return next((name for piece in reversed(told) if (name := _holder(piece, holders))), None)


def _holder(words: str, holders: Holders) -> str | None:
    """The same of words that nobody is said to say."""
    if (account := _ACCOUNT.match(words)) is not None:
        return account.group()
    opened = _LEADS.sub("", _OF_LATIN.sub("", _COUNTED.sub("", _AFTERWARDS.sub("", words))))
    known = known_at(opened, holders)
    if known is not None:
        return known
    name = _LEADS.sub("", _before_break(_OWNER.sub("", opened)))
    if _PLAN.search(name) and is_holder(name):
        return name
    name = _ENDS.sub("", name)
    if _GROUP.fullmatch(name):
        return name
    if (role := _ROLE_LAST.search(name)) is not None:
        return holders.in_role(role.group())
    name = _without_role(name)
    name = _ENDS.sub("", _HONOUR.sub("", _HONOURED.sub("", name)))
    name = _OFFICE.sub("", _LEADS.sub("", name)).strip("“”\"'「」")
    return name if is_holder(name) and name not in _WORDS.held_through else None


def acting_in(words: str, holders: Holders) -> str | None:
    """The same of a clause without a verb of trade, which goes on to say where, when, how or why."""
    opened = _LEADS.sub("", words)
    return holder_in(words, holders) if _before_break(opened) != opened else None


def joined_in(words: str) -> str | None:
    """Two holders of whom a clause says what they are to each other (`甲与乙系夫妻`), or None."""
    match = _RELATED.match(words)
    names = [_HONOUR.sub("", _LEADS.sub("", name)) for name in match.groups()] if match else []
    return "、".join(names) if names and all(map(is_holder, names)) else None


def is_holder(name: str) -> bool:
    """Whether a run of characters can be a holder's name, alone or with those who act in concert."""
    alone = _FUND.sub("", _TOGETHER_IN.sub("", _OR_ITS.sub("", name)))
    if name.count("(") != name.count(")"):
        return False
    if _LATIN.fullmatch(alone):
        return True
    if _LEGAL.match(alone):
        return not alone.startswith(_WORDS.never_first)
    if _PERSONS.match(name):
        return False
    return 2 <= len(name) <= 24 and name not in _WORDS.alone and _NO_HOLDER.search(alone) is None


def _shortened(words: str) -> str:
    """Full names with a short one in brackets behind them, by the short one."""
    for short in reversed(list(_SHORT_NAME.finditer(words))):
        if short["quote"] is not None or _INTRODUCED.search(short.group()) is not None:
            before = _MARKER.match(words[: short.start()])
            words = (before.group() if before else "") + short["name"] + words[short.end() :]
    return words


def _before_break(words: str) -> str:
    """The words before the first that says where, when, how or why."""
    for match in _BREAKS.finditer(words):
        if match["not"] is None and match.start() != 1:
            return words[: match.start()]
    return words


def _without_role(words: str) -> str:
    """A name without the role before it, the ones who act in concert with another kept with that one."""
    joint = _TOGETHER_IN.search(words)
    reach = joint.start() if joint else len(words)
    items = []
    for item in words[:reach].split("、"):
        roles = [m for m in ROLE_NAMED.finditer(item) if joint is None or m.end() < len(item)]
        items.append(_JOINS.sub("", item[roles[-1].end() :]) if roles else item)
    return "、".join(filter(None, items)) + words[reach:]
