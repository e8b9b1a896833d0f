"""Places that figures are told of as of companies: countries, provinces, cities and kinds of cities.

In: words of a sentence, with its view. Out: whether they are a place, and whether what follows is said of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView
from claims.words import Lexicon, Role

_WORDS = reading_words().things
_MADE = frozenset(_WORDS.told_of_goods)
_KIND = re.compile(rf"新?[一二三四五六]线(?:及以下)?城市|{trie(_WORDS.place_words)}")
CITY = re.compile(trie(_WORDS.cities))
_OFFICE = re.compile(rf"\s*(?:据|来自|根据)?(?P<city>{trie(_WORDS.cities)})市?{one_of(_WORDS.offices)}")
_OWN_RULE = "(?:维吾尔|壮族|回族)?自治区"
_MEMBERS = r"\d[\d,]*[例人名起]"
"""Behind the place of a member of a list (`其中德保县37例`), which is a slice of what the list is of."""
_GOES_ON = re.compile(
    rf"(?:[省市县]|{_OWN_RULE})?(?:\d|{trie((*_WORDS.behind_places, *_WORDS.acts_of_places))})"
)
_INNER = re.compile(
    rf"(?:省|市|{_OWN_RULE})?(?:[东南西北中]{{1,2}}部)?(?P<name>(?P<known>{trie(_WORDS.cities)})市?"
    rf"|(?:(?![{_WORDS.never_in_places}])[\u4e00-\u9fff]){{1,7}}?{one_of(_WORDS.inner_endings)})"
    rf"(?!{trie((*_WORDS.not_behind_inner, *_WORDS.inner_endings))}|{_MEMBERS})"
)
"""A place by its name and what it is, right behind that of the one it lies in (`加拿大魁北克省`)."""
_NO_INNER = re.compile(rf"{one_of(_WORDS.no_inner)}$|^[一二三四五六七八九十几数多]{{1,2}}.$")
_SHAPED = re.compile(
    rf"(?:(?![{_WORDS.never_in_places}])[\u4e00-\u9fff]){{2,7}}(?:{one_of(_WORDS.sure_endings)}|[市区旗盟府道])"
)
_BY_SHAPE = re.compile(
    rf"(?!{trie(_WORDS.no_goods)})(?P<name>(?:(?![{_WORDS.never_in_places}])[\u4e00-\u9fff]){{2,7}}?"
    rf"{one_of(_WORDS.sure_endings)})(?:政府)?(?!{_MEMBERS})"
    rf"(?:\d|{trie((*_WORDS.behind_places, *_WORDS.acts_of_places))})"
)
"""The same without it, before what is said of places (`马萨诸塞州有超过10万户停电`)."""
_LOCAL = re.compile(
    rf"(?:^|(?<=[年月日度季,，。\s]))(?:全年|前三季度|上半年)?[,，]?"
    rf"(?P<place>(?![全各目依沪两])[\u4e00-\u9fff]{{2,5}}?(?:[市县州盟旗]|自治区))(?:{trie(_WORDS.behind_places)})"
)
"""A place by the word for what it is, before what only a place has (`宁州市地区生产总值`)."""
_LONGEST_PRODUCT = 12
"""Code points of a product and its metric behind a place."""


def is_place(view: SentenceView, name: str) -> bool:
    """Whether a name is a place's, or that of a kind of places (`二线城市`)."""
    return names_place(name, view.lexicon)


