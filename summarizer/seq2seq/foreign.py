"""Other people's checkpoints: what a folder or hub id holds, checked before anything is loaded.

A checkpoint of BART, T5, mT5, Pegasus or Marian as transformers writes it. What its makers left
in the generation settings (beams, minimum lengths, n-gram bans tuned for English) is not used;
what belongs to the network (first and last token, forced first token, task prefix) is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import read_object
from summarizer.seq2seq.locate import SETTINGS, WEIGHTS
from summarizer.seq2seq.optional import one_line, quiet, require
from summarizer.seq2seq.tidy import tidy
from summarizer.types import Task

#: Encoder tokens where neither the network nor its tokenizer states a limit: T5's training.
_UNLIMITED_WINDOW = 512

#: Common characters of bulletins: a tokenizer that does not know them was made for no Chinese.
_PROBE = "全县召开会议要求各地做好工作"


@dataclass(frozen=True)
class Foreign:
    """A checkpoint whose configuration and tokenizer are loaded and fit one another.

    Ids are the network's; ``window`` counts encoder tokens with prefix and specials, and
    ``positions`` bounds the decoder (None: no bound). ``prefixes`` come before the text.
    """

    folder: Path
    family: str
    config: Any
    tokenizer: Any
    vocabulary: int
    window: int
    positions: int | None
    start: int
    eos: int
    pad: int
    forced_first: int | None
    prefixes: Mapping[Task, str]

    @classmethod
    def open(cls, folder: Path) -> Foreign:
        """Read configuration and tokenizer of a located ``folder``; no weights are read.

        Code inside a checkpoint is never run. Raises CheckpointError with one line: what is
        wrong; EngineError where transformers is not installed.
        """
        require("transformers", "torch")
        config = _config(folder)
        # transformers 5 forgets what older files say of generation: forced first tokens, say.
        stated = {k: v for k, v in read_object(folder / "config.json").items() if v is not None}
        ids = {**config.to_dict(), **stated, **_generation(folder)}
        tokenizer = _tokenizer(folder)
        pad, start, eos = _ids(folder, ids, tokenizer)
        found = cls(
            folder=folder,
            family=config.model_type,
            config=config,
            tokenizer=tokenizer,
            vocabulary=int(config.vocab_size),
            window=_window(config, tokenizer),
            positions=getattr(config, "max_position_embeddings", None),
            start=start,
            eos=eos,
            pad=pad,
            forced_first=ids.get("forced_bos_token_id"),
            prefixes=_prefixes(ids.get("task_specific_params")),
        )
        found._check_tokenizer()
        return found

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over weights, settings and tokenizer, in hexadecimal."""
        digest = hashlib.sha256()
        for path in _files(self.folder):
            with path.open("rb") as file:
                digest.update(path.name.encode() + b"\0")
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    @cached_property
    def suppressed(self) -> tuple[int, ...]:
        """Ids that no summary may hold: padding, sentinels, unknown, rows without a token.

        Opening tokens stay: BART and its Chinese kin learn to write <s> or [CLS] first.
        """
        tokenizer = self.tokenizer
        special = set(tokenizer.all_special_ids) | {self.pad, self.start}
        special |= set(range(len(tokenizer), self.vocabulary))
        opening = {self.eos, self.forced_first, tokenizer.bos_token_id, tokenizer.cls_token_id}
        return tuple(sorted(i for i in special - opening if 0 <= i < self.vocabulary))

    @cached_property
    def overhead(self) -> int:
        """Encoder tokens that are not text: specials and the longer prefix."""
        return max(len(self.encode("", task)) for task in Task)

    def encode(self, text: str, task: Task) -> list[int]:
        """Encoder ids of prefix, text and specials; nothing is cut off."""
        whole = self.prefixes[task] + text.replace("\n", "")
        ids: list[int] = self.tokenizer(whole, truncation=False, verbose=False)["input_ids"]
        if max(ids, default=0) >= self.vocabulary:
            raise CheckpointError(
                f"{self.folder}: the tokenizer gives id {max(ids)}, the weights have "
                f"{self.vocabulary} rows; they do not belong together"
            )
        return ids

    def decode(self, ids: Sequence[int], task: Task, source: str) -> str:
        """Print text of decoder ids, without specials; see :func:`tidy`."""
        return tidy(self._raw(ids), task, source, spaced=self._spaced)

    @cached_property
    def _spaced(self) -> bool:
        return " " in self._raw(self.encode(_PROBE, Task.BRIEF)[-6:]).strip()

    def _raw(self, ids: Sequence[int]) -> str:
        known = [i for i in ids if i < len(self.tokenizer)]
        text = self.tokenizer.decode(
            known, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return str(text)

    def _check_tokenizer(self) -> None:
        ids = self.tokenizer(_PROBE, add_special_tokens=False, verbose=False)["input_ids"]
        back = self._raw([i for i in ids if i != self.tokenizer.unk_token_id])
        if sum(c in back for c in _PROBE) < len(_PROBE) / 2:
            raise CheckpointError(
                f"{self.folder}: the tokenizer knows no Chinese (or its vocabulary file is "
                "missing); take a Chinese or multilingual checkpoint"
            )


def load_network(folder: Path, config: Any) -> Any:
    """The network in fp32 on the CPU, in evaluation mode.

    Raises CheckpointError where the weights cannot be read or a tensor is missing: transformers
    alone would fill it with random numbers.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM

    try:
        with quiet():
            network, report = AutoModelForSeq2SeqLM.from_pretrained(
                folder,
                config=config,
                dtype=torch.float32,
                trust_remote_code=False,
                output_loading_info=True,
            )
    except Exception as error:  # readers of weights raise errors of many libraries
        raise CheckpointError(f"{folder}: the weights cannot be read: {one_line(error)}") from error
    if missing := sorted(report["missing_keys"]):
        raise CheckpointError(
            f"{folder}: the weights lack {missing[0]} and {len(missing) - 1} more tensors"
        )
    return network.eval()


def _config(folder: Path) -> Any:
    from transformers import AutoConfig

    try:
        with quiet():
            return AutoConfig.from_pretrained(folder, trust_remote_code=False)
    except Exception as error:
        raise CheckpointError(f"{folder}: config.json: {one_line(error)}") from error


def _generation(folder: Path) -> dict[str, Any]:
    """The generation settings as a plain dictionary; {} where the checkpoint has none."""
    from transformers import GenerationConfig

    try:
        with quiet():
            found = GenerationConfig.from_pretrained(folder)
    except OSError:  # many older checkpoints have no such file
        return {}
    except Exception as error:
        raise CheckpointError(f"{folder}: generation_config.json: {one_line(error)}") from error
    return {k: v for k, v in found.to_dict().items() if v is not None}


def _tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    try:
        with quiet():
            return AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
    except Exception as error:  # tokenizer loaders raise errors of many libraries
        raise CheckpointError(f"{folder}: the tokenizer: {one_line(error)}") from error


def _ids(folder: Path, ids: Mapping[str, Any], tokenizer: Any) -> tuple[int, int, int]:
    """Padding, the decoder's first token and the last."""
    eos = ids.get("eos_token_id", tokenizer.eos_token_id)
    if isinstance(eos, list):
        eos = eos[0] if eos else None
    start = ids.get("decoder_start_token_id")
    if eos is None or start is None:
        name = "eos_token_id" if eos is None else "decoder_start_token_id"
        raise CheckpointError(f"{folder}: config.json names no {name}")
    pad = ids.get("pad_token_id", tokenizer.pad_token_id)
    return int(eos if pad is None else pad), int(start), int(eos)


def _window(config: Any, tokenizer: Any) -> int:
    """The least of what network and tokenizer state; tokenizers write 10^30 for "no limit"."""
    stated: tuple[Any, ...] = (
        getattr(config, "max_position_embeddings", 0) or getattr(config, "n_positions", 0),
        tokenizer.model_max_length,
    )
    limits = [n for n in stated if isinstance(n, int) and 0 < n < 1_000_000]
    return min(limits, default=_UNLIMITED_WINDOW)


def _prefixes(params: Mapping[str, Any] | None) -> dict[Task, str]:
    """``task_specific_params``: an entry of the task's own name, else "summarization"."""
    params = params or {}
    found: dict[Task, str] = {}
    for task in Task:
        entry = params.get(task.value) or params.get("summarization") or {}
        found[task] = str(entry.get("prefix") or "")
    return found


def _files(folder: Path) -> list[Path]:
    """The files that decide what comes out, in a fixed order; one format of the weights."""
    weights = next((list(folder.glob(p)) for p in WEIGHTS if any(folder.glob(p))), [])
    settings = {path for pattern in SETTINGS for path in folder.glob(pattern)}
    return sorted({*weights, *settings})
