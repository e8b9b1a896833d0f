"""The words that numbers are read by: mistakes are told with file and key, words are found as one would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import LexiconError
from claims.lexicons import Finder, grouped, packaged, parsed, trie
from claims.readingwords import ReadingWords

WORDS = st.lists(st.text("增长率同比的", min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("\nequates = [", "\nequals = [", "metrics"),
        ('equates = ["是", ', 'equates = ["", ', r"metrics\.equates\.0"),
        ('"年初" = "period_start"', '"年初" = "start"', r"metrics\.bases\.年初"),
        ('metric = "founded"', "metric = 1", r"events\.0\.metric"),
        ("\nlink = [", "\nlink = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(old: str, new: str, key: str) -> None:
    assert old in packaged("reading.toml")
    with pytest.raises(LexiconError, match=rf"mine\.toml: .*{key}"):
        parsed(ReadingWords, packaged("reading.toml").replace(old, new, 1), "mine.toml")


@given(words=WORDS, text=st.text("增长率同比的。", max_size=24))
def test_words_are_found_from_the_left_the_longest_first(words: list[str], text: str) -> None:
    found = [text[start:end] for start, end in Finder(words).find(text)]
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    assert found == re.findall(longest_first, text) == re.findall(trie(words), text)


@given(words=WORDS, text=st.text("增长率同比的。", max_size=8))
def test_words_in_groups_match_as_they_do_alone(words: list[str], text: str) -> None:
    alone, in_groups = re.match(trie(words), text), re.match(grouped(words, size=2), text)
    assert (in_groups and in_groups.group()) == (alone and alone.group())


def test_a_word_must_lie_within_the_stretch_searched() -> None:
    assert list(Finder(["同比增长", "增长"]).find("净利润同比增长12%", 3, 7)) == [(3, 7)]
    assert list(Finder(["同比增长", "增长"]).find("净利润同比增长12%", 4, 7)) == [(5, 7)]
    assert list(Finder(["同比增长", "增长"]).find("净利润同比增长12%", 3, 6)) == []


def test_a_lone_surrogate_hides_no_word_behind_it() -> None:
    assert list(Finder(["同比增长"]).find("\ud800净利润同比增长12%")) == [(4, 8)]
