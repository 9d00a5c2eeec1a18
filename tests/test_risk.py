"""Which clauses of a copied brief are likely to mislead."""

from __future__ import annotations

from summarizer.risk import Source, clauses, features, hashed, joined, risk, source

TEXT = (
    "5月12日，县长林岳主持召开防汛会议。林岳强调，要压实责任，9月底前整改43处。"
    "中方愿同特多深化友谊，巩固能源合作，积极拓展新领域合作。"
)


def copy(*pieces: str) -> tuple[str, tuple[int, ...]]:
    """Pieces of the text one behind the other, with their places; ``|`` parts what is not there."""
    said, places = "", []
    for piece in pieces:
        at = TEXT.find(piece)
        said += piece
        places += list(range(at, at + len(piece))) if at >= 0 else [-1] * len(piece)
    return said, tuple(places)


def test_a_text_has_its_clauses_and_sentences() -> None:
    whole = Source(TEXT)
    assert whole.words(0) == "5月12日"
    assert [whole.sentence[i] for i in (0, 1, 2, 3)] == [0, 0, 1, 1]
    assert whole.words(whole.opening[4]) == "林岳强调"
    assert whole.mark(1) == "。"
    assert whole.at(TEXT.index("，")) == -1
    assert whole.at(len(TEXT)) == -1
    assert whole.words(99) == ""
    assert source(TEXT) is source(TEXT)


def test_a_clause_knows_where_it_was_cut() -> None:
    said, places = copy("5月12日，", "9月底前整改43处", "。", "深化友谊，", "巩固能源合作", "。")
    found = list(clauses(said, places, source(TEXT)))
    assert [c.cut for c in found] == [False, True, True, False]
    assert [c.begins for c in found] == [True, True, False, True]
    assert [c.ends for c in found] == [True] * 4
    assert found[1].kept == {0}


def test_what_goes_on_as_in_the_source_is_less_risky() -> None:
    sound = copy("中方愿同特多深化友谊，巩固能源合作，积极拓展新领域合作。")
    torn = copy("5月12日，", "县长林岳主持召开防汛会议", "，", "巩固能源合作", "。")
    assert 0 <= risk(*sound, TEXT) < risk(*torn, TEXT) <= 1


def test_words_that_are_nowhere_have_no_risk() -> None:
    assert risk("今天晴。", (-1,) * 4, TEXT) == 0
    assert list(features("", (), source(TEXT))) == []


def test_features_are_places_in_the_table() -> None:
    names = list(joined(source(TEXT), 1, 4, "。", frozenset({0, 1})))
    assert len(names) == len(set(names)) > 20
    assert all(0 <= hashed(name) < 1 << 16 for name in names)
