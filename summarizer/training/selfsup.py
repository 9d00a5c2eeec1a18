"""Examples from text alone, for newsrooms without briefs: gap sentences and denoising.

Gap sentences (PEGASUS, Zhang et al. 2020, https://arxiv.org/abs/1912.08777): the sentences that
say most of what the rest says are taken out and written back from the rest. Denoising (BART,
Lewis et al. 2020, https://aclanthology.org/2020.acl-main.703/): spans of tokens are replaced by
one mask each; the text is to be restored.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from summarizer.rouge import ngrams, units
from summarizer.sentences import sentences

#: Share of a text's characters that gap sentences may make up.
GAP_SHARE = 0.3

#: Share of tokens that denoising masks, and the mean length of a masked span (BART: 3).
MASKED_SHARE, SPAN = 0.3, 3.0


def gaps(text: str, most: int) -> tuple[str, str] | None:
    """The text without its principal sentences, and these, in source order.

    Each sentence is scored by ROUGE-1 F1 against the rest (PEGASUS's Ind-Orig); the best are
    taken while they stay within ``most`` 字 and ``GAP_SHARE`` of the text. None where a text
    has too few sentences.
    """
    spans = [sentence.span for sentence in sentences(text)]
    words = [units(span.of(text)) for span in spans]
    if len(spans) < 3:
        return None
    scores = []
    for i, own in enumerate(words):
        rest = [unit for k, other in enumerate(words) if k != i for unit in other]
        scores.append(ngrams(own, rest, 1).f1 if own else 0.0)
    room = min(most, int(GAP_SHARE * len(text)))
    taken: set[int] = set()
    for i in sorted(range(len(spans)), key=lambda i: (-scores[i], i)):
        if scores[i] > 0 and len(spans[i]) <= room:
            taken.add(i)
            room -= len(spans[i])
    if not taken:
        return None
    target = "".join(spans[i].of(text) for i in sorted(taken))
    left, end = "", 0
    for i, span in enumerate(spans):
        between = text[end : span.start]
        left += between + ("" if i in taken else span.of(text))
        end = span.end
    lines = [line for line in (left + text[end:]).split("\n") if line.strip()]
    return ("\n".join(lines), target) if lines else None


def noised(ids: Sequence[int], mask: int, rng: random.Random) -> list[int]:
    """Token ids with about ``MASKED_SHARE`` of them in spans that became one ``mask`` each.

    Span lengths are geometric with mean ``SPAN``; at least one token is masked and one is left.
    """
    left = max(1, round(MASKED_SHARE * len(ids)))
    covered = [False] * len(ids)
    for _ in range(4 * len(ids)):
        if left <= 0:
            break
        length = 1
        while length < left and rng.random() > 1 / SPAN:
            length += 1
        at = rng.randrange(0, max(1, len(ids) - length + 1))
        if not any(covered[max(0, at - 1) : at + length + 1]):
            covered[at : at + length] = [True] * length
            left -= length
    found: list[int] = []
    for i, token in enumerate(ids):
        if not covered[i]:
            found.append(token)
        elif i == 0 or not covered[i - 1]:
            found.append(mask)
    return found
