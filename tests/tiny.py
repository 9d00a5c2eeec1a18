"""Tiny checkpoints of every family, randomly initialised, in the layout their makers publish.

The tokenizers are trained on the invented bulletins, so that Chinese goes in and comes out. A
second of training teaches every network one brief by heart: whatever stands between the prompt
and the print (prefix, first token, forced token, end, decoding) is wrong if it comes out wrong.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarizer.seq2seq.optional import quiet
from tests import bulletins

TEXTS = [bulletins.MEETING, bulletins.STATISTICS, bulletins.SHORT]
SENTENCES = [f"{s}。" for text in TEXTS for s in text.replace("\n", "").split("。") if s]

#: What the tiny networks write when they read ``bulletins.STATISTICS`` up to the first stop.
SOURCE = bulletins.STATISTICS[: bulletins.STATISTICS.index("。") + 1]
BRIEF = "今年一季度，全县地区生产总值完成42.6亿元，同比增长6.3%。其中，第一产业增长3.8%。"

#: Sizes that every family shares under its own names.
WIDTH, HEADS, FFN, LAYERS, POSITIONS = 32, 4, 48, 2, 160


def bart(folder: Path) -> Path:
    """BART as facebook publishes it: byte-level BPE in vocab.json and merges.txt."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration

    bpe = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator(SENTENCES, 600, 2, show_progress=False, special_tokens=specials)
    folder.mkdir(parents=True)
    bpe.save_model(str(folder))
    _note(folder, "BartTokenizer", model_max_length=POSITIONS)
    config = BartConfig(vocab_size=bpe.get_vocab_size(), **_bart_sizes())
    # What bart-large-cnn carries along: of all this only the forced first token is meant for us.
    return _save(
        folder,
        BartForConditionalGeneration(config),
        forced_bos_token_id=0,
        forced_eos_token_id=2,
        no_repeat_ngram_size=1,
        min_length=100,
        max_length=142,
        num_beams=4,
        length_penalty=2.0,
    )


