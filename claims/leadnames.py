"""Whom a text is about that no surer sign tells: by its headline and by how its lead opens.

In: the folded text, its headlines and the runs of characters that open its clauses. Out: names: whom a
headline rates in brackets, the run that the title holds and the text goes on with as a subject, and whose
results the first sentence behind the headlines tells of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from claims.lexicons import holds_any, one_of
from claims.namesigns import HAN
from claims.naming import cleaned, is_generic, is_strange, plausible, speaks, stem_of, without_verb
from claims.readingwords import reading_words
from claims.titlenames import reported_once
from claims.words import Lexicon

_WORDS = reading_words().names
_RATED = re.compile(
    rf"(?:^|[\s|丨:：])(?P<name>[{HAN}A-Za-z]{{2,10}})\s*"
    rf"[(（](?:[^()（）\n]{{0,16}}[/,，;；、\s])?[“\"]?{one_of(_WORDS.rated_as)}(?![{HAN}])[^()（）\n]{{0,10}}[)）]"
)
"""Whom a headline rates (`云杉风能(买入，维持)：…`)."""
_OPENS = re.compile(
    rf"\s*(?:【[^】\n]{{2,24}}】|[(（][^()（）\n]{{2,24}}[)）])?\s*(?P<name>[{HAN}A-Za-z]{{2,6}}?)(?:的|这份)?"
    rf"(?:{one_of(_WORDS.hands_in)}了?[^,，。;；]{{0,10}}?{one_of(_WORDS.told_of)}"
    rf"|(?:(?:20)?\d\d年)?(?:的|度)?{one_of(_WORDS.told_of)}(?:{one_of(_WORDS.comes_out)}|(?=[,，]))"
    rf"|(?<=的)(?:(?:20)?\d\d年的?)?{one_of(_WORDS.told_of)})"
)
"""Whose results a lead opens with (`云杉的中报一出，…`)."""
_CALLED = re.compile(rf"{one_of(_WORDS.called)}[“\"「]?(?P<name>[{HAN}A-Za-z]{{2,6}}?)[”\"」]?的")
"""Whom a lead introduces by name (`这家叫云杉的药房`)."""
_HEAD = 120
"""Code points of a lead in which it does."""
_RUN = re.compile(rf"[{HAN}]+(?<![{_WORDS.no_last}])")
_COUNTED = re.compile(rf"[一二两三四五六七八九十百千万几半]+{one_of(_WORDS.counted_by)}")
"""So much of something, by which no company is called (`五分钱`)."""
_SHORTEST, _LONGEST = 3, 6
"""Code points of a name that a title and a clause begin alike with."""
_OWNS = re.compile(
    rf"(?:^|[\s|｜丨:：—·])(?P<name>[{HAN}A-Za-z]{{2,4}}?)(?:的(?!确|话)|{one_of(_WORDS.headline_asks)})"
)
"""Whose something a headline is about, or of whom it asks (`某某专栏|云杉的算盘`, `云杉为什么不降价`)."""
_OFTEN = 2
"""How often a text at least calls it so besides."""
_BEFORE_COLON = re.compile(rf"\s*(?P<name>[{HAN}]{{3,4}})[:：](?=[^\n]*[,，!！?？])")
"""What stands alone before a headline's colon and a sentence (`云杉春：库存见顶，估值先行`)."""
_LEAD = re.compile(rf"(?m)^\s*(?P<name>[{HAN}]{{4,8}}?)[的,，是不这去今][^\n。]*。")
"""Whose something the first sentence tells of (`云杉证券的收入结构比较平均。`)."""
_TOLD = ("revenue", "net_profit", "attributable_net_profit", "net_loss", "deliveries", "sales_volume")
"""Metrics of which a text tells that opens with a time, a name and its figure."""
_PART_OF_YEAR = r"前[三3]季度?|[上下]半年|第?[一二三四1-4]季度|全年|\d{1,2}月份?|度"
_LINES = reading_words().metrics.slices
_TIMES = 1
"""How often a text at least holds a name that its title holds, besides."""


def rated_in(folded: str, starts: Sequence[int], lexicon: Lexicon) -> Iterator[str]:
    """Whom the headlines rate in brackets; `starts` are those of `headlines`."""
    for start in starts:
        end = folded.find("\n", start)
        for match in _RATED.finditer(folded, start, end if end >= 0 else len(folded)):
            if plausible(match["name"], lexicon, coded=True) and not speaks(match["name"], lexicon):
                yield match["name"]


def about_in_lead(
    title: str,
    folded: str,
    headlines: Sequence[int],
    opened: Collection[str],
    clause_starts: Sequence[int],
    lexicon: Lexicon,
) -> str | None:
    """Whom title, headlines and lead tell the text to be about, by the surest of their forms; or None."""
    return (
        named_above(title, folded, opened, lexicon)
        or _told_by_lead(folded, headlines, lexicon)
        or _opens_like_title(title, folded, clause_starts, lexicon)
        or _owner_above(folded, headlines, lexicon)
        or _put_before_colon(folded, headlines, lexicon)
        or reported_once(folded, headlines, lexicon)
        or _owner_in_lead(folded, lexicon)
        or _told_behind_time(folded, lexicon)
    )


