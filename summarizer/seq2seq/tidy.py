"""What other people's tokenizers do to Chinese print, undone.

BERT's vocabularies put a space between characters and lose capitals; SentencePiece's NFKC turns
，：； into ASCII. The order of the words and every word itself stay as the model wrote them.
"""

from __future__ import annotations

import re

from summarizer.types import Task

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uffee\u3001-\u303f“”‘’—…·"
_FULL = str.maketrans(",;:?!", "，；：？！")

_SPACE_AT_CHINESE = re.compile(rf"(?<=[{_CHINESE}]) | (?=[{_CHINESE}])")
_SPACE_AT_MARK = re.compile(r" (?=[，。；：？！、”’）》,;:?!)])|(?<=[，。；：？！、“‘（《(]) ")
_SPACE_IN_FIGURE = re.compile(r"(?<=\d) ?([-.,:/~]) ?(?=\d)|(?<=\d) (?=%)")
_MARK_AT_CHINESE = re.compile(rf"(?<=[{_CHINESE}])[,;:?!]|[,;:?!](?=[{_CHINESE}])")
_STOP = re.compile(rf"(?<=[{_CHINESE}])\.(?![.\w])")
_DOTS = re.compile(r"\.{3,}")
_BRACKETS = re.compile(rf"(?<=[{_CHINESE}])\(([^()]*)\)|\(([^()]*[{_CHINESE}][^()]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_LATIN = re.compile(r"[A-Za-z]+")


def tidy(text: str, task: Task, source: str, *, spaced: bool) -> str:
    """Decoded ``text`` as it is printed: full-width marks, no spaces that a tokenizer made.

    ``spaced`` says that the tokenizer itself puts spaces between Chinese characters; only
    where it does not can a space in a headline be the model's own, and stays. Latin words
    that ``source`` spells with capitals get them back.
    """
    text = re.sub(r"\s+", " ", text.replace("\ufffd", "")).strip()
    if spaced:
        text = _SPACE_IN_FIGURE.sub(r"\1", text)
    if spaced or task is Task.BRIEF:
        text = _SPACE_AT_CHINESE.sub("", text)
    text = _SPACE_AT_MARK.sub("", text)
    text = _MARK_AT_CHINESE.sub(lambda mark: mark.group().translate(_FULL), text)
    text = _STOP.sub("。", _DOTS.sub("……", text))
    text = _BRACKETS.sub(lambda pair: f"（{pair[1] if pair[1] is not None else pair[2]}）", text)
    if re.search(f"[{_CHINESE}]", text):
        text = _QUOTES.sub(r"“\1”", text)
    return _capitals(text, source)


def _capitals(text: str, source: str) -> str:
    """Latin words in the source's spelling, where it has just one."""
    spellings: dict[str, set[str]] = {}
    for word in _LATIN.findall(source):
        spellings.setdefault(word.lower(), set()).add(word)

    def spelled(match: re.Match[str]) -> str:
        found = spellings.get(match.group().lower(), set())
        return next(iter(found)) if len(found) == 1 else match.group()

    return _LATIN.sub(spelled, text)
