"""Names that a headline tells by its form.

In: the folded text. Out: the names that its headlines speak of so: behind a kicker, before the office of who
is interviewed, as whose bonds are spoken of, before what is reported of them, or at the head of a piece of a
headline with an ending of a company's name, where the text calls it by what is left without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims import namesigns as signs
from claims.lexicons import holds_any, one_of
from claims.namesigns import HAN
from claims.naming import (
    SHORT_STEM,
    cleaned,
    is_common,
    is_strange,
    plausible,
    speaks,
    to_ending,
    without_verb,
)
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_KICKED = re.compile(rf"[^\n:：()（）]{{2,14}}[:：](?P<name>[{HAN}A-Za-z]{{3,8}}?)(?=[—:：])")
"""A headline that names its subject behind a kicker (`新股前瞻：云杉科技——…`)."""
_INTERVIEWED = re.compile(
    rf"(?P<met>{one_of(_WORDS.interviews)}[:：|｜丨\s]*)?(?P<name>[{HAN}A-Za-z]{{2,10}}?){one_of(_WORDS.ranks)}*"
    rf"{one_of(reading_words().speech.offices)}\s*(?P<person>[{HAN}·]{{2,6}})(?:[:：]|(?=\s|$))",
    re.MULTILINE,
)
"""A headline that opens with who is interviewed (`对话云杉科技董秘张三：…`, `访谈：云杉坊董事长 张三`)."""
_REPORTED = re.compile(
    rf"(?:[^\n:：()（）｜|丨]{{2,10}}[:：｜|丨]\s*)?(?P<name>[{HAN}A-Za-z]{{2,10}}?)\s*(?:[(（][^()（）\n]{{1,20}}[)）]\s*)*"
    rf"[,，:：]?(?:(?:20)?\d\d年?(?:度|H[12]|Q[1-4])?|\d{{1,2}}月\d{{1,2}}日起?)?{one_of(_WORDS.reported)}"
)
"""A headline that opens with whose results it tells (`云杉乳业(买入)2025年三季报点评`, `云杉中期减亏`)."""
_NOTICE = re.compile(
    rf"(?P<name>[{HAN}A-Za-z]{{3,8}}?)(?:(?:20)\d\d年|{one_of(_WORDS.notice_leads)})[^\n。]{{0,50}}?"
    rf"{one_of(_WORDS.notices)}(?:[(（][^()（）\n]{{0,8}}[)）])?\s*(?=\n|$)"
)
"""A headline of what a company publishes, that opens with its name (`云杉科技首次公开发行…公告书`)."""
_REVIEWED = re.compile(
    rf"(?P<name>[{HAN}A-Za-z]{{2,8}})[(（][^()（）\n]{{0,16}}{one_of(_WORDS.reviews)}[)）]"
)
"""A headline of a house's review (`云杉科技（中报点评）：…`)."""
_RATED = re.compile(
    rf"(?:[^\n|｜丨:：()（）]{{2,12}}[|｜丨:：]\s*)*(?P<name>[{HAN}A-Za-z]{{2,8}})[(（](?:[^()（）\n]{{0,8}}[,，/]\s*)?"
    rf"(?:{one_of(_WORDS.rates)})?[“\"「]?{one_of(_WORDS.ratings)}[”\"」]?(?:评级)?(?:[,，/;；]\s*[^()（）\n]{{0,8}})?[)）]"
)
"""A headline of a house's note, with the rating in brackets (`某某证券｜云杉科技（增持，维持）`)."""
_TALKED_OF = re.compile(
    rf"(?:^|[\s,，:：—\-!！?？])(?:{one_of(_WORDS.talks)})(?P<name>[{HAN}A-Za-z]{{2,6}})(?=\s*(?:\n|$|[?？!！:：的]))"
)
"""A headline that says of whom it speaks (`——聊聊云杉`, `聊聊云杉乳业的分红`)."""
_LISTED = re.compile(
    rf"(?:^|[。\n])[^,，。\n]{{0,8}}{one_of(_WORDS.listed_at)}的(?P<name>[{HAN}A-Za-z]{{3,10}})[,，]"
)
"""Whom a text introduces by where it is listed (`上海上市的云杉集团，…`)."""
_HEAD = 400
"""Code points of a text's head in which it is introduced so."""
_BOND = re.compile(rf"(?P<name>[{HAN}]{{2,4}}){one_of(_WORDS.bonds)}")
_CONVERTIBLE = reading_words().names.of_convertibles
"""Words of which a text about a convertible bond holds one."""
_MASTHEAD = re.compile(r"\s*(?:[【\[][^【】\[\]\n]{1,24}[】\]]\s*)?")
"""What names the outlet or the column before a headline."""
_PIECE = re.compile(r"[\s,，、:：!！?？;；|丨“”「」《》—]+")
_HEADLINES = 4
"""Lines of a text's head that may be headlines."""
_LONGEST = 60
"""Code points of a headline, at most."""
_LONGEST_RUN = 12
"""Code points of a piece of a headline in which a name is looked for."""
_LONGEST_STEM = 4
"""Code points of what stands before the ending of a name in a title."""
_OFTEN = 2
"""How often a text must more than call it by either."""
_LEAST = 2
"""Code points that a name which a text holds but once has more than."""


