"""Bytes in every encoding and either script are read as the text that was written."""

from __future__ import annotations

import contextlib
import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.decoding import decode
from claims.errors import DocumentError

HANS = "远山科技公告，2025年上半年实现营业收入3.12亿元，同比增长45.6%，净利润为8,120万元，毛利率提升至38.4%。"
HANT = "遠山科技公告，2025年上半年實現營業收入3.12億元，同比增長45.6%，淨利潤為8,120萬元，毛利率提升至38.4%。"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("big5", "big5"),
        ("cp950", "big5"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_every_encoding_gives_the_text_with_its_newlines(encoding: str, named: str, newline: str) -> None:
    text = newline.join([HANT, HANT[:20], ""])
    assert decode(text.encode(encoding), "a.txt") == (text, named)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_in_two_bytes(encoding: str) -> None:
    assert decode(HANS.encode(encoding), "a.txt") == (HANS, encoding)


@pytest.mark.parametrize(
    "text", ["营收增长12%，净利润下降。", "公司的估值超过243亿元", "智能终端出货量达到4500万台"]
)
def test_a_few_words_in_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(
    "text", ["營收增長12%，淨利潤下降。", "公司的估值超過243億元", "智能終端出貨量達到4500萬台"]
)
def test_a_few_words_in_big5(text: str) -> None:
    assert decode(text.encode("big5"), "a.txt").text == text


def test_hong_kong_characters_beyond_plain_big5() -> None:
    text = HANT + "深水埗的嘢"
    assert decode(text.encode("big5hkscs"), "a.txt") == (text, "big5hkscs")


def test_big_endian_mark_is_no_text() -> None:
    data = b"\xfe\xff" + HANS.encode("utf-16-be")
    assert decode(data, "a.txt") == (HANS, "utf-16")


def test_ascii_and_nothing_are_utf_8() -> None:
    assert decode(b"revenue 3.12", "a.txt") == ("revenue 3.12", "utf-8")
    assert decode(b"", "a.txt") == ("", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le"])
def test_a_text_cut_off_inside_its_last_character_is_read_up_to_it(encoding: str) -> None:
    data = (HANT + "億").encode(encoding)[:-1]
    assert decode(data, "a.txt").text.removesuffix("\ufffd") == HANT


def test_a_stray_byte_in_utf_8_is_marked_and_the_rest_is_read() -> None:
    data = (HANS * 3).encode() + b"\xff" + HANS.encode()
    assert decode(data, "a.txt") == (HANS * 3 + "\ufffd" + HANS, "utf-8")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\x03\0>\0", "binary"),
        (b"text with\0a hole", "binary"),
        (b"\xef\xbb\xbf" + b"\xff\xfe\xfd" * 40, "broken"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(data: bytes, word: str) -> None:
    with pytest.raises(DocumentError) as raised:
        decode(data, "figures.bin")
    message = str(raised.value)
    assert "figures.bin" in message
    assert word in message
    assert "UTF-8" in message
    assert message.count(".") == 2  # one in the name, one at the end


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        decode(data, "a.bin").text.encode("utf-8")


@pytest.mark.skipif("JIAOKAN_DATA" not in os.environ, reason="JIAOKAN_DATA names no folder of real documents")
def test_real_texts_of_forty_characters_and_more_in_every_encoding() -> None:
    from opencc import OpenCC

    data = Path(os.environ["JIAOKAN_DATA"])
    texts = [path.read_bytes().decode() for path in sorted((data / "seeds").glob("*.txt"))]
    with (data / "corpus" / "news.jsonl").open(encoding="utf-8") as lines:
        notices = [json.loads(line)["text"] for line in lines]
    texts += random.Random(1).sample([text for text in notices if len(text) >= 40], 300)
    to_traditional = OpenCC("s2t").convert
    texts += [text[:40] for text in texts]
    texts += [to_traditional(text) for text in texts]
    right = wrong = 0
    for text in texts:
        for encoding in ("utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"):
            try:
                data_as_written = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            if decode(data_as_written, "a.txt").text == text:
                right += 1
            else:
                wrong += 1
    assert right > 2000
    assert wrong <= right // 100
