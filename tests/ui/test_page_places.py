"""What an editor is asked about, and what is offered, without a browser."""

from __future__ import annotations

import pytest

from mt_repair.corpus import text
from mt_repair.edits import apply_document
from mt_repair.errors import EditError, InputError
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import pipeline_of, repair
from mt_repair.types import Document, Edit, Flag, Repair, Segment, Span, Term
from mt_repair.ui.article import Given, open_article, safe_name, written
from mt_repair.ui.messages import article_message
from mt_repair.ui.places import chosen_edits, names_in, places_of, quiet_places

TERMS = (
    Term("花街网", "Huajie", wrong=("flower street network",), accept=("Hua Street",)),
    Term("晨风快递", "Chenfeng Express", type="ORG", wrong=("morning wind",)),
)
PIPELINE = pipeline_of(Glossary(TERMS))
NAMED = names_in(PIPELINE.glossary)


def flag(start: int, end: int, surface: str, *names: str, zh: str = "花街网") -> Flag:
    return Flag(0, Span(start, end), surface, "literal", "literal", "why", zh, names, 0.7)


def made(*flags: Flag, edits: tuple[Edit, ...] = (), held: tuple[Edit, ...] = ()) -> list:
    document = Document.of("Of the flower street network, an hour.", "花街网。")
    return places_of(Repair(document, flags, edits, held, ""), 0, NAMED)


def test_an_edit_and_its_flag_are_one_place_with_other_names_offered() -> None:
    edit = Edit(0, Span(3, 28), "the flower street network", "Huajie", "why", confidence=0.9)
    (place,) = made(flag(7, 28, "flower street network", "Huajie", "Hua Street"), edits=(edit,))
    assert (place.old, place.offers) == ("the flower street network", ("Huajie", "Hua Street"))
    assert (place.made, place.level, place.zh) == (True, "safe", "花街网")
    assert [span.of("花街网。") for span in place.sources] == ["花街网"]


def test_a_flag_without_an_edit_offers_its_names_in_place() -> None:
    (place,) = made(flag(7, 28, "flower street network", "Huajie"))
    assert (place.old, place.offers, place.made) == ("flower street network", ("Huajie",), False)


def test_what_is_held_is_offered_the_surest_first() -> None:
    held = (
        Edit(0, Span(7, 28), "flower street network", "Huajie", confidence=0.4, safety="review"),
        Edit(0, Span(7, 20), "flower street", "Hua", confidence=0.6, safety="review"),
    )
    (place,) = made(held=held)
    assert place.offers == ("Hua network", "Huajie")


def test_another_name_takes_its_article() -> None:
    edit = Edit(0, Span(30, 37), "an hour", "a Huajie")
    (place,) = made(flag(33, 37, "hour", "Huajie", "Ebrun"), edits=(edit,))
    assert place.offers == ("a Huajie", "an Ebrun")


def test_places_of_the_same_name_are_the_same_whatever_article_stands_there() -> None:
    one, other = (
        flag(3, 28, "the flower street network", "Huajie"),
        flag(7, 28, "flower street network", "Huajie"),
    )
    assert made(one)[0].same == made(other)[0].same
    assert made(one)[0].same != made(flag(7, 28, "flower street network", "Ebrun"))[0].same


def test_all_first_offers_of_what_is_made_give_the_repaired_text() -> None:
    raw = "Sellers told flower street network so.\r\n\r\nIt told flower street network: 😀 flower street network said no.\n"
    document = text.document(raw, None)
    done = repair(PIPELINE, document)
    places = [p for p in places_of(done, 0, NAMED) if p.made]
    edits = chosen_edits([(p.segment, p.span.start, p.old, p.offers[0]) for p in places], document)
    assert apply_document(document, edits) == done.text


def test_a_name_that_the_flag_does_not_tell_is_looked_up() -> None:
    (place,) = made(flag(7, 28, "flower street network", "Huajie", zh=""))
    assert (place.zh, place.flagged_zh) == ("花街网", "")