def headlines(folded: str) -> list[int]:
    """Where the short lines without a stop start that a text opens with, behind what names the outlet."""
    found: list[int] = []
    start = 0
    for line in folded.split("\n", _HEADLINES)[:_HEADLINES]:
        if len(line) > _LONGEST or "。" in line:
            break
        masthead = _MASTHEAD.match(line)
        if line.strip():
            found.append(start + (masthead.end() if masthead else 0))
        start += len(line) + 1
    return found or [0]


def told_of(folded: str, starts: Sequence[int], lexicon: Lexicon) -> Iterator[str]:
    """The name behind a headline's kicker, of whom it interviews, whose bonds or results it speaks of.

    `starts` are those of `headlines`.
    """
    for start in starts:
        reported = _REPORTED.match(folded, start)
        name = without_verb(cleaned(reported["name"], lexicon), folded) if reported is not None else ""
        used = bool(name) and folded.count(name) > _OFTEN
        if _bears(name, lexicon) or (used and plausible(name, lexicon) and not speaks(name, lexicon)):
            yield name
        notice = _NOTICE.match(folded, start)
        if notice is not None and _bears_or_strange(notice["name"], lexicon):
            yield notice["name"]
        for pattern in (_KICKED, _REVIEWED, _INTERVIEWED):
            found = pattern.match(folded, start)
            name = cleaned(found["name"], lexicon) if found is not None else ""
            met = pattern is _INTERVIEWED and found is not None and found["met"] is not None
            reviewed = pattern is _REVIEWED and bool(name) and not speaks(name, lexicon)
            if _bears(name, lexicon) or (
                (met or reviewed) and is_strange(name, lexicon) and plausible(name, lexicon)
            ):
                yield name
        rated = _RATED.match(folded, start)
        name = cleaned(rated["name"], lexicon) if rated is not None else ""
        if name and plausible(name, lexicon) and not speaks(name, lexicon):
            yield name
        bond = _BOND.match(folded, start) if holds_any(_CONVERTIBLE, folded) else None
        if bond is not None and plausible(bond["name"], lexicon):
            yield bond["name"]
        end = folded.find("\n", start)
        talked = _TALKED_OF.search(folded, start, end if end >= 0 else len(folded))
        name = talked["name"] if talked is not None else ""
        if _bears(name, lexicon) or (folded.count(name) > _OFTEN and name and plausible(name, lexicon)):
            yield name
    listed = _LISTED.search(folded, 0, _HEAD)
    if listed is not None and _bears(listed["name"], lexicon):
        yield listed["name"]


