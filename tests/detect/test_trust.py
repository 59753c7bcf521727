"""With the Chinese, what ships is put in where two names stand word for word, or one plainly small."""

from __future__ import annotations

import pytest

from mt_repair.pipeline import Pipeline, build_pipeline, repair
from mt_repair.types import Document


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline()


@pytest.mark.parametrize(
    ("zh", "mt", "right"),
    [
        (
            "快手和小红书用直播引流。",
            "Fast hand and the small red book use a live broadcast.",
            "Kuaishou and Xiaohongshu use a live broadcast.",
        ),
        (
            "美团昨日宣布，骑手的保险由公司承担。",
            "The US group announced yesterday that the company pays the insurance of riders.",
            "Meituan announced yesterday that the company pays the insurance of riders.",
        ),
    ],
)
def test_names_word_for_word_are_put_right(
    pipeline: Pipeline, zh: str, mt: str, right: str
) -> None:
    assert repair(pipeline, Document.of(mt, zh)).text == right


@pytest.mark.parametrize(
    ("zh", "text"),
    [
        # what a name of the pack means stands there rightly
        ("他是一名拆弹专家。", "He is a bomb disposal expert."),
        ("学校要发挥世界先进的优势。", "The school should use its world advanced strengths."),
        # other right ways to write a name
        ("公安部昨日发布通告。", "The Public Security Ministry issued a notice yesterday."),
        (
            "京东与快手昨日签约，美团没有回应。",
            "Jingdong and Kwai signed yesterday, and Meituan did not answer.",
        ),
    ],
)
def test_what_a_translator_may_write_stays(pipeline: Pipeline, zh: str, text: str) -> None:
    assert repair(pipeline, Document.of(text, zh)).text == text
