"""The company that a feature is about whose headline names nobody, by how the text goes on to speak of it.

In: the folded text, its title, and the names that it only sets beside its own. Out: the name and what stands
before its ending, of the run of characters that comes back with the most signs of a company: somebody holds
an office there (`这位云杉的创始人`), it is introduced (`一家叫云杉科技的公司`), has or does what companies do
(`云杉的股价`, `去年，云杉卖出…`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from claims.lexicons import everywhere, one_of, prefix_free
from claims.namesigns import HAN
from claims.naming import is_common, is_generic, is_strange, plausible, speaks
from claims.personnames import is_person
from claims.places import names_place
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().features
_NAMES = reading_words().names
_MONTH = r"(?:\d{1,2}|十?[一二三四五六七八九十])月(?:\d{1,2}日|底|末|单月)?"
_WHEN = rf"(?:(?:19|20)\d\d年|{_MONTH}|{one_of(_WORDS.lasting)})"
_HELD = re.compile(rf"的?(?:{one_of(_WORDS.offices)})")
"""Behind a name: an office that somebody holds there."""
_HAS = re.compile(rf"的{one_of((*_WORDS.belongings, *_WORDS.callings))}")
_HAS_SEAT = re.compile(one_of(_WORDS.seats))
"""Right behind a name: what only a company has so."""
_RELATED = re.compile(rf"{one_of((*_WORDS.kin, *reading_words().subjects.affiliates))}[“\"「]?$")
"""Before the name of whom a company belongs to, or who belongs to it."""
_IS_ONE = re.compile(rf"{_WHEN}*[,，]?{one_of(_WORDS.is_one)}")
_ACTS = re.compile(rf"{_WHEN}*{one_of(_WORDS.deeds)}")
_DOES = re.compile(rf"{_WHEN}*(?:{one_of(_WORDS.acts)}|的?{one_of(_WORDS.brings_in)})")
_CALLED = re.compile(rf"{one_of(_WORDS.introduces)}[“\"「]?$")
_KIND = re.compile(rf"[{HAN}A-Z]{{2}}{one_of(_WORDS.kinds)}[“\"「]?$")
_OWN_SIGNS = ("held", "is one", "called", "has", "acts", "named", "paired")
"""Signs that words for other things lack."""
_OPENS = re.compile(
    rf"(?:^|[\n,，。;；:：!！?？“”\"、(（])\s*(?:{_WHEN}[,，]?|{one_of(_NAMES.clause_leads)}|如今|眼下|今天)*的?$"
)
_DATELINE = re.compile(r"\s*[^\n]{0,24}(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?[^\n]{0,6}(?=\n)")
"""The line that names the outlet and the day, behind a headline."""
_MET = re.compile(rf"{one_of(_NAMES.interviews)}[“\"「]?$")
_OFFICE = re.compile(rf"的?{one_of(_WORDS.offices)}")
_BROUGHT = one_of((*_WORDS.introduces, *_WORDS.kinds, *_WORDS.held_by))
_STANDS = re.compile(rf"(?:{_OPENS.pattern.removesuffix('$')}|{_BROUGHT}[“\"「]?|在)$")
"""Before a name that a text holds but once."""
_NO_LAST = frozenset(_NAMES.no_last) - {"和"}
_OF_GOODS = re.compile(rf"{one_of(_WORDS.goods)}(?!(?<=市场)(?:份额|占有率|占比))")
_BEFORE_GOODS = re.compile(rf"(?:{one_of(_WORDS.before_goods)}|\d)$")
_BESIDE = re.compile(rf"{one_of(_WORDS.brings_in)}[^。\n]{{0,12}}$")
_MODEL = re.compile(rf"{one_of(_WORDS.models)}[“\"「]?$")
_NO_NAME = re.compile("^[一两几每某这那在和与及其之底末初旬内后前起另]|[的于了是把被]|在营")
_RUN = re.compile(rf"[{HAN}]+")
_CITIES = frozenset(_WORDS.more_cities)
_FEATURE = 250
"""Code points from which on a text may tell by its subjects alone whom it is about."""
_LENGTHS = (2, 3, 4)
"""Code points of what a text calls a company by."""
_BEFORE, _BEHIND = 14, 24
_SHORTEST = 2
_OFTEN = 2
"""How often a text at least holds what it calls its company by."""
_SURE = 3
"""What a sign of a company counts for beside one more occurrence."""
_ENOUGH = 4
"""The least that a name must weigh."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom a text speaks of."""

    name: str
    """By the longest form that the text has for it."""
    stem: str
    """By what it is called most."""
    weight: int
    """How much speaks for it."""


