"""The page: what stands in it, and what it does in a real browser."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import report_sample as sample

from audit.config import Settings
from audit.run import Task, perform
from claims.model import Document
from reports import Options, render
from reports.model import AuditReport
from rules.model import Location, Verdict
from rules.wording import LANGUAGES, Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

HOSTILE = (
    "<script>window.pwned=1</script>“<img src=x onerror=window.pwned=1>科技”业绩快报\n\n"
    "</p></details></style></script><svg onload=window.pwned=1>"
    "赤岩科技2024年营业收入为3.12亿元，2023年为2.15亿元，同比增长55%<b>。\n\n"
    "{{ 7*7 }}{% raw %}[赤岩](javascript:window.pwned=1)是全球领先的&lt;龙头&gt;企业'\">"
    "<script>1</script>。\n"
)


class Reader(HTMLParser):
    """Collects what a test asks of a page: elements, attributes, ids, links, the text of documents."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        for name, value in attrs:
            self.attributes[name] += 1
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "xlink:href"):
                self.links.append(value or "")
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""


def page_of(report: AuditReport, documents: dict[str, Document], language: Language = "zh") -> str:
    return "".join(render("html", report, documents, Options(language=language)))


def audited(*paths: Path, language: Language = "zh") -> str:
    task = Task(paths=tuple(map(str, paths)), settings=Settings(language=language))
    audit = perform(task)
    return page_of(audit.report, audit.documents, language)