@lru_cache(maxsize=4096)
def names_place(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is a place's by itself, wherever it stands."""
    entries = () if name in _WORDS.no_places else lexicon.entries.get(name, ())
    return (
        any(entry.role == Role.REGION for entry in entries)
        or _KIND.fullmatch(name) is not None
        or CITY.fullmatch(name) is not None
    )


def is_spoken_of_as_place(view: SentenceView, name: str) -> bool:
    """Whether a subject is a place: one that is known, or one by what its name ends with (`马萨诸塞州`)."""
    return is_place(view, name) or (
        name not in view.lexicon.companies
        and _SHAPED.fullmatch(name) is not None
        and _NO_INNER.search(name) is None
    )


def place_at(view: SentenceView, at: int, end: int) -> Name | None:
    """A place at an offset, if what follows is said of it and not of a company that is called after it."""
    kind = _KIND.match(view.text, at, end)
    if kind is not None:
        return Name(at, kind.end(), kind.group())
    regions = (m.end for m in view.between(at, end) if m.start == at and is_place(view, m.word))
    city = CITY.match(view.text, at, end)
    behind = city.end() if city is not None else next(regions, None)
    outer = _economy_at(view, at) if behind is None else behind
    inner = inner_place(view.text, outer, end) if outer is not None else None
    if inner is not None:
        return Name(at, inner.end, inner.canonical)
    if behind is None:
        shaped = _BY_SHAPE.match(view.text, at, end)
        if shaped is None or _NO_INNER.search(shaped["name"]) is not None:
            return None
        return Name(*shaped.span("name"), shaped["name"])
    inner = inner_place(view.text, behind, end)
    if inner is not None:
        return inner
    if view.text[behind] == "的" or not (
        _GOES_ON.match(view.text, behind, end) or _told_of(view, behind, end)
    ):
        return None
    return Name(at, behind, view.text[at:behind])


def _economy_at(view: SentenceView, at: int) -> int | None:
    """Behind the name of an economy at an offset, or None."""
    return next((at + len(w) for w in view.lexicon.economies if view.text.startswith(w, at)), None)


@lru_cache(maxsize=1024)
def is_within_another(name: str, lexicon: Lexicon) -> bool:
    """Whether a run of characters is a place with the one that it lies in before it (`陕西西安`)."""
    for length in range(2, len(name) - 1):
        outer = name[:length]
        if outer in lexicon.economies or names_place(outer, lexicon):
            inner = inner_place(name, length, len(name))
            if inner is not None and inner.end == len(name):
                return True
    return False


def inner_place(text: str, at: int, end: int) -> Name | None:
    """The innermost place within another whose name ends at an offset (`陕西西安`, `加拿大魁北克省`)."""
    found = None
    while (inner := _INNER.match(text, at, end)) is not None:
        if _NO_INNER.search(inner["name"]) is not None:
            break
        found = Name(*inner.span("name"), inner["known"] or inner["name"])
        at = inner.end()
    return found


@cache
def _of_nation(lexicon: Lexicon) -> re.Pattern[str]:
    """A nation before what it has, of which a place or a part in the world is told."""
    return re.compile(
        rf"(?P<name>{trie(lexicon.economies)})的?[\u4e00-\u9fffA-Z]{{0,8}}?{one_of(_WORDS.of_nations)}"
        rf"[^,，。;；]{{0,8}}?{one_of(_WORDS.worlds)}"
    )


def nation_at(view: SentenceView, at: int, end: int) -> Name | None:
    """The nation whose place in the world a clause tells (`中国的铂金消费占全球第一`), or None."""
    found = _of_nation(view.lexicon).match(view.text, at, end)
    if found is None or view.names_between(found.end("name"), found.end()):
        return None
    return Name(*found.span("name"), view.lexicon.economies[found["name"]])


def _told_of(view: SentenceView, start: int, end: int) -> bool:
    """Whether a place is followed by a metric of its own (`苏州钢材产量`), and by no company's name."""
    metrics = view.metrics(start, min(end, start + _LONGEST_PRODUCT))
    made = next((m.start for m in metrics if m.metric in _MADE), None)
    return made is not None and not any(word in view.text[start:made] for word in view.lexicon.names.suffixes)


def local_place(text: str, end: int) -> str | None:
    """The place that a text names up to an offset before what only a place has, or None."""
    local = _LOCAL.search(text, 0, end)
    if local is None:
        return None
    known = CITY.fullmatch(local["place"], 0, len(local["place"]) - 1)
    return local["place"] if known is None else known.group()


def place_of_office(text: str) -> str | None:
    """The city whose office a text opens with as its source (`据苏州海关消息`), or None."""
    office = _OFFICE.match(text)
    return office["city"] if office is not None else None
