"""A newsroom's vocabulary: unigram pieces, every character of GB2312, bytes, control tokens.

The pieces come either from SentencePiece's unigram training on the newsroom's texts (Kudo 2018,
https://aclanthology.org/P18-1007/), or from multilingual-e5-small's vocabulary trimmed to what
the texts use, which keeps its embedding rows. Digits stand alone, so that figures are copied
digit by digit; a piece has at most four characters; no text is normalised, which is cleaning's
work; what is in no piece is spelled in bytes.
"""

from __future__ import annotations

import io
import math
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from summarizer.exceptions import DataError
from summarizer.seq2seq.e5file import E5

#: Ids 0-11 of every vocabulary, as the contract names them.
CONTROL = (
    *("<pad>", "</s>", "<unk>", "<headline>", "<brief>", "<mask>", "<n>"),
    *(f"<len{i}>" for i in range(4)),
    "<s>",
)

#: Marks that are always there: full width, and what figures and names need.
MARKS = "，：；？！（）％“”、。《》—…·-.%/ ℃‘’－～~+〔〕【】"

#: Longest piece in characters.
LONGEST = 4

_BYTES = tuple(f"<0x{i:02X}>" for i in range(256))
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROUND = 8  # sizes that matrix products like


def trained(texts: Iterable[str], size: int) -> list[tuple[str, float]]:
    """Pieces and log probabilities by unigram training on ``texts``.

    ``size`` bounds the pieces of SentencePiece; characters and control tokens come on top.
    Raises DataError where the texts are too few.
    """
    import sentencepiece

    model = io.BytesIO()
    lines = (line for text in texts for line in text.split("\n") if line.strip())
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9995,
            max_sentencepiece_length=LONGEST,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            split_digits=True,
            hard_vocab_limit=False,
            max_sentence_length=1 << 16,
            minloglevel=2,
            num_threads=os.cpu_count() or 1,
        )
    except (RuntimeError, StopIteration) as error:
        raise DataError(f"no vocabulary of {size} pieces from these texts: {error}") from None
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    found = [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(pieces.get_piece_size())]
    return [(p.replace("▁", " "), s) for p, s in found[3:]]


def trimmed(texts: Iterable[str], e5: E5, least: int = 3) -> list[tuple[str, float]]:
    """Pieces of e5 that its own segmentation of ``texts`` uses at least ``least`` times."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    pairs = [(p, float(s)) for p, s in zip(e5.pieces, e5.scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pairs, unk_id=e5.config.unk, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    used: Counter[str] = Counter()
    for text in texts:
        lines = [line.translate(dict(e5.normaliser)) for line in text.split("\n")]
        for encoded in tokenizer.encode_batch(lines, add_special_tokens=False):
            used.update(encoded.tokens)
    counts: Counter[str] = Counter()
    for piece, count in used.items():
        counts[piece.lstrip("▁")] += count
    scores: dict[str, float] = {}
    for piece, score in pairs:
        bare = piece.lstrip("▁")
        scores[bare] = max(scores.get(bare, -math.inf), score)
    return [
        (p, scores[p]) for p, n in counts.most_common() if n >= least and _useful(p) and p in scores
    ]


def _useful(piece: str) -> bool:
    if not 0 < len(piece) <= LONGEST or re.search(r"[\d<>▁]", piece):
        return False
    return bool(_HAN.search(piece) or re.fullmatch("[A-Za-z]+", piece) or len(piece) == 1)


def complete(pieces: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The whole vocabulary in id order: control tokens, bytes, marks, pieces, characters."""
    scores = {p: s for p, s in pieces if _useful(p)}
    low = min(scores.values(), default=-10.0)
    found: dict[str, float] = dict.fromkeys((*CONTROL, *_BYTES), 0.0)
    for mark in MARKS:
        found[mark] = scores.get(mark, low - 1)
    for piece, score in scores.items():
        found.setdefault(piece, score)
    for character in (*"0123456789", *_LATIN, *_gb2312()):
        found.setdefault(character, low - 2)
    while len(found) % _ROUND:
        found[f"<free{len(found)}>"] = 0.0
    return list(found.items())


def write(vocabulary: Sequence[tuple[str, float]], path: Path) -> None:
    """Write ``tokenizer.json``, which loads with tokenizers and with AutoTokenizer."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(list(vocabulary), unk_id=2, byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split("\n", "isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in CONTROL])
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    tokenizer.save(str(part))
    part.replace(path)


def read(path: Path) -> list[str]:
    """The tokens of a ``tokenizer.json`` in id order. Raises DataError."""
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise DataError(f"{path}: {' '.join(str(error).split())}") from None
    tokens = [str(tokenizer.id_to_token(i)) for i in range(tokenizer.get_vocab_size())]
    if tuple(tokens[: len(CONTROL)]) != CONTROL:
        raise DataError(f"{path}: ids 0-{len(CONTROL) - 1} are not {' '.join(CONTROL)}")
    return tokens


def _gb2312() -> list[str]:
    pairs = (bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))
    return [c for pair in pairs if (c := pair.decode("gb2312", "ignore"))]
