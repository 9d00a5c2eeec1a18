"""The pointer-generator in torch: the reference for every engine, and what training trains.

BART plus a copy head (See, Liu and Manning 2017, https://aclanthology.org/P17-1099/, with
scaled dot products for the additive attention). With decoder state ``h`` and encoder states
``s``: attention ``a = softmax(Wq h . Wk s / sqrt(d))`` over the source's tokens (padding and both
specials masked), context ``c = sum a s``, gate ``g = sigmoid(w [h; c])`` and
``P(y) = (1 - g) softmax(E h + b)[y] + g * sum of a where the source holds y``.

This module imports torch and transformers; import it inside functions.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from transformers import BartConfig, BartForConditionalGeneration
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput
from transformers.models.bart.modeling_bart import BartDecoder

from summarizer.seq2seq.checkpoint import (
    CONFIG,
    CONTRACT,
    TOKENIZER,
    WEIGHTS,
    Checkpoint,
    Contract,
    Salience,
)
from summarizer.seq2seq.heads import CopyHead, SalienceHead

#: Copies of ``model.shared.weight`` that the file on disk leaves out.
TIED = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")

#: What transformers calls the decoder's key/value cache; older versions know the second.
CACHE = "cache" if "cache" in signature(BartDecoder.forward).parameters else "past_key_values"

#: Bias of a token that cannot be written, and the least probability before the log.
SHUT, LEAST = -1e4, 1e-12


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a loss is made of, for the N label positions that are not -100, row by row.

    ``log_prob`` [N] is log P(label); ``smoothing`` [N] the cross-entropy of the vocabulary
    distribution against the uniform one; ``gate`` [N] the share of copying; ``copied`` [N] the
    probability that copying alone gives the label.
    """

    log_prob: Tensor
    smoothing: Tensor
    gate: Tensor
    copied: Tensor


