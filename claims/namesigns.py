"""The signs by which the census knows that a name stands somewhere: expressions over folded text.

Each is compiled once. What they hold of the language comes from `lexicon/reading.toml`.
"""

from __future__ import annotations

import re

from claims.lexicons import one_of, trie
from claims.readingwords import reading_words

_WORDS = reading_words().names
HAN = "\u4e00-\u4e27\u4e29-\u9fff"
"""Han characters but for the bar 丨 of headlines."""
NAME = rf"[A-Za-z{HAN}][A-Za-z0-9·&{HAN}-]"
DAY = r"(?:当地时间)?(?:周[一二三四五六日]|(?:\d{1,2}月)?\d{1,2}日)"
"""The day on which somebody announces something, behind the name."""
WHEN = re.compile(rf"(?:截[至止]|在)?(?:19|20)\d\d年[{HAN}\d]{{0,8}}[,，]")
"""A clause that only says when."""
CODED = re.compile(
    r"\(\s?(?:[+-]?\d+(?:\.\d+)?,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\s?[)）]\s?[(（]\s?)?"
    rf"(?:{one_of(_WORDS.codes)}[:：]?\s?)?"
    r"(?:(?:SZ|SH|HK|BJ|NASDAQ|NYSE|US)?[:.\s]?\s?\d{4,6}(?:[.-](?:SZ|SH|HK|SS|BJ|OF|O|N))?"
    r"|(?:NASDAQ|NYSE|AMEX)\s?[:：]\s?[A-Z]{1,6}|[A-Z]{1,5}\.(?:US|N|O|OQ))(?!\d)"
    rf"(?!\s?{one_of(_WORDS.not_behind_codes)})",
    re.IGNORECASE,
)
"""A stock code in brackets; the name stands before it."""
TICKER = re.compile(rf"(?:(?<=^)|(?<=[\n丨|,，。:：]))(?P<name>{NAME}{{1,9}})[(（][A-Z]{{1,5}}[)）]")
LETTERS = re.compile(r"\([A-Z]{1,5}\)")
_QUOTE = r"\([+-]?\d+(?:\.\d+)?,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\)"
QUOTED_PRICE = re.compile(_QUOTE)
"""A quote in brackets; the name stands before it."""
SHARE_MARK = re.compile(rf"(?:(?<=[{HAN}])|(?<=[{HAN}] ))-{one_of(_WORDS.share_marks)}(?![A-Za-z\d-])")
"""What a share's name ends with in Hong Kong; the name stands before it."""
QUOTE_BEFORE = re.compile(rf"(?P<name>[{HAN}]{{2,4}}){_QUOTE}$")
GOES_ON = re.compile(rf"[{HAN}]{{1,4}}[(（](?:\d{{4,6}}|SZ|SH|HK)")
RUN_BEFORE = re.compile(
    rf"(?:\d{{1,4}}[{HAN}]{{1,6}}|{NAME}{{1,14}}|[A-Z][A-Za-z&.]+(?: [A-Z][A-Za-z&.]*)+)$"
)
SHORT_FORM = re.compile(
    rf"{one_of(_WORDS.short_forms)}[为:：]?(?:[“\"「『‘']({NAME}{{1,16}})[”\"」』’“']|({NAME}{{1,10}})[)）])"
)
SHORT_FORM_BEHIND = re.compile(
    rf"{one_of(_WORDS.legal_endings)}[(（][“\"「『]({NAME}{{1,10}})[”\"」』](?:[,，;；][^()（）]{{1,30}})?[)）]"
)
"""A short form in brackets right behind a full name (`某某有限公司(“某某”)`)."""
OFFICIAL_SHORT = re.compile(
    rf"(?:证券|股票|股份)简称[:：为]\s*({NAME}{{2,8}}?)(?=\s|$|[,，、;；)）]|证券|股票|股份代)"
)
"""The name that a share is listed by (`证券简称：某某`)."""
ANNOUNCES = re.compile(one_of(_WORDS.announces))
ANNOUNCER = re.compile(
    rf"(?P<name>{NAME}{{1,11}}?)(?:[(（][^()（）]{{0,30}}[)）]){{0,2}}(?:(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日)?"
    rf"{one_of(_WORDS.announced_when)}*"
    rf"(?:(?<=[)）])公布(?=[,，:：])|公告(?=称|显示|披露|[,，:：])|发公告|(?:发布|披露|公布)了?[^,，。;；]{{0,16}}{one_of(_WORDS.published)})"
)
HEADED = re.compile(
    rf"\s*(?:原标题[:：]\s*)?(?:\[[^\[\]]{{1,6}}\]|【)?\*?(?P<name>[{HAN}A-Za-z]{{3,8}})[:：]"
)
"""A headline that names its subject before a colon (`云杉科技：…`)."""
OF_OWN = re.compile(rf"[^\n。:：]{{0,16}}?{one_of(_WORDS.of_own)}")
"""Behind a headline's colon: what only who stands before it can say of its own (`子公司签订…合同`)."""
LATIN_WORD = re.compile(
    rf"(?<![A-Za-z0-9-])(?<![A-Za-z] )(?<!子公司)(?P<name>[A-Z][A-Za-z]*[a-z][A-Za-z]{{2,}})(?:公司|集团)?"
    rf"(?:周[一二三四五六日]|[今昨]日|\d{{1,2}}日)?{one_of(_WORDS.announced_when)}?{one_of(_WORDS.latin_acts)}"
)
"""A Latin name of one word that does what companies do."""
SEAT = re.compile(rf"[(（][{HAN}]{{2,6}}[)）]$")
"""A seat in brackets between a full name's stem and its legal form."""
ACTS = re.compile(rf"(?:19|20)\d\d年|[(（](?:19|20)|(?:{DAY})?{one_of(_WORDS.acts)}")
RATED = re.compile(
    rf"{one_of(_WORDS.rates)}对?(?P<name>{NAME}{{1,9}}?)(?:[(（][^()（）]{{0,20}}[)）])?"
    rf"(?:的?[“\"「]{one_of(_WORDS.ratings)}|[的之]?目标价|[的之]?(?:盈利|业绩)预测|的?评级|的?[“\"]?{one_of(_WORDS.firm_ratings)}(?:投资)?评级)"
)
ADDRESSED = re.compile(
    rf"[向对](?P<name>{NAME}{{1,9}}?)(?:[(（][^()（）]{{0,30}}[)）])*(?:下发|发出|发送|出具|发)了?[^,，。;；]{{0,6}}{one_of(_WORDS.letters)}"
)
"""To whom an exchange writes, who is 你公司 in what it writes."""
LEGAL_ENDING = re.compile(one_of(_WORDS.legal_endings))
FULL_ANNOUNCES = re.compile(rf"(?:[(（][^()（）]*[)）])*[^,，。;；]{{0,10}}?{one_of(_WORDS.announces)}")
STEM_BEFORE = re.compile(rf"[{HAN}A-Za-z()]{{2,16}}$")
HOLDS_STAKE = re.compile(
    rf"{one_of(reading_words().subjects.before_holds)}?{one_of(reading_words().subjects.jointly)}?"
    rf"{one_of(reading_words().subjects.holds)}[^,，。;；\n\d]{{0,8}}\d"
)
"""Behind a name that holds or trades a stake, up to how much."""
HOLDER = re.compile(rf"{trie(_WORDS.holders)}|向[^,，。]{{2,20}}$")
"""What stands before the short form of a holder or a counterparty, which is not what the text is about."""
ITEM_HEAD = re.compile(
    rf"(?:^[,，]?|[\n。;；])[^\S\n]*(?:\d+[.、])?(?P<name>(?:\*?ST)?[{HAN}A-Za-z]{{3,8}})(?:[(（][^()（）]{{1,40}}[)）]){{0,2}}[:：]"
)
"""A name that opens an item of a round-up before a colon."""
VERBS = re.compile(one_of(word for word in _WORDS.cuts if len(word) > 1))
"""Words before a name that are no part of one, as 和 may be."""
TARGET = re.compile(
    rf"{one_of(_WORDS.takes_over)}了?(?P<name>{NAME}{{2,15}}?)[的之]?(?:\d+(?:\.\d+)?%|{one_of(_WORDS.how_much)})(?:的)?{one_of(_WORDS.stakes)}"
)
"""A company of which a part is bought or sold."""
MADE = re.compile(rf"{one_of(_WORDS.makes)}[^,，。;；]*$")
LATIN = re.compile(r"[A-Z](?<![A-Za-z0-9-].)[A-Za-z&']+(?: [A-Z][A-Za-z&'.]*)+")
LATIN_FORM = re.compile(
    r" (?:Holdings?|Inc|Ltd|Limited|Corp|Corporation|Group|Company|Partners|PLC|AG|Systems)\b"
)
"""Legal forms and the like that close a Latin name."""
REPORTS = re.compile(one_of(_WORDS.quarters))
"""Behind a household name that opens a text: the stretch that it reports on."""
CITED = re.compile(
    rf"{one_of(_WORDS.cited)}|(?:(?:19|20)\d\d年|{one_of(_WORDS.cited_when)})?(?:\d{{1,2}}月|[{HAN}]季度?|度)?的?"
    rf"[{HAN}]{{0,6}}?{one_of(_WORDS.cited_shows)}"
)
"""Behind the name of whom a text only cites (`云杉咨询2024年的终端抽样显示`)."""
