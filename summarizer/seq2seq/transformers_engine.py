"""Other people's checkpoints on torch: transformers' own ``generate``, fp32."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from summarizer.seq2seq.engine import Decoding
from summarizer.seq2seq.foreign import Foreign, load_network
from summarizer.seq2seq.foreign_engine import ForeignEngine, Output
from summarizer.seq2seq.optional import quiet, require


class TransformersEngine(ForeignEngine):
    """Reference engine for BART, T5, mT5, Pegasus and Marian. Not thread-safe."""

    def __init__(self, checkpoint: Foreign, network: Any) -> None:
        super().__init__("torch-fp32", checkpoint)
        self._network = network

    @classmethod
    def load(cls, folder: Path, threads: int | None = None) -> Self:
        """Load a located folder; ``threads`` is torch's number for the whole process.

        Raises CheckpointError for what cannot be loaded, EngineError without torch.
        """
        require("torch", "torch")
        require("transformers", "torch")
        import torch
        from transformers import GenerationConfig

        checkpoint = Foreign.open(folder)
        if threads is not None:
            torch.set_num_threads(threads)
        network = load_network(folder, checkpoint.config)
        # generate() fills what a call leaves open from here: nothing but the ids may be left.
        network.generation_config = GenerationConfig(
            decoder_start_token_id=checkpoint.start,
            eos_token_id=checkpoint.eos,
            pad_token_id=checkpoint.pad,
        )
        return cls(checkpoint, network)

    def _search(
        self, batch: Sequence[Sequence[int]], longest: int, decoding: Decoding
    ) -> list[list[Output]]:
        import torch
        from transformers import GenerationConfig

        ids = self.checkpoint
        width = max(map(len, batch))
        rows = [[*row, *[ids.pad] * (width - len(row))] for row in batch]
        mask = [[1] * len(row) + [0] * (width - len(row)) for row in batch]
        beam = max(decoding.beam, decoding.candidates)
        settings = GenerationConfig(
            max_new_tokens=longest,
            num_beams=beam,
            num_return_sequences=decoding.candidates,
            length_penalty=decoding.length_penalty,
            early_stopping=False,  # a few poor hypotheses that end soon must not end the search
            do_sample=False,
            suppress_tokens=list(ids.suppressed),
            forced_bos_token_id=ids.forced_first,
            renormalize_logits=True,
            return_dict_in_generate=True,
            output_scores=True,
        )
        with torch.inference_mode(), quiet():
            found = self._network.generate(
                input_ids=torch.tensor(rows),
                attention_mask=torch.tensor(mask),
                generation_config=settings,
            )
        sequences = found.sequences[:, 1:].tolist()
        if beam == 1:  # greedy search reports the scores of steps, not of sequences
            steps = self._network.compute_transition_scores(
                found.sequences, found.scores, normalize_logits=False
            )
            sums = steps.masked_fill(steps.isinf(), 0.0).sum(1).tolist()
        else:
            sums = found.sequences_scores.tolist()
        outputs: list[Output] = []
        for sequence, score in zip(sequences, sums, strict=True):
            finished = ids.eos in sequence
            kept = sequence[: sequence.index(ids.eos)] if finished else sequence
            if beam == 1:
                score /= max(1, len(kept) + finished) ** decoding.length_penalty
            outputs.append(Output(tuple(kept), float(score), finished))
        count = decoding.candidates
        return [outputs[at : at + count] for at in range(0, len(outputs), count)]
