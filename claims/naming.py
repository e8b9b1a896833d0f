"""What can be a name: a run of characters in, the name in it out, or that it is none.

A run is whatever stands where a name may stand; `cleaned` and `trimmed` cut off what is no part of the name,
`plausible` judges what is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from claims.lexicons import Endings, one_of
from claims.places import is_within_another
from claims.readingwords import reading_words
from claims.words import Lexicon, Role

_WORDS = reading_words().names
_READERS = frozenset("我你他她")
"""Who reads, before the verb that a headline opens with."""
INNER = re.compile(one_of(_WORDS.inner))
"""What stands inside a run of characters that is no name."""
_APPOSITIVE = re.compile(rf"^.*{one_of(_WORDS.appositives)}(?=[\u4e00-\u9fffA-Za-z]{{2,}})")
_STOCK_OF = re.compile(_WORDS.stock_of)
_CUTS = re.compile(rf"^.*{one_of(_WORDS.cuts)}")
_VERBS = re.compile(one_of(word for word in (*_WORDS.cuts, *_WORDS.late_cuts) if len(word) > 1))
"""Words before a name that are no part of one, as 和 may be."""
_LATE_CUTS = re.compile(rf"^.*{one_of(_WORDS.late_cuts)}(?=[\u4e00-\u9fffA-Za-z]{{3,}})")
_MET = re.compile(
    rf"^{one_of(word for word in _WORDS.interviews if len(word) > 1)}(?=[\u4e00-\u9fffA-Za-z]{{2,}})"
)
"""Before whom a headline says that it interviews."""
_VERB = re.compile(rf"^[{_WORDS.verb_characters}](?=[\u4e00-\u9fff]{{3,}})")
_PREPOSITION = re.compile(
    rf"^(?!{one_of(_WORDS.name_openers)})[{_WORDS.prepositions}](?=[\u4e00-\u9fff]{{4,}})"
)
_TRAILING = re.compile(rf"(?<=[\u4e00-\u9fffA-Za-z]{{2}}){one_of(_WORDS.trailing)}+$")
_COUNTED = re.compile(rf"\d+(?:{one_of(_WORDS.counters)}|$)")
"""Numbers that count inside a run: it is no name."""
_STRETCH = re.compile(rf"^.*\d{one_of(_WORDS.counters)}{one_of(_WORDS.stretches)}?(?=[\u4e00-\u9fff]{{3,}})")
"""A count and what goes with it, before a name (`30日内云杉能源`)."""
_STRETCH_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{one_of(_WORDS.quarters)}|第?[1-4]季度?|前[三3]季度?)$"
)
"""What is told of, behind whom it is told of (`云杉第3季`)."""
_QUARTER = re.compile(r"[一二三四1-4首末当]季|单季|季度|[一二三四五六七八九十\d]点")
"""Parts of a year, which no name holds (三季度单季, 首季保险)."""
_DAY_BEHIND = re.compile(r"(?:\d{1,2}月)?\d{1,2}日$")
_COMPANY = "公司"
_STEM = 2
"""Code points that a company's name has at least behind its seat (北京云杉)."""
_LISTED = 4
"""Code points of the names that shares are listed by."""
_BEFORE_JOINT = 4
"""Code points of a seat and a character of a name, with the character that may join two names."""
_FORMS = ("股份", "集团", "控股")
"""What such a name may end with behind another ending (建工股份)."""
_SPOKEN = frozenset({Role.CUE, Role.SAYS, Role.PRONOUN})
"""Roles of words that a name opens behind."""
_NO_LAST = frozenset({Role.METRIC, Role.CUE, Role.SAYS})
"""Roles of words of two characters that no name ends with."""
_NOT_LAST = Endings(_WORDS.not_last)
_HONOURS = reading_words().holders.honours
"""Behind a person's name."""
_TITLED = re.compile(rf"{one_of(_WORDS.titles)}[\u4e00-\u9fff·]{{2,5}}$")
"""A person under the office held."""
_LED_BY_PEERS = re.compile(
    rf"(?:{one_of(_WORDS.another_one)}|{one_of(_WORDS.sure_peers)})[\u4e00-\u9fff]{{2}}"
)
"""What another is called among those of its trade, before its name."""
_NO_LEADS = rf"{one_of(_WORDS.no_name_leads)}+"
_OURS = re.compile(
    rf"{_NO_LEADS}{one_of(_WORDS.own_words)}|.*(?<!日)[本该](?:集团|公司)(?:公司)?|.+[今去前]年.*"
)
"""Words for a text's own company, with when before them (`期内集团`, `前三季度本集团`)."""


