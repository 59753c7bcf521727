"""Small glossaries, changes of them and texts to try them on, drawn at random.

The names are made to get in one another's way: forms that share words, right names that
hold others, names whose repair makes another's wrong form with the word beside it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from mt_repair.corpus.texts import Text
from mt_repair.types import Term

_PACK = "zh-en-news/made.toml"

POOL: tuple[Term, ...] = (
    Term("花街网", "Huajie", origin="n.toml:1"),
    Term("花街", "Flower Lane", "LOC", wrong=("flower street",), origin="n.toml:2"),
    Term("亿邦动力", "Ebrun", "MEDIA", wrong=("billion state power",), origin="n.toml:3"),
    Term("亿邦动力网", "Ebrun Network", "MEDIA", wrong=("Ebrun net", "billion state power network"), origin="n.toml:4"),
    Term("拍拍", "Paipai", "ORG", wrong=("pat", "pat network"), domain="e-commerce", origin="n.toml:5"),
    Term("拍拍贷", "Paipai Loans", "ORG", accept=("PPDAI",), wrong=("pat loan",), origin="n.toml:6"),
    Term("天猫", "Tmall", "ORG", wrong=("day cat", "sky cat"), domain="e-commerce", origin=f"{_PACK}:7"),
    Term("京东", "JD.com", "ORG", accept=("JD",), wrong=("Beijing east",), domain="e-commerce", origin=f"{_PACK}:8"),
    Term("京东商城", "JD.com", "ORG", wrong=("Beijing east mall", "JD mall"), domain="e-commerce", origin="n.toml:9"),
    Term("美团", "Meituan", "ORG", wrong=("US group", "beauty group"), domain="e-commerce", origin=f"{_PACK}:10"),
    Term("电商", "e-commerce", "TERM", wrong=("electricity supplier",), origin=f"{_PACK}:11"),
    Term("东方网", "Eastday", "MEDIA", origin="n.toml:12"),
    Term("街电", "Jiedian", "ORG", wrong=("street electricity",), origin="n.toml:13"),
    Term("天下网商", "Tianxia Wangshang", "MEDIA", wrong=("world network business",), origin="n.toml:14"),
    # Their wrong forms come about by other names' repairs.
    Term("亿邦站", "Yibang Site", "MEDIA", wrong=("Ebrun site",), origin=f"{_PACK}:15"),
    Term("天猫贷", "Tmall Credit", "ORG", wrong=("Tmall loans", "Tmall loan"), origin=f"{_PACK}:16"),
    Term("东街", "JD.com street", "LOC", wrong=("JD.com lane",), origin="n.toml:17"),
    Term("街巷", "Lane", "WORK", domain="e-commerce", origin="n.toml:18"),
)  # fmt: skip

MADE_BY_OTHERS = ("亿邦站", "天猫贷", "东街")

_OTHERS = {
    "拍拍": replace(POOL[4], en="Pai Pai"),
    "京东": replace(POOL[7], accept=("JD", "Jingdong")),
    "美团": replace(POOL[9], wrong=("US group",)),
    "天猫": replace(POOL[6], origin="n.toml:7"),
    "亿邦动力": replace(POOL[2], wrong=("billion state power", "billion power")),
    "花街": replace(POOL[1], wrong=()),
    "花街网": replace(POOL[0], en="Huajie Net", accept=("Huajie",)),
    "电商": replace(POOL[10], type=None, wrong=("electricity supplier", "electric business")),
    "街电": replace(POOL[12], aliases=("街电科技",)),
    "京东商城": replace(POOL[8], wrong=("Beijing east mall",)),
}

# English, and Chinese that it may come from.
_SENTENCES = (
    ("{0} told reporters that sales on {1} rose.", "{0}告诉记者，{1}的销量上升。"),
    ("According to {0}, sellers left {1} for {2} last year.", "据{0}报道，卖家去年离开{1}，转投{2}。"),
    ("A {0} of small stalls fills the old town; {1} reported it.", "老城有许多小摊；{0}作了报道。"),
    ("The {0} net learned that {1} has launched a new platform.", "{0}网获悉，{1}推出了新平台。"),
    ("Users of {0} network and {1} loans asked for refunds.", "{0}网和{1}贷的用户要求退款。"),
    ("He gave him a pat on the back near {0}.", "他在{0}附近拍了拍他的背。"),
    ("{0} mall and {1} street say nothing.", "{0}商城和{1}街没有表态。"),
    ("The {0} site and {1} loans told {2} mall that prices fell.", "{0}站和{1}贷告诉{2}商城，价格下跌。"),
    ("Shares of {0} fell, {0} said, and {1} platforms lost users.", "{0}股价下跌，{0}说，{1}平台流失用户。"),
)  # fmt: skip
_MADE = (
    ("According to billion state power site, sellers on day cat loans left.", "据亿邦动力站点报道，天猫的卖家离开了。"),
    ("Sellers told billion state power site that day cat loans rose.", "卖家告诉亿邦动力，天猫贷款上升。"),
    ("Beijing east lane told reporters that sales fell, and Beijing east said so.", "京东告诉记者销量下降，京东这么说。"),
)  # fmt: skip


def glossary(rng: random.Random) -> list[Term]:
    """Return some of the pool's terms, in their order."""
    return [_OTHERS.get(t.zh, t) if rng.random() < 0.2 else t for t in POOL if rng.random() < 0.75]


