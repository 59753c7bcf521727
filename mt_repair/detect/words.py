"""The word lists a decision leans on: who speaks, what a name does, what holds a name."""

from __future__ import annotations

# What an organisation or person does in news, as the word right after the name.
REPORTING = frozenset(
    "said says say announced announces told tells learned learns reported reports report revealed reveals "
    "disclosed discloses introduced responded replied denied confirmed explained added admitted stated "
    "claimed pointed noted believes believed thinks thought emphasized stressed warned predicted estimated "
    "commented wrote posted tweeted apologized promised declared".split()
)
ACTING = frozenset(
    "launched launches released releases unveiled acquired acquires bought sold raised raises plans planned "
    "plan opened opens closed shipped delivered filed submitted signed signs won wins lost received receives "
    "invested invests established founded set cooperated provides provided offers offered entered enters "
    "began begins started starts stopped completed issued adopts adopted ranked ranks topped grossed sued "
    "hired merged listed went goes became becomes holds held owns owned sells controls wants attended played "
    "plays stars starred directed married handed lowered handled limited fixed rose fell jumped dropped".split()
)
AUXILIARY = frozenset(
    "will would has have had is was are were can could may might must should did does do".split()
)
# A noun that a name stands before: Paipai founder, Paipai users, Paipai shares.
AFTER = frozenset(
    "founder cofounder ceo cfo cto coo chairman president chief executive executives boss director employee "
    "employees user users seller sellers merchants merchant shares share stock stocks app apps platform "
    "platforms website reporter reporters news service services payment mall shop stores store spokesman "
    "spokeswoman spokesperson customers account official officials technology technologies data group "
    "network video cloud phones phone motors cars car fans magazine newspaper editor driver drivers rider "
    "riders courier couriers headquarters factory card company".split()
)
# A noun that announces a name right before it: the company Flash, the comedy The Killer.
BEFORE = frozenset(
    "company platform app website site brand film movie comedy drama series show novel game newspaper "
    "magazine portal forum operator developer maker automaker carmaker startup retailer rival giant giants "
    "software actor actress singer director star named called chairman ceo founder analyst reporter and".split()
)
# "founder of X", "users of X": a noun whose complement is a name.
OWNED = frozenset(
    "founder cofounder ceo chairman president boss head director vice users user shares stake spokesman "
    "spokesperson employees employee customers sellers merchants app website editor reporter reporters "
    "acquisition merger listing ipo prospectus headquarters subsidiary owner manager executive official "
    "orders sales products drivers data models office rival rivals investors shareholders fans service "
    "parent box starring cast".split()
)
PLACED = frozenset(
    "on in at by from with for to via through against under into than like as of using".split()
)
DETERMINERS = frozenset(
    "a an the this that these those each every some any no another its his her their our my your".split()
)
# Words that set the scene in China news.
CHINA = frozenset(
    "yuan rmb renminbi china chinese beijing shanghai shenzhen guangzhou hangzhou hong kong taiwan mainland "
    "netizens wechat weibo alibaba tencent baidu huawei jd taobao tmall douyin cctv xinhua provincial "
    "province county municipal district domestic yangtze spring festival hainan sichuan zhejiang jiangsu "
    "guangdong tiktok douban".split()
)
NEWS = frozenset(
    "billion million percent listed financing platform internet mobile online users brand market e-commerce "
    "startup investors app ipo shares revenue profit box office film drama series starring premiere".split()
)
# Places, peoples and bodies outside China: a scene where a Chinese name is less likely.
FOREIGN = frozenset(
    "africa african america american americans argentina asia athens atlanta australia australian austria "
    "baltic bangkok bangladesh barcelona bbc belgian belgium berlin birmingham boston brazil brazilian britain "
    "british brussels budapest bulgaria cairo california cambridge canada canadian cardiff caribbean chicago "
    "chile colombia congo copenhagen cornwall croatia cuba czech dakar dallas danish delhi denmark denver detroit "
    "devon dubai dublin dutch edinburgh egypt egyptian england english ethiopia eu europe european finland "
    "finnish florida france frankfurt french geneva georgia german germany ghana glasgow greece greek hawaii "
    "helsinki houston hungary iceland india indian indonesia iran iranian iraq ireland irish israel israeli "
    "istanbul italian italy jakarta japan japanese jerusalem kansas kent kenya kiev kyiv kyoto lagos latin leeds "
    "lisbon liverpool london los louisiana madrid malaysia manchester manila marseille melbourne mexican mexico "
    "miami michigan milan minnesota montreal morocco moscow mumbai munich nairobi naples nato netherlands nigeria "
    "nigerian normandy norway norwegian nova ohio oregon oslo oxford pakistan paris pennsylvania peru philippines "
    "poland polish portugal portuguese prague pyongyang queensland rajasthan rome rotterdam russia russian saudi "
    "scotland scottish seattle seoul serbia singapore spain spanish stockholm sweden swedish swiss switzerland "
    "sydney syria tehran texas thai thailand tokyo toronto turkey turkish uganda uk ukraine ukrainian unesco "
    "vancouver venice vermont vienna vietnam wales warsaw washington welsh yemen york yorkshire zealand zurich "
    "council magistrates parliament senate congress premier pub mayor church villagers bishop".split()
)