SHORT_STEM = (2, 3)
"""Code points of what a text calls a company by alone, without the ending of its name."""


def stem_of(name: str, endings: tuple[str, ...]) -> str:
    """What stands before the ending that a name has (云杉 of 云杉科技); nothing where it has none of them."""
    if not name.endswith(endings):
        return ""
    return next(name.removesuffix(ending) for ending in endings if name.endswith(ending))


def own_stem(name: str, lexicon: Lexicon) -> str:
    """What stands before the trade that a name ends with, where that is a word of its own; else the name."""
    own = reading_words()
    endings = (*_WORDS.stem_endings, *own.compared.trades, *own.features.more_endings)
    stem = stem_of(name, tuple(ending for ending in endings if len(name) - len(ending) in SHORT_STEM))
    return stem if stem and is_strange(stem, lexicon) else name


def is_common(stem: str, lexicon: Lexicon) -> bool:
    """Whether what is left of a name without its ending is a word that others use, too (能源, 东方)."""
    return stem in lexicon.entries or stem in _WORDS.no_stems


def is_strange(run: str, lexicon: Lexicon) -> bool:
    """Whether a run holds no word that the lexicon knows."""
    if run.startswith(_WORDS.no_strangers):
        return False
    return not is_common(run, lexicon) and not speaks(run, lexicon) and not _words_in(run, lexicon)


def to_ending(head: str, lexicon: Lexicon) -> str:
    """A headline as far as a company's name may reach: its last ending (云杉科技 of `云杉科技冲刺港股`)."""
    endings = suffixes(lexicon)
    for end in range(len(head), 3, -1):
        if endings.close(head, 0, end) and not _is_of_goods(head, end):
            return head[:end]
    return head


def _is_of_goods(head: str, end: int) -> bool:
    """Whether what would be an ending is only the beginning of a word for goods (机械 of 协作机械臂)."""
    longer = next((more for ending, more in _WORDS.of_goods.items() if head.endswith(ending, 0, end)), ())
    return head.startswith(longer, end) if longer else False


@cache
def suffixes(lexicon: Lexicon) -> Endings:
    """Words that a company's name ends with."""
    return Endings(lexicon.names.suffixes)


@lru_cache(maxsize=64)
def _words_in(name: str, lexicon: Lexicon) -> Sequence[tuple[int, int]]:
    """Where the words of the lexicon stand in a name, which one question after the other asks."""
    return lexicon.finder.find(name)


