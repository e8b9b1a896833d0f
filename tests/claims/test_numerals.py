"""A value written in several ways reads the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.numerals import evaluate
from claims.quantities import quantities

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans(
    dict(
        zip(
            "一二三四五六七八九十百千",
            ["壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟"],
            strict=True,
        )
    )
)
TRADITIONAL = str.maketrans({"万": "萬", "亿": "億", "贰": "貳", "陆": "陸"})


def in_chinese(number: int) -> str:
    """A number in everyday Chinese numerals, by the rules of the primary school."""
    if number == 0:
        return "零"
    for power, scale in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            high, low = divmod(number, power)
            gap = "零" if 0 < low < power // 10 else ""
            return in_chinese(high) + scale + gap + (in_chinese(low) if low else "")
    written, gap = "", False
    for power, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + scale
            gap = False
        else:
            gap = True
    return written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二十亿", 2_000_000_000),
        ("壹佰万", 1_000_000),
        ("四万亿", 4_000_000_000_000),
        ("一千零一", 1001),
        ("两千三百五", 2350),
        ("一万三", 13_000),
        ("一万零三", 10_003),
        ("四亿五千万", 450_000_000),
        ("五兆六十二亿", 5_006_200_000_000),
        ("3万4000", 34_000),
        ("5亿1万4千6百", 500_014_600),
        ("1.5千", 1500),
        ("0万", 0),
        ("百", 100),
        ("万亿", 10**12),
    ],
)
def test_values(written: str, value: int) -> None:
    numeral = evaluate(written)
    assert numeral is not None
    assert numeral.value == value


@pytest.mark.parametrize("written", ["二〇二五", "二三", "三五", "一九九七", ""])
def test_labels_and_vague_pairs_have_no_value(written: str) -> None:
    assert evaluate(written) is None


@pytest.mark.parametrize(
    ("written", "ulp", "significant"),
    [
        ("3.124亿", "1E+5", "1E+5"),
        ("3.10亿", "1E+6", "1E+6"),
        ("5740万", "1E+4", "1E+5"),
        ("500亿", "1E+8", "1E+10"),
        ("二十亿", "1E+8", "1E+9"),
        ("12000", "1", "1E+3"),
        ("54.60", "0.01", "0.01"),
    ],
)
def test_places(written: str, ulp: str, significant: str) -> None:
    numeral = evaluate(written)
    assert numeral is not None
    assert (numeral.ulp, numeral.ulp_significant) == (Decimal(ulp), Decimal(significant))


@given(st.integers(2, 10**12 - 1))
def test_one_whole_value_in_many_forms(number: int) -> None:
    everyday = in_chinese(number)
    formal = everyday.translate(FORMAL)
    forms = [
        str(number),
        f"{number:,}",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        everyday,
        formal,
        formal.translate(TRADITIONAL),
    ]
    for form in forms:
        [quantity] = quantities(f"共{form}元")
        assert quantity.value == number, form
        assert quantity.text == f"{form}元"


@given(
    st.integers(1, 10**7),
    st.integers(0, 4),
    st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12), ("萬", 4), ("億", 8)]),
)
def test_scales_move_the_point(digits: int, decimals: int, scale: tuple[str, int]) -> None:
    number = Decimal(digits).scaleb(-decimals)
    word, power = scale
    [scaled] = quantities(f"共{number:f}{word}元")
    assert scaled.value == number.scaleb(power)
    assert scaled.ulp == Decimal(1).scaleb(power - decimals)


@given(st.decimals(0, 10**15, places=8))
def test_nothing_is_rounded(number: Decimal) -> None:
    [quantity] = quantities(f"共{number:f}亿元")
    assert quantity.value == Decimal(f"{number:f}E8")
