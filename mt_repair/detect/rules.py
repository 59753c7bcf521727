"""Every rule with what it looks for and examples: what `explain` shows, and tests run."""

from __future__ import annotations

from dataclasses import dataclass

from mt_repair.types import Example, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A detector as its users see it; examples with `after` must be flagged, others not."""

    name: str
    kind: Kind
    summary: str
    explanation: str
    examples: tuple[Example, ...]
    sources: tuple[str, ...] = ()  # the Chinese of each example, where the rule needs it


def _rule(name: str, kind: Kind, summary: str, explanation: str, *examples: Example) -> Rule:
    return Rule(name, kind, summary, explanation, examples)


_ALL = (
    _rule(
        "literal",
        "literal",
        "A Chinese name translated word by word: 拍拍 as “pat”.",
        "The glossary gives the Chinese name and its English. The wrong forms are listed there, "
        "or derived from the characters. Whether the words are the name or plain English is "
        "decided by how ordinary they are, what stands around them, and what the text is about; "
        "what is not sure enough is held for a person.",
        Example(
            "Sellers on Taobao and pat told billion state power network that traffic fell.",
            "Sellers on Taobao and Paipai told Ebrun that traffic fell.",
        ),
        Example("The coach gave each of the young players a pat on the back."),
    ),
    _rule(
        "romanised",
        "romanised",
        "A name spelt out in pinyin that has another English name: 恒大 as “Hengda”.",
        "The plain pinyin of a person with the same surname in English is no mistake "
        "(Zhang Yong, Daniel Zhang); that of a company with an English name is.",
        Example(
            "Debts of the developer Hengda reached 2.4 trillion yuan last year.",
            "Debts of the developer Evergrande reached 2.4 trillion yuan last year.",
        ),
        Example("Surfers meet at Jinshan on the north coast of Taiwan."),
    ),
    _rule(
        "wrong-name",
        "wrong-name",
        "The right name of something else: 天猫 as “Lynx”, 美团 as “US group”.",
        "Both readings are possible, so it asks for more evidence than the others: the trade the "
        "sentence is about, other names of that trade, the place in the sentence.",
        Example(
            "Chery priced the first electric sedan of its premium brand Star Trek at 200,000 yuan.",
            "Chery priced the first electric sedan of its premium brand Exeed at 200,000 yuan.",
        ),
        Example("She has watched every episode of Star Trek with her daughter."),
    ),
    _rule(
        "dateline",
        "wrong-name",
        "An agency in square brackets where a Chinese report signs itself: “[Reuters]”.",
        "【…讯】 only means “report”; English agencies sign in round brackets or none. Flag only, "
        "since the outlet's own name is lost.",
        Example("[Reuters] The platform said on Monday that it will open a shop.", ""),
        Example("LONDON (Reuters) - The platform said on Monday that it will open a shop."),
    ),
    _rule(
        "untranslated",
        "untranslated",
        "Chinese characters or full-width marks left in the English.",
        "A Chinese name in brackets after its English one stays. Where the glossary knows the "
        "name, its English is put in.",
        Example("Users of 微信 had no other choice.", "Users of WeChat had no other choice."),
        Example("The company (微信) said that it had no plans."),
    ),
    _rule(
        "inconsistent",
        "inconsistent",
        "One person, two spellings in a text, one letter apart.",
        "The rarer spelling is flagged where the other is at least twice as frequent.",
        Example(
            "Wang Chuanfu spoke first. Wang Chuanfu then left. Later, Wang Chunfu came back.", ""
        ),
        Example("Wang Chuanfu spoke first, then Wang Chuanying, then Wang Chuanfu again."),
    ),
    _rule(
        "suspect",
        "suspect",
        "A bare phrase where only a name can stand: “flower street network learned that”.",
        "No glossary is consulted: a singular noun without article speaks, reports or is named "
        "as a source. Flag only; a person must find the name.",
        Example("Yesterday, flower street network learned that the shop will close.", ""),
        Example("State media reported that the shop will close."),
    ),
    Rule(
        "source",
        "wrong-name",
        "What stands for a name of the Chinese source is not what the name is called.",
        "Where the Chinese is given, every name of the glossary that it mentions is sought in the "
        "English: by right and wrong forms, by what its characters mean and how they are spelt, by "
        "where the words around it went. One stretch of the English serves one mention. What "
        "stands there and is no right form is replaced, or held for a person where the place is "
        "not sure; a name that is nowhere is flagged as missing and never put in. The flag's kind "
        "says what was found: literal, romanised, wrong-name, missing or inconsistent; forbidden "
        "where a wrong form that your glossary lists stands without being named in the Chinese; suspect "
        "where the Chinese does not seem to be this text's source. Names that only mt-repair "
        "knows, from its pack or public lists, are repaired where the English alone shows that "
        "they are wrong, else offered.",
        (
            Example(
                "The SEC fined the carmaker 3 million yuan on Friday.",
                "The CSRC fined the carmaker 3 million yuan on Friday.",
            ),
            Example("The SEC fined the carmaker 3 million dollars on Friday."),
        ),
        ("证监会周五对该车企罚款300万元。", "美国证券交易委员会周五对该车企罚款300万美元。"),
    ),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.name: rule for rule in _ALL}