@pytest.fixture(scope="module")
def examples() -> str:
    return audited(ROOT / "examples")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "<img src=x onerror=alert(1)>.txt").write_text(HOSTILE, encoding="utf-8")
    return audited(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_one_place_of_the_page(language: Language) -> None:
    for page in (
        page_of(sample.report(), sample.DOCUMENTS, language),
        page_of(sample.report(), {}, language),
        audited(ROOT / "examples", language=language),
    ):
        reader = Reader(page)
        assert [key for key, count in Counter(reader.ids).items() if count > 1] == []
        assert {link for link in reader.links if not link.startswith("#")} == {"data:,"}
        assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


def test_the_policy_names_the_only_style_sheet_and_the_only_script(examples: str) -> None:
    reader = Reader(examples)
    for element in ("style", "script"):
        [source] = re.findall(f"<{element}>(.*?)</{element}>", examples, re.DOTALL)
        digest = b64encode(sha256(source.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in reader.policy
    assert "default-src 'none'" in reader.policy
    assert "style" not in reader.attributes
    assert not [name for name in reader.attributes if name.startswith("on")]


def test_the_same_report_gives_the_same_page(examples: str) -> None:
    assert audited(ROOT / "examples") == examples


def test_what_needs_attention_comes_first(examples: str) -> None:
    order = [
        examples.index(f'id="g-{key}"') for key in ("attention", "unsupported", "explained", "agreement")
    ]
    assert order == sorted(order)
    first = examples.index('<article class="card error')
    assert examples.index('id="filtering"') < first < examples.index('id="matrix"')


def test_markup_of_a_document_stays_text(hostile: str) -> None:
    reader = Reader(hostile)
    assert reader.elements["script"] == reader.elements["style"] == 1
    assert reader.elements["img"] == 0
    assert not [name for name in reader.attributes if name.startswith("on")]
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in hostile
    assert "{{ 7*7 }}{% raw %}" in hostile


def test_a_file_that_ends_in_html_is_the_page(jiaokan: Callable[..., Any], tmp_path: Path) -> None:
    result = jiaokan(
        "check", ROOT / "examples", "--output-file", "report.html", "--exit-zero", "--lang", "en"
    )
    assert result.code == 0, result.err
    assert (
        (tmp_path / "report.html").read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en">')
    )


def test_pages_without_findings_claims_or_documents_say_so() -> None:
    empty = sample.report(claims=(), findings=(), documents={}, skipped=())
    assert "没有读到任何文档。" in page_of(empty, {})
    silent = sample.report(claims=(), findings=())
    assert "没有读到任何论断" in page_of(silent, sample.DOCUMENTS)
    content = sample.report(findings=())
    assert "没有需要处理之处。" in page_of(content, sample.DOCUMENTS)


def test_what_was_not_read_is_listed_with_its_reason() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    assert "扫描件.pdf" in page
    assert "不是文本文件" in page


def test_overlapping_places_each_keep_an_anchor_and_no_text_is_lost() -> None:
    """A statement that holds a claim, one that crosses it, one inside another, one over two lines."""
    key = "重叠.txt"
    document = sample.document(key, "云杉智能营收3.12亿元，遥遥领先\n全球第一。\n")
    documents = {key: document}
    claim = sample.claim(key, "3.12亿元", "312000000", "311500000", "312500000", documents=documents)
    spans = [(0, 18), (4, 9), (8, 16), (13, 22), (13, 15)]
    findings = tuple(
        sample.finding(
            f"P30{index}",
            Verdict.UNSUPPORTED,
            f"第{index}处",
            spans=(Location(document=key, start=start, end=end, line=1, column=start + 1),),
        ).model_copy(update={"id": f"P{index}"})
        for index, (start, end) in enumerate(spans)
    )
    page = page_of(sample.report((claim,), findings, documents, ()), documents)
    reader = Reader(page)
    assert [key for key, count in Counter(reader.ids).items() if count > 1] == []
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    shown = page[page.index('<div class="text"') :]
    shown = shown[: shown.index("</div>")]
    while '<span class="tip"' in shown:  # explanations lie between the words
        before, _, rest = shown.partition('<span class="tip"')
        depth, at = 1, 0
        for tag in re.finditer(r"<(/?)span", rest):
            depth += -1 if tag[1] else 1
            at = tag.end()
            if not depth:
                break
        shown = before + rest[at + 1 :]
    shown = re.sub(r'<span class="sign".*?</span>', "", shown)
    assert re.sub(r"<[^>]*>|\s", "", shown) == document.text.replace("\n", "")


def test_many_sources_share_one_column() -> None:
    documents = {
        f"{n}.txt": sample.document(f"{n}.txt", f"云杉智能2024年收入{n}亿元。\n") for n in range(101, 131)
    }
    claims = tuple(
        sample.claim(
            key, f"{key[:3]}亿元", f"{key[:3]}00000000", None, None, period="2024", documents=documents
        )
        for key in documents
    )
    page = page_of(sample.report(claims, (), documents, ()), documents)
    [row] = re.findall(r'<tr id="r1".*?</tr>', page, re.DOTALL)
    assert row.count("<td>") == 1
    assert all(f"{n}亿元" in row and f"{n}.txt" in row for n in range(101, 131))


def bars(page: str, finding: int) -> list[tuple[str, float, float]]:
    """Kind, left and right end in percent of the axis of each interval that a finding's card draws."""
    card = page[page.index(f'id="f{finding}"') :]
    drawn = re.findall(
        r'<svg class="(\w+)" height="24".*?<line class="core" x1="([\d.]+)%" x2="([\d.]+)%"',
        card[: card.index("</article>")],
        re.DOTALL,
    )
    return [(kind, float(left), float(right)) for kind, left, right in drawn]


def test_intervals_stand_on_one_axis_as_far_apart_as_they_are() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    suspect, derived = bars(page, 1)  # 55% written, 44.5% to 45.7% implied
    assert (suspect[0], derived[0]) == ("suspect", "derived")
    assert 0 < derived[1] < derived[2] < suspect[1] < suspect[2] < 100
    gap, width = suspect[1] - derived[2], suspect[2] - suspect[1]
    assert gap / width == pytest.approx(54.5 - 45.68764568764568, rel=0.02)

    wide, narrow = bars(page, 6)  # 3.12亿 agrees with 3.124亿, which lies within it
    assert wide[0] == narrow[0] == "source"
    assert wide[1] < narrow[1] < narrow[2] < wide[2]


def test_an_open_end_is_drawn_hollow_and_an_unbounded_one_goes_on() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    card = page[page.index('id="f3"') :]
    first = card[card.index('<svg class="suspect"') :]
    first = first[: first.index("</svg>")]
    assert first.count("hollow") == 1  # 超83亿元 leaves its lower end out


def test_lineage_is_drawn_and_told() -> None:
    """One release in two papers, and a third that stands alone."""
    release = "云杉智能今日公布年度业绩，全年营业收入为3.12亿元，较上年增长四成五，公司表示研发投入仍将增加。"
    rest = "管理层在电话会上说明了来年的产能安排，并回答了分析师关于毛利率的提问，未给出具体指引。"
    documents = {
        key: sample.document(key, text, published)
        for key, text, published in (
            ("甲.txt", f"业绩\n{release}{rest}\n", date(2025, 1, 1)),
            ("乙.txt", f"转载\n{release}{rest}\n", date(2025, 1, 2)),
            ("丙.txt", "海岳储能的电池工厂在秋天投产，当地居民对噪声有些意见，公司答应加装隔音墙。\n", None),
        )
    }
    page = page_of(sample.report((), (), documents, ()), documents)
    drawn = page[page.index('<svg class="lineage"') :]
    assert drawn[: drawn.index("</svg>")].count("<path class=") == 1
    assert re.search(r"乙\.txt 有 \d+% 的文字与 甲\.txt 相同", page)
    assert "3 份文档中，2 份不依傍其他文档" in page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips with the reason where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("there is no chromium: `apt-get install chromium fonts-noto-cjk` as root")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page from disk; afterwards nothing was fetched and nothing was said on the console."""
    contexts: list[Any] = []
    heard: list[str] = []

    def load(page: str, **settings: Any) -> Page:
        file = tmp_path / "report.html"
        file.write_text(page, encoding="utf-8")
        settings.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(reduced_motion="reduce", **settings)
        contexts.append(context)
        tab: Page = context.new_page()
        tab.on("console", lambda message: heard.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: heard.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        tab.on(
            "request",
            lambda request: (
                heard.append(f"request: {request.url}")
                if request.url != file.as_uri() and request.url != "data:,"
                else None
            ),
        )
        tab.goto(file.as_uri())
        return tab

    yield load
    for context in contexts:
        context.close()
    assert heard == []


def test_filters_leave_what_they_name(opened: Open, examples: str) -> None:
    tab = opened(examples)
    cards = tab.locator("article.card:visible")
    tab.check("input[value=contradicted]")
    kinds = tab.locator("article.card:visible .badge").all_inner_texts()
    assert kinds
    assert all("矛盾" in kind for kind in kinds)
    assert f"{cards.count()}" in tab.locator("#result").inner_text()

    tab.select_option("select[name=r]", "A101")
    assert set(tab.locator("article.card:visible .code").all_inner_texts()) == {"A101"}

    tab.click("button[type=reset]")
    tab.select_option("select[name=s]", label="yanxi-blog.md")
    texts = tab.locator("article.card:visible").all_text_contents()
    assert texts
    assert all("yanxi-blog.md" in text for text in texts)
    assert tab.locator("details.document:visible").count() == 1

    tab.click("button[type=reset]")
    tab.select_option("select[name=c]", label="澜山能源")
    assert tab.locator(".company:visible h3").all_inner_texts() == ["澜山能源"]
    assert "砚溪智能" not in tab.locator("#g-attention").inner_text()

    tab.check("input[value=unsupported]")
    tab.select_option("select[name=s]", label="lanshan-annual.txt")
    assert cards.count() == 0
    assert tab.locator("#none").is_visible()


def test_a_cell_leads_to_its_passage_and_the_passage_explains_itself(opened: Open, examples: str) -> None:
    tab = opened(examples)
    cell = tab.locator(".matrix a.o-conflict").first
    figure = cell.evaluate("cell => cell.childNodes[2] && cell.textContent")
    target = (cell.get_attribute("href") or "").lstrip("#")
    assert not tab.locator(f"#{target}").is_visible()
    cell.click()
    mark = tab.locator(f"#{target}")
    mark.wait_for(state="visible")
    written = mark.evaluate("mark => mark.childNodes[0].textContent")
    assert written.strip() in figure
    assert mark.evaluate("mark => mark === document.activeElement")
    tip = mark.locator(".tip")
    assert tip.is_visible()
    assert "不一致" in tip.inner_text() or "矛盾" in tip.inner_text()
    tab.keyboard.press("Escape")
    assert not tip.is_visible()

    other = tab.locator(".m:visible").nth(2)
    other.hover()
    assert other.locator(".tip").is_visible()
    box = other.locator(".tip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    other.locator(".tip a").first.click()  # back to the finding, though its section was folded
    assert tab.locator(":target").is_visible()


def test_a_passage_of_a_finding_leads_into_its_document(opened: Open, examples: str) -> None:
    tab = opened(examples)
    for link in ("article.card blockquote a.suspect", "#g-unsupported blockquote a.suspect"):
        words = tab.locator(link).first.inner_text()
        tab.locator(link).first.click()
        target = tab.locator(":target")
        assert target.is_visible()
        assert target.inner_text().startswith(words[:4])


def test_keys_go_from_finding_to_finding_only_among_the_findings(opened: Open, examples: str) -> None:
    tab = opened(examples)
    focus = "document.activeElement.id"
    tab.keyboard.press("j")
    assert tab.evaluate(focus) == ""
    tab.click("#next")
    first = tab.evaluate(focus)
    tab.keyboard.press("j")
    second = tab.evaluate(focus)
    tab.keyboard.press("k")
    assert tab.evaluate(focus) == first != second
    tab.keyboard.press("Control+j")
    assert tab.evaluate(focus) == first


def test_every_text_has_the_contrast_of_wcag_aa_by_day_and_by_night(opened: Open, examples: str) -> None:
    for scheme in ("light", "dark"):
        tab = opened(examples, color_scheme=scheme)
        tab.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        assert tab.evaluate(CONTRAST) == [], scheme
        before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.click("#theme")
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_a_telephone_shows_the_page_without_scrolling_sideways(opened: Open, examples: str) -> None:
    tab = opened(examples, viewport={"width": 360, "height": 740})
    tab.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_paper_shows_the_findings_and_no_controls(opened: Open, examples: str) -> None:
    tab = opened(examples)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert tab.locator("article.card:visible").count() == tab.locator("article.card").count()
    assert not tab.locator("nav.bar").is_visible()
    assert not tab.locator("#filters").is_visible()


def test_the_page_reads_without_its_script(opened: Open, examples: str) -> None:
    tab = opened(examples, java_script_enabled=False)
    assert tab.locator("article.card:visible").count() > 5
    assert not tab.locator("#filters").is_visible()
    tab.locator(".matrix a.figure").first.click()
    assert tab.locator(":target").is_visible()


def test_a_hostile_document_does_nothing(opened: Open, hostile: str) -> None:
    tab = opened(hostile)
    tab.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert tab.evaluate("window.pwned === undefined")
    text = tab.locator(".text").inner_text()
    assert "<svg onload=window.pwned=1>" in text
    assert "javascript:window.pwned=1" in text
    assert tab.locator(".text img, .text b, .text script").count() == 0


def test_the_page_of_real_documents(opened: Open, data: Path) -> None:
    page = audited(data / "seeds")
    reader = Reader(page)
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    tab = opened(page)
    tab.check("input[value=discrepancy]")
    assert tab.locator("article.card:visible").count() >= 1
    assert tab.locator("article.card:visible .chart svg").count() >= 2
    tab.locator("article.card:visible blockquote a").first.click()
    assert tab.locator(":target").is_visible()
    assert tab.locator("svg.lineage a").count() == 5


CONTRAST = """() => {
  const parse = (text) => [...text.match(/[\\d.]+/g).map(Number), 1].slice(0, 4);
  const light = (c) => {
    const linear = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = c.map((x) => linear(x / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (part) => {
    for (let p = part; p; p = p.parentElement) {
      const c = parse(getComputedStyle(p).backgroundColor);
      if (c[3] === 1) return c;
    }
    return [255, 255, 255, 1];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !part.checkVisibility()) continue;
    if (part.closest("script, style, option")) continue;
    const style = getComputedStyle(part);
    const ink = light(parse(part.closest("svg") ? style.fill : style.color));
    const ground = light(behind(part));
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (ratio < 4.5) poor.add(`${part.tagName} ${part.getAttribute("class")} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""
