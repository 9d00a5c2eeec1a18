"""A model's name to an engine that runs it: the one place that knows all engines."""

from __future__ import annotations

from pathlib import Path

from summarizer.exceptions import CheckpointError, EngineError, OptionError
from summarizer.seq2seq.checkpoint import CONTRACT
from summarizer.seq2seq.engine import Engine
from summarizer.seq2seq.locate import locate
from summarizer.seq2seq.optional import installed, require

#: The checkpoint in the package.
SHIPPED = Path(__file__).resolve().parents[1] / "weights"

#: What ``engine`` may say, and what it means.
ENGINES = {
    "auto": "onnx for jianbao's checkpoints; ctranslate2, else torch, for any other",
    "onnx": "ONNX Runtime int8, jianbao's checkpoints",
    "onnx-fp32": "ONNX Runtime fp32, jianbao's checkpoints",
    "torch": "torch fp32, any supported checkpoint",
    "ctranslate2": "CTranslate2 int8, other people's checkpoints",
}

_INSTALL = "pip install 'jianbao[ctranslate2,torch]' (fast) or 'jianbao[torch]'"


def load(model: str | None = None, *, engine: str = "auto", threads: int | None = None) -> Engine:
    """The engine for ``model``: None for the shipped checkpoint, else a folder or a hub id.

    A folder with ``jianbao.json`` is one of our pointer-generators; any other must hold a
    seq2seq model of transformers (BART, T5, mT5, Pegasus, Marian). A name that is no folder is
    looked up in the hub's cache, and at the hub where the machine is online. ``engine`` is one
    of ``ENGINES``; ``threads`` None takes all cores.

    Raises OptionError for an option's value, CheckpointError for a model that is missing,
    damaged or not supported, EngineError where a package is missing or the engine cannot run
    the model. Each says what can be used instead.
    """
    if engine not in ENGINES:
        raise OptionError(f"engine: {engine!r} is not one of {', '.join(ENGINES)}")
    if threads is not None and threads < 1:
        raise OptionError(f"threads: {threads} is not a positive number")
    if model is not None and not model.strip():
        raise OptionError("model: the name is empty; give a folder or a hub id")
    if model is None:
        if not (SHIPPED / CONTRACT).is_file():
            raise CheckpointError(f"{SHIPPED}: the shipped weights are missing; install again")
        return _own(SHIPPED, engine, threads)
    folder = locate(model)
    if (folder / CONTRACT).is_file():
        return _own(folder, engine, threads)
    return _foreign(folder, engine, threads)


def _own(folder: Path, engine: str, threads: int | None) -> Engine:
    if engine == "ctranslate2":
        raise EngineError(
            f"{folder}: ctranslate2 cannot run a copy head; use --engine onnx, onnx-fp32 or torch"
        )
    if engine == "torch":
        require("torch", "torch")
        require("transformers", "torch")
        from summarizer.seq2seq.torch_engine import TorchPointerEngine

        return TorchPointerEngine.load(folder, threads=threads)
    from summarizer.seq2seq.onnx_engine import PointerEngine

    return PointerEngine.load(
        folder, precision="fp32" if engine == "onnx-fp32" else "int8", threads=threads
    )


def _foreign(folder: Path, engine: str, threads: int | None) -> Engine:
    if engine in ("onnx", "onnx-fp32"):
        raise EngineError(
            f"{folder}: {engine} runs jianbao's own checkpoints (folders with {CONTRACT}); "
            "use --engine ctranslate2 or torch"
        )
    if engine == "auto" and not installed("transformers", "ctranslate2"):
        if not installed("transformers", "torch"):
            raise EngineError(f"{folder}: no engine for it is installed; run: {_INSTALL}")
        engine = "torch"
    if engine != "torch":
        from summarizer.seq2seq.ctranslate_engine import CTranslateEngine

        try:
            return CTranslateEngine.load(folder, threads)
        except EngineError:
            if engine == "ctranslate2" or not installed("torch"):
                raise
    from summarizer.seq2seq.transformers_engine import TransformersEngine

    return TransformersEngine.load(folder, threads)
