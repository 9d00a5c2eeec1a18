"""From a model's name to a folder that an engine can run, or to a plain word why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import CONTRACT, read_object
from summarizer.seq2seq.optional import one_line, quiet_hub, require

#: Families of other people's checkpoints that both engines run, by ``model_type``.
FAMILIES = {"bart": "BART", "t5": "T5", "mt5": "mT5", "pegasus": "Pegasus", "marian": "Marian"}

SUPPORTED = (
    f"supported are encoder-decoders of {', '.join(FAMILIES.values())}, no decoder-only "
    "(GPT, Llama, Qwen) and no encoder-only (BERT) models"
)

#: The formats of weights in the order of preference; the second is unpickled as weights only.
WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")

#: Every other file that decides what comes out: configuration, generation, tokenizer.
SETTINGS = ("*.json", "*.model", "*.spm", "*.txt")

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")

#: An architecture that shares its model_type with a seq2seq model but has another head.
_OTHER_HEAD = re.compile(r"(Classification|Answering|CausalLM|MaskedLM|EncoderModel)$")


def locate(model: str) -> Path:
    """The folder of ``model``, a path or a hub id, with configuration and weights in it.

    A hub id is looked up in the Hugging Face cache first, which no later change at the hub
    reaches, and fetched into it where the machine is online. Raises CheckpointError for what
    is missing or of a kind that no engine runs, EngineError for a hub id without the client.
    """
    path = Path(model).expanduser()
    if path.is_dir():
        if not (path / CONTRACT).is_file():
            check_folder(path)
        return path
    if path.exists():
        raise CheckpointError(f"{model}: a file; give the folder that holds the checkpoint")
    if not _HUB_ID.fullmatch(model):
        raise CheckpointError(f"{model}: no such folder; give a checkpoint's folder or hub id")
    require("huggingface_hub", "torch")
    return _cached(model) or _fetched(model)


def check_folder(folder: Path) -> None:
    """Raise CheckpointError with the fault of ``folder`` that its files show."""
    config = folder / "config.json"
    if not config.is_file():
        hint = "config.json is missing"
        if (folder / "adapter_config.json").is_file():
            hint = "an adapter without its base model; merge it into that first"
        elif any(folder.glob("*.gguf")):
            hint = "GGUF files hold decoder-only models"
        raise CheckpointError(f"{folder}: {hint}; {SUPPORTED}")
    if (folder / "model.bin").is_file():
        raise CheckpointError(
            f"{folder}: already converted for CTranslate2; give the original folder"
        )
    _check_family(str(folder), read_object(config))
    found = [path for pattern in WEIGHTS for path in folder.glob(pattern)]
    if not any(path.suffix != ".json" for path in found):
        raise CheckpointError(f"{folder}: neither model.safetensors nor pytorch_model.bin is there")
    for index in folder.glob("*.index.json"):
        for shard in sorted(set(read_object(index).get("weight_map", {}).values())):
            if not (folder / shard).is_file():
                raise CheckpointError(f"{folder}: {shard} is missing; copy the folder again")


def _cached(model: str) -> Path | None:
    from huggingface_hub import snapshot_download

    try:
        with quiet_hub():
            patterns = list(SETTINGS)
            folder = Path(snapshot_download(model, local_files_only=True, allow_patterns=patterns))
    except (OSError, ValueError):  # nothing there, or a download that was broken off
        return None
    try:
        if not (folder / CONTRACT).is_file():
            check_folder(folder)
    except CheckpointError:
        return None
    return folder


def _fetched(model: str) -> Path:
    """Fetch ``model``: the configuration first, the weights only if they can be used."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    unreachable = _unreachable(HfHubHTTPError)
    try:
        with quiet_hub():
            names = [Path(name) for name in HfApi().list_repo_files(model)]
            top = [name for name in names if len(name.parts) == 1]
            folder = Path(snapshot_download(model, allow_patterns=["config.json"]))
            if (folder / "config.json").is_file():
                _check_family(model, read_object(folder / "config.json"))
            weights = next((p for p in WEIGHTS if any(name.match(p) for name in top)), WEIGHTS[0])
            folder = Path(snapshot_download(model, allow_patterns=[*SETTINGS, weights]))
    except HfHubHTTPError as error:
        raise CheckpointError(
            f"{model}: no such folder, and the hub does not give such a model "
            f"({one_line(error)}); check the name, or log in if it is private"
        ) from error
    except unreachable as error:
        raise CheckpointError(
            f"{model}: no such folder, not in the hub's cache, and the hub cannot be reached; "
            "check the name, or fetch it on a machine that is online and give its folder"
        ) from error
    if not (folder / CONTRACT).is_file():
        check_folder(folder)
    return folder


def _unreachable(error: type[Exception]) -> tuple[type[Exception], ...]:
    """What the hub's client raises where there is no network, or no use for what it got.

    It lets its HTTP library's errors through, and that has changed its name twice (requests,
    httpx, httpx2); their root is a base of the client's own ``error``.
    """
    bases = tuple(base for base in error.__mro__[1:] if issubclass(base, Exception))
    return (*bases[:-1], OSError, ValueError)


def _check_family(model: str, settings: Mapping[str, Any]) -> None:
    family = settings.get("model_type")
    made = str(next(iter(settings.get("architectures") or ()), family))
    if family not in FAMILIES:
        raise CheckpointError(f"{model}: model_type is {family!r}; {SUPPORTED}")
    if _OTHER_HEAD.search(made) or settings.get("is_encoder_decoder") is False:
        raise CheckpointError(f"{model}: {made} does not write text; {SUPPORTED}")
