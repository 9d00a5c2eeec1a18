"""Full stops before those who speak, and their own verbs."""

from __future__ import annotations

import pytest

from summarizer.speech import spoken

SOURCE = (
    "5月8日，云岭县召开推进会，通报有关情况。县长林岳强调，要压实责任。\n"
    "高晓棠要求，要备足物资，会议指出，要用好资金。“要快。”他说，防汛是大事。"
)


def _copied(text: str) -> list[int]:
    """Clause by clause, each where the source has it; its mark was written."""
    places: list[int] = []
    for clause in text.replace("。", "，").split("，")[:-1]:
        at = SOURCE.index(clause)
        places += [*range(at, at + len(clause)), -1]
    return places


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "云岭县召开推进会，县长林岳强调，要压实责任。",
            "云岭县召开推进会。县长林岳强调，要压实责任。",
        ),
        ("要压实责任，高晓棠要求，要备足物资。", "要压实责任。高晓棠要求，要备足物资。"),
        ("要压实责任，他说，防汛是大事。", "要压实责任。他说，防汛是大事。"),
        ("县长林岳强调，要压实责任。", "县长林岳强调，要压实责任。"),
        ("要备足物资，会议指出，要用好资金。", "要备足物资，会议指出，要用好资金。"),
        (
            "云岭县召开推进会，通报有关情况，要备足物资。",
            "云岭县召开推进会，通报有关情况，要备足物资。",
        ),
    ],
    ids=["a person", "a paragraph", "a quotation", "nothing before", "the source's", "no speech"],
)
def test_a_sentence_ends_before_somebody_speaks(text: str, better: str) -> None:
    copied = _copied(text)
    said, places = spoken(text, copied, SOURCE)
    assert said == better
    assert len(places) == len(said)
    assert [i for i, c in enumerate(said) if c != text[i]] == [
        i for i, p in enumerate(places) if said[i] == "。" != text[i] and p == -1
    ]


def test_without_places_nothing_changes() -> None:
    assert spoken("推进会，林岳强调，", (), SOURCE) == ("推进会，林岳强调，", ())


def test_the_verb_is_the_sources() -> None:
    source = "5月8日，会议召开。会议要求，要备足物资。林岳说，雨还要下。"
    at = source.index("会议要求")
    text = "会议强调，要备足物资。林岳指出，雨还要下。"
    copied = [at, at + 1, -1, -1, *range(at + 4, at + 11), *range(at + 11, at + 13), -1, -1]
    copied += range(at + 14, at + 20)
    said, places = spoken(text, copied, source)
    assert said == "会议要求，要备足物资。林岳指出，雨还要下。"
    assert places[:4] == (at, at + 1, at + 2, at + 3)
    assert places[4:] == tuple(copied[4:])