def spoken_of(
    folded: str,
    title: str,
    known: Collection[str],
    others: Collection[str],
    lexicon: Lexicon,
    *,
    alone: bool = False,
) -> Spoken | None:
    """Whom a text is about that its title does not tell, or None.

    `known` are names in it, `others` those that it only sets beside its own; `alone` tells whether none of
    them may be its own, so that to open clauses is sign enough.
    """
    head = folded.find(title) if title else 0
    body = head + len(title)
    dated = _DATELINE.match(folded, body)
    body = dated.end() if dated is not None else body
    plain = _without_words(folded, lexicon)
    counts = _recurring(plain, head)
    found: list[Spoken] = []
    for stem, times in (counts | _closed(plain, folded, body, counts, lexicon)).items():
        if any(stem in other for other in others):
            continue
        if not _may_be(stem, lexicon) or any(_is_within(stem, other, lexicon) for other in known):
            continue
        odd = stem[-1] in _NO_LAST or not is_strange(stem, lexicon)
        if _is_piece(stem, folded, lexicon) or (odd and not _paired(stem, folded, lexicon)):
            continue
        weight = _weighed(stem, folded, head, body, lexicon, alone=alone)
        if weight is not None and weight + times >= _ENOUGH and not is_person(stem, folded):
            found.append(Spoken(_longest(stem, folded, lexicon), stem, weight + times))
    return max(found, key=lambda one: (one.weight, -folded.find(one.stem)), default=None)


