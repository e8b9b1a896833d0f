from __future__ import annotations

import re

import pytest
from report_sample import claim

from claims.model import Attribution, Basis, Measure, Source
from reports import names
from rules.model import Severity, Verdict
from rules.wording import LANGUAGES, catalogue


@pytest.mark.parametrize("name", ["names", "terminal"])
def test_every_phrase_stands_in_both_languages(name: str) -> None:
    for key, forms in catalogue("reports", name).items():
        assert set(forms) == set(LANGUAGES), key
        assert not re.search("[\u4e00-\u9fff]", forms["en"]), key


@pytest.mark.parametrize("kind", [Verdict, Severity])
def test_every_verdict_and_severity_has_a_name(kind: type[Verdict] | type[Severity]) -> None:
    for member in kind:
        assert names.name(kind.__name__.lower(), member, "zh") != member


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"period": "2024"}, "云杉智能 收入 2024年"),
        ({"measure": Measure.GROWTH, "period": "2025-H1"}, "云杉智能 收入增长率 2025年上半年"),
        ({"metric": "rnd_expense", "measure": Measure.RATIO, "of": "revenue"}, "云杉智能 研发"),
        ({"dimensions": {"segment": "云端部署", "region": "境外"}}, "云杉智能 云端部署·境外 收入"),
        ({"metric": "other", "label": "专利"}, "云杉智能 专利"),
        ({"basis": Basis.FORECAST, "entity": None}, "收入 预测"),
        ({"measure": Measure.GROWTH, "versus": "previous"}, "云杉智能 收入增长率 环比"),
    ],
)
def test_a_fact_is_named_in_one_line(fields: dict[str, object], fact: str) -> None:
    made = claim("递表.txt", "3.12亿元", "312000000", None, None, **fields)
    assert names.fact(made, "zh").startswith(fact)


def test_a_speaker_is_named_or_told_by_kind() -> None:
    def said(kind: Source, name: str | None) -> str:
        made = claim("递表.txt", "3.12亿元", "1", None, None, attribution=Attribution(kind=kind, name=name))
        return names.speaker(made, "zh")

    assert said(Source.RESEARCH, "海岳研究院") == "海岳研究院"
    assert said(Source.INSIDER, None) == "未具名人士"
    assert said(Source.NONE, None) == ""
