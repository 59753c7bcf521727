"""The right name in the form its sentence needs. `[[ ]]` marks the wrong name."""

from __future__ import annotations

import pytest

from mt_repair.repair.terms import replacement
from mt_repair.types import Term

PAIPAI = Term("拍拍", "Paipai", "ORG")
EBRUN = Term("亿邦动力", "Ebrun", "ORG")
SINA = Term("新浪", "Sina", "ORG")
SAILUN = Term("赛轮", "Sailun", "ORG")
CATL = Term("宁德时代", "CATL", "ORG")
EXPRESS = Term("极兔", "J&T Express", "ORG")
PICC = Term("人保", "PICC", "ORG")
PEOPLE = Term("人民网", "People's Daily Online", "MEDIA")
DAHE = Term("大河报", "Dahe Daily", "MEDIA")
CAIXIN = Term("财新周刊", "Caixin", "MEDIA")
MINISTRY = Term("商务部", "Ministry of Commerce", "ORG")
BOURSE = Term("深交所", "Shenzhen Stock Exchange", "ORG")
ECOMMERCE = Term("电商", "e-commerce", "TERM")
CELEBRITY = Term("网红", "internet celebrity", "TERM")
CROSS_BORDER = Term("跨境电商", "cross-border e-commerce", "TERM")
LENDING = Term("小额贷款", "micro-lending", "TERM")
FINTECH = Term("金融科技", "fintech", "TERM")
SOFTWARE = Term("软件", "software", "TERM")
HAITAO = Term("海淘", "haitao", "TERM")
STORE = Term("淘宝店", "Taobao store", "TERM")
MICRO_STORE = Term("小店", "micro store", "TERM")
CHARGER = Term("充电桩", "charging point", "TERM")
VAN = Term("面包车", "minivan", "TERM")
SHOP = Term("微店", "Weidian", "PROD")
BESIEGED = Term("围城", "Fortress Besieged", "WORK")
GLORY = Term("荣耀", "Honor", "PROD")
ROBIN = Term("李彦宏", "Robin Li", "PER")
ALIBABA = Term("阿里", "Alibaba", "ORG")