def interviewed(folded: str, starts: Sequence[int]) -> frozenset[str]:
    """The people whom the headlines say that they interview; `starts` are those of `headlines`."""
    found = [_INTERVIEWED.match(folded, start) for start in starts]
    return frozenset([match["person"] for match in found if match is not None])


def reported_once(folded: str, starts: Sequence[int], lexicon: Lexicon) -> str | None:
    """The run without any known word whose results a headline tells, and which stands once; or None.

    `starts` are those of `headlines`.
    """
    for start in starts:
        found = _REPORTED.match(folded, start)
        name = found["name"] if found is not None else ""
        if len(name) > _LEAST and is_strange(name, lexicon) and plausible(name, lexicon):
            return name
    return None


def stemmed(folded: str, starts: Sequence[int], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Names that open a piece of a headline, each with the stem that the text calls its bearer by.

    `starts` are those of `headlines`.
    """
    for start in starts:
        end = folded.find("\n", start)
        for piece in _PIECE.split(folded[start : end if end >= 0 else len(folded)]):
            run = cleaned(piece[:_LONGEST_RUN], lexicon)
            for length in SHORT_STEM:
                if not run.startswith(_WORDS.stem_endings, length):
                    continue
                ending = next(e for e in _WORDS.stem_endings if run.startswith(e, length))
                name, stem = run[: length + len(ending)], run[:length]
                times = folded.count(name)
                alone = folded.count(stem) - times
                called = alone and alone + times > _OFTEN
                if called and not is_common(stem, lexicon) and _bears(name, lexicon):
                    yield name, stem
                break


def _bears_or_strange(name: str, lexicon: Lexicon) -> bool:
    """Whether a run ends as a company's name does, or with a word for goods behind one of its own."""
    trade = next((e for e in reading_words().compared.trades if name.endswith(e)), "")
    stem = name.removesuffix(trade)
    own = bool(trade) and len(stem) in SHORT_STEM and is_strange(stem, lexicon) and plausible(name, lexicon)
    return _bears(name, lexicon) or own


def _bears(name: str, lexicon: Lexicon) -> bool:
    """Whether a run of characters is a name that ends as a company's does."""
    return name.endswith(lexicon.names.suffixes) and plausible(name, lexicon) and not speaks(name, lexicon)


def used_on(title: str, folded: str, lexicon: Lexicon) -> str | None:
    """The name in a title by whose stem the text goes on (`为什么盯着云杉风能`, later 云杉), else None."""
    for ending in lexicon.names.suffixes:
        at = title.find(ending)
        if at < 0 or ending in lexicon.names.short:
            continue
        for length in range(min(_LONGEST_STEM, at), 1, -1):
            stem, name = title[at - length : at], title[at - length : at + len(ending)]
            alone = folded.count(stem) - folded.count(name)
            sound = plausible(stem, lexicon) and plausible(name, lexicon) and not speaks(name, lexicon)
            if alone > 0 and folded.count(name) > 1 and sound:
                return name
    return None


def before_colon(folded: str, starts: Sequence[int], lexicon: Lexicon) -> Iterator[str]:
    """The names before the colons of headlines, but for people who are interviewed."""
    for start in starts:
        headed = signs.HEADED.match(folded, start)
        head = to_ending(headed["name"], lexicon) if headed else ""
        if headed is None or not head or head in interviewed(folded, starts):
            continue
        if folded.startswith(_WORDS.of_trades, start + len(head)):
            continue  # 智驾芯片第一股来了：…
        comes_back = folded.count(head) > 1 or head.endswith(lexicon.names.suffixes)
        own = signs.OF_OWN.match(folded, headed.end()) is not None and is_strange(head, lexicon)
        if (
            (comes_back or own or signs.ACTS.match(folded, headed.end()))
            and plausible(head, lexicon)
            and not speaks(head, lexicon)
        ):
            yield head
