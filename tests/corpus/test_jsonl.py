"""JSON Lines: every field passes through, every row comes out, whatever it holds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st

from mt_repair.corpus import jsonl, repaired
from mt_repair.corpus.items import Item
from mt_repair.errors import InputError
from mt_repair.types import Document, Repair

REPAIRED = '"repaired": "Paipai", "flags": ['


def run(line: str | bytes, number: int = 1) -> Item:
    data = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    return jsonl.repair_row("in.jsonl", number, data, toy.toy)


def out(line: str | bytes) -> str:
    return run(line).output.decode()


def documents(line: str) -> Document:
    seen: list[Document] = []

    def look(document: Document) -> Repair:
        seen.append(document)
        return toy.unchanged(document)

    jsonl.repair_row("in.jsonl", 1, line.encode(), look)
    return seen[0]


def test_a_row_gets_the_fields_of_the_contract() -> None:
    row = json.loads(out('{"id": 7, "target": "on pat", "source": "在拍拍"}\n'))
    assert row == {
        "id": 7,
        "target": "on pat",
        "source": "在拍拍",
        "repaired": "on Paipai",
        "flags": [
            {
                "start": 3, "end": 6, "surface": "pat", "zh": "拍拍", "kind": "literal", "rule": "toy",
                "suggestions": ["Paipai"], "confidence": 0.9, "message": "known",
            }
        ],
        "edits": [
            {
                "start": 3, "end": 6, "old": "pat", "new": "Paipai", "by": "toy", "safety": "safe",
                "confidence": 0.9, "because": "known",
            }
        ],
        "held": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        '"n": 1e400, "m": 1.000, "k": -0, "j": 123456789012345678901234567890',
        '"n": ' + "9" * 5000,
        '"n": NaN, "m": -Infinity',
        '"twice": 1, "twice": 2, "deep": {"a": 1, "a": 2}',
        '"s": "\\ud800 \\uDFFF \\u0041 \\/"',
        '"s": "\u2028\u2029\x85\x7f é 👩‍👩‍👧"',
        '"deep": ' + "[" * 90 + "]" * 90,
        '"": null,"  " :true',
    ],
)
def test_unknown_fields_keep_their_spelling(fields: str) -> None:
    line = "{" + fields + ', "target": "pat" ,\t"z": [ ]  }  \r\n'
    made = out(line)
    head, tail = line.split("  }")
    assert made.startswith(head + ', "repaired": "Paipai", ')
    assert made.endswith("]  }" + tail)


def test_results_of_an_earlier_run_are_replaced() -> None:
    once = out('{"flags": 3, "target": "pat", "error": "x", "n": 1.0}\n')
    assert once.startswith('{"target": "pat", "n": 1.0, ' + REPAIRED)
    assert out(once) == once


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(end: str) -> None:
    assert out('\ufeff{"target": "x"}' + end) == (
        '\ufeff{"target": "x", "repaired": "x", "flags": [], "edits": [], "held": []}' + end
    )
    assert out(" \t" + end) == " \t" + end


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('{"target": "pat"', "the row is not JSON (expecting ',' delimiter at character 17)"),
        ('{"target": "pat",}', "the row is not JSON (expecting a name in double quotes at character 18)"),
        ('{"target" "pat"}', "the row is not JSON (expecting ':' delimiter at character 11)"),
        ('{"target": }', "the row is not JSON (expecting value at character 12)"),
        ('{"target": "pat"} {}', "the row is not JSON (extra data at character 19)"),
        ("{'target': 'pat'}", "the row is not JSON (expecting a name in double quotes at character 2)"),
        ('{"target": "a\tb"}', "the row is not JSON (invalid control character at at character 14)"),
        ('{"target": "\\x"}', "the row is not JSON (invalid \\escape at character 13)"),
        ('{"a": \0}', "the row is not JSON (expecting value at character 7)"),
        ("nonsense", "the row is not JSON (expecting value at character 1)"),
        ("[1]", "the row is JSON, but no object in braces"),
        ("3", "the row is JSON, but no object in braces"),
        ("[" * 100_000, "the row is nested too deeply"),
        ('{"a":' * 100_000, "the row is nested too deeply"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_object_comes_out_raw(line: str, error: str) -> None:
    item = run(line + "\r\n", 4)
    assert item.output.endswith(b"}\r\n")
    assert json.loads(item.output) == {"raw": line, "error": error}
    assert str(item.problem) == f"in.jsonl:4: {error}; mend the row; it was passed on as it is"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{}", 'the row has no "target"'),
        ('{"target": null}', '"target" is no text'),
        ('{"target": 7, "x": 1.0}', '"target" is no text'),
        ('{"target": NaN}', '"target" is no text'),
        ('{"target": "a", "source": ["b"]}', '"source" is no text'),
        ('{"target": "a", "t\\u0061rget": "b"}', '"target" stands in the row twice'),
        ('{"target": "boom"}', "mt-repair failed on the row (KeyError: 'boom')"),
    ],
)
def test_an_object_that_cannot_be_repaired_keeps_its_fields(line: str, error: str) -> None:
    item = run(line)
    row = json.loads(item.output)
    assert row.pop("error") == error
    assert item.output.decode().startswith(line[:-1])
    assert item.repair is None
    assert item.problem is not None


def test_bytes_that_are_not_utf8_can_be_had_back() -> None:
    body = b'{"target": "\xb0\xa1\xff"}'
    row = json.loads(run(body + b"\n").output)
    assert row["raw"].encode("utf-8", "surrogateescape") == body
    assert row["error"].startswith("the byte 0xB0 is not UTF-8")


def test_lone_surrogates_survive_and_count_as_one() -> None:
    row = json.loads(out('{"target": "\\ud800 pat \\udc00"}'))
    assert row["repaired"] == "\ud800 Paipai \udc00"
    assert row["edits"][0]["start"] == 2


def test_offsets_count_through_the_whole_target() -> None:
    row = json.loads(out('{"target": "\\ufeff🀄 pat\\r\\n\\r\\nhe pat\\nnet x"}'))
    assert row["repaired"] == "\ufeff🀄 Paipai\r\n\r\nhe Paipai x"
    assert [row["target"][e["start"] : e["end"]] for e in row["edits"]] == ["pat", "pat\nnet"]
    assert [f["surface"] for f in row["flags"]] == ["pat", "pat\nnet"]


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ('{"target": "a\\nb", "source": "甲\\n乙"}', [("a", "甲"), ("b", "乙")]),
        ('{"target": "a\\nb", "source": "甲"}', [("a\nb", "甲")]),
        ('{"target": "a\\n\\nb"}', [("a", None), ("b", None)]),
        ('{"target": "a", "source": null}', [("a", None)]),
        ('{"target": "", "source": ""}', [("", "")]),
    ],
)
def test_targets_are_aligned_where_the_counts_agree(
    line: str, pairs: list[tuple[str, str | None]]
) -> None:
    assert [(s.target, s.source) for s in documents(line).segments] == pairs


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), JSON, max_size=4), st.text(), st.booleans())
def test_any_row_comes_back_with_its_fields_in_order(
    fields: dict[str, object], target: str, ascii_only: bool
) -> None:
    fields.update(target=target, source=None)
    line = json.dumps(fields, ensure_ascii=ascii_only) + "\n"
    row = json.loads(run(line).output)
    old = {key: value for key, value in fields.items() if key not in jsonl.ADDED}
    if "boom" not in target:
        assert list(row) == [*old, "repaired", "flags", "edits", "held"]
        assert {key: row[key] for key in old} == old
        assert row["repaired"] == toy.toy(Document.of(target)).text or "\n" in target


@given(st.binary(max_size=60))
def test_any_bytes_come_out_as_one_row(body: bytes) -> None:
    body = body.replace(b"\n", b"")
    item = run(body + b"\n")
    assert item.output.count(b"\n") == 1
    if body.strip(b"\xef\xbb\xbf \t\r\x0b\x0c"):
        assert isinstance(json.loads(item.output.decode("utf-8-sig")), dict)


def rows(path: Path, workers: int = 1) -> bytes:
    return b"".join(i.output for i in repaired(str(path), toy.repairer, workers=workers))


def test_a_file_comes_out_line_by_line_with_any_number_of_workers(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        json.dumps({"id": i, "target": f"row {i} pat 🀄"}, ensure_ascii=False) for i in range(400)
    ]
    lines[7], lines[300], lines[301] = "{broken", "", '{"target": 3}'
    path.write_text("\n".join(lines))
    alone = rows(path)
    assert alone.count(b"\n") == 399
    assert json.loads(alone.split(b"\n")[7]) == {
        "raw": "{broken",
        "error": "the row is not JSON (expecting a name in double quotes at character 2)",
    }
    assert alone.split(b"\n")[300] == b""
    assert rows(path, 3) == alone


@pytest.mark.parametrize("workers", [1, 2])
def test_a_glossary_that_cannot_be_used_stops_every_worker(tmp_path: Path, workers: int) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"target": "a"}\n')
    with pytest.raises(InputError, match=r"names.toml:3: no such key; write another"):
        list(repaired(str(path), toy.refusing, workers=workers))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"target": "x"}\n'.encode("utf-16"), ":1: the file seems to be UTF-16, not UTF-8"),
        ('{"target": "x"}\n'.encode("utf-16-le"), ":1: the file seems to be UTF-16, not UTF-8"),
        ('{"source": "拍拍网"}\n'.encode("gb18030"), ":1: the file seems to be GB18030, not UTF-8"),
        (b"PK\x03\x04\x14\x00\x00", ":1: the file seems to be a Word, Excel or zip file"),
    ],
)
def test_a_file_that_is_no_utf8_at_all_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        rows(path)
    assert str(caught.value).startswith(f"{path}{words}")


def test_one_bad_row_first_does_not_refuse_the_file(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"target": "caf\xe9"}\n{"target": "pat"}\n')
    bad, good = rows(path).splitlines()
    assert "raw" in json.loads(bad)
    assert json.loads(good)["repaired"] == "Paipai"


def test_a_row_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LARGEST_ROW", 30)
    path = tmp_path / "in.jsonl"
    path.write_text('{"target": "a"}\n{"target": "' + "a" * 30 + '"}\n')
    with pytest.raises(InputError, match=r"in.jsonl:2: the row is larger than 0 MB; cut it up"):
        rows(path)


def test_rows_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"target": "a"}\n' * 5000)
    opened: list[io.BufferedReader] = []
    real = Path.open

    def remember(self: Path, *args: object, **kwargs: object) -> object:
        opened.append(real(self, *args, **kwargs))
        return opened[-1]

    monkeypatch.setattr(Path, "open", remember)
    items = repaired(str(path), toy.repairer)
    next(items)
    assert opened[0].raw.tell() <= 1 << 17 or opened[0].tell() < 5000 * 16
    items.close()
    assert opened[0].closed


def test_a_row_of_five_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"target": "word " * 1_000_000 + "pat"}) + "\n")
    assert rows(path).count(b"Paipai") == 3
