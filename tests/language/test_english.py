"""Articles, number, verbs, and how ordinary a phrase is."""

from __future__ import annotations

import itertools

import pytest

from mt_repair.language.english import (
    article_for,
    forms_of,
    is_common,
    is_countable,
    is_plural,
    ordinariness,
    parts_of_speech,
    past,
    plural,
    present_participle,
    singular_verb,
    zipf,
)

AN = """apple hour honest heir heiress honour uninvited umbrella unimportant MBA FBI NBA 8 80 18 11
iPhone e-commerce Ebrun Alibaba SF OPPO HTC eBay AI EV Autohome IPO LED Evergrande NGO unnamed
"Ebrun" “online” 8.5 X-ray S-class Uber""".split()
A = """university European one-off unicorn UN USB CBA 1 Xiaomi WeChat UFO user NASA NATO LeEco once
Unilever Ubisoft USA usual union unit uniform hotel house Paipai 7 100 Youku “unit” 'Paipai'
UNESCO utopian""".split()


@pytest.mark.parametrize(("word", "article"), [*((w, "an") for w in AN), *((w, "a") for w in A)])
def test_an_article_follows_the_sound(word, article):
    assert article_for(word) == article
    assert article_for(f"{word} reporter") == article


@pytest.mark.parametrize("odd", ["", "...", "\u62cd", "\ud800", "\u0301"])
def test_an_article_for_what_is_no_word_is_some_article(odd):
    assert article_for(odd) in ("a", "an")


@pytest.mark.parametrize(
    "word", "powers customers women men analysts networks crises children electrics".split()
)
def test_plurals(word):
    assert is_plural(word)
    assert is_plural(word.capitalize())


@pytest.mark.parametrize(
    "word",
    "media data news series bus boss status gas police crisis network Paipai woman a".split(),
)
def test_no_plurals(word):
    assert not is_plural(word)


@pytest.mark.parametrize(
    ("verb", "third"),
    [
        ("say", "says"),
        ("are", "is"),
        ("were", "was"),
        ("have", "has"),
        ("do", "does"),
        ("go", "goes"),
        ("deny", "denies"),
        ("pass", "passes"),
        ("announce", "announces"),
        ("learn", "learns"),
    ],
)
def test_a_verb_in_the_singular(verb, third):
    assert singular_verb(verb) == third


def test_inflection_is_of_the_word_that_bends():
    assert plural("net celebrity") == "net celebrities"
    assert plural("micro-business") == "micro-businesses"
    assert present_participle("give birth") == "giving birth"
    assert past("take off") == "took off"
    assert plural("") == ""


@pytest.mark.parametrize(
    "noun",
    """shop store company celebrity minivan coupe app robotaxi microlender influencer start-up e-book building
    listing crisis series aircraft lidar blockchain phase-out""".split(),
)
def test_what_can_be_counted(noun):
    assert is_countable(noun)
    assert is_countable(f"Taobao {noun}".upper())


@pytest.mark.parametrize(
    "noun",
    """commerce e-commerce micro-lending software fintech biotech banking livestreaming match-fixing information
    equipment insurance infrastructure haitao hukou data online self-operated""".split(),
)
def test_what_cannot(noun):
    assert not is_countable(noun)
    assert not is_countable(f"cross-border {noun}")


@pytest.mark.parametrize("odd", ["", " ", "-", "...", "\u62cd", "\ud800", "1", "fall for"])
def test_what_is_no_noun_is_no_error(odd):
    assert is_countable(odd) in (True, False)


ORDER = ["xqzt", "billion state power", "state power", "network", "people", "the"]


@pytest.mark.parametrize(("rarer", "commoner"), list(itertools.pairwise(ORDER)))
def test_rarer_words_are_less_ordinary(rarer, commoner):
    assert ordinariness(rarer) < ordinariness(commoner)


@pytest.mark.parametrize("word", ["Hengda", "Jikrypton", "Ebrun"])
def test_what_is_not_english_is_not_ordinary(word):
    assert ordinariness(word) == 0.0


@pytest.mark.parametrize(
    "form", ["pat", "State Power", "pat pat pat", "", "1,300", "\ud800", "\u62cd"]
)
def test_how_ordinary_is_a_share_and_does_not_mind_case(form):
    assert 0 <= ordinariness(form) <= 1
    assert ordinariness(form) == ordinariness(form.upper()) == ordinariness(form.lower())


def test_a_further_word_makes_a_phrase_less_ordinary():
    assert ordinariness("state power network") < ordinariness("state power") < ordinariness("power")


def test_frequency():
    assert zipf("the") > zipf("network") > zipf("pat") > zipf("saxophone") > 0
    assert zipf("xqzt") == 0
    assert zipf("The") == zipf("the")


@pytest.mark.parametrize(
    ("word", "kinds"),
    [("pat", {"NOUN", "VERB"}), ("happy", {"ADJ"}), ("quickly", {"ADV"}), ("xqzt", set())],
)
def test_parts_of_speech(word, kinds):
    assert kinds <= parts_of_speech(word)
    assert bool(kinds) == bool(parts_of_speech(word))


@pytest.mark.parametrize(
    "en", ["e-commerce", "micro-influencer", "internet celebrity", "WeChat merchants"]
)
def test_common_nouns(en):
    assert is_common(en)


@pytest.mark.parametrize(
    "en",
    [
        *("Paipai", "JD.com", "Ebrun", "Bank of China", "iQiyi", "CATL", "", "360", "3M"),
    ],
)
def test_proper_names(en):
    assert not is_common(en)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("employee", "N"), ("phones", "SZ"), ("reports", "SZ"), ("report", "NV"), ("announced", "D"), ("Former", "NJ"),
        ("prices", "SZ"), ("quickly", "R"), ("qwxz", ""), ("2,000", ""),
    ],
)  # fmt: skip
def test_which_forms_a_word_can_be(word: str, forms: str) -> None:
    assert forms_of(word) == forms