@cache
def _any_suffix(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(one_of(lexicon.names.suffixes))


def holds_suffix(run: str, lexicon: Lexicon) -> bool:
    """Whether a company's name may end in a run of characters: what is cleaned ends nowhere else."""
    return _any_suffix(lexicon).search(run) is not None


def speaks(name: str, lexicon: Lexicon) -> bool:
    """Whether a name holds an office, a research house or a place, but for the seat that it opens with."""
    return any(
        entry.role is Role.SPEAKER or (entry.role is Role.REGION and (start > 0 or len(name) - end < _STEM))
        for start, end in _words_in(name, lexicon)
        for entry in lexicon.entries[name[start:end]]
    )


def opens_notice(name: str, lexicon: Lexicon) -> bool:
    """Whether the run that a notice opens with reads like a name: no word of the lexicon inside."""
    stem = name.removesuffix(_COMPANY)
    return (
        len(name) >= 3
        and len(stem) >= 2
        and not INNER.search(stem)
        and not (stem != name and stem.endswith(lexicon.names.suffixes))
        and not any(start > 0 or end + _STEM > len(stem) for start, end in _words_in(stem, lexicon))
        and not (stem.endswith(_THINGS) or is_within_another(stem, lexicon))
    )


_THINGS = (
    *reading_words().things.loans,
    *reading_words().things.groups,
    *reading_words().things.institutions,
)
"""What the names of things end with that are told of as companies are."""


def _appositive(name: str) -> str:
    """A name without what says what it is (`储能设备企业云杉科技`, `餐饮股云杉集团`)."""
    return _behind(_STOCK_OF, _behind(_APPOSITIVE, name))


def _behind(lead: re.Pattern[str], name: str) -> str:
    """A name without the lead that it may open with."""
    found = lead.match(name)
    return name[found.end() :] if found else name


@lru_cache(maxsize=8192)
def cleaned(run: str, lexicon: Lexicon) -> str:
    """A name without the words before it that say or do something (`指出微盟集团`) and the adverbs behind."""
    name = _appositive(run)
    opens = 0
    for start, end in _words_in(name, lexicon):
        if end > len(name) - 2 or name.startswith(lexicon.names.suffixes, start):
            break
        word = name[start:end]
        spoken = len(word) > 1 and any(entry.role in _SPOKEN for entry in lexicon.entries[word])
        if spoken or word in lexicon.researchers:
            opens = end
    run = _behind(_PREPOSITION, _behind(_VERB, _behind(_LATE_CUTS, _behind(_MET, name[opens:]))))
    if (house := _DAY_BEHIND.sub("", run)).endswith(_WORDS.institutes):
        return house
    name = _STRETCH_BEHIND.sub("", to_ending(run, lexicon))
    return _TRAILING.sub("", name) if name.endswith(_WORDS.trailing) else name


def trimmed(name: str, lexicon: Lexicon) -> str:
    """Cut what stands before a name in the run that ends with it."""
    for length in range(len(name), 1, -1):
        if name[-length:] in lexicon.companies:
            return name[-length:]
    cut = _behind(_CUTS, _behind(_STRETCH, _appositive(name)))
    return cleaned(cut if len(cut) >= 2 else name, lexicon).strip("-·")


def seated(run: str, stem: str, lexicon: Lexicon) -> str:
    """The stem of a full name with the place that opens its run, where no word before names parts the two.

    A run such as 北京东方经营 holds words of one character that stand before names, too.
    """
    cut = run[: len(run) - len(stem)]
    opens = next((end for start, end in _words_in(run, lexicon) if start == 0), 0)
    region = any(entry.role is Role.REGION for entry in lexicon.entries.get(run[:opens], ()))
    spoken = len(cut) < opens + _STEM or cut[-1] in _WORDS.joins or _VERBS.search(cut, opens) is not None
    return run if region and not spoken else stem


def unparted(whole: str, stem: str, *, opens_line: bool) -> str:
    """The stem of a full name with the character before it that joins names, where that opens a line.

    Nothing stands there for it to join, or too little: it is the name's own (苏州云和智能有限公司).
    """
    before = whole[: len(whole) - len(stem)]
    if not opens_line or before[-1:] not in (*_WORDS.joint_openers,):
        return stem
    within = len(before) <= _BEFORE_JOINT and _VERBS.search(before) is None
    return whole if before in _WORDS.joint_openers or within else stem


def within_seat(run: str, stem: str, lexicon: Lexicon) -> str:
    """A generic stem with its seat and the name before that (云杉(厦门)融资担保 of `…云杉(厦门)融资担保`)."""
    before, _, seat = run.removesuffix(f"){stem}").rpartition("(")
    name = trimmed(before.split(")")[-1], lexicon)
    if is_generic(name, lexicon):
        name = before.split(")")[-1]  # 和 of 云和医药(上海)控股 is no word
    return f"{name}({seat}){stem}" if len(name) >= _STEM else stem


@lru_cache(maxsize=8192)
def plausible(name: str, lexicon: Lexicon, *, coded: bool = False) -> bool:
    """Whether a run of characters can be a subject's name; a stock code beside it settles most doubts."""
    if (
        len(name) < 2
        or _QUARTER.search(name) is not None
        or name in _never_names(lexicon)
        or _COUNTED.search(name)
        or is_no_name(name, lexicon)
        or name.endswith(_HONOURS)
        or _TITLED.search(name) is not None
        or (name[0].isdigit() and not coded)
        or name.isdigit()
    ):
        return False
    if (
        name.endswith(_WORDS.institutes)
        or any(word in name for word in _WORDS.never_full)
        or name.startswith(_WORDS.never_first)
        or (is_generic(name, lexicon) and not (coded and len(name) == _LISTED and name.endswith(_FORMS)))
    ):
        return False
    if name[0] in _WORDS.joins_names and name[1:] in lexicon.entries:
        return False  # 与世界银行
    if not coded and _LED_BY_PEERS.match(name) is not None:
        return False  # 同业云杉
    entries = lexicon.entries.get(name)
    if entries and entries[0].role not in (Role.COMPANY, Role.SPEAKER):
        return False
    endings = suffixes(lexicon)
    named = endings.close(name)
    if coded or (named and len(name) > 3):
        return not name.endswith(_WORDS.never_last)
    if entries and entries[0].role == Role.SPEAKER and not name.endswith(_WORDS.houses):
        return False
    own = name[0] in _WORDS.joint_openers and len(name) >= _LISTED and is_strange(name, lexicon)
    opens = own or name[0] not in _WORDS.no_openers or name.startswith(_WORDS.name_openers)
    if not opens and not named:
        return False
    last = lexicon.entries.get(name[-2:])
    if (last and last[0].role in _NO_LAST) or _NOT_LAST.close(name):
        return False
    for start, end in _words_in(name, lexicon):
        word = name[start:end]
        metric = lexicon.entries[word][0].role is Role.METRIC
        if metric and len(word) > 1 and not endings.close(word):
            return False
    return True


def is_no_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a run says when, or in what state, something is that companies' names end with (`首期投资`).

    So does what speaks of a text's own company.
    """
    return _OURS.fullmatch(name) is not None or _lead_alone(lexicon).fullmatch(name) is not None


@cache
def _lead_alone(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{_NO_LEADS}{one_of(lexicon.names.suffixes)}")


def is_generic(name: str, lexicon: Lexicon) -> bool:
    """Whether a run only says what kind of company it is or what it makes (机器人, 能源科技)."""
    return _generic(lexicon).fullmatch(name) is not None


@cache
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    """Words that only say what kind of company it is (`资产管理有限公司`)."""
    return re.compile(rf"(?:{one_of((*lexicon.names.suffixes, *_WORDS.generic))})+")


@cache
def _never_names(lexicon: Lexicon) -> frozenset[str]:
    """Words that look like names by their place and are none."""
    return frozenset(lexicon.names.never) | frozenset(lexicon.names.pronouns)


def without_verb(name: str, folded: str) -> str:
    """A name without the verb of one character before it (读云杉), where the text has it so, too.

    `我读云杉` loses who reads, too.
    """
    rest = name[1:] if name[:1] not in _READERS or name[1:2] not in _WORDS.led_by else name[2:]
    led = len(rest) > 1 and name[-len(rest) - 1] in _WORDS.led_by and folded.count(rest) > folded.count(name)
    return rest if led else name
