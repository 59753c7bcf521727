"""Japanese, Korean and Vietnamese names in Chinese characters, read as at home.

Newspapers write 西村 as Nishimura, 朴廷桓 as Park Jung-hwan and 范明政 as Pham Minh Chinh. The
table (`benchmarks/eastern_readings.py` makes it) has Japanese surnames, given names and
places, and how single characters are read in Korean and in Vietnamese.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from mt_repair.knowledge.namer.known import capitalised

SURNAME, GIVEN, PLACE, KOREAN, VIETNAMESE = "sgpkv"
_CLASSES = "市县区町村郡"


@lru_cache(maxsize=1)
def eastern() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return readings by characters and kind, the likeliest first."""
    held = (files("mt_repair") / "knowledge/data/eastern.tsv.gz").read_bytes()
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in gzip.decompress(held).decode("utf-8").splitlines():
        zh, kind, said = line.split("\t")
        out[zh, kind] = (*out.get((zh, kind), ()), said)
    return out


def japanese_places(zh: str) -> list[str]:
    """Return how a Japanese place is called, without its class; empty where none is so written."""
    bare = zh[:-1] if len(zh) > 2 and zh[-1] in _CLASSES else zh
    every = {zh: eastern().get((zh, PLACE), ()), bare: eastern().get((bare, PLACE), ())}
    return [capitalised(said) for found in every.values() for said in found]


