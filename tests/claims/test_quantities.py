"""Texts and the quantities that a reader finds in them.

An expectation reads `span = value unit qualifier`, quantities parted by ` | `; `exact` is left out, and a
range's value is `first..second`.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import Qualifier, Quantity
from claims.precision import QUALIFIERS
from claims.quantities import as_face_amount, quantities, with_unit
from claims.units import Unit, lexicon


def shown(quantity: Quantity) -> str:
    value = format(quantity.value.normalize(), "f")
    if quantity.other_end is not None:
        value += ".." + format(quantity.other_end.normalize(), "f")
    qualifier = "" if quantity.qualifier is Qualifier.EXACT else f" {quantity.qualifier}"
    return f"{quantity.text} = {value} {quantity.unit}{qualifier}"


def read(text: str) -> str:
    return " | ".join(map(shown, quantities(text)))


NUMBERS = [
    ("参数规模为3,550亿,同时发布", "3,550亿 = 355000000000 count"),
    ("收入3.124亿元,三年翻了一番", "3.124亿元 = 312400000 CNY | 三年 = 3 year | 翻了一番 = 2 times"),
    ("總額98,091,929.99元", "98,091,929.99元 = 98091929.99 CNY"),
    ("售出１２３台，回收４５台", "１２３台 = 123 count | ４５台 = 45 count"),
    ("持有1，016，475股，3，500家除外", "1，016，475股 = 1016475 share | 3 = 3 count | 500家 = 500 count"),
    ("投资二十亿元", "二十亿元 = 2000000000 CNY"),
    ("罰款壹佰萬元", "壹佰萬元 = 1000000 CNY"),
    ("规模4.6万亿元", "4.6万亿元 = 4600000000000 CNY"),
    ("耗资3亿5000万元", "3亿5000万元 = 350000000 CNY"),
    ("用户1万2千人", "1万2千人 = 12000 count"),
    ("十分之一", "十分之一 = 10 percent"),
    ("占三分之一", "三分之一 = 33.33333333333333333333333333 percent"),
    ("增长百分之三点五", "百分之三点五 = 3.5 percent"),
    ("约七成客户", "七成 = 70 percent about"),
    ("六成半的门店", "六成半 = 65 percent"),
    ("打八折,再打对折", "八折 = 80 percent | 对折 = 50 percent"),
    ("超半数员工", "半数 = 50 percent more_than"),
    ("一半员工", "一半 = 50 percent"),
    ("增长两倍", "两倍 = 2 times"),
    ("利润翻番,销量翻两番", "翻番 = 2 times | 翻两番 = 4 times"),
    ("股价腰斩", "腰斩 = -50 percent"),
    ("工期一年半", "一年半 = 1.5 year"),
    ("耗时6个半月", "6个半月 = 6.5 month"),
]

SIGNS_AND_RANGES = [
    ("净利润-1198万元", "-1198万元 = -11980000 CNY"),
    ("同比-13.28%", "-13.28% = -13.28 percent"),
    ("利率為－0.4%", "－0.4% = -0.4 percent"),
    ("增速负2.5%", "负2.5% = -2.5 percent"),
    ("预计3至5亿元", "3至5亿元 = 300000000..500000000 CNY range"),
    ("占3%-5%", "3%-5% = 3..5 percent range"),
    ("盈利2090万元~3100万元", "2090万元~3100万元 = 20900000..31000000 CNY range"),
    ("預虧-8.4億元至-9.5億元", "-8.4億元至-9.5億元 = -840000000..-950000000 CNY range"),
    ("亏损0万元至150万元", "0万元至150万元 = 0..1500000 CNY range"),
    ("回购4450万股-8900万股", "4450万股-8900万股 = 44500000..89000000 share range"),
    ("增长124.49%～135.21%", "124.49%～135.21% = 124.49..135.21 percent range"),
    ("价格5000至1万元", "5000至1万元 = 5000..10000 CNY range"),
    ("工期3-5年", "3-5年 = 3..5 year range"),
    ("由7%降至5%", "7% = 7 percent | 5% = 5 percent"),
    ("从3%到5%", "3% = 3 percent | 5% = 5 percent"),
    ("2022-2024年间", ""),
]

UNITS = [
    ("比例为7:1", "7:1 = 7 times"),
    ("投入产出为8.4比1", "8.4比1 = 8.4 times"),
    ("按1:20拆股", "1:20 = 0.05 times"),
    ("开盘120港元/股", "120港元/股 = 120 HKD/share"),
    ("定价1元/百万Token", "1元/百万Token = 1 CNY/million_token"),
    ("均价15.61元/公斤", "15.61元/公斤 = 15.61 CNY/kilogram"),
    ("金价800元/克", "800元/克 = 800000 CNY/kilogram"),
    ("電價每千瓦時0.5元", "0.5元 = 0.5 CNY/kilowatt_hour"),
    ("以每股2.1港元认购", "2.1港元 = 2.1 HKD/share"),
    ("每股1.23-1.27港元", "1.23-1.27港元 = 1.23..1.27 HKD/share range"),
    ("每股价格在19至22美元之间", "19至22美元 = 19..22 USD/share range"),
    ("每股收益0.35元", "0.35元 = 0.35 CNY/share"),
    ("派息0.8港仙", "0.8港仙 = 0.008 HKD"),
    ("上升1.5个百分点", "1.5个百分点 = 1.5 percentage_point"),
    ("下调25个基点和10bp", "25个基点 = 0.25 percentage_point | 10bp = 0.1 percentage_point"),
    ("费率5‰", "5‰ = 0.5 percent"),
    ("发电3万千瓦时", "3万千瓦时 = 30000 kilowatt_hour"),
    ("装机5GW,其中20万千瓦", "5GW = 5000 megawatt | 20万千瓦 = 200 megawatt"),
    ("建筑面積3000平方米", "3000平方米 = 3000 square_metre"),
    ("年产50万吨", "50万吨 = 500000 tonne"),
    ("售价$20和￥300", "$20 = 20 USD | ￥300 = 300 CNY"),
    ("融资US$3.5亿", "US$3.5亿 = 350000000 USD"),
    ("1億元人民幣", "1億元人民幣 = 100000000 CNY"),
    ("港币8亿元", "港币8亿元 = 800000000 HKD"),
    ("折合美元约1400万", "1400万 = 14000000 USD about"),
    ("两美元又三美分", "两美元又三美分 = 2.03 USD"),
    ("五元三毛", "五元三毛 = 5.3 CNY"),
    ("发行5000万股", "5000万股 = 50000000 share"),
    ("消耗4.2万亿token", "4.2万亿token = 4200000000000 token"),
    ("9家机构、15名员工、三类产品", "9家 = 9 count | 15名 = 15 count | 三类 = 3 count"),
    ("6年、九个月、112天", "6年 = 6 year | 九个月 = 9 month | 112天 = 112 day"),
]

HEDGES = [
    ("营收约3亿元", "3亿元 = 300000000 CNY about"),
    ("营收3亿元左右", "3亿元 = 300000000 CNY about"),
    ("超83亿", "83亿 = 8300000000 count more_than"),
    ("已突破1亿元", "1亿元 = 100000000 CNY more_than"),
    ("60%以上", "60% = 60 percent more_than"),
    ("不少于3家", "3家 = 3 count more_than"),
    ("不足五成", "五成 = 50 percent less_than"),
    ("3年以内", "3年 = 3 year less_than"),
    ("近12%", "12% = 12 percent nearly"),
    ("高达130%", "130% = 130 percent up_to"),
    ("不超过3亿元", "3亿元 = 300000000 CNY up_to"),
    ("最高可达5%", "5% = 5 percent up_to"),
    ("达到3亿元", "3亿元 = 300000000 CNY"),
    ("高达约3亿元", "3亿元 = 300000000 CNY about"),
    ("高达1.8%以上", "1.8% = 1.8 percent more_than"),
    ("适配40余款芯片", "40余款 = 40 count more_than"),
    ("萬餘家企業", "萬餘家 = 10000 count more_than"),
    ("10多亿元", "10多亿元 = 1000000000 CNY more_than"),
    ("5亿多用户", "5亿 = 500000000 count more_than"),
    ("近百家门店", "百家 = 100 count nearly"),
    ("千亿级市场", "千亿 = 100000000000 count about"),
    ("估值将突破万亿美元", "万亿美元 = 1000000000000 USD more_than"),
    ("近三年签约5家", "三年 = 3 year | 5家 = 5 count"),
    ("超过一家", "一家 = 1 count more_than"),
]

LISTS = [
    (
        "分别为0.84、5.29、21.95和15.95亿元",
        "0.84 = 84000000 CNY | 5.29 = 529000000 CNY | 21.95 = 2195000000 CNY | 15.95亿元 = 1595000000 CNY",
    ),
    ("毛利率54.6、64.6和56.3%", "54.6 = 54.6 percent | 64.6 = 64.6 percent | 56.3% = 56.3 percent"),
    ("高达3.87亿元和2.09亿元", "3.87亿元 = 387000000 CNY up_to | 2.09亿元 = 209000000 CNY up_to"),
    (
        "每股盈利预测分别为人民币1.2元、1.3元及1.5元",
        "人民币1.2元 = 1.2 CNY/share | 1.3元 = 1.3 CNY/share | 1.5元 = 1.5 CNY/share",
    ),
    ("对应6.1/5.8/5.1倍市盈率", "6.1 = 6.1 times | 5.8 = 5.8 times | 5.1倍 = 5.1 times"),
    ("員工3名,收入5億元", "3名 = 3 count | 5億元 = 500000000 CNY"),
]

RANKS = [
    ("排名第一、位列第二", "第一 = 1 rank | 第二 = 2 rank"),
    ("全球第二大厂商", "第二 = 2 rank"),
    ("首家上市,排名第4", "首家 = 1 rank | 第4 = 4 rank"),
    ("排名第三、第四和第五", "第三 = 3 rank | 第四 = 4 rank | 第五 = 5 rank"),
    ("前十大客户中9家", "前十 = 10 count | 9家 = 9 count"),
    ("第一季度第一步、第一大股东、第一时间、首次公开发行", ""),
]

NO_NUMBERS = [
    "GLM-4.5与XYZ-130B、AutoX2.0",
    "B6轮、A股、5G、4K、H1、FP8、3D打印",
    "00388.HK、(002230.SZ)、代码600519、(600519)",
    "六小虎、百度、千问、三峡、四川、双十一、一带一路",
    "一直统一、进一步、一些、一方面、万一、三农、第三方",
    "10 月 20 日、2025年上半年、2025年12月19日、3月、1-8月、5、6日、24年一季度",
    "2025-12-20 16:00:25、22:48开盘",
    "一家公司的一位高管在一个城市",
    "数十家、几百人、数亿元、三五个、两三家",
    "云杉电子(21.980,-0.16,-0.72%)",
    "图1、表2、[1]、https://example.com/a/16082.html",
    "电话：010-12345678、400-800-1234",
    "2018创新班",
    "单位:亿元",
    "每10股",
    "较前一日,前一年,第35届,十三届,17+1合作,N+1",
    "来自:1)降价;2)需求",
    "李兆宗、北海-2号平台、1/4决赛、第一剂",
    "一、\n2.概况\n三\n",
]


@pytest.mark.parametrize(("text", "expected"), [*NUMBERS, *SIGNS_AND_RANGES, *UNITS, *HEDGES, *LISTS, *RANKS])
def test_reads(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_reads_nothing_in(text: str) -> None:
    assert read(text) == ""


def test_spans_leave_out_the_words_around() -> None:
    [quantity] = quantities("营收约3.124亿元左右")
    assert (quantity.start, quantity.end, quantity.number_end) == (3, 10, 9)
    assert (quantity.qualifier_start, quantity.qualifier_end) == (2, 12)
    assert quantity.classifier == "元"


def test_members_of_a_list_know_their_list_and_whose_unit_they_carry() -> None:
    found = quantities("分别为3.87和2.09亿元;占比54.6%、64.6%")
    assert [quantity.in_list for quantity in found] == [0, 0, 1, 1]
    assert [quantity.unit_written for quantity in found] == [False, True, True, True]


@pytest.mark.parametrize(
    "unit", [unit for units in lexicon().after.values() for unit in units], ids=lambda unit: unit.word
)
def test_every_unit_of_the_lexicon_is_read(unit: Unit) -> None:
    [quantity] = quantities(f"共33.5{unit.word}。")
    assert (quantity.text, quantity.unit) == (f"33.5{unit.word}", unit.unit)
    assert quantity.value == Decimal("33.5") * unit.factor


@pytest.mark.parametrize(
    "word", [word for words in lexicon().before.values() for word, bound in words if bound]
)
def test_every_qualifier_before_is_read(word: str) -> None:
    [quantity] = quantities(f"收入{word}33亿元")
    bound = next(bound for words in lexicon().before.values() for other, bound in words if other == word)
    assert bound is not None
    assert quantity.qualifier is QUALIFIERS[bound]
    assert quantity.text == "33亿元"


@pytest.mark.parametrize("word", sorted(word for words in lexicon().names.values() for word, _ in words))
def test_no_numeral_of_a_name_is_read(word: str) -> None:
    assert all(quantity.text not in word for quantity in quantities(f"关于{word}的消息"))


def test_time_phrases_already_read_are_left_alone() -> None:
    text = "三年前9个月收入3亿元"
    assert [quantity.text for quantity in quantities(text, taken=[(0, 7)])] == ["3亿元"]


def test_a_bare_amount_takes_the_unit_of_its_context() -> None:
    [bare] = quantities("累计融资超83亿")
    assert (bare.unit, bare.unit_written) == ("count", False)
    money = with_unit(bare, "CNY")
    assert (money.unit, money.value, money.unit_written) == ("CNY", Decimal(8300000000), False)


def test_a_face_amount_is_exact() -> None:
    [fine] = quantities("罚款35万元")
    assert fine.core[:2] == (Decimal(345000), Decimal(355000))
    exact = as_face_amount(fine)
    assert (*exact.core[:2], *exact.hard[:2]) == (350000, 350000, 350000, 350000)


@pytest.mark.parametrize(
    "unit",
    ["9" * 300_000, "一" * 300_000, "1,234" * 20_000, "(" * 50_000 + "3" + ")" * 50_000, "1-" * 20_000],
)
def test_endless_runs_are_survived(unit: str) -> None:
    for quantity in quantities(unit):
        assert quantity.text == unit[quantity.start : quantity.end]


PIECES = [
    *"约超万亿元%家年至-、和，。第一半成/股个多余（)负:比又两点几数 \n",
    *("3", "12.5", "1,234", "二十", "每股", "港元", "百分点", "以上", "GLM", "分之", "壹佰", "首家", "翻番"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_whatever_is_written_spans_and_intervals_hold(text: str) -> None:
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.qualifier_start <= quantity.start
        assert quantity.qualifier_end >= quantity.end
        core, hard = quantity.core, quantity.hard
        assert hard.low is None or (core.low is not None and hard.low <= core.low)
        assert hard.high is None or (core.high is not None and hard.high >= core.high)


@given(st.integers(0, 10**12 - 1), st.sampled_from(["约", "超", "近", "不足", "", "高达", "至少"]))
def test_the_core_touches_its_value(number: int, word: str) -> None:
    [quantity] = quantities(f"收入{word}{number}元")
    assert quantity.core.low is None or quantity.core.low <= quantity.value
    assert quantity.core.high is None or quantity.value <= quantity.core.high


def test_both_scripts_read_alike() -> None:
    hans = "营收约3.124亿元，同比增长一点五倍，客户逾1.2万家，平均每股收益0.35元，其余四成来自两岸"
    hant = "營收約3.124億元，同比增長一點五倍，客戶逾1.2萬家，平均每股收益0.35元，其餘四成來自兩岸"
    assert [(q.start, q.end, q.value, q.unit, q.qualifier) for q in quantities(hans)] == [
        (q.start, q.end, q.value, q.unit, q.qualifier) for q in quantities(hant)
    ]
