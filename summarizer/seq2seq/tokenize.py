"""Text to tokens and back, with the character that every token stands on.

The vocabulary holds its control tokens and bytes as ordinary pieces (``<n>``, ``<0x0A>``), so
text that spells one out would be read as one. Text is therefore split at every ``<`` and newline
before it reaches the tokenizer: only this module makes control tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import CONTRACT, TOKENIZER, Checkpoint, Contract
from summarizer.seq2seq.glue import glue_words
from summarizer.types import Span, Task

_WORD = re.compile(r"\w")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_CONTROL = re.compile(r"</?\w+>")
#: Marks that may be written; any other (■, %, ℃) is copied.
_COMMON = frozenset("，。、；：！？“”‘’《》（）—… ")
_COPY_ONLY = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as token ids without specials; token ``i`` stands on ``spans[i]`` of the text.

    The bytes of one character all stand on that character.
    """

    text: str
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.ids)

    def cover(self, span: Span) -> tuple[int, int]:
        """The half-open range of the tokens that touch ``span``."""
        first = bisect_right(self.spans, span.start, key=lambda s: s[1])
        last = bisect_left(self.spans, span.end, key=lambda s: s[0])
        return first, max(first, last)


class Vocabulary:
    """The tokens by kind, the ids of the contract's control tokens, encoding and decoding."""

    def __init__(self, tokenizer: Any, contract: Contract) -> None:
        self._tokenizer = tokenizer
        self.size: int = tokenizer.get_vocab_size()
        pieces = [tokenizer.id_to_token(i) for i in range(self.size)]
        #: Per token its byte, or -1.
        self.byte = [int(m[1], 16) if (m := _BYTE.fullmatch(p)) else -1 for p in pieces]
        spelled = zip(pieces, self.byte, strict=True)
        control = [b < 0 and bool(_CONTROL.fullmatch(p)) for p, b in spelled]
        #: Per token what it writes; empty for control tokens and bytes.
        self.surface = [
            "" if c or b >= 0 else p for p, c, b in zip(pieces, control, self.byte, strict=True)
        ]
        self.control: NDArray[np.bool_] = np.array(control)
        self.start = self._id(contract.start)
        self.eos, self.bos = self._id(contract.eos), self._id(contract.bos)
        self.newline = self._id(contract.newline)
        self.tasks = {task: self._id(token) for task, token in contract.tasks.items()}
        self.lengths = tuple(self._id(token) for token in contract.length_tokens)

    @classmethod
    def load(cls, checkpoint: Checkpoint) -> Vocabulary:
        """Read ``tokenizer.json``; raises CheckpointError where it does not fit the weights."""
        from tokenizers import Tokenizer

        path = checkpoint.folder / TOKENIZER
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises nothing narrower
            raise CheckpointError(f"{path}: {' '.join(str(error).split())}") from None
        if tokenizer.get_vocab_size() != checkpoint.shape.vocab:
            raise CheckpointError(
                f"{path}: {tokenizer.get_vocab_size()} tokens, "
                f"the weights have {checkpoint.shape.vocab}"
            )
        try:
            return cls(tokenizer, checkpoint.contract)
        except KeyError as error:
            token = error.args[0]
            raise CheckpointError(f"{path}: no token {token}, which {CONTRACT} names") from None

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise KeyError(token)
        return int(found)

    @cached_property
    def writable(self) -> NDArray[np.bool_]:
        """What the vocabulary may give in constrained decoding: no digit, Latin letter or byte."""
        copied = np.array([bool(_COPY_ONLY.search(s)) for s in self.surface])
        allowed: NDArray[np.bool_] = ~(self.control | copied | (np.array(self.byte) >= 0))
        allowed[self.eos] = True
        return allowed

    @cached_property
    def mark(self) -> list[bool]:
        """Per token whether it writes nothing but punctuation, blanks included."""
        return [bool(s) and not _WORD.search(s) for s in self.surface]

    @cached_property
    def glue(self) -> Mapping[Task, frozenset[int]]:
        """Per task what may be written that is not in the source: common marks and ``glue.txt``."""
        marks = {i for i, s in enumerate(self.surface) if s and _COMMON.issuperset(s)}
        place = {s: i for i, s in enumerate(self.surface) if s}
        words = glue_words()
        return {
            task: frozenset(marks | {place[w] for w in words[task] if w in place}) for task in Task
        }

    @cached_property
    def written(self) -> NDArray[np.int64]:
        """What the vocabulary's softmax is taken over, in order: marks, all glue and the end."""
        marks = {i for i, mark in enumerate(self.mark) if mark}
        return np.array(sorted(marks.union({self.eos}, *self.glue.values())), np.int64)

    def prefix(self, task: Task, bucket: int | None) -> list[int]:
        """The decoder's first tokens."""
        prefix = [self.start, self.tasks[task]]
        return prefix if bucket is None else [*prefix, self.lengths[bucket]]

    def encode(self, text: str) -> Encoded:
        """Tokens of ``text``; a newline becomes the contract's newline token."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for part in re.finditer(r"\n|<|[^<\n]+", text):
            start = part.start()
            if part[0] == "\n":
                ids.append(self.newline)
                spans.append((start, start + 1))
                continue
            found = self._tokenizer.encode(part[0], add_special_tokens=False)
            ids += found.ids
            spans += self._placed(found.ids, found.offsets, part[0], start)
        return Encoded(text, tuple(ids), tuple(spans))

    def count(self, text: str) -> int:
        """Number of tokens of ``text``."""
        return len(self.encode(text).ids)

    def _placed(
        self, ids: Sequence[int], offsets: Sequence[tuple[int, int]], text: str, start: int
    ) -> list[tuple[int, int]]:
        """Offsets in the whole text; neighbouring bytes, which come fused, told apart."""
        spans: list[tuple[int, int]] = []
        i = 0
        while i < len(ids):
            a, b = offsets[i]
            if self.byte[ids[i]] < 0:
                spans.append((start + a, start + b))
                i += 1
                continue
            for at in range(a, b):
                width = len(text[at].encode("utf-8"))
                spans += [(start + at, start + at + 1)] * width
                i += width
        return spans

    def decode(
        self, ids: Sequence[int], positions: Sequence[tuple[int, int] | None] = ()
    ) -> tuple[str, tuple[int, ...]]:
        """The text of ``ids`` and, per character, where it stands.

        ``positions[i]`` is the span that token ``i`` was copied from, None where it was
        written. Bytes that are no UTF-8 are dropped.
        """
        text: list[str] = []
        copied: list[int] = []
        pending = bytearray()
        for i, token in enumerate(ids):
            where = positions[i] if positions else None
            if self.byte[token] >= 0:
                pending.append(self.byte[token])
                try:
                    piece = pending.decode("utf-8")
                except UnicodeDecodeError:
                    if len(pending) >= 4:
                        pending.clear()
                    continue
            else:
                piece = self.surface[token]
            pending.clear()
            text.append(piece)
            exact = where is not None and where[1] - where[0] == len(piece)
            start = where[0] if where is not None and exact else -1
            copied += [start + n if exact else -1 for n in range(len(piece))]
        return "".join(text), tuple(copied)
