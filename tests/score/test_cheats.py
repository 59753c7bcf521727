"""Numbers that cannot be cheated: names set beside a text raise no entity score, and are told.

Each article is an honest translation with some names wrong, as a system leaves them. A cheat
writes the right names somewhere without translating anything better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from mt_repair.corpus.parallel import Parallel
from mt_repair.score.evaluate import Glossaries, evaluate
from mt_repair.score.scoring import score
from mt_repair.score.significance import Trials
from mt_repair.types import Term

TERMS = (
    Term("拍拍网", "Paipai", "ORG", aliases=("拍拍",)),
    Term("亿邦动力", "Ebrun", "MEDIA"),
    Term("京东", "JD.com", "ORG", accept=("JD",)),
    Term("菜鸟", "Cainiao", "ORG"),
    Term("美团", "Meituan", "ORG"),
    Term("饿了么", "Ele.me", "ORG"),
    Term("宁波", "Ningbo", "LOC"),
    Term("双十一", "Double 11", "EVENT"),
    Term("电商", "e-commerce", "TERM"),
)


@dataclass(frozen=True)
class Line:
    source: str
    reference: str
    hypothesis: str


LINES = (
    Line(
        "拍拍网卖家表示，双十一期间订单增长了一倍。",
        "Sellers on Paipai said that orders doubled during Double 11.",
        "Sellers of pat net said orders doubled during pairs of eleven.",
    ),
    Line(
        "【亿邦动力讯】菜鸟在宁波新建了一座仓库。",
        "[Ebrun] Cainiao has built a new warehouse in Ningbo.",
        "[Reuters] The rookie built a new warehouse in Ningbo.",
    ),
    Line(
        "一位骑手说，美团和饿了么的价格差不多。",
        "A rider said that the prices of Meituan and Ele.me are about the same.",
        'A rider said, "US group and hungry cost about the same."',
    ),
    Line(
        "京东将于下月调整运费",
        "JD.com to adjust shipping fees next month",
        "Beijing east will adjust freight next month",
    ),
    Line(
        "电商平台竞争激烈，菜鸟、美团和京东都在招人。",
        "Competition among e-commerce platforms is fierce, and Cainiao, Meituan and JD.com are all hiring.",
        "Competition among electricity supplier platforms is fierce; rookie, US group and JD are hiring.",
    ),
)


def stopped(text: str) -> tuple[str, str]:
    """Return a text without its last mark, and the mark."""
    return (text[:-1], text[-1]) if text[-1] in ".!?" else (text, "")


Cheat = Callable[[str, Sequence[str]], str]

CHEATS: dict[str, Cheat] = {
    "a list behind": lambda text, names: f"{text} {', '.join(names)}",
    "a list behind, with a full stop": lambda text, names: f"{text} {', '.join(names)}.",
    "a list with and": lambda text, names: f"{text} {' and '.join(names)}.",
    "only blanks between": lambda text, names: f"{text} {' '.join(names)}",
    "behind a comma": lambda text, names: f"{text}, {', '.join(names)}",
    "behind the last comma": lambda text, names: f"{stopped(text)[0]}, {', '.join(names)}{stopped(text)[1]}",
    "behind a semicolon": lambda text, names: f"{text}; {'; '.join(names)}",
    "behind a dash": lambda text, names: f"{text} - {' - '.join(names)}",
    "behind an em dash": lambda text, names: f"{text}—{', '.join(names)}",
    "behind bars": lambda text, names: f"{text} | {' | '.join(names)}",
    "behind slashes": lambda text, names: f"{text} / {' / '.join(names)}",
    "in brackets": lambda text, names: f"{text} ({', '.join(names)})",
    "in brackets each": lambda text, names: text + "".join(f" ({name})" for name in names),
    "in square brackets": lambda text, names: f"{text} [{'] ['.join(names)}]",
    "in quotes": lambda text, names: f"{text} " + " ".join(f'"{name}"' for name in names),
    "sentences of their own": lambda text, names: f"{text} {'. '.join(names)}.",
    "lines of their own": lambda text, names: "\n".join((text, *names)),
    "a line of its own": lambda text, names: f"{text}\n{', '.join(names)}",
    "with bullets": lambda text, names: f"{text}\n- " + "\n- ".join(names),
    "with a label": lambda text, names: f"{text} Keywords: {', '.join(names)}.",
    "with also": lambda text, names: f"{text} Also {', '.join(names)}.",
    "with see also": lambda text, names: f"{text} See also the {' and the '.join(names)}.",
    "of one another": lambda text, names: f"{text} {' of '.join(names)}.",
    "each twice": lambda text, names: f"{text} {', '.join([*names, *names])}",
    "before the text": lambda text, names: f"{'. '.join(names)}. {text}",
    "before a colon": lambda text, names: f"{', '.join(names)}: {text}",
    "before it in brackets": lambda text, names: f"[{', '.join(names)}] {text}",
    "before it on lines": lambda text, names: "\n".join((*names, text)),
}  # fmt: skip
REPEATS: dict[str, Callable[[str], str]] = {
    "twice": lambda name: f"{name} {name}",
    "with a comma": lambda name: f"{name}, {name}, {name}",
    "in brackets": lambda name: f"{name} ({name})",
    "with a slash": lambda name: f"{name}/{name}",
    "in quotes": lambda name: f'{name} "{name}" {name}',
}


def evaluated(texts: Sequence[str], with_source: bool) -> dict[str, float]:
    lines = [
        Parallel(text, line.reference, line.source if with_source else None)
        for line, text in zip(LINES, texts, strict=True)
    ]
    found = evaluate(lines, Glossaries(TERMS), texts)
    return {column.metric.name: column.value for column in found.columns}


def missing(text: str, line: Line) -> list[str]:
    names = [t.en for t in TERMS if t.zh in line.source or any(a in line.source for a in t.aliases)]
    return [n for n in names if n not in text and not (n == "JD.com" and "JD" in text)]


HONEST = [line.hypothesis for line in LINES]


@pytest.mark.parametrize("with_source", [True, False])
@pytest.mark.parametrize("cheat", CHEATS)
def test_names_set_beside_a_text_raise_no_entity_score(cheat: str, with_source: bool) -> None:
    honest = evaluated(HONEST, with_source)
    texts = [CHEATS[cheat](line.hypothesis, missing(line.hypothesis, line)) for line in LINES]
    cheated = evaluated(texts, with_source)
    assert cheated["entity_accuracy"] <= honest["entity_accuracy"]
    assert cheated["set_beside"] > honest["set_beside"]
    if with_source:
        # The score that is cheated so, and why ours is another.
        assert cheated["term_success"] == 1 > honest["term_success"] + 0.5


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_was_put_in_beside_the_text_is_told_as_over_editing(cheat: str) -> None:
    lines = [
        Parallel(
            CHEATS[cheat](line.hypothesis, missing(line.hypothesis, line)),
            line.reference,
            line.source,
            base=line.hypothesis,
        )
        for line in LINES
    ]
    found = score(lines, TERMS, Trials(bootstrap=32, randomisation=32))
    assert found.value("over_editing") > 0.15
    assert found.value("length_change") > 1.1


@pytest.mark.parametrize("form", REPEATS)
def test_a_name_said_again_serves_no_second_mention(form: str) -> None:
    source = "京东的仓库归京东所有，菜鸟没有投资。"
    reference = "JD.com's warehouse belongs to JD.com; Cainiao has not invested."
    honest = "The warehouse of JD.com belongs to it; rookies have not invested."
    cheated = honest.replace("JD.com", REPEATS[form]("JD.com"))
    values = [
        evaluate([Parallel(t, reference, source)], Glossaries(TERMS), [t]).column("entity_accuracy")
        for t in (honest, cheated)
    ]
    assert [column.counts[0] for column in values] == [(1, 3), (1, 3)]


@pytest.mark.parametrize("with_source", [True, False])
def test_the_right_translation_has_every_name_right(with_source: bool) -> None:
    values = evaluated([line.reference for line in LINES], with_source)
    assert (values["entity_accuracy"], values["set_beside"]) == (1, 0)


# Each with its source: names that stand rightly, however they stand.
RIGHT = [
    ("在宁波，京东和美团都在招人。", "In Ningbo, JD.com and Meituan are hiring."),
    ("京东，一家大公司，在招人。", "JD.com, a large company, is hiring."),
    ("他在京东、美团和饿了么都工作过。", "He has worked for JD.com, Meituan and Ele.me."),
    ("他在京东、美团、饿了么都工作过。", "He has worked at JD.com, Meituan, Ele.me."),
    ("菜鸟的母公司收购了饿了么。", "Cainiao's parent bought Ele.me."),
    ("亿邦动力：订单翻番", "Ebrun: orders double"),
    ("订单翻番——亿邦动力", "Orders double - Ebrun"),
    ("【亿邦动力】订单翻番。", "[Ebrun] Orders doubled."),
    ("订单翻番。（亿邦动力）", "Orders doubled. (Ebrun)"),
    ("京东", "JD.com"),
    ("菜鸟、美团、京东", "Cainiao, Meituan, JD.com"),
    ("“京东来了，”他说。", '"JD.com has come," he said.'),
    ("他说京东来了。", "There comes JD.com, he said."),
    ("这家公司就是美团。", "The company is Meituan."),
    ("他离开了京东", "He has left JD.com"),
    ("京东——宁波的仓库归它——在招人。", "JD.com (the warehouse in Ningbo is its own) is hiring."),
    ("他去过宁波的京东。", "He has been to JD.com in Ningbo."),
    ("电商不易。京东难，美团也难。", "E-commerce is hard. JD.com finds it hard, and so does Meituan."),
    ("先有京东。京东这样说。", "First there was JD.com. JD.com said so."),
    ("据京东，京东将调整运费。", "According to JD.com, JD.com will adjust its fees."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), RIGHT)
def test_names_that_belong_to_the_text_count(source: str, text: str) -> None:
    column = evaluate([Parallel(text, text, source)], Glossaries(TERMS), [text]).column(
        "entity_accuracy"
    )
    right, mentions = column.counts[0]
    assert right == mentions > 0


@pytest.mark.parametrize(("source", "text"), RIGHT)
def test_they_count_without_a_source_too(source: str, text: str) -> None:
    column = evaluate([Parallel(text, text)], Glossaries(TERMS), [text]).column("entity_accuracy")
    assert column.value == 1


def test_what_can_still_be_cheated_is_known() -> None:
    """A name put into a sentence as if it belonged there counts; over-editing tells it."""
    line = Line(
        "京东将调整运费。", "JD.com will adjust its fees.", "Beijing east will adjust fees."
    )
    fluent = "Beijing east will adjust fees for JD.com."
    one = Parallel(fluent, line.reference, line.source, base=line.hypothesis)
    found = score([one], TERMS, Trials(bootstrap=32, randomisation=32))
    assert (found.value("entity_accuracy"), found.value("over_editing") > 0.1) == (1, True)
