"""What the page does in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_sample import ROOT, Reader, audited, harmful

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def examples() -> str:
    return audited(ROOT / "examples")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return harmful(tmp_path_factory.mktemp("hostile"))


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_breach_of_wcag_aa(
    opened: Open, examples: str, hostile: str, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    for page in (examples, hostile):
        tab = opened(
            page, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )  # the policy of the page lets no script but its own run, axe's neither
        tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = axe.Axe().run(tab).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


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