def bart_chinese(folder: Path) -> Path:
    """BART with BERT's characters, as Chinese BARTs are: [CLS] and [SEP] stand for bos and eos."""
    from transformers import BartConfig, BartForConditionalGeneration

    characters = sorted({c for s in SENTENCES for c in s.lower() if not c.isspace()})
    words = ["[PAD]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    words += [f"##{c}" for c in characters if c.isascii() and c.isalnum()]
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", "utf-8")
    _note(folder, "BertTokenizer", do_lower_case=True)
    ids: dict[str, Any] = {
        "pad_token_id": 0,
        "bos_token_id": 3,
        "eos_token_id": 4,
        "decoder_start_token_id": 4,
    }
    # Padded to a round size, as published vocabularies are: rows that no token stands for.
    size = 8 * math.ceil((len(words) + 3) / 8)
    config = BartConfig(vocab_size=size, **_bart_sizes(), **ids)
    return _save(folder, BartForConditionalGeneration(config), forced_eos_token_id=4, **ids)


def t5(folder: Path) -> Path:
    """T5: relative positions, tied embeddings, a task prefix in its configuration."""
    from transformers import T5Config, T5ForConditionalGeneration

    size = _pieces(folder, "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1) + 100
    _note(folder, "T5Tokenizer", extra_ids=100)
    config = T5Config(
        vocab_size=8 * math.ceil(size / 8),
        **_t5_sizes(),
        n_positions=POSITIONS,
        task_specific_params={"summarization": {"prefix": "summarize: ", "num_beams": 4}},
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return _save(folder, T5ForConditionalGeneration(config))


def mt5(folder: Path) -> Path:
    """mT5: gated activation, untied embeddings, no prefix."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    size = _pieces(folder, "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    _note(folder, "T5Tokenizer", extra_ids=0)
    config = MT5Config(
        vocab_size=size + 16,
        **_t5_sizes(),
        feed_forward_proj="gated-gelu",
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return _save(folder, MT5ForConditionalGeneration(config), True)


def pegasus(folder: Path) -> Path:
    """Pegasus: pre-norm, sinusoidal positions, 103 ids of its own before the pieces."""
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    _pieces(folder, "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    _note(folder, "PegasusTokenizer", model_max_length=POSITIONS)
    config = PegasusConfig(
        vocab_size=len(PegasusTokenizer.from_pretrained(folder)),
        **_bart_sizes(),
        scale_embedding=True,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return _save(folder, PegasusForConditionalGeneration(config), forced_eos_token_id=1)


def marian(folder: Path) -> Path:
    """Marian: two SentencePiece models, one vocabulary; the padding comes last."""
    import sentencepiece
    from transformers import MarianConfig, MarianMTModel

    _pieces(folder, "source.spm", unk_id=1, eos_id=0, bos_id=-1, pad_id=-1)
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    words = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())] + ["<pad>"]
    vocabulary = json.dumps({word: i for i, word in enumerate(words)}, ensure_ascii=False)
    (folder / "vocab.json").write_text(vocabulary, "utf-8")
    _note(folder, "MarianTokenizer", source_lang="zh", target_lang="zh")
    pad = len(words) - 1
    config = MarianConfig(
        vocab_size=len(words),
        **_bart_sizes(),
        activation_function="swish",
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
    )
    return _save(
        folder, MarianMTModel(config), forced_eos_token_id=0, bad_words_ids=[[pad]], num_beams=6
    )


FAMILIES: dict[str, Callable[[Path], Path]] = {
    "bart": bart,
    "bart-chinese": bart_chinese,
    "t5": t5,
    "mt5": mt5,
    "pegasus": pegasus,
    "marian": marian,
}


def _bart_sizes() -> dict[str, Any]:
    return {
        "d_model": WIDTH,
        "encoder_layers": LAYERS,
        "decoder_layers": LAYERS,
        "encoder_attention_heads": HEADS,
        "decoder_attention_heads": HEADS,
        "encoder_ffn_dim": FFN,
        "decoder_ffn_dim": FFN,
        "max_position_embeddings": POSITIONS,
        "dropout": 0.0,
    }


def _t5_sizes() -> dict[str, Any]:
    return {
        "d_model": WIDTH,
        "d_kv": WIDTH // HEADS,
        "d_ff": FFN,
        "num_layers": LAYERS,
        "num_heads": HEADS,
        "dropout_rate": 0.0,
    }


def _pieces(folder: Path, name: str, **ids: Any) -> int:
    """Train a unigram model on the bulletins into ``folder / name``; its number of pieces."""
    import io

    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=model,
        vocab_size=400,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        **ids,
    )
    folder.mkdir(parents=True)
    (folder / name).write_bytes(model.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()).get_piece_size()


def _note(folder: Path, tokenizer: str, **settings: Any) -> None:
    data = {"tokenizer_class": tokenizer, **settings}
    (folder / "tokenizer_config.json").write_text(json.dumps(data), "utf-8")


def _save(folder: Path, network: Any, untied: bool = False, **generation: Any) -> Path:
    """Teach ``network`` the brief and write it as a published checkpoint looks."""
    import torch
    from transformers import AutoTokenizer, GenerationConfig

    with quiet():
        tokenizer = AutoTokenizer.from_pretrained(folder)
    config = network.config
    prefix = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
    source = torch.tensor([tokenizer(prefix.get("prefix", "") + SOURCE)["input_ids"]])
    target = torch.tensor([tokenizer(text_target=BRIEF)["input_ids"]])
    torch.manual_seed(7)
    torch.set_num_threads(1)  # at this size threads only wait for one another
    if untied:
        network.lm_head.weight = torch.nn.Parameter(torch.randn(config.vocab_size, WIDTH) * 0.2)
    network.train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-2)
    for _ in range(600):
        loss = network(input_ids=source, labels=target).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if config.model_type == "marian":  # Marian starts from a row of zeros and stays there
            with torch.no_grad():
                network.get_input_embeddings().weight[config.pad_token_id] = 0.0
        if loss.item() < 0.002:
            break
    network.generation_config = GenerationConfig()
    with quiet():
        network.save_pretrained(folder)
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    settings["tie_word_embeddings"] = not untied  # transformers 5 forgets it for T5
    (folder / "config.json").write_text(json.dumps(settings), "utf-8")
    ids = {k: settings.get(k) for k in ("pad_token_id", "eos_token_id", "decoder_start_token_id")}
    data = {k: v for k, v in ids.items() if v is not None} | generation
    (folder / "generation_config.json").write_text(json.dumps(data), "utf-8")
    return folder
