"""What is added to the built-in data: where a slip in it stands, and what one process reads with."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.tomlplaces import line_of

TEXT = """\
# a comment
title = "a"
[one]
x = 1

words = [
  "first", # of them
  "second",
]
deep.er = { here = "inline" }
[[table]]
name = "b"
[[table]]
text = '''
[one]
y = 2
'''
name = "c"
[one."别名"]
y = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("one", "x"), 4),
        (("one", "words"), 6),
        (("one", "words", 0), 7),
        (("one", "words", 1), 8),
        (("one", "deep", "er", "here"), 10),
        (("table", 0, "name"), 12),
        (("table", 1), 13),
        (("table", 1, "name"), 18),
        (("one", "别名", "y"), 20),
        (("one", "missing"), 3),
        (("nothing", "here"), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


KEYS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=12, unique=True)
VALUES = st.sampled_from(["1", '"x"', "[\n 1,\n 2,\n]", "'''\n[t]\n'''", "{ a = 1 }", "[] # x"])


@given(keys=KEYS, data=st.data())
def test_every_key_is_found_where_it_was_written(keys: list[str], data: st.DataObject) -> None:
    text, lines = "", {}
    for key in keys:
        text += data.draw(st.sampled_from(["", "\n", "# = [\n"]))
        lines[key] = text.count("\n") + 1
        text += f"{key} = {data.draw(VALUES)}\n"
    assert set(tomllib.loads(text)) == set(keys)
    assert {key: line_of(text, (key,)) for key in keys} == lines


def python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


OWN = """
from audit.lexicon import reading_version
from claims.knowledge import Addition, install, installed
own = (Addition("mine.toml", '''# %s
[metrics]
revenue = { aliases = ["揽金额"] }
%s
'''),)
"""
READ = "[c.metric for c in extract(document_from_text('云栈软件2024年揽金额为3.2亿元。', id='a', path='a'))]"
IMPORTS = "from claims import extract\nfrom claims.document import document_from_text\n"


def test_a_process_of_a_pool_reads_with_what_is_installed_in_it() -> None:
    pool = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
with ProcessPoolExecutor(1, get_context("spawn"), install, (own,)) as pool:
    print(pool.submit(installed).result() == own != installed())
"""
    assert python(OWN % ("", "") + pool) == "True"
    assert python(OWN % ("", "") + f"install(own)\n{IMPORTS}print({READ})") == "['revenue']"
    assert python(f"{IMPORTS}print({READ})") == "['other']"


def test_what_was_read_before_can_t_be_read_otherwise() -> None:
    late = """
extract(document_from_text("x", id="a", path="a"))
try:
    install(own)
except ValueError as error:
    print(error)
install(())
"""
    assert "process" in python(OWN % ("", "") + IMPORTS + late)


def test_the_version_changes_with_what_claims_are_read_by_and_with_nothing_else() -> None:
    def version(comment: str, more: str) -> str:
        return python(OWN % (comment, more) + "install(own)\nprint(reading_version())")

    plain = python("from audit.lexicon import reading_version\nprint(reading_version())")
    own = version("", "")
    assert plain != own == version("another comment", "")
    assert own == version("", "[authority.rank]\nmedia = 1")
    assert own != version("", "[periods.parts]\n'头半年' = 'H1'")
    assert own != version("", "[promotion.lists]\nproduct = ['飞艇']")