CHANGED = [
    # the name alone
    (PAIPAI, "Sellers on [[pat]] complained.", "Sellers on Paipai complained."),
    (PAIPAI, "He sold [[pats]] in 2015.", "He sold Paipai in 2015."),
    (EBRUN, "[[billion state power]]", "Ebrun"),
    (PAIPAI, "([[pat]]) fell 3%", "(Paipai) fell 3%"),
    (ROBIN, "said [[Li Yanhong]], 45", "said Robin Li, 45"),
    # an article goes with its class noun
    (PAIPAI, "The [[pat]] network said so.", "Paipai said so."),
    (
        EBRUN,
        "Reporters of the [[billion state power]] network were told.",
        "Reporters of Ebrun were told.",
    ),
    (EBRUN, "the [[billion state power]] said", "Ebrun said"),
    (PAIPAI, "He left the [[pat]] in May.", "He left Paipai in May."),
    (SINA, "According to the [[new wave]], it rained.", "According to Sina, it rained."),
    (SINA, "He said the [[new wave]] uses new rules.", "He said Sina uses new rules."),
    (SINA, "He said the [[new wave]] lists its ads.", "He said Sina lists its ads."),
    (SINA, "He said the [[new wave]] charges fees.", "He said Sina charges fees."),
    # an article stays with the noun it belongs to
    (SINA, "He said the [[new wave]] users left.", "He said the Sina users left."),
    (SINA, "He said the [[new wave]] shares in it fell.", "He said the Sina shares in it fell."),
    (SHOP, "In May the [[micro shop]] uses new rules.", "In May the Weidian uses new rules."),
    (SAILUN, "The [[race wheel]] factory opened.", "The Sailun factory opened."),
    (PAIPAI, "the [[pat]] founder said", "the Paipai founder said"),
    # what an apostrophe begins is no article
    (PAIPAI, "In Xi'an [[pat]] opened a shop.", "In Xi'an Paipai opened a shop."),
    (PAIPAI, "In Xi\u2019an [[pats]] opened.", "In Xi\u2019an Paipai opened."),
    (EBRUN, "a [[billion state power]] reporter", "an Ebrun reporter"),
    (PAIPAI, "an [[instant racket]] user", "a Paipai user"),
    (ALIBABA, "He is a [[Ali]] man.", "He is an Alibaba man."),
    (CATL, "It has an [[Ningde era]] battery.", "It has a CATL battery."),
    (PICC, "an [[people protect]] agent", "a PICC agent"),
    (EBRUN, "A [[billion state power]] reporter asked.", "An Ebrun reporter asked."),
    # an article comes
    (
        MINISTRY,
        "according to [[commerce part]], it fell",
        "according to the Ministry of Commerce, it fell",
    ),
    (
        BOURSE,
        "Trading at [[deep trade place]] stopped.",
        "Trading at the Shenzhen Stock Exchange stopped.",
    ),
    (DAHE, "the [[big river newspaper]] said", "the Dahe Daily said"),
    (MINISTRY, "the [[commerce part]] said", "the Ministry of Commerce said"),
    # possessives
    (PAIPAI, "[[pat]]'s founder", "Paipai's founder"),
    (PAIPAI, "[[pat]]\u2019s founder", "Paipai\u2019s founder"),
    (PAIPAI, "the [[pats]]' shares fell", "Paipai's shares fell"),
    (EBRUN, "the [[billion state powers]]\u2019 staff", "Ebrun\u2019s staff"),
    (CATL, "[[Ningde eras]]' plant", "CATL's plant"),
    # a plural made one name, and its verb
    (EBRUN, "the [[million state powers]] say it is so", "Ebrun says it is so"),
    (EBRUN, "The [[million state powers]] are ready.", "Ebrun is ready."),
    (PAIPAI, "[[pats]] have users", "Paipai has users"),
    (PAIPAI, "[[pats]] were sold", "Paipai was sold"),
    (PAIPAI, "[[pats]] announce a sale", "Paipai announces a sale"),
    (PAIPAI, "[[pats]] said so", "Paipai said so"),
    (PAIPAI, "[[pats]] users complain", "Paipai users complain"),
    # class nouns are swallowed
    (PAIPAI, "[[pat]] Network said", "Paipai said"),
    (PAIPAI, "on [[pat]] net, sellers", "on Paipai, sellers"),
    (EXPRESS, "[[extreme rabbit]] express delivered", "J&T Express delivered"),
    (EBRUN, "[[billion state power]]\nnetwork learned", "Ebrun learned"),
    (SINA, "[[new wave]] technology news", "Sina technology news"),
    # the same name right before
    (PAIPAI, "Paipai [[pat]] said", "Paipai said"),
    (ALIBABA, "the Alibaba [[Ali]] group", "the Alibaba group"),
    # sentence starts and headings, of common nouns
    (ECOMMERCE, "[[Electric business]] grew.", "E-commerce grew."),
    (ECOMMERCE, "It rained. [[Electric business]] grew.", "It rained. E-commerce grew."),
    (ECOMMERCE, "He likes [[electric business]].", "He likes e-commerce."),
    (ECOMMERCE, "He likes [[Electric business]].", "He likes e-commerce."),
    (ECOMMERCE, "[[ELECTRIC BUSINESS]] GREW", "E-COMMERCE GREW"),
    (CELEBRITY, "How [[Net Red]] Shops Make Money", "How Internet Celebrity Shops Make Money"),
    (CELEBRITY, "a [[net red]] shop", "an internet celebrity shop"),
    (PAIPAI, "PATS RISE AS [[PAT]] SELLS", "PATS RISE AS Paipai SELLS"),
    # the noun after a trade stays
    (
        ECOMMERCE,
        "He left the [[electricity supplier industry]] in May.",
        "He left the e-commerce industry in May.",
    ),
    (ECOMMERCE, "an [[electric business platform]]", "an e-commerce platform"),
    (ECOMMERCE, "rules for [[electric business platform]]", "rules for e-commerce"),
    (ECOMMERCE, "rules for [[electric business platforms]]", "rules for e-commerce platforms"),
    (PAIPAI, "on the [[pat platform]], he sold", "on Paipai, he sold"),
    (CELEBRITY, "the [[net red industry]] grows", "the internet celebrity grows"),
    # hyphens and quotes
    (PAIPAI, "a [[pat]]-owned shop", "a Paipai-owned shop"),
    (EBRUN, "the [[billion-state-power]] network said", "Ebrun said"),
    (PAIPAI, 'called "[[pat]]" by all', 'called "Paipai" by all'),
    (PAIPAI, "the \u201c[[pat]]\u201d site", "the \u201cPaipai\u201d site"),
    (EBRUN, 'a "[[billion state power]]" reporter', 'an "Ebrun" reporter'),
    (BESIEGED, 'the novel "[[Siege]]" sold', 'the novel "Fortress Besieged" sold'),
    (GLORY, "an '[[honour]]' phone", "an 'Honor' phone"),
    # a name over a line end
    (EBRUN, "the [[billion\nstate power]] network said", "Ebrun said"),
    (EBRUN, "by the [[billion state\r\npower]] reporter", "by the Ebrun reporter"),
    (PAIPAI, "the\n[[pat]] network said", "Paipai said"),
    (EBRUN, "\u300a[[billion state power]]\u300b", "\u300aEbrun\u300b"),
]
# Articles of the text's own case; a name's capital is not theirs.
SMALL_ARTICLES = [
    (ALIBABA, "a [[Ali]] spokesman", "an Alibaba spokesman"),
    (CATL, "an [[Ningde era]] battery", "a CATL battery"),
]
# Nothing but the marked words may change: the text around them is another's.
ROUND = [
    (PAIPAI, "[[pat]] networks merged"),
    (PAIPAI, "[[pat]] networking rose"),
    (PAIPAI, "Tencent [[pat]] 2.0"),
    (PAIPAI, "other [[pat]] Taobao"),
    (PAIPAI, "bathe [[pat]] said"),
    (PAIPAI, "Santa [[pat]] said"),
    (PAIPAI, "1,300 [[pat]] 20%"),
    (PAIPAI, "\ufeff[[pat]]\r\n"),
    (PAIPAI, "\t[[pat]]  \n\n"),
    (PAIPAI, "😀[[pat]]😀"),
    (PAIPAI, "\ud800 [[pat]] \udfff"),
    (PAIPAI, "'[[pat]]'"),
    (PAIPAI, "([[pat]], [[pat]])"),
    (PAIPAI, "http://x.y [[pat]] a@b.c"),
    (PAIPAI, "in-the [[pat]] said"),
    (PAIPAI, "*[[pat]]* _x_"),
    (ROBIN, "his [[Li Yanhong]] network"),
    (ECOMMERCE, "for [[electric business]] network links"),
    (EXPRESS, "[[extreme rabbit]] expresses doubt"),
    (PAIPAI, "Paipaix [[pat]] said"),
    (EBRUN, "[[billion state power]] say"),
    (PAIPAI, "its [[pat]] are"),
    (PAIPAI, "[[pat]] netted 3 yuan"),
    (PAIPAI, "of [[pat]]. The network fell"),
    (PAIPAI, "[[pat]], network and all"),
    (PAIPAI, "the good [[pat]] said"),
    (PAIPAI, "THE. [[pat]] said"),
    (PAIPAI, "a, [[pat]] said"),
    (CAIXIN, "said [[money new]] magazine"),
    (BESIEGED, 'saw "[[Siege]]" at the cinema'),
    (DAHE, "a man of [[big river newspaper]] staff"),
    (MINISTRY, "[[commerce part]] officials said"),
    (PAIPAI, "[[pat]]\u2013Taobao talks"),
    (PAIPAI, "[[pat]]."),
    (PAIPAI, "[[pat]]"),
    (SINA, "\u4e0e[[new wave]]\u7684"),
    (PAIPAI, "x\x00[[pat]]\x00y"),
    (PAIPAI, "e\u0301 [[pat]] e\u0301"),
    (PAIPAI, "\u202e[[pat]]\u202c"),
    (PAIPAI, "<b>[[pat]]</b>"),
    (PAIPAI, "`[[pat]]`"),
    (PAIPAI, "A. [[pat]] did"),
    (PAIPAI, "$4.5 [[pat]] billion"),
    (PAIPAI, "[[pat]] has, are, were"),
    (PAIPAI, "[[pat]]/network"),
    (PAIPAI, "[[pat]]-network"),
    (PAIPAI, "Theo and [[pat]] said"),
    (SAILUN, "by 'the' [[race wheel]] shop"),
    (PAIPAI, "an' [[pat]] said"),
    (PEOPLE, "for [[people net]] and TV"),
    (CATL, "to [[Ningde era]] again"),
    (GLORY, "sold [[glory]] phones"),
    (SHOP, "in [[micro shop]], he said"),
    (PAIPAI, "not [[pat]]; network"),
    (ROBIN, "[[Li Yanhong]]'s net worth"),
    (ALIBABA, "Alibaba, [[Ali]] said"),
    (ALIBABA, "Alibaba's [[Ali]] said"),
    (PAIPAI, "the-[[pat]] said"),
    (PAIPAI, "[[pat]] \u2019s network"),
]


