"""PATH arguments → documents: which, under which ids, and what is said of those that can't be used."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from audit.corpus import Corpus, Exclusion, Source
from reports.model import Skipped


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str, text: str = "新港轮渡去年运送旅客三百万人次。") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def ids(found: Iterable[Source | Skipped]) -> list[str]:
    return [source.id if isinstance(source, Source) else f"! {source.path}" for source in found]


def companions(*paths: str) -> list[str]:
    corpus = Corpus(paths)
    list(corpus.named())
    return ids(corpus.companions(None, "where_corpus"))


def test_a_folder_is_its_text_files_in_name_order(here: Path) -> None:
    put("f/b.txt", "f/a.md", "f/c.TEXT", "f/sub/d.markdown", "f/data.csv", "f/.hidden.txt", "f/.git/x.txt")
    assert ids(Corpus(["f"]).named()) == ["a.md", "b.txt", "c.TEXT", "sub/d.markdown"]


@pytest.mark.parametrize("folder", ["f", "f/", "./f", "../{here}/f"])
def test_ids_do_not_depend_on_how_the_folder_is_written(here: Path, folder: str) -> None:
    put("f/a.txt")
    [source] = Corpus([folder.format(here=here.name)]).named()
    assert isinstance(source, Source)
    assert source.id == "a.txt"
    assert Path(source.path).read_text(encoding="utf-8")


def test_paths_are_as_given_joined_with_the_name(here: Path) -> None:
    put("f/a.txt", "g.txt")
    found = list(Corpus(["f/", "./g.txt"]).named())
    assert [source.path for source in found] == ["f/a.txt", "./g.txt"]
    assert ids(found) == ["f/a.txt", "g.txt"]


def test_a_document_named_twice_is_read_once(here: Path) -> None:
    put("f/a.txt", "f/b.txt")
    assert ids(Corpus(["f/b.txt", "f", "./f/a.txt"]).named()) == ["b.txt", "a.txt"]


def test_a_file_is_read_whatever_it_is_called(here: Path) -> None:
    put("notice", "notice.html")
    assert ids(Corpus(["notice", "notice.html"]).named()) == ["notice", "notice.html"]


def test_a_file_is_compared_with_the_others_of_its_folder(here: Path) -> None:
    put("f/a.txt", "f/b.txt", "f/c.md", "f/d.csv", "f/sub/e.txt")
    assert companions("f/a.txt") == ["b.txt", "c.md"]
    assert companions("f/a.txt", "f/c.md") == ["b.txt"]
    assert companions("f") == []


def test_an_own_corpus_takes_the_place_of_the_folder(here: Path) -> None:
    put("f/a.txt", "f/b.txt", "old/c.txt", "old/d.txt")
    corpus = Corpus(["f/a.txt"])
    list(corpus.named())
    assert ids(corpus.companions(["old/*.txt"], "where_against")) == ["../old/c.txt", "../old/d.txt"]


def test_json_lines_are_documents(here: Path) -> None:
    line = '{{"id": "{0}", "text": "营收三亿元。", "published": "2025-03-0{1}", "more": 1}}\n'
    Path("n.jsonl").write_text(
        "\ufeff" + line.format("x/1", 1) + "\n" + line.format("x/2", 2), encoding="utf-8"
    )
    found = list(Corpus(["n.jsonl"]).named())
    assert [source.path for source in found] == ["n.jsonl#x/1", "n.jsonl#x/2"]
    documents = [source.load() for source in found if isinstance(source, Source)]
    assert [(d.id, d.text, str(d.published)) for d in documents] == [
        ("n.jsonl#x/1", "营收三亿元。", "2025-03-01"),
        ("n.jsonl#x/2", "营收三亿元。", "2025-03-02"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "b", "text"', "EOF"),
        (b'{"id": "b"}', "text"),
        (b'{"text": "b"}', "id"),
        (b'{"id": "a", "text": "b"}', "a"),
        (b'{"id": "", "text": "b"}', "id"),
        (b'{"id": "b", "text": "b", "published": "soon"}', "published"),
        (b'["b"]', ""),
        (b'{"id": "b", "text": "\xd6\xd0"}', "UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_others_read(here: Path, line: bytes, reason: str) -> None:
    Path("n.jsonl").write_bytes(b'{"id": "a", "text": "x"}\n' + line + b'\n{"id": "z", "text": "x"}\n')
    first, bad, last = Corpus(["n.jsonl"]).named()
    assert [first.path, last.path] == ["n.jsonl#a", "n.jsonl#z"]
    assert isinstance(bad, Skipped)
    assert "2" in bad.reason
    assert reason in bad.reason


def test_links_make_no_loop(here: Path) -> None:
    put("f/a.txt")
    Path("f/loop").symlink_to("../f", target_is_directory=True)
    Path("f/self.txt").symlink_to("self.txt")
    Path("f/gone.txt").symlink_to("nowhere.txt")
    Path("f/link.txt").symlink_to("a.txt")
    assert ids(Corpus(["f"]).named()) == ["a.txt", "! f/gone.txt", "link.txt", "! f/self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_hang(here: Path) -> None:
    put("f/a.txt")
    os.mkfifo("f/b.txt")
    assert ids(Corpus(["f"]).named()) == ["a.txt", "! f/b.txt"]


def test_a_folder_without_documents_and_a_missing_file_are_named(here: Path) -> None:
    Path("empty").mkdir()
    assert ids(Corpus(["empty", "gone.txt", "nul\0.txt"]).named()) == ["! empty", "! gone.txt", "! nul\0.txt"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("b.txt", ["a.txt"]),
        ("f/b.txt", ["a.txt", "drafts/b.txt"]),
        ("drafts", ["a.txt", "b.txt"]),
        ("f/drafts/", ["a.txt", "b.txt"]),
        ("*.txt", []),
        ("./f/a*", ["b.txt", "drafts/b.txt"]),
        ("c.txt", ["a.txt", "b.txt", "drafts/b.txt"]),
    ],
)
def test_exclude(here: Path, pattern: str, left: list[str]) -> None:
    put("f/a.txt", "f/b.txt", "f/drafts/b.txt")
    assert ids(Corpus(["f"], exclude=[Exclusion((pattern,), here)]).named()) == left


def test_exclude_spares_what_is_named_unless_forced(here: Path) -> None:
    put("f/a.txt")
    exclude = [Exclusion(("a.txt",), here)]
    assert ids(Corpus(["f/a.txt"], exclude=exclude).named()) == ["a.txt"]
    assert ids(Corpus(["f/a.txt"], exclude=exclude, force_exclude=True).named()) == []


def test_standard_input_goes_by_its_name(here: Path) -> None:
    put("f/a.txt", "f/b.txt")
    corpus = Corpus(["-"], stdin="营收三亿元。".encode(), stdin_filename="f/a.txt")
    [source] = corpus.named()
    assert isinstance(source, Source)
    assert (source.id, source.path, source.load().text) == ("a.txt", "f/a.txt", "营收三亿元。")
    assert ids(corpus.companions(None, "where_corpus")) == ["b.txt"]


def test_a_name_that_is_not_utf8_stays_printable(here: Path) -> None:
    name = os.fsdecode(b"f/\xff.txt")
    try:
        put(name)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [source] = Corpus(["f"]).named()
    assert isinstance(source, Source)
    assert source.id == "\\xff.txt"
    assert source.load().text
