"""The import of a Wikidata dump: entities written for this test."""

from __future__ import annotations

import bz2
import gzip
import json
import tracemalloc

import pytest

from mt_repair.errors import InputError
from mt_repair.knowledge.lexicon import longest_names, look_up, open_lexicon
from mt_repair.knowledge.wikidata import TYPES, import_wikidata


def entity(number, kind, en, zh, en_aliases=(), zh_aliases=()):
    return {
        "id": f"Q{number}",
        "labels": {
            **({"en": {"language": "en", "value": en}} if en else {}),
            **{language: {"language": language, "value": text} for language, text in zh.items()},
        },
        "aliases": {
            "en": [{"language": "en", "value": text} for text in en_aliases],
            "zh": [{"language": "zh", "value": text} for text in zh_aliases],
        },
        "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": kind}}}}]},
    }


ENTITIES = [
    entity(1, "Q4830453", "Lanfeng Motors", {"zh": "蓝峰汽车", "zh-hant": "藍峰汽車"}, ["Lanfeng"], ["蓝峰"]),
    entity(2, "Q5", "Mira Tollen", {"zh-hans": "米拉·托伦"}, ["Tollen"]),
    entity(3, "Q999999", "something else", {"zh": "别的东西"}),
    entity(4, "Q5", "", {"zh": "无名之人"}),
    entity(5, "Q515", "Beijing", {"zh": "北京"}, ["Peking"]),
    {"id": "Q6", "labels": [], "aliases": [], "claims": []},
    {"id": "Q7", "labels": {"en": {"value": "Odd"}, "zh": {"value": "怪事"}}, "claims": {"P31": [{"mainsnak": {}}]}},
    entity(8, "Q5", "No Chinese", {"zh": "Latin only"}),
]  # fmt: skip


def dump(path, entities=ENTITIES):
    text = "[\n" + ",\n".join(json.dumps(e, ensure_ascii=False) for e in entities) + "\n]\n"
    opened = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    with opened(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.json.bz2"])
def test_labels_and_aliases_are_imported(tmp_path, name):
    out = tmp_path / "names.sqlite"
    written = import_wikidata(dump(tmp_path / name), out)
    lexicon = open_lexicon(layers=[out])
    (found,) = look_up(lexicon, "蓝峰汽车")
    assert (found.en, found.accept, found.type) == ("Lanfeng Motors", ("Lanfeng",), "ORG")
    assert look_up(lexicon, "藍峰汽車") == (found,)
    assert look_up(lexicon, "蓝峰")[0].confidence < found.confidence
    assert look_up(lexicon, "米拉・托伦")[0].type == "PER"
    assert written == 4


def test_what_has_no_type_or_no_english_is_left_out(tmp_path):
    out = tmp_path / "names.sqlite"
    import_wikidata(dump(tmp_path / "dump.json"), out)
    lexicon = open_lexicon(layers=[out])
    for zh in ("别的东西", "无名之人", "怪事", "Latin only"):
        assert look_up(lexicon, zh) == ()


def test_a_layer_answers_before_the_public_names(tmp_path):
    out = tmp_path / "names.sqlite"
    import_wikidata(dump(tmp_path / "dump.json"), out)
    lexicon = open_lexicon(layers=[out])
    origins = [n.origin for n in look_up(lexicon, "北京")]
    assert origins[0] == "Wikidata"
    assert len(origins) > 1
    assert [n.en for _, _, n in longest_names(lexicon, "蓝峰汽车在德国")] == [
        "Lanfeng Motors",
        "Germany",
    ]


def test_the_types_can_be_chosen(tmp_path):
    out = tmp_path / "names.sqlite"
    import_wikidata(dump(tmp_path / "dump.json"), out, {"Q999999": "TERM"})
    lexicon = open_lexicon(layers=[out])
    assert look_up(lexicon, "别的东西")[0].type == "TERM"
    assert look_up(lexicon, "蓝峰汽车") == ()


def test_a_line_that_is_no_entity_is_named(tmp_path):
    path = tmp_path / "dump.json"
    path.write_text('[\n{"id": "Q1"},\n{broken\n]\n', "utf-8")
    out = tmp_path / "names.sqlite"
    with pytest.raises(InputError, match=r"dump\.json:3: not a JSON entity"):
        import_wikidata(path, out)
    assert not out.exists()
    assert [f.name for f in tmp_path.iterdir()] == ["dump.json"]


@pytest.mark.parametrize("name", ["missing.json", "missing.json.gz"])
def test_a_missing_dump_is_an_input_error(tmp_path, name):
    with pytest.raises(InputError, match="cannot be read"):
        import_wikidata(tmp_path / name, tmp_path / "names.sqlite")


def test_a_truncated_dump_is_an_input_error(tmp_path):
    path = dump(tmp_path / "dump.json.gz")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="cannot be read"):
        import_wikidata(path, tmp_path / "names.sqlite")


def test_memory_does_not_grow_with_the_dump(tmp_path):
    def peak(count):
        many = [entity(i, "Q5", f"Person {i}", {"zh": f"人物{i}号"}) for i in range(count)]
        path = dump(tmp_path / f"{count}.json", many)
        del many
        tracemalloc.start()
        import_wikidata(path, tmp_path / "names.sqlite")
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)  # what is cached once
    assert peak(4000) < 1.3 * peak(400)


def test_every_type_is_one_of_ours():
    assert {"PER", "LOC", "ORG", "MEDIA", "WORK", "EVENT", "PROD"} == set(TYPES.values())
