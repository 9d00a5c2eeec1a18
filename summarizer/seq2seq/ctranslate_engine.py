"""Other people's checkpoints on CTranslate2: int8 on the CPU, converted once into the cache."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from summarizer.cachedir import build_once
from summarizer.exceptions import EngineError
from summarizer.seq2seq.engine import Decoding
from summarizer.seq2seq.foreign import Foreign, load_network
from summarizer.seq2seq.foreign_engine import ForeignEngine, Output
from summarizer.seq2seq.optional import one_line, quiet, require


class CTranslateEngine(ForeignEngine):
    """Fast engine for BART, T5, mT5, Pegasus and Marian. Runs without torch once converted."""

    def __init__(self, name: str, checkpoint: Foreign, translator: Any) -> None:
        super().__init__(name, checkpoint)
        self._translator = translator
        dropped = checkpoint.pad if checkpoint.family == "marian" else None
        self._suppressed = [[str(i)] for i in checkpoint.suppressed if i != dropped]

    @classmethod
    def load(cls, folder: Path, threads: int | None = None, *, precision: str = "int8") -> Self:
        """Load a located folder; the first time it is converted, which needs torch.

        ``precision`` is "int8", or "float32" to tell what quantisation changes. Raises
        CheckpointError for what cannot be loaded or converted, EngineError where a package
        is missing or the cache cannot be written.
        """
        require("ctranslate2", "ctranslate2")
        import ctranslate2

        checkpoint = Foreign.open(folder)
        version = ctranslate2.__version__
        key = f"ctranslate2-{version}-{precision}-{checkpoint.fingerprint[:20]}"
        built = build_once(key, lambda part: _convert(checkpoint, part, precision))
        try:
            translator = ctranslate2.Translator(
                str(built),
                device="cpu",
                compute_type="int8_float32" if precision == "int8" else "float32",
                inter_threads=1,
                intra_threads=threads or len(os.sched_getaffinity(0)),
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"CTranslate2 cannot load {built}: {one_line(error)}; delete the folder to "
                "convert again"
            ) from error
        return cls(f"ctranslate2-{precision}", checkpoint, translator)

    def _search(
        self, batch: Sequence[Sequence[int]], longest: int, decoding: Decoding
    ) -> list[list[Output]]:
        ids = self.checkpoint
        first = [] if ids.forced_first is None else [str(ids.forced_first)]
        results = self._translator.translate_batch(
            [[str(i) for i in row] for row in batch],
            target_prefix=[first] * len(batch) if first else None,
            beam_size=max(decoding.beam, decoding.candidates),
            patience=2,  # a few poor hypotheses that end soon must not end the search
            num_hypotheses=decoding.candidates,
            length_penalty=decoding.length_penalty,
            suppress_sequences=self._suppressed,
            max_input_length=0,  # 1024 by default, and cut off in silence
            max_decoding_length=longest,
            return_scores=True,
            return_end_token=True,
        )
        found: list[list[Output]] = []
        for result in results:
            outputs: list[Output] = []
            for tokens, score in zip(result.hypotheses, result.scores, strict=True):
                written = [int(token) for token in tokens]
                finished = bool(written) and written[-1] == ids.eos
                kept = written[:-1] if finished else written
                outputs.append(Output(tuple(kept), float(score), finished))
            found.append(outputs)
        return found


class _Ids:
    """Stands for the tokenizer while converting: every token is called by its id.

    The converted vocabulary then has neither gaps nor doubles, whatever the tokenizer's looks
    like, and ids from any tokenizer can be given to the translator as they are.
    """

    def __init__(self, checkpoint: Foreign) -> None:
        unknown = checkpoint.tokenizer.unk_token_id
        self.bos_token = self.pad_token = str(checkpoint.pad)
        self.eos_token = str(checkpoint.eos)
        self.unk_token = str(checkpoint.pad if unknown is None else unknown)
        self.special_tokens_map: dict[str, Any] = {}
        self._tokens = {str(i): i for i in range(checkpoint.vocabulary)}
        if checkpoint.family == "marian":
            # The converter drops the last row, Marian's padding, if it has this name.
            del self._tokens[str(checkpoint.vocabulary - 1)]
            self._tokens["<pad>"] = checkpoint.vocabulary - 1
            self.unk_token = str(1 if unknown is None else unknown)

    def get_vocab(self) -> dict[str, int]:
        return self._tokens

    def convert_ids_to_tokens(self, token: int) -> str:
        return str(token)


def _convert(checkpoint: Foreign, folder: Path, precision: str) -> None:
    """Fill ``folder`` with the converted model."""
    require("torch", "torch")
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, source: str, **settings: Any) -> Any:
            network = load_network(checkpoint.folder, checkpoint.config)
            if checkpoint.family == "marian":
                _check_marian(checkpoint, network)
            # transformers lays out each family one way, whatever these old entries say.
            network.config.normalize_before = checkpoint.family == "pegasus"
            network.config.normalize_embedding = checkpoint.family == "bart"
            network.config.decoder_start_token_id = checkpoint.start
            # T5: in transformers 5 tie_word_embeddings no longer says whether outputs are scaled.
            if checkpoint.family in ("t5", "mt5"):
                scaled = getattr(network.config, "scale_decoder_outputs", False)
                network.config.tie_word_embeddings = scaled
            return network

        def load_tokenizer(self, tokenizer_class: Any, source: str, **settings: Any) -> _Ids:
            return _Ids(checkpoint)

    try:
        with quiet():
            converter = Converter(str(checkpoint.folder))
            converter.convert(
                str(folder), quantization="int8" if precision == "int8" else None, force=True
            )
    except (ValueError, KeyError, AttributeError, NotImplementedError, RuntimeError) as error:
        raise EngineError(
            f"{checkpoint.folder}: CTranslate2 cannot convert it: {one_line(error)}; "
            "use --engine torch"
        ) from error


def _check_marian(checkpoint: Foreign, network: Any) -> None:
    """The converter drops the last row and starts from zeros: right only if that is <pad>'s."""
    last = checkpoint.vocabulary - 1
    if checkpoint.pad != last or checkpoint.start != last:
        what = "<pad> is not its last token"
    elif network.get_decoder().embed_tokens.weight[last].count_nonzero():
        what = "its <pad> is no longer a row of zeros, as happens in fine-tuning"
    else:
        return
    raise EngineError(
        f"{checkpoint.folder}: CTranslate2 would change its outputs: {what}; use --engine torch"
    )
