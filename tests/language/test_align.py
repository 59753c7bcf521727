import pytest

from mt_repair.language.align import align, line_pairs, source_sentences, target_sentences


def test_equal_counts_are_paired_by_line():
    pairs = line_pairs("第一行\n\n第二行", "Line one\nLine two")
    assert len(pairs) == 2
    assert pairs[1][2:] == (9, 17)


def test_numbers_hold_lines_together_where_one_is_missing():
    source = [
        "公司在1998年成立。",
        "总部位于城北的旧仓库。",
        "去年售出3500辆自行车。",
        "员工共有41人。",
    ]
    target = [
        "The company was founded in 1998.",
        "Last year it sold 3,500 bicycles.",
        "It has 41 staff.",
    ]
    pairs = align(source, target)
    together = {
        (i, j)
        for p in pairs
        for i in range(p.source_start, p.source_end)
        for j in range(p.target_start, p.target_end)
    }
    assert {(0, 0), (2, 1), (3, 2)} <= together


def test_every_unit_is_in_one_pair():
    pairs = align(["一"] * 7, ["one"] * 4)
    assert [i for p in pairs for i in range(p.source_start, p.source_end)] == list(range(7))
    assert [j for p in pairs for j in range(p.target_start, p.target_end)] == list(range(4))


def test_sentences_end_where_they_should():
    text = "Mr. Tan left. He paid 3.5 yuan! Why?"
    assert [text[a:b].strip() for a, b in target_sentences(text)] == [
        "Mr. Tan left.",
        "He paid 3.5 yuan!",
        "Why?",
    ]
    assert len(source_sentences("他走了。“为什么？”她问。")) == 3


@pytest.mark.parametrize("missing", [range(0), range(90, 190), range(0, 120), range(3, 400, 4)])
def test_a_long_text_with_lines_left_out_is_paired_to_its_end(missing):
    source = [f"第{i}家店去年卖出了{1000 + i}台。" for i in range(400)]
    target = [
        f"Shop number {i} sold {1000 + i} units last year." for i in range(400) if i not in missing
    ]
    kept = [i for i in range(400) if i not in missing]
    together = {
        (i, j)
        for p in align(source, target)
        for i in range(p.source_start, p.source_end)
        for j in range(p.target_start, p.target_end)
    }
    right = set(zip(kept, range(len(target)), strict=True))
    assert len(right & together) >= 0.97 * len(right)