class PointerBart(BartForConditionalGeneration):  # type: ignore[misc]
    """BART with a copy head and an optional salience head; logits are log P.

    ``config.bos_token_id`` is the encoder's first token. ``generate`` works as in any
    transformers model, cache and beams included; give it ``input_ids``, ``attention_mask`` and
    the prompt as ``decoder_input_ids``.
    """

    def __init__(self, config: BartConfig, salience: Salience | None = None) -> None:
        super().__init__(config)
        self.copy = CopyHead(config.d_model)
        self.salience = SalienceHead(config, salience) if salience is not None else None

    # -- access for training -------------------------------------------------------------

    def copyable(self, source_ids: Tensor) -> Tensor:
        """True where a source token is text: neither padding nor the encoder's specials."""
        c = self.config
        specials = [i for i in (c.pad_token_id, c.bos_token_id, c.eos_token_id) if i is not None]
        return ~torch.isin(source_ids, torch.tensor(specials, device=source_ids.device))

    def encode(self, source_ids: Tensor, mask: Tensor | None) -> Tensor:
        """Encoder states [B, S, D] of [B, S] token ids with specials."""
        states: Tensor = self.model.encoder(
            input_ids=source_ids, attention_mask=mask
        ).last_hidden_state
        return states

    def salience_logits(self, states: Tensor, mask: Tensor) -> Tensor:
        """Salience per source token [B, S] before the sigmoid; the head must exist."""
        if self.salience is None:
            raise ValueError("this model has no salience head")
        logits: Tensor = self.salience(states, mask)
        return logits

    def pieces(
        self,
        states: Tensor,
        mask: Tensor,
        source_ids: Tensor,
        decoder_input_ids: Tensor,
        labels: Tensor,
        places: Tensor | None = None,
        written: NDArray[np.int64] | None = None,
    ) -> Pieces:
        """Loss pieces by teacher forcing from encoder states [B, S, D], cached or fresh.

        ``mask`` and ``source_ids`` [B, S] go with the states; ``decoder_input_ids`` and
        ``labels`` [B, T] are shifted against one another already, labels -100 are left out.
        ``places`` [B, T] are the positions that labels are copied from: only these count, and
        where they are 0 every position that holds the label. ``written`` are the only tokens
        that the vocabulary gives (:attr:`Vocabulary.written`), all of them if it is None.
        Costs no [N, V] tensor beyond the logits.
        """
        table, bias = self.model.shared.weight, self.final_logits_bias[0]
        hidden: Tensor = self.model.decoder(
            inputs_embeds=F.embedding(decoder_input_ids, table),
            encoder_hidden_states=states,
            encoder_attention_mask=mask,
            use_cache=False,
        ).last_hidden_state
        # Under autocast too: a pointer that is rounded to three digits cannot be told where to go.
        with torch.autocast("cpu", enabled=False):
            attention, gate = self.copy(hidden, states, self.copyable(source_ids))
            kept = labels != -100
            label, g = labels[kept], gate[kept]
            row = label
            if written is not None:
                chosen = torch.from_numpy(written)
                rows = torch.full((len(table),), -1)
                rows[chosen] = torch.arange(len(chosen))
                row, table, bias = rows[label], table[chosen], bias[chosen]
            logits = F.linear(hidden[kept], table, bias)
            total = logits.logsumexp(-1)
            own = logits.gather(1, row.clamp_min(0)[:, None])[:, 0] - total
            copied = (attention * (source_ids[:, None] == labels[..., None])).sum(-1)
            if places is not None:
                pointed = attention.gather(2, places[..., None])[..., 0]
                copied = torch.where(places > 0, pointed, copied)
            copied = copied[kept]
            probability = (1 - g) * own.exp().masked_fill(row < 0, 0.0) + g * copied
            return Pieces(
                log_prob=probability.clamp_min(LEAST).log(),
                smoothing=total - logits.mean(-1),
                gate=g,
                copied=copied,
            )

    @torch.no_grad()
    def write_only(self, written: NDArray[np.int64] | None) -> None:
        """Let the vocabulary give nothing but ``written``, or everything, by its bias."""
        bias = self.final_logits_bias[0]
        chosen = torch.ones_like(bias, dtype=torch.bool)
        if written is not None:
            chosen.zero_()[torch.from_numpy(written)] = True
        bias[chosen & (bias <= SHUT)] = 0.0
        bias[~chosen] = SHUT

    # -- transformers' interface ---------------------------------------------------------

    def mixture(
        self, hidden: Tensor, states: Tensor, source_ids: Tensor, keys: Tensor | None = None
    ) -> Tensor:
        """log P [B, T, V] for decoder states [B, T, D]."""
        copyable = self.copyable(source_ids)
        attention, gate = self.copy(hidden, states, copyable, keys)
        logits = self.lm_head(hidden) + self.final_logits_bias
        probability = (1 - gate)[..., None] * logits.softmax(-1)
        share = gate[..., None] * attention * copyable[:, None]
        index = source_ids[:, None].expand(share.shape)
        log_p: Tensor = probability.scatter_add(-1, index, share).clamp_min(LEAST).log()
        return log_p

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        encoder_outputs: Any = None,
        decoder_source_ids: Tensor | None = None,
        decoder_copy_keys: Tensor | None = None,
        labels: Tensor | None = None,
        **kwargs: Any,
    ) -> Seq2SeqLMOutput:
        """Logits are log P [B, T, V].

        ``decoder_source_ids`` [B, S] go with ``encoder_outputs``, ``decoder_copy_keys`` are
        the copy head's keys where they are known already.
        """
        source_ids = decoder_source_ids if decoder_source_ids is not None else input_ids
        if source_ids is None:
            raise ValueError("a pointer needs the source: input_ids or decoder_source_ids")
        kwargs.pop("return_dict", None)
        outputs = self.model(
            input_ids,
            attention_mask=attention_mask,
            decoder_input_ids=decoder_input_ids,
            encoder_outputs=encoder_outputs,
            **kwargs,
        )
        encoded = outputs.encoder_last_hidden_state
        logits = self.mixture(outputs.last_hidden_state, encoded, source_ids, decoder_copy_keys)
        loss = None
        if labels is not None:
            loss = F.nll_loss(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)
        rest = {key: value for key, value in outputs.items() if key != "last_hidden_state"}
        return Seq2SeqLMOutput(loss=loss, logits=logits, **rest)

    @torch.no_grad()
    def generate(self, inputs: Tensor | None = None, **kwargs: Any) -> Any:
        """transformers' ``generate``; the source's ids and copy keys follow their beams."""
        source = inputs if inputs is not None else kwargs["input_ids"]
        if "encoder_outputs" not in kwargs:
            states = self.encode(source, kwargs.get("attention_mask"))
            kwargs["encoder_outputs"] = self.encoder_outputs(states)
        # The decoder_ prefix keeps generate() from handing these to the encoder.
        kwargs["decoder_source_ids"] = source
        kwargs["decoder_copy_keys"] = self.copy.key(kwargs["encoder_outputs"][0])
        return super().generate(inputs, **kwargs)

    @classmethod
    def load(cls, folder: Path) -> PointerBart:
        """The checkpoint in ``folder`` in fp32, in evaluation mode. Raises CheckpointError."""
        from tokenizers import Tokenizer

        checkpoint = Checkpoint.open(folder)
        config = BartConfig(**checkpoint.config)
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        config.bos_token_id = tokenizer.token_to_id(checkpoint.contract.bos)
        model = cls(config, checkpoint.contract.salience)
        weights = {k: torch.from_numpy(v) for k, v in checkpoint.weights().items()}
        weights |= dict.fromkeys(TIED, weights["model.shared.weight"])
        model.load_state_dict(weights)
        model.tie_weights()
        model.eval()
        return model

    def save(self, folder: Path, contract: Contract, tokenizer: Path) -> None:
        """Write the checkpoint folder: weights in fp16, each file replaced in one step."""
        from safetensors.torch import save_file

        folder.mkdir(parents=True, exist_ok=True)
        tensors = {
            name: tensor.detach().half().contiguous()
            for name, tensor in self.state_dict().items()
            if name not in TIED
        }
        config = self.config.to_dict() | {"architectures": ["PointerBart"]}
        part = folder / ".part"
        save_file(tensors, str(part), metadata={"format": "pt"})
        part.replace(folder / WEIGHTS)
        for name, data in ((CONFIG, config), (CONTRACT, contract.to_json())):
            text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
            part.write_text(text + "\n", "utf-8")
            part.replace(folder / name)
        if tokenizer.resolve() != (folder / TOKENIZER).resolve():
            shutil.copyfile(tokenizer, part)
            part.replace(folder / TOKENIZER)

    def encoder_outputs(self, states: Tensor) -> BaseModelOutput:
        """Cached encoder states in the form that ``forward`` and ``generate`` take."""
        return BaseModelOutput(last_hidden_state=states)