def test_words_that_read_well_are_quiet_and_offer_their_name() -> None:
    document = Document.of("A morning wind blew over flower street network.")
    asked = places_of(repair(PIPELINE, document), 0, NAMED)
    quiet = quiet_places(PIPELINE, document, 0, asked)
    assert [(p.old, p.quiet) for p in quiet] == [("morning wind", True)]
    assert "Chenfeng Express" in quiet[0].offers[0]


@pytest.mark.parametrize("made", [(0, 0, "pat", "x"), (1, 0, "It", "x"), (0, 99, "It", "x")])
def test_a_decision_that_does_not_fit_is_refused(made) -> None:
    with pytest.raises((EditError, ValueError)):
        chosen_edits([made], Document.of("It is so."))


def test_a_message_is_pieces_that_make_up_the_text() -> None:
    given = Given("a.txt", "😀 told flower street network so.\n\nNo.".encode())
    message = article_message(open_article(given, None, PIPELINE))
    (document,) = message["documents"]
    pieces = document["segments"][0]["pieces"]
    shown = [p if isinstance(p, str) else message["places"][p]["old"] for p in pieces]
    assert "".join(shown) == "😀 told flower street network so."
    place = message["places"][next(p for p in pieces if isinstance(p, int))]
    assert place["start"] == 7  # code points, not UTF-16 units
    chosen = {0: [(0, place["start"], place["old"], "Huajie")]}
    assert written(given, None, chosen).data.decode() == "😀 told Huajie so.\n\nNo."


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a.docx", "a.docx"),
        ("<img src=x>.csv", "_img src_x_.csv"),
        ("新闻.txt", "新闻.txt"),
        ("..", "article.txt"),
        ("", "article.txt"),
        (f"{'a' * 400}.txt.gz", f"{'a' * 100}.gz"),
    ],
)
def test_a_name_is_no_path(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_sources_are_lit_where_the_chinese_has_the_name() -> None:
    segment = Segment("flower street network so.", "说花街网和花街网。")
    (place,) = places_of(
        Repair(
            Document((segment,), ("", "")),
            (
                Flag(
                    0,
                    Span(0, 21),
                    "flower street network",
                    "literal",
                    "literal",
                    "",
                    "花街网",
                    ("Huajie",),
                    0.9,
                ),
            ),
            (),
            (),
            "",
        ),
        0,
        NAMED,
    )
    assert [(s.start, s.end) for s in place.sources] == [(1, 4), (5, 8)]


ROWS = Given(
    "a.jsonl", b'{"target": "Sellers told flower street network so."}\n{"target": "No."}\n'
)


@pytest.mark.parametrize(
    "chosen", [{0: [(0, 0, "pat", "x")]}, {1: [(9, 0, "No", "x")]}, {2: [(0, 0, "No", "x")]}]
)
def test_decisions_on_another_text_give_no_file(chosen) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl: a decision does not fit the text"):
        written(ROWS, None, chosen)
    assert b'"repaired": "Ja."' in written(ROWS, None, {1: [(0, 0, "No", "Ja")]}).data


def test_a_file_that_is_too_long_is_refused_before_it_is_worked_through(monkeypatch) -> None:
    monkeypatch.setattr("mt_repair.ui.article.MOST_SEGMENTS", 3)
    with pytest.raises(InputError, match=r"many\.jsonl: the file is too long for this page"):
        open_article(Given("many.jsonl", b'{"target": "No."}\n' * 9), None, PIPELINE)


def test_a_pasted_source_fits_a_word_document() -> None:
    plain = Given("a.txt", b"Sellers told flower street network so.")
    word = Given("a.docx", written(plain, None, {}, track=True).data)
    article = open_article(word, Given("source.txt", "卖家告诉花街网。".encode()), PIPELINE)
    assert article.documents[0].segments[0].source == "卖家告诉花街网。"
    assert article.places[0].made
