"""Chinese personal names spelt by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.knowledge.people import spell_person, surnames
from mt_repair.knowledge.romanised import joined, wade


@pytest.mark.parametrize(
    ("zh", "en", "accepted"),
    [
        ("陈建国", "Chen Jianguo", ("Jianguo Chen", "Chen Jian-guo", "Chan Jianguo", "Chen")),
        ("林小娟", "Lin Xiaojuan", ("Lin Hsiao-chuan", "Lam Xiaojuan", "Lin Xiao Juan")),
        ("王安忆", "Wang Anyi", ("Wong Anyi",)),
        ("李西安", "Li Xi'an", ("Li Xian",)),
        ("欧阳建国", "Ouyang Jianguo", ("Au-Yeung Jianguo",)),
        ("尉迟恭", "Yuchi Gong", ()),
        ("单田芳", "Shan Tianfang", ()),
        ("仇小明", "Qiu Xiaoming", ()),
        ("曾庆红", "Zeng Qinghong", ("Tsang Qinghong",)),
        ("解晓东", "Xie Xiaodong", ()),
        ("区小玲", "Ou Xiaoling", ("Au Xiaoling",)),
        ("朴小明", "Piao Xiaoming", ("Park Xiaoming",)),
        ("查良镛", "Zha Liangyong", ("Cha Liangyong",)),
        ("盖小军", "Ge Xiaojun", ("Gai Xiaojun",)),
        ("乐小军", "Yue Xiaojun", ("Le Xiaojun",)),
        ("覃小军", "Qin Xiaojun", ("Tan Xiaojun",)),
        ("任建国", "Ren Jianguo", ()),
        ("纪小军", "Ji Xiaojun", ()),
        ("吕建国", "Lü Jianguo", ("Lu Jianguo", "Lyu Jianguo", "Lv Jianguo")),
        ("陈小宁", "Chen Xiaoning", ()),  # 宁 is not zhu here
        ("高先生", "Mr Gao", ("Mr. Gao", "Gao")),
        ("冯女士", "Ms Feng", ("Mrs. Feng", "Madam Feng")),
        ("李某某", "Li", ("Li Mou", "a person surnamed Li")),
    ],
)
def test_a_name_is_spelt(zh, en, accepted):
    name = spell_person(zh)
    assert name is not None
    assert name.en == en
    assert set(accepted) <= set(name.accept)
    assert name.type == "PER"


@pytest.mark.parametrize(
    "zh",
    [
        "单", "单位", "单独", "解放", "高兴", "任务", "安全", "金门", "江苏", "黄山", "石油", "路透", "方法",
        "默克尔", "普京", "安德鲁", "里奥尔", "田中一郎", "山本五十六", "约翰逊", "克林顿", "托尔斯泰",
        "希拉里·克林顿", "王的", "我们", "", " ", "李", "Li Na", "李Na", "王小明同志", "阿里巴巴", "京东",
    ],
)  # fmt: skip
def test_what_is_no_chinese_person_is_not_spelt(zh):
    assert spell_person(zh) is None


@pytest.mark.parametrize("zh", ["马克", "马克龙", "巴赫", "罗西"])
def test_what_may_be_foreign_is_unsure(zh):
    name = spell_person(zh)
    assert name is None or name.confidence < 0.7


@pytest.mark.parametrize("region", ["KR", "JP", "VN", "US"])
def test_names_not_read_in_chinese_are_left_alone(region):
    assert spell_person("朴建国", region) is None


def test_the_region_changes_what_comes_first_and_how_sure_it_is():
    here, taiwan, hong_kong, unknown = (
        spell_person("谢文雄", region) for region in ("CN", "TW", "HK", None)
    )
    assert here is not None
    assert taiwan is not None
    assert hong_kong is not None
    assert unknown is not None
    assert here.en == "Xie Wenxiong"
    assert taiwan.en == "Hsieh Wen-hsiung"
    assert "Xie Wenxiong" in taiwan.accept
    assert "Hsieh Wen-hsiung" in here.accept
    assert hong_kong.confidence < unknown.confidence < here.confidence


@pytest.mark.parametrize(
    ("pinyin", "spelt"),
    [
        ("xi", "hsi"), ("jin", "chin"), ("zhong", "chung"), ("guo", "kuo"), ("xu", "hsu"), ("zhi", "chih"),
        ("ri", "jih"), ("zi", "tzu"), ("si", "szu"), ("yue", "yueh"), ("you", "yu"), ("yan", "yen"),
        ("duo", "to"), ("ge", "ko"), ("he", "ho"), ("jie", "chieh"), ("tian", "tien"), ("cai", "tsai"),
        ("ma", "ma"), ("lin", "lin"), ("feng", "feng"),
    ],
)  # fmt: skip
def test_a_syllable_in_wade_giles(pinyin, spelt):
    assert wade(pinyin) == spelt


@pytest.mark.parametrize(
    ("syllables", "word"),
    [
        (["xi", "an"], "Xi'an"),
        (["xian"], "Xian"),
        (["lv", "e"], "Lü'e"),
        (["jian", "guo"], "Jianguo"),
    ],
)
def test_syllables_are_joined(syllables, word):
    assert joined(syllables) == word


_NAMES = st.builds(
    lambda s, g: s + g,
    st.sampled_from(sorted(surnames())),
    st.text("建国小军明丽芳伟强安娥玉龙", min_size=1, max_size=2),
)


@settings(max_examples=300)
@given(_NAMES)
def test_a_spelt_name_starts_with_its_surname_and_accepts_the_other_order(zh):
    name = spell_person(zh)
    if name is None:  # the two are a word
        return
    surname, given_name = name.en.split(" ")
    assert f"{given_name} {surname}" in name.accept
    assert surname in name.accept
    assert len(set(name.right)) == len(name.right)
    assert all(f.strip() and f[0].isupper() for f in name.right)


@settings(max_examples=300)
@given(st.text(max_size=6))
def test_any_text_is_a_name_or_none(text):
    name = spell_person(text)
    assert name is None or name.en