def named_above(title: str, folded: str, opened: Collection[str], lexicon: Lexicon) -> str | None:
    """Of the runs that open clauses as a subject does the one that the title holds, too, or None."""
    runs = [
        run
        for run in opened
        if run in title and folded.count(run) >= _TIMES + title.count(run) and is_strange(run, lexicon)
    ]
    found = max(runs, key=lambda run: (folded.count(run), len(run)), default=None)
    return without_verb(found, folded) if found is not None else None


def _opens_like_title(title: str, folded: str, clause_starts: Sequence[int], lexicon: Lexicon) -> str | None:
    """What a clause and a piece of the title open alike with, where it may be a name; or None."""
    found: Counter[str] = Counter()
    body = folded.find(title) + len(title) if title else len(folded)
    for start in clause_starts:
        if start < body:
            continue
        lengths = range(min(_LONGEST, len(folded) - start), _SHORTEST - 1, -1)
        run = next(
            (folded[start : start + length] for length in lengths if folded[start : start + length] in title),
            "",
        )
        if (
            _RUN.fullmatch(run)
            and _COUNTED.match(run) is None
            and is_strange(run, lexicon)
            and plausible(run, lexicon)
        ):
            found[run] += folded.count(run)
    best = max(found, key=lambda run: (found[run], len(run)), default=None)
    return without_verb(best, folded) if best is not None else None


def _told_by_lead(folded: str, starts: Sequence[int], lexicon: Lexicon) -> str | None:
    """Whose results the first sentence behind the headlines opens with, or None."""
    end = folded.find("\n", starts[-1])
    found = (_OPENS.match(folded, end) or _CALLED.search(folded, end, end + _HEAD)) if end >= 0 else None
    name = without_verb(cleaned(found["name"], lexicon), folded) if found is not None else ""
    return name if name and plausible(name, lexicon) and is_strange(name, lexicon) else None


def _owner_in_lead(folded: str, lexicon: Lexicon) -> str | None:
    """The name with a trade's ending whose something the lead opens with, where it comes back; or None."""
    found = _LEAD.search(folded)
    name = found["name"] if found is not None else ""
    if not name.endswith(lexicon.names.suffixes) or not plausible(name, lexicon):
        return None
    stem = stem_of(name, lexicon.names.suffixes)
    comes_back = folded.count(stem) >= _OFTEN
    return name if comes_back and is_strange(stem, lexicon) and not is_generic(name, lexicon) else None


@cache
def _behind_time(lexicon: Lexicon) -> re.Pattern[str]:
    """A run between the time that a text opens with and what was told for it (`2025年前三季度云杉营收…`)."""
    told = one_of(word for metric in _TOLD for word in lexicon.metrics[metric].words if len(word) > 1)
    return re.compile(
        rf"\s*(?:19|20)\d\d年(?:{_PART_OF_YEAR})?(?P<name>[{HAN}A-Za-z]{{2,8}}?)(?:共|的)?"
        rf"(?:实现|录得|取得)?{told}(?=[约为达超近逾同比]|\d)"
    )


def _told_behind_time(folded: str, lexicon: Lexicon) -> str | None:
    """The run without any known word whose figures of a time the text opens with, or None."""
    found = _behind_time(lexicon).match(folded)
    name = found["name"] if found is not None else ""
    line = name.endswith((*_LINES, *reading_words().features.goods))
    return name if name and not line and is_strange(name, lexicon) and plausible(name, lexicon) else None


def _owner_above(folded: str, starts: Sequence[int], lexicon: Lexicon) -> str | None:
    """Whose something the headlines are about where the text goes on to call it so, or None."""
    for start in starts:
        end = folded.find("\n", start)
        end = end if end >= 0 else len(folded)
        for found in _OWNS.finditer(folded, start, end):
            name = found["name"]
            often = folded.count(name) - folded.count(name, start, end) >= _OFTEN
            if often and plausible(name, lexicon) and is_strange(name, lexicon):
                return name
    return None


def _put_before_colon(folded: str, starts: Sequence[int], lexicon: Lexicon) -> str | None:
    """The run without any known word that one of the headlines puts before what it says, or None.

    Such a text tells of a company's results or shares, since a saying has its speaker there.
    """
    if not holds_any(_WORDS.told_of_companies, folded):
        return None
    for start in starts:
        found = _BEFORE_COLON.match(folded, start)
        name = found["name"] if found is not None else ""
        if name and is_strange(name, lexicon) and plausible(name, lexicon):
            return name
    return None