def replaced(term: Term, marked: str, made_plural: bool = False) -> tuple[str, str, str]:
    """Replace the first marked name; return the text before, what was made, and all of it."""
    start = marked.index("[[")
    end = marked.index("]]") - 2
    text = marked.replace("[[", "").replace("]]", "")
    made = replacement(text, start, end, term, made_plural)
    assert 0 <= made.start <= start
    assert end <= made.end <= len(text)
    return text, made.new, text[: made.start] + made.new + text[made.end :]


@pytest.mark.parametrize(
    ("term", "before", "after"), CHANGED, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_name_takes_the_form_its_sentence_needs(term, before, after):
    assert replaced(term, before)[2] == after


@pytest.mark.parametrize(
    ("term", "marked"), ROUND, ids=lambda v: ascii(v) if isinstance(v, str) else ""
)
def test_nothing_around_a_name_changes_without_need(term, marked):
    start, end = marked.index("[["), marked.index("]]")
    rest = marked[end + 2 :].replace("[[", "").replace("]]", "")
    assert replaced(term, marked)[2] == marked[:start] + term.en + rest


# Wrong forms in the plural: what can be counted follows, what cannot does not.
PLURAL = [
    (CELEBRITY, "two [[net reds]] left", "two internet celebrities left"),
    (CELEBRITY, "[[Net reds]] are rich", "Internet celebrities are rich"),
    (CELEBRITY, "the [[net reds]]' shops", "the internet celebrities' shops"),
    (STORE, "the [[Amoy shops]] of Hangzhou", "the Taobao stores of Hangzhou"),
    (MICRO_STORE, "ten [[tiny shops]] closed", "ten micro stores closed"),
    (CHARGER, "a row of [[charge piles]]", "a row of charging points"),
    (VAN, "drove [[bread cars]] to town", "drove minivans to town"),
    (ECOMMERCE, "into [[electricity suppliers]] again", "into e-commerce again"),
    (ECOMMERCE, "[[Electricity suppliers]] are growing.", "E-commerce is growing."),
    (CROSS_BORDER, "of [[border-crossing powers]]", "of cross-border e-commerce"),
    (LENDING, "rules for [[tiny borrows]]", "rules for micro-lending"),
    (FINTECH, "money for [[gold subjects]]", "money for fintech"),
    (HAITAO, "taxes on [[sea pans]]", "taxes on haitao"),
    (SOFTWARE, "[[soft pieces]] say so", "software says so"),
    (ECOMMERCE, "[[electricity supplier platforms]] are new", "e-commerce platforms are new"),
    (ECOMMERCE, "LARGE [[ELECTRICITY SUPPLIER PLATFORMS]]", "LARGE E-COMMERCE PLATFORMS"),
    (HAITAO, "the [[sea-pan platforms]] of Ningbo", "the haitao platforms of Ningbo"),
]


@pytest.mark.parametrize(
    ("term", "before", "after"), PLURAL, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_common_noun_takes_the_plural_it_has(term, before, after):
    assert replaced(term, before, made_plural=True)[2] == after


@pytest.mark.parametrize(
    ("term", "before", "after"), CHANGED, ids=lambda v: v if isinstance(v, str) else ""
)
def test_figures_and_marks_around_a_name_stay(term, before, after):
    kept = '0123456789.,;%"\u201c\u201d\u300a\u300b()\n'
    text, _, now = replaced(term, before)
    assert [c for c in now if c in kept and c != "\n"] == [
        c for c in text if c in kept and c != "\n"
    ]


@pytest.mark.parametrize(("term", "before", "after"), SMALL_ARTICLES, ids=["Ali", "Ningde"])
def test_a_small_article_stays_small(term, before, after):
    assert replaced(term, before)[2] == after


@pytest.mark.parametrize(
    "marked", ["[[pat]]\n\nNetwork news", "the\n\n[[pat]] said", "Paipai\n\n[[pat]] said"]
)
def test_a_blank_line_stays(marked):
    assert replaced(PAIPAI, marked)[2] == marked.replace("[[pat]]", "Paipai")


def test_an_address_after_a_name_stays():
    assert replaced(PAIPAI, "on [[pat]] net.red@qq.com")[2] == "on Paipai net.red@qq.com"
