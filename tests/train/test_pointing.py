"""The networks' own part: where heads are guided to, and how a vocabulary begins."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (extra train)")

from mt_repair.train.pointing import _apart, _known_as, _latest  # noqa: E402


def test_the_last_place_is_that_of_a_step_before():
    places = torch.tensor([[-1, 4, -1, 2, -1], [3, -1, -1, -1, 7]])
    assert _latest(places).tolist() == [[-1, -1, 4, 4, 2], [-1, 3, 3, 3, 3]]


def test_a_head_is_as_far_apart_as_it_looks_elsewhere():
    looks = torch.tensor([[[0.9, 0.1], [0.5, 0.5], [0.0, 1.0]]])
    at_first = _apart(looks, torch.tensor([[0, -1, -1]]))
    assert float(at_first) == pytest.approx(0.105, abs=0.001)
    assert float(_apart(looks, torch.tensor([[-1, -1, 1]]))) == pytest.approx(0.0, abs=0.001)
    assert float(_apart(looks, torch.tensor([[1, -1, -1]]))) > 2
    assert float(_apart(looks, torch.full((1, 3), -1))) == 0


@pytest.mark.parametrize(
    ("token", "known"),
    [
        ("\u2581seller", ["seller"]), ("ing", ["##ing"]), ("<=the>", ["the"]), ("<ORG>", ["company"]),
        ("<7>", []), ("<pad>", []), ("\u2581", []),
    ],
)  # fmt: skip
def test_what_a_token_begins_as(token, known):
    assert _known_as(token) == known
