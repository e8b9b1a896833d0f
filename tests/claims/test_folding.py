"""The folded twin is Simplified, half-width, and as long as the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.folding import fold, same_length

PAIRS = [
    ("營收3.12億元，淨虧損擴大", "营收3.12亿元，净亏损扩大"),
    ("發佈、發布、占比、佔比、標誌著、標志著", "发布、发布、占比、占比、标志著、标志著"),
    ("分别與分別，内與內，羣裏，一繫列", "分别与分别，内与内，群里，一系列"),
    ("應收帳款餘額，剩馀價值", "应收账款余额，剩余价值"),
    ("１２．５％、＋３、－４、￥５、＄６、（７）", "12.5%、+3、-4、¥5、$6、(7)"),
    ("３～５亿元，３∼５亿元", "3~5亿元，3~5亿元"),
    ("８﹒５１亿日圆，７∶１", "8.51亿日圆，7:1"),
    ("ＧＰＴ－５", "GPT-5"),
    ("٣亿、१२%、𝟔家、7亿۶", "3亿、12%、6家、7亿6"),
    ("营收３，１２０万元；利润：增长！", "营收3,120万元；利润：增长！"),
    ("A股\u3000B股\u00a0C股", "A股 B股 C股"),
    ("乾坤與餅乾", "乾坤与饼干"),
]


@pytest.mark.parametrize(("text", "folded"), PAIRS)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("远山科技营收增长12%，净利润下降，关键在于开发。", "Hans"),
        ("遠山科技營收增長12%，淨利潤下降，關鍵在於開發。", "Hant"),
        # A few characters that a conversion left in Simplified do not make it mixed.
        ("遠山科技營收增長12%，淨利潤下降，關鍵在於開發平台，分别為3億元與4億元。", "Hant"),
        ("关键在于开发与创新，营业收入增长。關鍵在於開發與創新，營業收入增長。", "mixed"),
        ("這", "Hant"),
        ("revenue 3.12", "Hans"),
        ("", "Hans"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert fold(text).script == script


@pytest.mark.parametrize(
    "text", ["發\ud800佈", "發\x00佈", "發\u200b佈", "\ufeff發佈\u202e", "𠮷野家發佈", "發佈👩‍👩‍👧"]
)
def test_odd_characters_are_kept_in_their_places(text: str) -> None:
    folded = fold(text).text
    assert len(folded) == len(text)
    assert folded[text.index("發")] == "发"
    assert folded[text.index("佈")] == "布"


def test_a_conversion_that_changes_lengths_is_mapped() -> None:
    def stretching(text: str) -> str:
        return text.replace("億", "亿!").replace("萬", "万")

    assert same_length("三萬\n四億五萬\n六萬", stretching) == "三万\n四億五万\n六万"


@given(st.text())
def test_length_holds_for_any_text(text: str) -> None:
    assert len(fold(text).text) == len(text)


@given(st.text(alphabet="發佈營收，。億萬元3.12%（）“”\n\r 乾干后後里裏"))
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text).text
    assert len(folded) == len(text)
    assert len(fold(folded).text) == len(text)
