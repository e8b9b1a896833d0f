"""Pages to test: of the hand-made report, of the examples, of a document that means harm."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from audit.config import Settings
from audit.run import Task, perform
from claims.model import Document
from reports import Options, render
from reports.model import AuditReport
from rules.wording import Language

ROOT = Path(__file__).resolve().parent.parent.parent

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


def harmful(folder: Path) -> str:
    """The page of a document whose name and text are full of markup."""
    (folder / "<img src=x onerror=alert(1)>.txt").write_text(HOSTILE, encoding="utf-8")
    return audited(folder)