def changed(rng: random.Random, terms: Sequence[Term]) -> list[Term]:
    """Return the terms with one or two of them changed, gone, new or in another place."""
    out = list(terms)
    if rng.random() < 0.3:
        made = rng.choice(MADE_BY_OTHERS)
        left = [t for t in out if t.zh != made]
        return left if len(left) < len(out) else [*out, *(t for t in POOL if t.zh == made)]
    for _ in range(rng.choice((1, 1, 2))):
        kind = rng.choice(("change", "change", "drop", "add", "move"))
        if kind == "change" and out:
            at = rng.randrange(len(out))
            first = {t.zh: t for t in POOL}[out[at].zh]
            out[at] = _OTHERS.get(out[at].zh, first) if out[at] == first else first
        elif kind == "drop" and out:
            out.pop(rng.randrange(len(out)))
        elif kind == "move" and len(out) > 1:
            out.insert(rng.randrange(len(out)), out.pop(rng.randrange(len(out))))
        else:
            fresh = [t for t in POOL if t.zh not in {o.zh for o in out}]
            if fresh:
                out.insert(rng.randrange(len(out) + 1), rng.choice(fresh))
    return out


def _form(rng: random.Random, term: Term) -> str:
    other = _OTHERS.get(term.zh, term)
    loose = {
        "花街网": ["flower street network", "flower street site"],
        "东方网": ["eastern network"],
    }
    forms = [*term.right, *term.wrong, *other.right, *other.wrong, *loose.get(term.zh, []), term.zh]
    return rng.choice(forms)


def text(rng: random.Random, line: int, sourced: bool, row: bool = True) -> Text:
    """Return a text of one to three sentences, some with their source."""
    target, source = [], []
    for _ in range(rng.choice((1, 1, 2, 3))):
        if rng.random() < 0.15:
            english, chinese = rng.choice(_MADE)
            target.append(english)
            source.append(chinese)
            continue
        english, chinese = rng.choice(_SENTENCES)
        names = [rng.choice(POOL) for _ in range(3)]
        target.append(english.format(*(_form(rng, t) for t in names)))
        source.append(chinese.format(*(t.zh for t in names)))
    joint = rng.choice((" ", "\n", "\n\n"))
    return Text(
        "made.jsonl", line, joint.join(target), joint.join(source) if sourced else None, row=row
    )