def _is_within(stem: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a run is a piece of a name that is known, and not what stands before its ending."""
    return stem in name and not (name.startswith(stem) and name[len(stem) :] in ("", *_all_endings(lexicon)))


def likened_to(folded: str, start: int) -> bool:
    """Whether a name is one that another is only likened to (`下一个某某`)."""
    return _MODEL.search(folded, max(0, start - _BEFORE), start) is not None


def _without_words(folded: str, lexicon: Lexicon) -> str:
    """A text with the words of the lexicon blanked out, of which no name is a piece (营业 of 营业收入)."""
    pieces: list[str] = []
    behind = 0
    for start, end in lexicon.finder.find(folded):
        if end - start > 1 and folded[start:end] not in lexicon.companies:
            pieces += (folded[behind:start], " " * (end - start))
            behind = end
    return "".join((*pieces, folded[behind:]))


def _recurring(folded: str, body: int) -> Counter[str]:
    """The runs of a few Han characters that come back, with how often; none that only a longer one holds."""
    counts: Counter[str] = Counter()
    for run in _RUN.finditer(folded, body):
        text = run.group()
        for length in _LENGTHS:
            counts.update([text[at : at + length] for at in range(len(text) - length + 1)])
    return Counter({run: times for run, times in counts.items() if times >= _OFTEN})


def _may_be(stem: str, lexicon: Lexicon) -> bool:
    """Whether a run may be what a company is called by: a word of its own that nobody else uses."""
    if (
        not _is_own_word(stem, lexicon)
        or not plausible(stem, lexicon, coded=True)
        or is_generic(stem, lexicon)
    ):
        return False
    if (
        stem in _all_endings(lexicon)
        or is_common(stem, lexicon)
        or speaks(stem, lexicon)
        or names_place(stem, lexicon)
        or stem in _CITIES
    ):
        return False
    known = any(word in stem for word in (*_WORDS.no_companies, *_NAMES.told_when, *lexicon.economies))
    return not (known or _NO_NAME.search(stem))


def _is_own_word(stem: str, lexicon: Lexicon) -> bool:
    """Whether a run holds no known word but of one character, which names of two hold, too (宏达)."""
    words = [end - start for start, end in lexicon.finder.find(stem)]
    short = all(length == 1 for length in words) and not stem.startswith(_NAMES.no_strangers)
    return is_strange(stem, lexicon) or (bool(words) and short and len(stem) == _SHORTEST)


def _is_piece(stem: str, folded: str, lexicon: Lexicon) -> bool:
    """Whether a run stands nowhere but within one longer run, which goes on as no name's ending does."""
    places = everywhere((stem,), folded)
    if len(places) < _OFTEN:
        return False
    behind = {folded[end : end + 1] for _, end in places}
    before = {folded[start - 1 : start] for start, _ in places}
    goes_on = len(behind) == 1 and _RUN.match("".join(behind)) is not None
    if goes_on and not any(_ending(folded[end : end + _BEHIND], lexicon) for _, end in places):
        return True
    return len(before) == 1 and _RUN.match("".join(before)) is not None


def _closed(plain: str, folded: str, body: int, counts: Counter[str], lexicon: Lexicon) -> Counter[str]:
    """What stands but once where a name does: before the ending of one or before an office held there."""
    found: Counter[str] = Counter()
    ends = [ending.start() for ending in _endings(lexicon).finditer(folded, body)]
    ends += [held.start() for held in _OFFICE.finditer(folded, body)]
    for end in ends:
        for length in _LENGTHS[:2]:
            start = end - length
            stem = plain[max(start, 0) : end]
            before = folded[max(0, start - _BEFORE) : max(start, 0)]
            if stem not in counts and _RUN.fullmatch(stem) is not None and _STANDS.search(before):
                found[stem] = 1
    return found


def _paired(stem: str, folded: str, lexicon: Lexicon) -> bool:
    """Whether a run stands where names do both alone and with an ending that goods do not close with."""
    endings = {
        _ending(folded[end : end + _BEHIND], lexicon)
        for start, end in everywhere((stem,), folded)
        if _STANDS.search(folded[max(0, start - _BEFORE) : start])
    }
    return "" in endings and not endings.isdisjoint(_sure_endings(lexicon))


def _weighed(stem: str, folded: str, head: int, body: int, lexicon: Lexicon, *, alone: bool) -> int | None:
    """How much the places of a run speak for a company, or None where they speak for nothing or for goods."""
    opens = goods = beside = told = 0
    signs: Counter[str] = Counter()
    endings = [_ending(folded[end : end + _BEHIND], lexicon) for _, end in everywhere((stem,), folded)]
    closed = any(endings) and not all(endings)
    for start, end in everywhere((stem,), folded):
        if start < body:
            if folded.startswith(_NAMES.of_trades, end + len(_ending(folded[end : end + _BEHIND], lexicon))):
                return None  # 智驾芯片第一股
            opens += alone and _OPENS.search(folded[max(head, start - _BEFORE) : start]) is not None
            signs["title"] += start == head
            signs["called"] += _MET.search(folded, max(head, start - _BEFORE), start) is not None
            signs["named"] += start == head and bool(_ending(folded[end : end + _BEHIND], lexicon))
            continue
        told += 1
        behind = folded[end : end + _BEHIND]
        ending = _ending(behind, lexicon)
        before = folded[max(0, start - _BEFORE) : start]
        tail = behind[len(ending) :]
        opened = _OPENS.search(before) is not None
        signs["held"] += _HELD.match(tail) is not None
        signs["is one"] += _IS_ONE.match(tail) is not None
        signs["called"] += _CALLED.search(before) is not None
        signs["has"] += _HAS.match(tail) is not None or _HAS_SEAT.match(tail) is not None
        kind = _KIND.search(before) is not None
        signs["kind"] += kind
        signs["closed"] += opened and closed and bool(ending)
        signs["named"] += bool(kind and ending) or (opened and closed and ending in _sure_endings(lexicon))
        signs["told of"] += opened and _told(lexicon).match(tail) is not None
        signs["acts"] += opened and _ACTS.match(tail) is not None
        opens += opened + (opened and _DOES.match(tail) is not None)
        goods += bool(not ending and _OF_GOODS.match(behind)) + bool(_BEFORE_GOODS.search(before))
        beside += _BESIDE.search(before) is not None or _RELATED.search(before) is not None
    signs["told of"] *= opens > _OFTEN
    signs["paired"] = int(_paired(stem, folded, lexicon))
    signs["ends"] = int(closed)
    if not told or not _tell(signs, stem):
        subject = alone and goods + beside == 0 and _is_subject(stem, folded, opens, endings, lexicon)
        return opens if subject else None
    sure = sum(signs.values())
    weight = _SURE * (sure - goods - beside) + opens
    return weight if sure > goods and weight > 0 else None


def _is_subject(stem: str, folded: str, opens: int, endings: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a run opens clauses of a feature so often, or twice and closes as names do elsewhere."""
    counted = any(folded[end : end + 1].isdigit() for _, end in everywhere((stem,), folded))
    if counted or len(folded) < _FEATURE:
        return False
    return opens > _OFTEN or (opens == _OFTEN and any(ending in _sure_endings(lexicon) for ending in endings))


def _tell(signs: Counter[str], stem: str) -> bool:
    """Whether some signs make a company: one that words for other things lack, or two kinds of them."""
    own = sum(signs[sign] for sign in _OWN_SIGNS)
    kinds = sum(1 for times in signs.values() if times)
    least = 1 if stem[0] not in _NAMES.no_openers else _OFTEN
    return sum(signs.values()) >= least and (own > 0 or kinds > 1 or signs["told of"] > 0)


@cache
def _told(lexicon: Lexicon) -> re.Pattern[str]:
    """Behind a name: when, and a metric of then (`云杉二季度销售费用…`)."""
    return re.compile(rf"{_WHEN}+的?{one_of(prefix_free(lexicon.metric_words))}")


@cache
def _all_endings(lexicon: Lexicon) -> tuple[str, ...]:
    known = (*lexicon.names.suffixes, *_NAMES.stem_endings, *_WORDS.more_endings)
    endings = (*known, *reading_words().compared.trades)
    return tuple(ending for ending in endings if ending not in _NAMES.legal_endings)


@cache
def _sure_endings(lexicon: Lexicon) -> frozenset[str]:
    """Endings that goods and trades do not close with."""
    return frozenset(lexicon.names.suffixes) - {*reading_words().compared.as_goods, *_NAMES.legal_endings}


@cache
def _endings(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{one_of(_all_endings(lexicon))}(?![费商业员])")


def _ending(behind: str, lexicon: Lexicon) -> str:
    found = _endings(lexicon).match(behind)
    return found.group() if found is not None else ""


def _forms(stem: str, folded: str, lexicon: Lexicon) -> Iterator[str]:
    for _, end in everywhere((stem,), folded):
        ending = _ending(folded[end : end + _BEHIND], lexicon)
        if ending:
            yield stem + ending


def _longest(stem: str, folded: str, lexicon: Lexicon) -> str:
    """A name with the ending that the text has most for it, or as it is."""
    forms = Counter(form for form in _forms(stem, folded, lexicon) if plausible(form, lexicon))
    return max(forms, key=lambda form: forms[form], default=stem)