def japanese_people(zh: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the ways to cut a Japanese person's name: surname's reading, given name, its readings.

    The readings are empty where the table lacks the given name.
    """
    for at in (2, 1, 3):
        surname, given = zh[:at], zh[at:]
        if 1 <= len(given) <= 3:
            for said in eastern().get((surname, SURNAME), ()):
                yield capitalised(said), given, eastern().get((given, GIVEN), ())


def korean_person(zh: str) -> list[str]:
    """Return how newspapers spell a Korean person's name; empty where it cannot be one."""
    at = 2 if zh[:2] in _KOREAN_SURNAMES else 1
    surname, given = _KOREAN_SURNAMES.get(zh[:at]), zh[at:]
    read = [eastern().get((char, KOREAN), ("",))[0] for char in given]
    if surname is None or not 1 <= len(given) <= 2 or not all(read):
        return []
    usual = [_IN_NAMES.get(s) or revised(s) for s in read]
    strict = [revised(s) for s in read]
    found = [
        f"{surname} {parts[0].capitalize()}" + "".join(f"-{p}" for p in parts[1:])
        for parts in (usual, strict)
    ]
    return list(dict.fromkeys(found))


def vietnamese_person(zh: str) -> str:
    """Return a Vietnamese person's name without its marks; empty where it cannot be one."""
    surname = _VIETNAMESE_SURNAMES.get(zh[:1])
    rest = [_VIETNAMESE.get(c) or eastern().get((c, VIETNAMESE), ("",))[0] for c in zh[1:]]
    if surname is None or not 1 <= len(rest) <= 3 or not all(rest):
        return ""
    return " ".join([surname, *(part.capitalize() for part in rest)])


_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


def revised(syllable: str) -> str:
    """Return a Hangul syllable in the Revised Romanisation, by itself (Ministry of Culture, 2000)."""
    number = ord(syllable[0]) - 0xAC00
    if not 0 <= number < 11172:
        return ""
    parts = (_INITIALS[number // 588], _VOWELS[number % 588 // 28], _FINALS[number % 28])
    return "".join(part for part in parts if part != "-")


# Syllables that people spell otherwise than the Revised Romanisation, as the passports of 2007 have it most.
_IN_NAMES = dict(p.split("=") for p in (
    "정=jung 영=young 성=sung 현=hyun 경=kyung 우=woo 은=eun 수=soo 희=hee 철=chul 석=seok 형=hyung 명=myung "
    "병=byung 승=seung 종=jong 근=keun 기=ki 규=kyu 구=koo 국=kook 권=kwon 광=kwang 길=kil 문=moon 순=soon 윤=yoon "
    "주=joo 준=joon 춘=choon 훈=hoon 훤=hwon 연=yeon 렬=ryul 률=ryul 열=yeol 선=sun 숙=sook 욱=wook 운=woon 유=yoo 용=yong "
    "무=moo 부=boo 두=doo 균=kyun 건=gun 걸=geol 한=han 학=hak 혁=hyuk 협=hyup 령=ryung 련=ryun 려=ryeo 류=ryu 리=ri "
    "범=beom 법=bup 섭=sup 업=up 엽=yup 일=il 임=im 원=won 월=wol 위=wi 의=eui 녕=nyung 택=taek 태=tae 대=dae 도=do 동=dong"
).split())  # fmt: skip
_KOREAN_SURNAMES = dict(p.split("=") for p in (
    "金=Kim 李=Lee 朴=Park 崔=Choi 郑=Jung 姜=Kang 赵=Cho 尹=Yoon 张=Jang 林=Lim 韩=Han 吴=Oh 徐=Seo 申=Shin 权=Kwon "
    "黄=Hwang 安=Ahn 宋=Song 柳=Ryu 洪=Hong 全=Jeon 高=Ko 文=Moon 孙=Son 梁=Yang 裴=Bae 白=Baek 许=Heo 南=Nam 沈=Shim "
    "卢=Roh 丁=Jung 河=Ha 郭=Kwak 成=Sung 车=Cha 朱=Joo 禹=Woo 具=Koo 任=Im 田=Jeon 闵=Min 俞=Yoo 罗=Na 陈=Jin 池=Ji "
    "严=Eom 蔡=Chae 元=Won 千=Chun 方=Bang 孔=Kong 玄=Hyun 咸=Ham 卞=Byun 廉=Yeom 吕=Yeo 秋=Choo 都=Do 石=Seok 宣=Sun "
    "薛=Seol 马=Ma 吉=Gil 延=Yeon 魏=Wi 表=Pyo 明=Myung 奇=Ki 潘=Ban 王=Wang 琴=Geum 玉=Ok 陆=Yook 孟=Maeng 牟=Mo "
    "南宫=Namkoong 皇甫=Hwangbo 鲜于=Sunwoo 诸葛=Jegal 司空=Sagong 独孤=Dokgo"
).split())  # fmt: skip
_VIETNAMESE_SURNAMES = dict(p.split("=") for p in (
    "阮=Nguyen 陈=Tran 黎=Le 范=Pham 黄=Hoang 潘=Phan 武=Vo 邓=Dang 裴=Bui 杜=Do 胡=Ho 吴=Ngo 杨=Duong 李=Ly 张=Truong "
    "郑=Trinh 丁=Dinh 林=Lam 段=Doan 陶=Dao 高=Cao 王=Vuong 苏=To 梁=Luong 农=Nong 何=Ha 刘=Luu 朱=Chu 谢=Ta 孙=Ton 曹=Tao "
    "谭=Dam 魏=Nguy 马=Ma 郭=Quach 赖=Lai 莫=Mac 石=Thach 蔡=Thai 韦=Vi 甘=Cam 冯=Phung 邱=Khuu 尹=Doan 宋=Tong 翁=Ong 卢=Lo 洪=Hong"
).split())  # fmt: skip
# Where the table has no reading, or another than names have.
_VIETNAMESE = dict(p.split("=") for p in (
    "范=pham 文=van 氏=thi 英=anh 辉=huy 雄=hung 勇=dung 清=thanh 青=thanh 成=thanh 俊=tuan 黄=hoang 明=minh 光=quang 春=xuan 志=chi "
    "玉=ngoc 国=quoc 仲=trong 富=phu 福=phuc 晋=tan 德=duc 庭=dinh 廷=dinh 善=thien 仁=nhan 忠=trung 中=trung 赏=thuong 政=chinh 惠=hue "
    "金=kim 银=ngan 翠=thuy 香=huong 花=hoa 兰=lan 梅=mai 莲=lien 秋=thu 红=hong 海=hai 江=giang 山=son 林=lam 南=nam 北=bac 东=dong "
    "西=tay 龙=long 虎=ho 鸿=hong 凤=phuong 强=cuong 坚=kien 胜=thang 战=chien 进=tien 新=tan 长=truong 安=an 平=binh 和=hoa 友=huu "
    "伯=ba 世=the 家=gia 庆=khanh 嘉=gia 宝=bao 贵=quy 权=quyen 荣=vinh 永=vinh 维=duy 日=nhat 月=nguyet 阳=duong 大=dai 士=si 锐=nhue"
).split())  # fmt: skip
