"""What no metric names goes under each writer's own words: a slip is found, other things are left alone."""

from __future__ import annotations

import pytest
from test_compared_texts import told

_REPORT = "海岳生物2024年年度业绩\n2025-03-26\n\n海岳生物2024年收入12.3亿元，资本开支2.46亿元。\n\n{}"
_NEWS = "海岳生物：年报点评\n2025-03-27\n\n海岳生物2024年收入12.3亿元，资本开支2.46亿元。\n\n{}"
_COLUMN = "海岳生物一年成绩单\n2025-03-28\n\n海岳生物2024年收入12.3亿元，资本开支2.46亿元。\n\n{}"


def _conflicts(first: str, second: str, third: str) -> list[str]:
    found = told(_REPORT.format(first), _NEWS.format(second), _COLUMN.format(third), rules=("C201", "C206"))
    return [text for _, verdict, text in found if verdict == "discrepancy"]


@pytest.mark.parametrize(
    ("first", "second", "third", "wrong"),
    [
        (
            "截至2024年末，公司产品覆盖2,340家医院。",
            "公司产品2024年末进院2,340家。",
            "截至2024年末，公司产品覆盖医院23,400家。",
            "23,400家",
        ),
        (  # two names that only share what they count
            "截至2024年末，公司有教学中心571个，上年末为458个。",
            "2024年底，公司在全国开设571个教学中心。",
            "2024年末，公司教学点共5710个。",
            "5710个",
        ),
        (  # another currency, under another label
            "2024年9月，海岳生物订立协议，后续里程碑付款最高8.46亿美元。",
            "2024年9月，海岳生物签约，里程碑款项最高8.46亿美元。",
            "2024年9月，海岳生物等来了外方，后面的里程碑最高8.46亿元人民币。",
            "8.46亿元人民币",
        ),
        (  # a plant by what the text says of it
            "宜宾智慧枢纽项目主体结构已封顶，预计2026年三季度投产。",
            "宜宾枢纽预计2026年三季度投产。",
            "在建项目中体量较大的宜宾枢纽将于2027年三季度投产。",
            "2027年三季度",
        ),
    ],
)
def test_a_slip_is_found_whatever_the_thing_is_called(
    first: str, second: str, third: str, wrong: str
) -> None:
    assert _conflicts(first, second, third) == [wrong]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (  # other things, though one figure is ten times the other
            "截至2024年末，公司产品覆盖2,340家医院，合作药店23,400家。",
            "2024年末，公司产品覆盖医院2,340家。",
            "截至2024年末，公司合作药店23,400家。",
        ),
        (  # a part that the first text tells beside the whole
            "截至2024年末，公司产品覆盖2,340家医院，其中三甲医院1,234家。",
            "2024年末，公司产品覆盖医院2,340家。",
            "截至2024年末，公司产品覆盖三甲医院1,234家。",
        ),
        (  # of another year
            "截至2024年末，公司产品覆盖2,340家医院。",
            "2024年末，公司产品覆盖医院2,340家。",
            "2022年末，公司产品进院234家。",
        ),
    ],
)
def test_other_things_are_left_alone(first: str, second: str, third: str) -> None:
    assert _conflicts(first, second, third) == []
