"""From a run to the folder that is shipped: weights, graphs that agree, a card with figures."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from summarizer._version import __version__
from summarizer.exceptions import CheckpointError
from summarizer.selecting import select
from summarizer.seq2seq.checkpoint import CONFIG, CONTRACT, TOKENIZER, WEIGHTS, Checkpoint, Contract
from summarizer.seq2seq.engine import Decoding, Engine, Prompt
from summarizer.seq2seq.load import load
from summarizer.training.curve import Curve
from summarizer.training.journal import events
from summarizer.training.recipe import Recipe
from summarizer.training.score import INTERVAL
from summarizer.training.state import Run
from summarizer.types import Task

#: The model card's file, where model hubs look for it.
CARD = "README.md"
TOKENIZER_CONFIG = "tokenizer_config.json"

#: Largest difference between torch and ONNX fp32: of a hypothesis' score, of a salience.
TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Agreement:
    """How engines compare on ``count`` prompts.

    ``score`` and ``salience`` are the largest differences between torch and ONNX fp32, whose
    texts are equal; ``same`` is the share of first outputs that int8 leaves as they were.
    """

    count: int
    score: float
    salience: float
    same: float


def compare(folder: Path, texts: Sequence[str], threads: int | None = None) -> Agreement:
    """Write with torch, ONNX fp32 and int8, and compare.

    Raises CheckpointError where fp32 has not what torch writes first, or scores differ by more than
    ``TOLERANCE``: the graphs would not be the model that was trained.
    """
    reference = load(str(folder), engine="torch", threads=threads)
    exact = load(str(folder), engine="onnx-fp32", threads=threads)
    small = load(str(folder), engine="onnx", threads=threads)
    prompts = [
        Prompt(text=select(text, task, budget=reference.budgets[task]).text, task=task)
        for text in texts
        for task in Task
    ]
    written = [engine.generate(prompts, Decoding()) for engine in (reference, exact, small)]
    firsts = [[found[0] for found in each if found] for each in written]
    score = 0.0
    for own, found in zip(firsts[0], filter(None, written[1]), strict=True):
        other = next((h for h in found if h.text == own.text), None)
        if other is None:  # where two are alike to the last bit, either may be the first
            raise CheckpointError(
                f"{folder}: torch writes {own.text!r}, its ONNX graphs {found[0].text!r}"
            )
        score = max(score, abs(own.score - other.score))
    salience = _salience(reference, exact, texts) if reference.has_salience else 0.0
    if max(score, salience) > TOLERANCE:
        raise CheckpointError(
            f"{folder}: torch and ONNX differ by {score:.2g} in score, {salience:.2g} in salience"
        )
    same = [a.text == b.text for a, b in zip(firsts[0], firsts[2], strict=True)]
    return Agreement(len(prompts), score, salience, float(np.mean(same)))


def _salience(one: Engine, other: Engine, texts: Sequence[str]) -> float:
    pairs = zip(one.salience(texts), other.salience(texts), strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def weights_of(source: Path) -> Path:
    """The checkpoint folder of a run (its best weights, else its last), or ``source`` itself."""
    run = Run(source)
    return next((f for f in (run.best, run.weights) if (f / WEIGHTS).is_file()), source)


def export(
    source: Path,
    out: Path,
    texts: Sequence[str],
    scores: Mapping[str, Mapping[str, float]],
    *,
    data: str,
    weaknesses: str,
    threads: int | None = None,
) -> Agreement:
    """Write ``out`` whole or not at all, from a run's folder or a checkpoint's.

    ``texts`` are for comparing engines, ``scores`` those of
    :mod:`summarizer.training.score`, ``data`` and ``weaknesses`` paragraphs of the card.
    Raises CheckpointError where ``source`` holds no complete checkpoint, the graphs disagree,
    or ``out`` is there already.
    """
    if out.exists():
        raise CheckpointError(f"{out} exists already; name a new folder")
    run, weights = Run(source), weights_of(source)
    checkpoint = Checkpoint.open(weights)
    agreement = compare(weights, texts, threads)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name in (CONFIG, WEIGHTS, TOKENIZER, CONTRACT):
            shutil.copyfile(weights / name, part / name)
        (part / TOKENIZER_CONFIG).write_text(tokenizer_config(checkpoint.contract), "utf-8")
        (part / CARD).write_text(
            card(checkpoint, run, scores, agreement, data, weaknesses), "utf-8"
        )
        part.chmod(0o755)
        part.replace(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return agreement


def tokenizer_config(contract: Contract) -> str:
    """What ``AutoTokenizer`` must know: without it the folder is read as some other tokenizer's."""
    values = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": contract.bos,
        "eos_token": contract.eos,
        "unk_token": "<unk>",
        "pad_token": contract.start,
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
        "model_max_length": contract.window,
    }
    return json.dumps(values, indent=1) + "\n"


