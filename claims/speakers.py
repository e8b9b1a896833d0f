"""Said by whom: who starts to speak where in a sentence, and the attribution of each number.

In: the drafts of a sentence, its view and the paragraph's speaker. Out: the drafts with `attribution` set,
and the speaker that later sentences of the paragraph keep until another speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from claims.draft import NOBODY, Draft
from claims.heads import BRACKETS
from claims.lexicons import holds_any, one_of, trie
from claims.model import Attribution, Source
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.sources import cited_in
from claims.words import Lexicon, Role

_FILING = "公告"
"""What an announcement is called of which only the verb is written."""
_NEAR = 8
"""How far a verb of saying may stand behind its speaker, in code points."""
_WORDS = reading_words().speech
_BY_NAME = re.compile(
    rf"(?:{trie(_WORDS.spokesmen)}|[\u4e00-\u9fff]{{2,4}})?(?:{trie(_WORDS.before_verb)}|对[^,，。]{{2,14}})?$"
)
_QUOTES = frozenset({"share_price", "market_cap", "trading_volume", "index_level"})
"""What the market tells, not a company."""
_COMPANY_SAYS = frozenset(_WORDS.says)
_SPOKEN_TO = re.compile(rf"{one_of(_WORDS.spoken_to)}[^,，。]{{0,12}}$")
_PERSON = re.compile(
    rf"{one_of(_WORDS.offices)}(?P<name>[\u4e00-\u9fff]{{2,3}})(?={trie(_WORDS.behind_person)}|$)"
)
_ANALYST = re.compile(
    rf"(?:(?<=[,，。:：\s据])|^)(?P<name>[\u4e00-\u9fff]{{2,8}}?)的?"
    rf"(?:(?:{one_of(_WORDS.ranks_of_analysts)})?{one_of(_WORDS.analysts)}(?!{one_of(_WORDS.views_of_many)})"
    rf"|{one_of(_WORDS.publishes_study)}的?(?:最新)?(?:研究)?报告)"
)
_STUDIES = (*_WORDS.analysts, *_WORDS.publishes_study)
"""Words of which `_ANALYST` holds one."""
_REPORTS = re.compile(rf"[^,，。;；]{{0,14}}?{one_of(_WORDS.reports)}(?:显示|称|披露|指出|的?公告)?[,，:：]")
"""Behind 发布: the report that then speaks."""
_AIMS = re.compile(one_of(_WORDS.aims))
_BEHIND_LEADS = re.compile(rf"^{one_of(_WORDS.leads)}|{one_of(_WORDS.cites)}")
_PARTED = re.compile(r"[,，。;；]")
_PARTED_OR_LISTED = re.compile(r"[,，。;；、]")
_ADDRESSED = re.compile(rf"对《?$|{one_of(_WORDS.tells)}")
_TOLD = re.compile(one_of(_WORDS.told))
"""Inside what looks like a name: whoever follows is told, and does not speak."""


class Speaker(NamedTuple):
    """From an offset on, somebody speaks."""

    start: int
    end: int
    attribution: Attribution
    carries: bool = True
    """Whether later sentences keep the speaker; an aim stated in passing does not last."""


@cache
def _leads(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(words)})[^,，。;；、]{{0,6}}$")


def persons_of(folded: str) -> tuple[str, ...]:
    """The people whom a document names with their office."""
    if not holds_any(_WORDS.offices, folded):
        return ()
    return tuple(sorted({match["name"] for match in _PERSON.finditer(folded)}))


@cache
def _named_by(endings: tuple[str, ...]) -> re.Pattern[str]:
    name = rf"[\u4e00-\u9fffA-Za-z]{{2,12}}?(?:{trie(endings)})"
    return re.compile(rf"({name})(?!{trie(_WORDS.no_house)})[^,，。]{{0,4}}$")


@cache
def _cited(endings: tuple[str, ...]) -> re.Pattern[str]:
    """A house of research that is cited without a verb (`招股书引述某某咨询,…`)."""
    return re.compile(
        rf"(?:引述|援引|引用)(?P<name>[\u4e00-\u9fffA-Za-z]{{2,10}}?(?:{trie(endings)}))(?=[,，:：])"
    )


@cache
def _holding_views(
    endings: tuple[str, ...], views: tuple[str, ...], leads: tuple[str, ...]
) -> re.Pattern[str]:
    """A house before what it thinks (`某某研究的预测较保守,…`, `某某研究预测,…`)."""
    name = rf"(?!{trie(_WORDS.no_names)})[\u4e00-\u9fffA-Za-z]{{2,8}}?"
    return re.compile(
        rf"(?<![\u4e00-\u9fffA-Za-z])(?:{one_of(_WORDS.another)})?(?P<name>{name}"
        rf"(?:(?:{trie(endings)})(?=的(?:{trie(views)})(?:{trie(leads)}))|"
        rf"(?:{trie(_WORDS.study_houses)})(?={trie(_WORDS.thinks)})))"
        rf"(?:的?(?:{trie((*views, *_WORDS.thinks))}))"
    )


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(trie(words))


def speakers(view: SentenceView, lexicon: Lexicon, persons: tuple[str, ...] = ()) -> list[Speaker]:
    """Who starts to speak where in a sentence."""
    found: list[Speaker] = []
    known = lexicon.voices
    voices = [m for m in view.mentions if m.word in known]
    if not voices:
        houses = _with_views(view, found)
        houses += _analysts(view, houses)
        return sorted((*houses, *_cited_by_form(view, houses)), key=lambda speaker: speaker.start)
    says = [m for m in voices if m.role(Role.SAYS)]
    lead = _leads(lexicon.attributions.leads)
    for mention in voices:
        entry = mention.role(Role.SPEAKER)
        if entry is None:
            continue
        kind = Source(entry.key)
        before = view.text[max(view.start, mention.start - 10) : mention.start]
        led = lead.search(before) is not None
        said = _said(view, mention, says)
        if kind is Source.COMPANY:
            if said is None and _AIMS.match(view.text, mention.end):
                aim = Attribution(kind=kind, name=_company(view, mention))
                found.append(Speaker(mention.start, mention.end, aim, carries=False))
                continue
            if said is None or said.word in _WORDS.weak or said.word in _WORDS.bylines:
                continue
            found.append(
                Speaker(mention.start, said.end, Attribution(kind=kind, name=_company(view, mention)))
            )
        elif led or said is not None or (kind is Source.FILING and _announces(view, mention)):
            if kind is Source.MEDIA and not led and said is not None and said.word in _WORDS.bylines:
                continue
            if kind is Source.MEDIA and _SPOKEN_TO.search(before):
                continue
            found.append(
                Speaker(
                    mention.start,
                    said.end if said else mention.end,
                    Attribution(kind=kind, name=mention.word),
                )
            )
    found.extend(_announced(view, says, found))
    for name in view.names if says else ():
        said = next((m for m in says if name.end <= m.start <= name.end + _NEAR), None)
        if (
            said is None
            or said.word not in _COMPANY_SAYS
            or any(s.start <= name.start < s.end for s in found)
        ):
            continue
        if _BY_NAME.match(view.text[name.end : said.start]) or said.start == name.end:
            found.append(Speaker(name.start, said.end, Attribution(kind=Source.COMPANY, name=name.canonical)))
    for match in _any_of(persons).finditer(view.text, view.start, view.end) if says and persons else ():
        start, end = match.span()
        said = next((m for m in says if end <= m.start <= end + 20 and m.word in _COMPANY_SAYS), None)
        if said is not None and not _PARTED.search(view.text, end, said.start):
            found = [s for s in found if not start <= s.start <= said.end]
            found.append(Speaker(start, said.end, Attribution(kind=Source.COMPANY, name=match.group())))
    found = _with_views(view, found)
    found.extend(_analysts(view, found))
    found.extend(_endings(view, lexicon, says, found))
    found.extend(_cited_by_form(view, found))
    return sorted(found, key=lambda speaker: speaker.start)


def _cited_by_form(view: SentenceView, found: Sequence[Speaker]) -> list[Speaker]:
    """Whom the sentence cites by form, besides the speakers that are known."""
    return [
        Speaker(cited.start, cited.end, cited.attribution)
        for cited in cited_in(view)
        if not any(speaker.start < cited.end and cited.start < speaker.end for speaker in found)
    ]


def views_held(view: SentenceView, start: int, end: int) -> list[re.Match[str]]:
    """Where a house is named before what it thinks, between two offsets; `name` is the house."""
    words = view.lexicon.attributions
    if not holds_any((*words.views, *_WORDS.thinks), view.text[start:end]):
        return []
    named = _holding_views((*words.studies, *words.houses), words.views, words.view_leads)
    return list(named.finditer(view.text, start, end))


def _with_views(view: SentenceView, found: Sequence[Speaker]) -> list[Speaker]:
    """The speakers, and houses whose view is told of, which alone speak there."""
    houses = [
        Speaker(*match.span(), Attribution(kind=Source.RESEARCH, name=match["name"]))
        for match in views_held(view, view.start, view.end)
    ]
    others = [s for s in found if not any(s.start < house.end and house.start < s.end for house in houses)]
    return others + houses


def _analysts(view: SentenceView, found: Sequence[Speaker]) -> list[Speaker]:
    """Houses whose analysts or studies are cited, by their name alone."""
    if not holds_any(_STUDIES, view.text[view.start : view.end]):
        return []
    return [
        Speaker(*match.span(), Attribution(kind=Source.RESEARCH, name=match["name"]))
        for match in _ANALYST.finditer(view.text, view.start, view.end)
        if not any(speaker.start <= match.start() < speaker.end for speaker in found)
    ]


def _said(view: SentenceView, mention: Mention, says: Sequence[Mention]) -> Mention | None:
    aside = BRACKETS.match(view.text, mention.end)
    end = aside.end() if aside else mention.end
    for other in says:
        if mention.end <= other.start <= end + _NEAR and not _PARTED_OR_LISTED.search(
            view.text, end, other.start
        ):
            return other
    return None


def _announces(view: SentenceView, mention: Mention) -> bool:
    """`XX公告,…` and `发布…业绩预告` speak by themselves."""
    after = view.text[mention.end : mention.end + 1]
    return after in (",", "，", ":", "：", "称") or (after == "," and mention.start - view.start < 30)


def _announced(view: SentenceView, says: Sequence[Mention], found: Sequence[Speaker]) -> list[Speaker]:
    """An announcement known by its verb (`公告称`; `公布,` of a company; `发布2024年报告,`)."""
    more: list[Speaker] = []
    for mention in says:
        if any(speaker.start <= mention.start < speaker.end for speaker in found):
            continue
        behind = view.text[mention.end : mention.end + 1]
        plain = behind in (",", "，", ":", "：") and any(name.end <= mention.start for name in view.names)
        if mention.word == _FILING and behind not in (",", "，", ":", "：", "称", " "):
            continue  # 公告之日
        reports = _REPORTS.match(view.text, mention.end, view.end) is not None
        if mention.word in _WORDS.announces or (mention.word in _WORDS.publishes and (plain or reports)):
            filing = Attribution(kind=Source.FILING, name=_FILING)
            more.append(Speaker(mention.start, mention.end, filing))
    return more


def _company(view: SentenceView, mention: Mention) -> str | None:
    names = [name for name in view.names if name.end <= mention.start]
    return names[-1].canonical if names else None


def _endings(
    view: SentenceView, lexicon: Lexicon, says: Sequence[Mention], found: Sequence[Speaker]
) -> list[Speaker]:
    """Speakers known by the end of their name only (`…研究院报告`, `…日报报道`)."""
    more: list[Speaker] = []
    studies = _cited(lexicon.attributions.studies)
    for cited in studies.finditer(view.text, view.start, view.end):
        if not any(speaker.start <= cited.end() and cited.start() < speaker.end for speaker in found):
            house = Attribution(kind=Source.RESEARCH, name=cited["name"])
            more.append(Speaker(cited.start("name"), cited.end("name"), house))
    if not says:
        return more
    for endings, kind in (
        (lexicon.attributions.studies, Source.RESEARCH),
        (lexicon.attributions.outlets, Source.MEDIA),
    ):
        named = _named_by(endings)
        for other in says:
            head = view.text[max(view.start, other.start - 16) : other.start]
            match = named.search(head) if _any_of(endings).search(head) else None
            if match is None or other.word in _WORDS.weak_endings:
                continue
            start = other.start - len(head) + match.start()
            if any(
                speaker.start <= start < speaker.end or start <= speaker.start < other.end
                for speaker in found
            ):
                continue
            name = _BEHIND_LEADS.split(match.group(1))[-1]
            told = _TOLD.search(name) or _ADDRESSED.search(head[: match.start()])
            if len(name) >= 3 and told is None:
                more.append(Speaker(start, other.end, Attribution(kind=kind, name=name)))
    return more


def resolve_attribution(
    view: SentenceView, drafts: Sequence[Draft], spoken: Sequence[Speaker], carried: Attribution
) -> Attribution:
    """Set the attribution of every draft; return the speaker that the next sentence starts with.

    No filing tells what a share costs on a day of trading.
    """
    opening = carried
    metrics = {draft.metric for draft in drafts if "item" not in draft.dimensions}
    quoted = bool(metrics & _QUOTES) and metrics <= {*_QUOTES, "other"}
    quoted = quoted and holds_any(_WORDS.trading_words, view.text[view.start : view.end])
    if (
        carried.kind is Source.FILING
        and quoted
        and not any(speaker.start < drafts[0].start for speaker in spoken)
    ):
        opening = NOBODY
    for draft in drafts:
        current = opening
        for speaker in spoken:
            if speaker.start < draft.start:
                current = speaker.attribution
        draft.attribution = current
    lasting = [speaker for speaker in spoken if speaker.carries]
    return lasting[-1].attribution if lasting else carried
