"""A lexicon of page furniture says what is wrong with it, and where."""

from __future__ import annotations

import pytest

from claims.characters import read_characters
from claims.errors import LexiconError
from claims.furniture import read_furniture

WHOLE = """
[[class]]
name = "advertisements"
start = ['广告[:：]']
within = ['立即购买']
limit = 20
[feed]
start = ['热文']
[references]
heads = ['出处']
items = ['\\d+\\.']
[caption]
whole = ['图\\d.*']
[byline]
whole = ['{date}']
[published]
patterns = ['刊于{date}']
[original]
before = ['原题:']
after = ['\\s{1,9}源:']
"""


def test_lines_are_claimed_from_where_the_furniture_starts() -> None:
    lexicon = read_furniture(WHOLE, "mine.toml")
    assert lexicon.claimed_from("广告：好物") == 0
    assert lexicon.claimed_from("营收3亿元创下新高 立即购买") == 10
    assert lexicon.claimed_from("营收增长12%") == -1


def test_a_line_over_the_limit_stays() -> None:
    assert read_furniture(WHOLE, "mine.toml").claimed_from("广告：" + "好" * 30) == -1


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("'广告[:：]'", "'广告[:：'", "class.0.start.0"),
        ("limit = 20", "limit = 0", "class.0.limit"),
        ("within", "inside", "class.0.inside"),
        ("[feed]", "[food]", "feed"),
        ("name =", "name", "not valid TOML"),
    ],
)
def test_a_malformed_lexicon_is_told_with_file_and_key(old: str, new: str, key: str) -> None:
    with pytest.raises(LexiconError) as raised:
        read_furniture(WHOLE.replace(old, new), "mine.toml")
    assert "mine.toml" in str(raised.value)
    assert key in str(raised.value)


def test_a_variant_of_two_characters_would_shift_offsets() -> None:
    with pytest.raises(LexiconError, match=r"mine\.toml: variants: .*'甚麼' = '什么'"):
        read_characters(
            "[variants]\n'甚麼' = '什么'\n[common]\nsimplified = ''\ntraditional = ''\n", "mine.toml"
        )
