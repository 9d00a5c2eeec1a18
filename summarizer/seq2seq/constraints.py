"""What a hypothesis may say next: the newsroom's rules as an automaton over the source's tokens.

A *unit* is a run of source tokens that is copied whole or not at all: a figure with its point,
percent sign and 万 or 亿, a Latin word, a character spelled in bytes, and every word, name or
figure that the prompt marks. A unit is entered at its start only, and inside it nothing but its
next token may come. Units with the same beginning are told apart by what follows, so a
hypothesis keeps every unit that it may be in.

Nothing is copied twice, the sentences of a brief go forward through the source, and what is not
copied is glue: a mark or one of a few words. Editors' briefs keep to this: of the runs they copy
98 % begin and end with a word, 5 % go back, 1 % come twice, and 2 % of their characters are not
copied. Where words meet that are apart in the source, a hypothesis pays; for what the prompt says
is worth copying it is paid (shallow fusion with the salience head).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.clauses import Clauses
from summarizer.seq2seq.engine import Decoding, Prompt
from summarizer.seq2seq.node import Node
from summarizer.seq2seq.tokenize import Encoded, Vocabulary
from summarizer.seq2seq.units import units
from summarizer.types import Task

#: What makes a longer figure of a figure before it.
_FIGURE_GOES_ON = frozenset("0123456789.%％‰十百千万亿")
_FIGURE_ENDS = frozenset("0123456789.,%％‰十百千万亿")

_CLOSERS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "）": "（",
    "】": "【",
    "」": "「",
    "』": "『",
}
_OPENERS = frozenset(_CLOSERS.values())
#: No output ends here.
_OPEN_ENDS = frozenset("，、；：—·") | _OPENERS

_SENTENCE_ENDS = frozenset("。！？")

#: No output starts here.
_NO_STARTS = frozenset("，。、；：！？…—·％% ") | _CLOSERS.keys()

#: Repetitions of up to this many tokens right after one another are always looked for.
_STUTTER = 8

#: Share of its probability from which on a token counts as copied.
COPIED = 0.5


@dataclass(frozen=True)
class Rules:
    """The rules for one prompt. Positions count the encoder's tokens, so text starts at 1."""

    prompt: Prompt
    source: Encoded
    vocabulary: Vocabulary
    decoding: Decoding

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """What the encoder reads."""
        return (self.vocabulary.bos, *self.source.ids, self.vocabulary.eos)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Per position the end of the unit that holds it, or 0 outside units."""
        ends = np.zeros(len(self.ids), np.int64)
        for start, end in self._units:
            ends[start:end] = end
        return ends

    @cached_property
    def entry(self) -> NDArray[np.bool_]:
        """Whether a hypothesis that is in no unit may copy a position."""
        allowed = np.zeros(len(self.ids), np.bool_)
        allowed[1:-1] = True
        for start, end in self._units:
            allowed[start + 1 : end] = False
        for i, token in enumerate(self.ids):
            if self.vocabulary.control[token]:
                allowed[i] = False
        return allowed

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Every distinct text token of the source, in order of appearance."""
        return tuple(dict.fromkeys(self.source.ids))

    @cached_property
    def slots(self) -> dict[int, int]:
        """Index in ``words`` per token."""
        return {token: i for i, token in enumerate(self.words)}

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Positions per token."""
        found: dict[int, list[int]] = {}
        for i, token in enumerate(self.source.ids, 1):
            found.setdefault(token, []).append(i)
        return found

    @cached_property
    def _units(self) -> list[tuple[int, int]]:
        if not self.decoding.constrained:
            return []
        return units(self.source, self.prompt.atomic, self.vocabulary.byte)

    @cached_property
    def _trail(self) -> str:
        return "".join(map(chr, self.source.ids))

    def forced(self, node: Node) -> dict[int, list[int]]:
        """The tokens that continue a unit, each with the positions it would be copied from."""
        found: dict[int, list[int]] = {}
        for position in node.inside:
            found.setdefault(self.ids[position + 1], []).append(position + 1)
        return found

    def may_end(self, node: Node) -> bool:
        """Whether the output may end here; nothing ends empty or inside a unit."""
        if not node.free or not node.chars or node.chars < self.prompt.min_chars:
            return False
        return not self.decoding.constrained or not (node.open or node.last in _OPEN_ENDS)

    def fits(self, node: Node, token: int) -> bool:
        """Whether ``token`` stays within the ceiling."""
        return node.chars + self._width(token) <= self.prompt.max_chars

    def repeats(self, node: Node, token: int) -> bool:
        """Whether ``token`` would repeat what the source does not repeat."""
        n = self.decoding.no_repeat
        if n <= 0:
            return False
        if (last := chr(token)) not in node.trail:
            return False
        trail = node.trail + last
        if len(trail) > n:
            gram = trail[-n:]
            said = trail.count(gram)
            if said > 1 and said > self._trail.count(gram):
                return True
        for length in range(1, _STUTTER + 1):
            twice = trail[-2 * length :]
            if len(trail) >= 2 * length and twice[:length] == twice[length:]:
                return twice not in self._trail
        return False

    def extend(
        self, node: Node, token: int, log_p: float, p: float, share: NDArray[np.float32]
    ) -> Node | None:
        """``node`` with ``token``, or None where a rule forbids it.

        ``log_p`` is the whole hypothesis's, ``p`` the token's own probability, ``share`` [S]
        its row's probability of copying each position.
        """
        going_on = [i + 1 for i in node.inside if self.ids[i + 1] == token]
        if not node.free and not going_on:
            return None
        position, copied = self._origin(node, token, p, share, going_on)
        if (
            self.decoding.constrained
            and not copied
            and token not in self.vocabulary.glue[self.prompt.task]
        ):
            return None
        new = Node()
        new.parent, new.token, new.log_p = node, token, log_p
        new.position = position if copied else -1
        new.trail = node.trail + chr(token)
        new.chars = node.chars + self._width(token)
        new.open, new.last, new.used, new.reach = node.open, node.last, node.used, node.reach
        if not self.decoding.constrained:
            return new
        if not self._clauses.may_stop(node, token):
            return None
        mark = self._mark(token)
        if copied and not mark and self._clauses.runs_on(node, position):
            return None
        if copied and not mark:
            new.used |= 1 << position
            new.reach = max(new.reach, position)
        if copied and self.prompt.worth:
            new.log_p += self._worth[position]
        if self._clauses.joins(node, position, copied, mark):
            new.log_p -= self.decoding.joint_penalty
        if self.vocabulary.surface[token] in _SENTENCE_ENDS:
            new.reach = 0
        return new if self._enter(new, node, position, copied, going_on) else None

    def _origin(
        self, node: Node, token: int, p: float, share: NDArray[np.float32], going_on: list[int]
    ) -> tuple[int, bool]:
        """The likeliest position of ``token``, and whether it was copied."""
        if going_on:
            follows = node.position + 1
            return max(going_on, key=lambda i: (i == follows, float(share[i]))), True
        allowed = [i for i in self.places.get(token, ()) if self.entry[i]]
        if self.decoding.constrained and not self._mark(token):
            floor = node.reach if self._forward else 0
            allowed = [i for i in allowed if i > floor and not node.used >> i & 1]
        if not allowed:
            return -1, False
        weights = [float(share[i]) for i in allowed]
        most = max(weights)
        position = allowed[weights.index(most)]
        if (follows := node.position + 1) in allowed and float(share[follows]) >= most / 2:
            position = follows
        if self.decoding.constrained and token not in self.vocabulary.glue[self.prompt.task]:
            return position, True
        return position, sum(weights) >= COPIED * p

    def _enter(
        self, new: Node, node: Node, position: int, copied: bool, going_on: list[int]
    ) -> bool:
        """Set the units and quotes that ``new`` is in; False where a rule forbids it."""
        token = new.token
        if going_on:
            units = going_on
        else:
            places = self.places[token] if copied and self.ends[position] else []
            units = [i for i in places if self.ends[i] and self.entry[i]]
        new.inside = tuple(i for i in units if i + 1 < self.ends[i])
        new.free = not units or len(new.inside) < len(units)
        surface = self.vocabulary.surface[token]
        if not surface:  # a byte: what it spells is not known yet
            new.last = ""
            return True
        # A figure that stands right after a figure makes a new one, unless the source has it so.
        joined = surface[0] in _FIGURE_GOES_ON and node.last in _FIGURE_ENDS and node.last != ""
        if joined and not going_on and not (copied and position == node.position + 1):
            return False
        if not node.chars and surface[0] in _NO_STARTS:
            return False
        for char in surface:
            if char in _OPENERS:
                new.open += char
            elif char in _CLOSERS:
                if not new.open.endswith(_CLOSERS[char]):
                    return False
                new.open = new.open[:-1]
        new.last = surface[-1]
        return True

    @cached_property
    def _worth(self) -> list[float]:
        """Per position what copying it adds."""
        total = np.concatenate(([0.0], np.cumsum(self.prompt.worth)))
        means = [float(total[b] - total[a]) / max(1, b - a) for a, b in self.source.spans]
        return [0.0, *(self.decoding.worth * mean for mean in means), 0.0]

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self.ids, self.vocabulary, self._forward)

    @cached_property
    def _forward(self) -> bool:  # a headline may turn the source's order round
        return self.prompt.task is Task.BRIEF

    def _mark(self, token: int) -> bool:
        """Whether ``token`` is punctuation, of which there is no wrong copy."""
        return self.vocabulary.mark[token]

    def _width(self, token: int) -> int:
        """字 that ``token`` adds; a spelled character counts at its first byte."""
        byte = self.vocabulary.byte[token]
        if byte >= 0:
            return int(not 0x80 <= byte < 0xC0)
        return len(self.vocabulary.surface[token])
