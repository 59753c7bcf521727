"""What kind of entity a name is, guessed from its Chinese ending and its English description."""

from __future__ import annotations

import re

from mt_repair.types import EntityType

# In the order they are asked: "newspaper company" is a medium, "river in a novel" a work.
_ENGLISH_WORDS: tuple[tuple[EntityType, str], ...] = (
    (
        "MEDIA",
        r"newspaper|news agency|News Agency|Daily|broadcaster|broadcasting|TV (?:station|network|channel)|"
        r"television (?:station|network)|radio station|magazine|news website|weekly",
    ),
    (
        "WORK",
        r"novel|film|movie|play by|opera|TV (?:series|drama|show)|poem|book|song|Book of|video game|"
        r"album|painting|treatise|comic|manga|anime|epistle|Epistle of|Gospel|dictionary",
    ),
    (
        "PER",
        r"politician|president of|prime minister|actor|actress|singer|writer|author|poet|player|philosopher|"
        r"scientist|physicist|mathematician|chemist|painter|composer|director|general|statesman|star|emperor|"
        r"king|queen|novelist|leader|given name|person name|surname|warlord|diplomat|monk|architect|"
        r"explorer|historian|economist|swimmer|golfer|athlete|champion|businessman|entrepreneur|saint|prophet|"
        r"Emperor|King|Queen|Pope|dictator|revolutionary|scholar|calligrapher|astronaut|journalist|chancellor",
    ),
    (
        "LOC",
        r"city|cities|county|district|province|prefecture|township|town|village|river|lake|mountains?|island|"
        r"islands|sea|state|country|nation|capital|region|peninsula|bay|strait|desert|municipality|harbou?r|"
        r"port|continent|republic|Republic|River|Mountains?|Island|Islands|Sea|Lake|Bay|County|District|City|"
        r"Province|Prefecture|suburb|railway station|airport|street|territory|archipelago|kingdom|area|"
        r"volcano|canal|valley|plateau|banner|league|Autonomous",
    ),
    (
        "EVENT",
        r"war|War|battle|Battle|festival|Festival|revolution|Revolution|uprising|Uprising|rebellion|"
        r"Rebellion|massacre|Massacre|incident|Incident|Olympics|Olympic Games|Games|Movement|"
        r"conference of|Expo|Day",
    ),
    (
        "ORG",
        r"company|brand|University|university|College|party|Party|organi[sz]ation|Organi[sz]ation|bank|"
        r"Bank|ministry|Ministry|Committee|committee|agency|Agency|bureau|Bureau|association|Association|"
        r"corporation|Corporation|Commission|Council|Institute|Academy|Group|Federation|Union|Administration|"
        r"Office|Department|Army|Navy|Force|club|team|League|Foundation|hospital|Hospital|museum|Museum|"
        r"Inc|Ltd|Co|airlines?|Airlines|chain|retailer|manufacturer|Congress|Parliament|Court|Society|"
        r"Conference|Alliance|portal",
    ),
    (
        "PROD",
        r"software|app|operating system|car|aircraft|missile|rocket|satellite|smartphone|website",
    ),
)
_CHINESE_ENDINGS: tuple[tuple[EntityType, str], ...] = (
    ("MEDIA", "报|通讯社|新闻社|电视台|广播电台|周刊|新闻网"),
    ("EVENT", "战争|战役|之战|革命|事件|事变|运动会|起义|奥运会|大屠杀|之乱|世博会|节"),
    (
        "ORG",
        "党|委员会|委|局|部|公司|集团|银行|大学|学院|联盟|组织|法院|协会|学会|基金会|医院|"
        "中学|研究院|研究所|博物馆|政府|国会|议会|俱乐部|航空|海军|空军|陆军|解放军|警察|署|厅",
    ),
    (
        "LOC",
        "省|市|县|区|镇|乡|村|州|郡|岛|半岛|群岛|山|山脉|江|河|湖|海|洋|湾|海峡|国|路|街|桥|港|"
        "机场|车站|盆地|高原|沙漠|平原|盟|旗",
    ),
)
_LOC_CHARACTERS = frozenset("州省市县岛洲湾")
_ENGLISH = [(kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _ENGLISH_WORDS]
_CHINESE = [(kind, re.compile(f"(?:{endings})$")) for kind, endings in _CHINESE_ENDINGS]


def kind_of(zh: str, english: str) -> EntityType:
    """Return the likeliest type of a name, TERM where nothing speaks for another.

    An ending of the Chinese name says more than its English description.
    """
    if len(zh) > 2:
        for kind, pattern in _CHINESE:
            if pattern.search(zh):
                return kind
    for kind, pattern in _ENGLISH:
        if pattern.search(english):
            return kind
    return "LOC" if zh[-1:] in _LOC_CHARACTERS else "TERM"
