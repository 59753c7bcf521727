"""What counts as an address, and what does not."""

import pytest

from mt_repair.language.addresses import addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/pat?x=1 now", ["https://a.example/pat?x=1"]),
        ("see www.拍拍网.example now", ["www.拍拍网.example"]),
        ("mail pat.x@mail.example now", ["pat.x@mail.example"]),
        ("says @pat and #hungry", ["@pat", "#hungry"]),
        ("on pat.com.cn today", ["pat.com.cn"]),
        ("the <b class='x'>pat</b> and `pat`", ["<b class='x'>", "</b>", "`pat`"]),
        ("a pat on the back. 5 < 6 and 7 > 6", []),
        ("a pat on the back, 3.5 per cent", []),
        ("😀 İ \ud800 www.a.example", ["www.a.example"]),
    ],
)
def test_addresses_are_found(text, found):
    assert [text[a:b] for a, b in addresses(text, range(len(text)))] == found


def test_only_lines_with_a_place_are_read():
    text = "www.one.example\nplain\nwww.two.example"
    assert [text[a:b] for a, b in addresses(text, [text.index("two")])] == ["www.two.example"]
    assert addresses(text, [text.index("plain")]) == []
    assert addresses(text, []) == []
    assert [text[a:b] for a, b in addresses(text, [30, 3])] == [
        "www.one.example",
        "www.two.example",
    ]
