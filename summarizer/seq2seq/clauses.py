"""Where clauses end and begin: what of this may be left out, and what may not.

A brief's writer leaves out whole clauses and words within them. It does not stop in the middle of
one, nor run two together without the mark that stood between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from summarizer.seq2seq.node import Node
from summarizer.seq2seq.tokenize import Vocabulary

#: Behind these a new clause begins, from anywhere; members of a list (、) stay together.
_NEW = re.compile("[，。；：！？ ]")

#: With these a sentence of a brief ends, or half of one.
_STOPS = frozenset("。！？；")

#: What leads to words that follow in the source, and what it does not stand before.
_LEADS = re.compile("(?:强调|指出|表示|要求|认为|提出|介绍|说|称)$")

#: What stands between two clauses.
_MARKS = frozenset("，。；：！？")

#: What a clause of the source ends before.
_ENDS = _MARKS | frozenset("、（— \n了”’》〉）】」』")


@dataclass(frozen=True)
class Clauses:
    """The clauses of a source, for the outputs of one task.

    ``ids`` are what the encoder reads. ``forward`` is False for headlines, which are made of
    joints: of them only what leads to words is asked.
    """

    ids: tuple[int, ...]
    vocabulary: Vocabulary
    forward: bool

    def may_stop(self, node: Node, token: int) -> bool:
        """Whether ``token``, if it ends a sentence, may do so after ``node``."""
        if self.vocabulary.surface[token] not in _STOPS:
            return True
        return not self._leads(node) and not self._torn(node)

    def runs_on(self, node: Node, position: int) -> bool:
        """Whether a clause would follow another without the mark between them."""
        if not self.forward or node.position < 1 or node.last in _MARKS:
            return False
        return position - 1 in self._borders and node.position + 1 in self._borders

    def joins(self, node: Node, position: int, copied: bool, mark: bool) -> bool:
        """Whether what stands behind ``node`` does not follow it in the source.

        A new clause may begin anywhere: only the inside of a clause and its end count.
        """
        if not self.forward or not node.chars or _NEW.match(node.last):
            return False
        if mark:
            follows = node.position + 1
            return not (node.position > 0 and self.vocabulary.mark[self.ids[follows]])
        return not (copied and position == node.position + 1)

    @cached_property
    def _borders(self) -> frozenset[int]:
        """The positions of the marks between clauses."""
        surface, newline = self.vocabulary.surface, self.vocabulary.newline
        return frozenset(
            i for i, token in enumerate(self.ids) if surface[token] in _MARKS or token == newline
        )

    def _leads(self, node: Node) -> bool:
        """Whether what was copied last (他强调) goes on in the source with what is said."""
        if self.vocabulary.surface[self.ids[node.position + 1]][:1] not in ("，", "："):
            return False
        tail = "".join(self.vocabulary.surface[ord(token)] for token in node.trail[-2:])
        return _LEADS.search(tail) is not None

    def _torn(self, node: Node) -> bool:
        """Whether the clause that was copied last goes on in the source."""
        if not self.forward or node.position < 1:
            return False
        rest = self.vocabulary.surface[self.ids[node.position + 1]][:1]
        return rest != "" and rest not in _ENDS