def card(
    checkpoint: Checkpoint,
    run: Run,
    scores: Mapping[str, Mapping[str, float]],
    agreement: Agreement,
    data: str,
    weaknesses: str,
) -> str:
    """The model card, in the form of model hubs: YAML head, then Markdown."""
    shape = checkpoint.shape
    size = (checkpoint.folder / WEIGHTS).stat().st_size / 1e6
    parameters = sum(int(np.prod(s)) for s in shape.tensors().values()) / 1e6
    lines = [
        "---",
        "language: zh",
        "license: apache-2.0",
        "pipeline_tag: summarization",
        "base_model: intfloat/multilingual-e5-small",
        "---",
        f"# jianbao {__version__}, {date.today().isoformat()}",
        "",
        "Headlines and briefs for Chinese political bulletins: a pointer-generator with "
        f"{shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers, "
        f"d={shape.d_model}, {parameters:.1f} M parameters, {size:.1f} MB in fp16. "
        f"Fingerprint {checkpoint.fingerprint[:16]}.",
        "",
        "## Data and licences",
        "",
        data,
        "",
        "Warm start: multilingual-e5-small (Copyright intfloat; MIT), itself from "
        "Multilingual-MiniLM-L12-H384 (Copyright Microsoft; MIT).",
        "",
        "## Training",
        "",
        *_training(run),
        "",
        "## Figures",
        "",
        *_figures(scores),
        "",
        f"Engines on {agreement.count} prompts: ONNX fp32 writes what torch writes (scores "
        f"within {agreement.score:.1e}, salience within {agreement.salience:.1e}); int8 leaves "
        f"{100 * agreement.same:.0f} % of first outputs unchanged.",
        "",
        "## Weaknesses",
        "",
        weaknesses,
    ]
    return "\n".join(lines) + "\n"


def _training(run: Run) -> list[str]:
    curve = Curve.of(events(run.log))
    if not curve.stages:
        return ["No log of the training is with these weights."]
    lines = [f"{curve.minutes:.0f} active minutes (CPU time / threads).", ""]
    if run.recipe.is_file():
        stages = Recipe.load(run.recipe).stages
        lines += [f"- {s.name}: trains {', '.join(s.train)}; rate {s.rate:g}" for s in stages]
    return lines


def _figures(scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    if not scores:
        return ["Not measured."]
    lines = [
        "ROUGE-L, F1 in per cent, ± half of the 95 % interval (`jianbao train score`; units "
        "char+num+latin, punctuation out). "
        "`first`: the model's first candidate before checks; `failing`: share of first "
        "candidates that fail a fact check; `own`: share of prints that are the model's.",
        "",
        "| data | measure | |",
        "|---|---|---|",
    ]
    for data, values in scores.items():
        for name, value in values.items():
            if name.endswith(INTERVAL):
                continue
            half = values.get(name + INTERVAL)
            spread = "" if half is None else f" ± {half:.1f}"
            lines.append(f"| {data} | {name} | {value:.1f}{spread} |")
    return lines
