from mt_repair.language.assign import Option, assign


def test_a_stretch_serves_one_mention_and_the_total_decides():
    first = [Option(0, 2, 3.0, 0), Option(4, 6, 2.5, 1)]
    second = [Option(0, 2, 2.9, 0)]
    taken = assign([first, second])
    assert [o.number if o else None for o in taken] == [1, 0]


def test_a_mention_may_take_none():
    assert assign([[], [Option(0, 1, 1.0, 0)]])[0] is None
    assert assign([[Option(0, 3, 5.0, 0)], [Option(2, 4, 1.0, 0)]])[1] is None


def test_many_mentions_of_one_name_share_out_its_places():
    options = [[Option(i, i + 1, 5.0 - abs(i - m), i) for i in range(6)] for m in range(6)]
    assert [o.low for o in assign(options) if o] == list(range(6))
