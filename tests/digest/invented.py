"""Thirty invented bulletins of one day, and random digests, for the tests of this folder."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from pathlib import Path

from summarizer.digest.gathering import files_of, outlet_of
from summarizer.digest.making import make
from summarizer.digest.rules import SECTIONS, Rules
from summarizer.digest.types import (
    ABSTRACT,
    TITLE,
    Digest,
    Edits,
    Item,
    Link,
    Placement,
    Section,
    Story,
    digest_code,
    story_id,
)
from summarizer.pages import split
from summarizer.reading import read

FOLDER = Path(__file__).with_name("bulletins")
DAY = date(2024, 6, 12)

_WORDS = "云岭县委书记林岳到柳湾镇石门乡调研夏粮收购防汛备汛工作强调要压实责任备足物资确保安全"


def stories() -> list[Story]:
    """The bulletins with their first sentence as brief: exact, and without a model."""
    return list(_stories())


@cache
def _stories() -> tuple[Story, ...]:
    return tuple(
        Story(
            id=story_id(path.name, article.index, article.text),
            source=path.name,
            outlet=outlet_of(article, path, FOLDER, None),
            title=article.title,
            text=article.text,
            headline=None,
            brief=article.text.partition("。")[0] + "。",
        )
        for path in files_of(FOLDER, DAY)
        for page in read(path)
        for article in split(page)
    )


def digest(edits: Edits | None = None) -> Digest:
    return _digest() if edits is None else make(stories(), DAY, Rules.load(), edits)


@cache
def _digest() -> Digest:
    return make(stories(), DAY, Rules.load())


def by_file(given: list[Story]) -> dict[str, str]:
    """Ids by the number that a file's name is."""
    return {story.source.removesuffix(".txt"): story.id for story in given}


def story(
    text: str, *, title: str | None = None, brief: str | None = None, **more: object
) -> Story:
    values: dict[str, object] = {
        "id": story_id("-", 0, text),
        "source": "-",
        "outlet": "云岭日报",
        "title": title,
        "text": text,
        "headline": title,
        "brief": brief,
    }
    return Story.model_validate(values | more)


def random_digest(seed: int) -> Digest:
    """Any number of items of any length, with marks, tags, emoji and endless sentences."""
    chance = random.Random(seed)
    odd = ["<b>", "&", "*", "_", "]]>", "😀", "\u200b", "\n", '"', "’", "<@all>", "　", "A", "9"]

    def words(longest: int, ends: bool = True) -> str:
        length = chance.randint(1, longest)
        said = []
        while len(said) < length:
            said.append(chance.choice(_WORDS) if chance.random() < 0.97 else chance.choice(odd))
            if ends and chance.random() < 0.03:
                said.append(chance.choice("。，；、！"))
        return "".join(said)[:longest]

    position = 0
    sections = []
    for key in chance.sample(SECTIONS, chance.randint(1, len(SECTIONS))):
        items = []
        for _ in range(chance.choice([1, 1, 2, 3, 14])):
            position += 1
            items.append(
                Item(
                    id=f"{seed:06x}{position:06x}",
                    headline=words(chance.choice([8, 32, 32, 32, 120]), ends=False),
                    brief=chance.choice(
                        [None, words(60), words(190), words(190), words(chance.choice([60, 1500]))]
                    ),
                    source_line=f"来源：{words(12, ends=False)}",
                    text="正文",
                    linked=tuple(
                        Link(id="0", source="-", outlet=words(12), title="题", reason="同")
                        for _ in range(chance.choice([0, 0, 1, 4]))
                    ),
                    placement=Placement(section=key, position=position, score=1, reasons=("随机",)),
                )
            )
        sections.append(Section(key=key, title=words(8), items=tuple(items)))
    return Digest(
        day=DAY,
        name=words(12, ends=False),
        title=words(TITLE),
        abstract=words(ABSTRACT),
        lead=words(chance.choice([40, 400])),
        date_line="2024年6月12日　星期三　农历五月初七",
        sections=tuple(sections),
        code=digest_code("随机", DAY, seed + 1),
    )
