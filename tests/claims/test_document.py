"""What a reader sees in a document: its title, date, sentences and page furniture, each in its place."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.document import document_from_bytes, document_from_text, read_document
from claims.errors import DocumentError
from claims.model import BlockKind, Document

ARTICLE = """\
![]()
远山科技递表港交所：三年亏损收窄，毛利率升至四成
财闻 2026-03-05 09:30:12 1204 抢沙发
远山科技于3月4日向港交所递交招股书。公司称，募资将用于研发。
一、收入三年翻番
2023年至2025年，公司收入分别为1.2亿元、1.8亿元、2.6亿元；毛利率为40%。
图1 远山科技收入情况 数据来源：招股书
![收入](https://img.example.com/a.png)
“我们会盈利吗？会的！”董事长说。
二、海外业务
海外收入占12%，官网https://example.com/a?b=1;c!d披露了明细。
参考资料：
[1].远山科技递表-某财经社
[2] 行业报告（2025年，3亿元）
（文章来源：某财经社）
以上内容仅供参考，不构成任何投资建议。
扫一扫关注
相关阅读
远山科技完成3亿元融资
机器人行业获投50亿元
"""


def read(text: str) -> Document:
    return document_from_text(text, id="a", path="a.txt")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind is kind]


@pytest.fixture(scope="module")
def article() -> Document:
    return read(ARTICLE)


def test_title_and_date_of_an_article(article: Document) -> None:
    assert article.title == "远山科技递表港交所：三年亏损收窄，毛利率升至四成"
    assert article.published == date(2026, 3, 5)


def test_parts_of_an_article(article: Document) -> None:
    assert of_kind(article, BlockKind.TITLE) == [article.title]
    assert of_kind(article, BlockKind.HEADING) == ["一、收入三年翻番", "二、海外业务"]
    assert of_kind(article, BlockKind.CAPTION) == ["图1 远山科技收入情况 数据来源：招股书"]
    assert len(of_kind(article, BlockKind.REFERENCE)) == 3
    assert [text[:6] for text in of_kind(article, BlockKind.BODY)] == [
        "远山科技于3",
        "2023年至",
        "“我们会盈利",
        "海外收入占1",
    ]
    assert of_kind(article, BlockKind.FURNITURE)[-3:] == [
        "相关阅读",
        "远山科技完成3亿元融资",
        "机器人行业获投50亿元",
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("营收增长。利润下降！", ["营收增长。", "利润下降！"]),
        ("收入为3.12亿元；毛利率为40.5%。", ["收入为3.12亿元；", "毛利率为40.5%。"]),
        ("“会盈利吗？会的！”他说。", ["“会盈利吗？", "会的！”", "他说。"]),
        ("（公司未回应。）股价上涨", ["（公司未回应。）", "股价上涨"]),
        ("真的吗？！是的", ["真的吗？！", "是的"]),
        ("来了?公司营收达3亿元;同比增长12%", ["来了?", "公司营收达3亿元;", "同比增长12%"]),
        ("占比为50%;2025年升至60%", ["占比为50%;", "2025年升至60%"]),
        ("见https://example.com/a?b=1;c!d处", ["见https://example.com/a?b=1;c!d处"]),
        ("一句。　　另一句。", ["一句。", "另一句。"]),
    ],
)
def test_sentences(paragraph: str, expected: list[str]) -> None:
    document = read(paragraph)
    (block,) = document.blocks
    assert [document.text[sentence.start : sentence.end] for sentence in block.sentences] == expected


@pytest.mark.parametrize(
    "notice",
    [
        "远山科技3月4日公告，拟以5000万元回购股份。",
        "远山科技：拟斥资5000万元回购",
        "（文章来源：某财经社）",
        "  相关阅读  ",
        "2026年3月5日",
    ],
)
def test_a_single_line_is_never_passed_over(notice: str) -> None:
    document = read(notice)
    assert kinds(document) == [("body", notice.strip())]
    assert document.title is None


@pytest.mark.parametrize(
    "line",
    [
        "本文作者：访客",
        "责编：王五",
        "（记者 王五）",
        "(文章来源:某财经社)",
        "文章版权及转载声明",
        "支付宝扫一扫打赏",
        "评论列表 (暂无评论,1204人围观)参与讨论",
        "未经授权不得转载，侵权必究",
        "特別聲明：以上內容為用戶上傳，本平臺僅提供信息存儲服務。",
        "证券代码：600000 证券简称：某某股份 公告编号：2026-012",
        "牛市还在，你还在等什么？【点击立即开户】",
        "■",
        "https://example.com/a/1.html",
        "作者|张三 来源|某观察",
    ],
)
def test_furniture_among_paragraphs(line: str) -> None:
    document = read(f"远山科技营收增长12%。\n{line}\n公司称，净利润为3亿元。")
    assert kinds(document)[1] == ("furniture", line)
    assert [kind for kind, _ in kinds(document)] == ["body", "furniture", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "公司的版权收入为3.2亿元，同比增长12%。",
        "来源于海外的收入占15%，较上年提升。",
        "数据来源于国家统计部门，2025年行业规模为500亿元。",
        "相关报道称，公司融资3亿元。",
        "作者权益保护带来的版税收入达2亿元。",
        "公司点击量为3亿次，广告收入为2亿元。",
        "截至2025年6月30日 15:00，公司股价报12.5元",
        "图书销售收入为3亿元。",
        "营业收入\t3.12亿元",
        "（1）中标价格：32万元",
    ],
)
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    document = read(f"远山科技发布年报，营收增长12%。\n{line}\n公司称，净利润为3亿元。")
    kind, text = kinds(document)[1]
    assert text == line
    assert kind in {"body", "heading"}


def test_a_headline_before_an_advertisement_on_its_line_is_kept() -> None:
    document = read("大行上调远山科技目标价至15元 抄底机会在哪里？【立即开户】\n该行称，目标价由12元上调。")
    assert kinds(document)[:2] == [
        ("title", "大行上调远山科技目标价至15元"),
        ("furniture", "抄底机会在哪里？【立即开户】"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "原标题：远山科技(7.630,-0.01,-0.13%)中标3亿元项目    来源：某财经社",
            "远山科技(7.630,-0.01,-0.13%)中标3亿元项目",
        ),
        ("（原标题：远山科技中标3亿元项目）", "远山科技中标3亿元项目"),
        ("远山科技中标 原标题：远山科技中标3亿元项目", "远山科技中标3亿元项目"),
        ("# 远山科技中标3亿元项目", "远山科技中标3亿元项目"),
        ("“AI制药第一股”来了？远山科技“家底”曝光", "“AI制药第一股”来了？远山科技“家底”曝光"),
        ("遠山科技上市，首日大漲", "遠山科技上市，首日大漲"),
        ("远山科技昨日发布年报。", None),
        ("远山科技的主要数据如下：", None),
        ("- 营收3亿元", None),
        ("远山科技" * 20, None),
    ],
)
def test_title(line: str, title: str | None) -> None:
    assert read(f"{line}\n远山科技公告，中标金额为3亿元。").title == title


def test_a_title_that_is_known_marks_its_line() -> None:
    text = "责编：王五\n远山科技中标。\n远山科技公告，中标金额为3亿元。"
    document = document_from_text(text, id="a", path="a", title="远山科技中标。")
    assert document.title == "远山科技中标。"
    assert of_kind(document, BlockKind.TITLE) == ["远山科技中标。"]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("访客 2025-12-20 16:00:25 1204 抢沙发", date(2025, 12, 20)),
        ("作者：访客 本文地址：https://example.com/1.html发布于 2025-12-20 16:00:25", date(2025, 12, 20)),
        ("2026年1月8日 09:30 来源：某财经社", date(2026, 1, 8)),
        ("发布时间：2026/01/08", date(2026, 1, 8)),
        ("2026-01-08", date(2026, 1, 8)),
        ("２０２６年１月８日", date(2026, 1, 8)),
        ("2026-02-31 09:30", None),
        ("今天（1月8日）", None),
        ("2026年1月8日，远山科技挂牌上市。", None),
        ("截至2025年6月30日 15:00，公司股价报12.5元", None),
        ("健康产业观察　2026年3月5日", date(2026, 3, 5)),
        ("2026年3月5日　江南商报", date(2026, 3, 5)),
        ("2026年3月5日　文：何穎", date(2026, 3, 5)),
        ("記者 林奕　2026年3月5日", date(2026, 3, 5)),
        ("专栏　作者：钱塘客　2026年3月5日", date(2026, 3, 5)),
        ("整理：消费研究小组　2026年3月5日", date(2026, 3, 5)),
        ("披露日期：2026年3月5日", date(2026, 3, 5)),
        ("公告编号：2026-011　2026年3月5日", date(2026, 3, 5)),
        ("截至 2026年3月5日", None),
    ],
)
def test_publication_date(line: str, published: date | None) -> None:
    assert read(f"远山科技上市\n{line}\n公司募资3亿元，其中2024年1月2日到账1亿元。").published == published


def test_a_date_at_the_foot_and_one_among_the_paragraphs() -> None:
    body = "公司营收增长12%。\n" * 10
    assert read(f"公告\n{body}特此公告。\n远山科技董事会\n2026年3月5日\n").published == date(2026, 3, 5)
    assert read(f"公告\n{body}2026年3月5日\n{body}").published is None


def test_front_matter() -> None:
    front = "---\ntitle: 远山科技上市\ndate: 2026-01-08\nsource: 某财经社\n---\n\n"
    document = read(front + "远山科技上市。\n## 收入\n收入为3亿元。\n")
    assert (document.title, document.published, document.source) == (
        "远山科技上市",
        date(2026, 1, 8),
        "某财经社",
    )
    assert of_kind(document, BlockKind.BODY) == ["远山科技上市。", "收入为3亿元。"]
    assert of_kind(document, BlockKind.HEADING) == ["## 收入"]


def test_paragraphs_between_rules_are_no_front_matter() -> None:
    document = read("---\n远山科技收入为3亿元。\n---\n净利润为1亿元。")
    assert of_kind(document, BlockKind.BODY) == ["远山科技收入为3亿元。", "净利润为1亿元。"]


def test_what_the_record_says_goes_before_the_page() -> None:
    document = document_from_text(
        "远山科技上市\n2026-01-08 09:30\n收入为3亿元。",
        id="a",
        path="n.jsonl#a",
        title="另一题目",
        published=date(2026, 1, 9),
        source="某财经社",
    )
    assert (document.title, document.published, document.source) == ("另一题目", date(2026, 1, 9), "某财经社")


def test_a_table_of_short_lines_is_no_row_of_headings() -> None:
    document = read("公司财务数据一览。\n营业收入\n3.12亿元\n净利润\n1.2亿元\n以上为财务数据。")
    assert {kind for kind, _ in kinds(document)} == {"body"}


def test_only_line_feeds_and_returns_end_a_line() -> None:
    text = "甲\u2028乙\x0b丙\x0c丁\x85戊\r\n己\r庚\n辛"
    document = read(text)
    lines = [document.span(at, at + 1).line for at, _ in enumerate(text)]
    assert (lines[0], lines[8], lines[text.index("己")], lines[text.index("辛")]) == (1, 1, 2, 4)
    assert document.span(text.index("庚"), len(text)).column == 1


def naive_place(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    if before.endswith("\r") and text[at : at + 1] == "\n":
        before = before[:-1] + "."  # inside a CRLF: the line has not ended yet
    before = before.replace("\r\n", "\n\n").replace("\r", "\n")
    crlf = text[:at].count("\r\n")
    return before.count("\n") - crlf + 1, len(before) - (before.rfind("\n") + 1) + 1


PAGES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *ARTICLE.split("\n"),
                "原标题：甲 来源：乙",
                "---",
                "抄底 机会在哪里就在 抢沙发",
                "\u2028",
                "\ufeff",
            ]
        ),
        st.text(max_size=20),
        st.text(alphabet='營收3.1億元，。！？”"；;!? \t\u3000', max_size=40),
    )
).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda newline: newline.join(lines))
)


@given(PAGES)
def test_blocks_are_ordered_and_with_white_space_cover_the_text(text: str) -> None:
    document = read(text)
    assert len(document.folded) == len(text)
    behind = 0
    for block in document.blocks:
        assert behind <= block.start < block.end
        assert not text[behind : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        behind = block.end
        inner = block.start
        for sentence in block.sentences:
            assert inner <= sentence.start < sentence.end <= block.end
            assert not text[inner : sentence.start].strip()
            inner = sentence.end
        if block.kind is not BlockKind.FURNITURE:
            assert inner == block.end
    assert not text[behind:].strip()


@given(PAGES, st.data())
def test_line_and_column_are_what_counting_gives(text: str, data: st.DataObject) -> None:
    document = read(text)
    at = data.draw(st.integers(0, len(text)))
    span = document.span(at, at)
    assert (span.line, span.column) == naive_place(text, at)


@given(PAGES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_bytes_and_text_make_the_same_parts(text: str, encoding: str) -> None:
    text = text.replace("\x00", "").lstrip("\ufeff")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    document = document_from_bytes(data, id="a", path="a.txt")
    assert document.text == text
    assert document.blocks == read(text).blocks


def test_a_file_is_read_with_its_digest_and_name(tmp_path: Path) -> None:
    path = tmp_path / "远山.txt"
    path.write_bytes("營收3億元。\r\n".encode("big5"))
    document = read_document(path)
    assert (document.id, document.path, document.encoding) == ("远山.txt", str(path), "big5")
    assert (document.text, document.folded, document.script) == ("營收3億元。\r\n", "营收3亿元。\r\n", "Hant")
    assert len(document.sha256) == 64
    assert read_document(str(path), id="x").id == "x"


def test_files_that_cannot_be_read_are_named_with_a_way_out(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path in (tmp_path / "none.txt", tmp_path, loop, Path("a\0b")):
        with pytest.raises(DocumentError) as raised:
            read_document(path)
        assert str(path) in str(raised.value)
        assert ";" in str(raised.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions bind neither Windows nor root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permissions"):
        read_document(path)


@pytest.mark.skipif("JIAOKAN_DATA" not in os.environ, reason="JIAOKAN_DATA names no folder of real documents")
def test_real_articles() -> None:
    seeds = sorted((Path(os.environ["JIAOKAN_DATA"]) / "seeds").glob("*.txt"))
    documents = [read_document(path) for path in seeds]
    assert [document.script for document in documents] == ["Hans", "Hans", "Hant", "Hant", "Hant"]
    assert [document.published for document in documents] == [date(2025, 12, 20), None, None, None, None]
    assert [document.title is not None for document in documents] == [True, False, False, True, False]
    for document in documents:
        body = of_kind(document, BlockKind.BODY)
        assert sum(map(len, body)) > 0.8 * len(document.text)
        assert not any("扫一扫" in text or "網易號" in text or "![" in text for text in body)
