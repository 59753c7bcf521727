"""Clean clauses with their grammar, written out by hand: the tests need no parser."""

from __future__ import annotations

from mt_repair.train.parsed import Parsed

_TIGHT = frozenset((".", ",", "'s"))


def parsed(text: str, opens: bool = True) -> Parsed:
    """Return a clause of words with tags: word/TAG/label/head[/slot], heads counted from 0, -1 for none.

    A name's words are joined by "_".
    """
    rows = [word.split("/") for word in text.split()]
    words = tuple(r[0].replace("_", " ") for r in rows)
    gaps = tuple("" if i == 0 or w in _TIGHT else " " for i, w in enumerate(words))
    return Parsed(
        words,
        gaps,
        tuple(r[1] for r in rows),
        tuple(r[2] for r in rows),
        tuple(int(r[3]) for r in rows),
        tuple(r[4] if len(r) > 4 else "" for r in rows),
        opens,
        True,
        "test",
    )


EMPLOYEE = parsed(
    "A/DT/det/3 former/JJ/amod/3 Paipai/NNP/compound/3/ORG employee/NN/nsubj/4 told/VBD/ROOT/-1 "
    "Ebrun/NNP/dobj/4/MEDIA that/IN/mark/8 it/PRP/nsubj/8 closed/VBD/ccomp/4 in/IN/prep/8 May/NNP/pobj/9 ././punct/4"
)
USERS = parsed(
    "The/DT/det/1 users/NNS/nsubj/4 of/IN/prep/1 Zhihu/NNP/pobj/2/ORG are/VBP/ROOT/-1 young/JJ/acomp/4 ././punct/4"
)
WIFE = parsed(
    "Richard_Liu/NNP/poss/2/PER 's/POS/case/0 wife/NN/nsubj/4 has/VBZ/aux/4 left/VBN/ROOT/-1 the/DT/det/6 "
    "board/NN/dobj/4 ././punct/4"
)
CHAIN = parsed(
    "The/DT/det/1 chain/NN/nsubj/5 bought/VBN/acl/1 by/IN/agent/2 Gome/NNP/pobj/3/ORG has/VBZ/ROOT/-1 "
    "two/CD/nummod/7 stores/NNS/dobj/5 in/IN/prep/7 Beijing/NNP/pobj/8 and/CC/cc/9 Wuhan/NNP/conj/9 ././punct/5"
)
MAYOR = parsed(
    "According/VBG/prep/6 to/IN/prep/0 Caixin/NNP/pobj/1/MEDIA ,/,/punct/6 Mayor/NNP/compound/5 "
    "He_Yizhou/NNP/nsubj/6/PER is/VBZ/ROOT/-1 ill/JJ/acomp/6 ././punct/6"
)
FOUNDER = parsed(
    "Lei_Jun/NNP/nsubj/7/PER ,/,/punct/0 the/DT/det/3 founder/NN/appos/0 of/IN/prep/3 Xiaomi/NNP/pobj/4/ORG "
    ",/,/punct/0 said/VBD/ROOT/-1 that/IN/mark/10 he/PRP/nsubj/10 sells/VBZ/ccomp/7 many/JJ/amod/12 "
    "phones/NNS/dobj/10 on/IN/prep/10 Singles'_Day/NNP/pobj/13/EVENT ././punct/7"
)
INFLUENCERS = parsed(
    "Sellers/NNS/nsubj/1 pay/VBP/ROOT/-1 influencers/NNS/dobj/1/TERM for/IN/prep/1 each/DT/det/5 show/NN/pobj/3 ././punct/1"
)
SELLER = parsed(
    "A/DT/det/1 seller/NN/nsubj/5 close/JJ/amod/1 to/IN/prep/2 Paipai/NNP/pobj/3/ORG asked/VBD/ROOT/-1 it/PRP/dobj/5 "
    "to/TO/aux/8 lower/VB/xcomp/5 the/DT/det/10 fees/NNS/dobj/8 ././punct/5"
)
REPORT = parsed(
    "Ebrun/NNP/nsubj/1/MEDIA reported/VBD/ROOT/-1 that/IN/mark/6 Mr/NNP/compound/5 ././punct/3 Gao/NNP/nsubj/6/PER "
    "waits/VBZ/ccomp/1 ././punct/1"
)
UNDERSTOOD = parsed(
    "It/PRP/nsubjpass/2 is/VBZ/auxpass/2 understood/VBN/ROOT/-1 that/IN/mark/5 Gome/NNP/nsubj/5/ORG waits/VBZ/ccomp/2 ././punct/2"
)
ALL = (
    EMPLOYEE, USERS, WIFE, CHAIN, MAYOR, FOUNDER, INFLUENCERS, SELLER, REPORT, UNDERSTOOD
)  # fmt: skip
