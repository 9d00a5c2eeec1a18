"""The training loop: stages, budgets, saving, and going on as if nothing had happened.

Every random choice of a step follows from the recipe's seed, the stage and the step's number;
streams of batches from the seed and the epoch. So weights, optimiser, averages, positions and
torch's own generator are all that a resumed run needs to make the same steps.

Time is *active* time: CPU time of this process divided by its threads, taken around the steps
alone. It stands still while the process is stopped (SIGSTOP), waits for a core, prepares data
or evaluates.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from summarizer.exceptions import OptionError
from summarizer.seq2seq.checkpoint import CHARS_PER_TOKEN, Checkpoint, Contract
from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.dropping import ByBytes
from summarizer.training.examples import FORMAT, Examples, Stream, in_batches, kept_on_disk
from summarizer.training.features import Features, pad
from summarizer.training.journal import Journal
from summarizer.training.losses import loss
from summarizer.training.network import (
    Average,
    attend_in_fp32,
    groups,
    mixed,
    set_dropout,
    trained,
)
from summarizer.training.omission import clause_ends, omit
from summarizer.training.prepare import Preparer
from summarizer.training.recipe import Mix, Recipe, Stage, digest
from summarizer.training.state import Run
from summarizer.training.tagger import Tagger
from summarizer.training.vocabulary import CONTROL

#: Cost units of a batch when nothing is kept for a gradient.
_CHECK_BATCH = 8000


@dataclass
class Clock:
    """Active seconds of a stage."""

    threads: int
    seconds: float = 0.0
    _since: float | None = None

    def start(self) -> None:
        """Begin to count."""
        self._since = time.process_time()

    def stop(self) -> None:
        """Add what has passed since :meth:`start`."""
        assert self._since is not None
        self.seconds += (time.process_time() - self._since) / self.threads
        self._since = None


class Worker:
    """The model of a run in one stage, and what its steps need."""

    def __init__(self, run: Run, recipe: Recipe, model: PointerBart, stage: Stage) -> None:
        self.run, self.recipe, self.model, self.stage = run, recipe, model, stage
        attend_in_fp32(model)
        self.checkpoint = Checkpoint.open(run.start)
        self.vocabulary = Vocabulary.load(self.checkpoint)
        self._ends = clause_ends(self.vocabulary)
        jobs = {mix.job for mix in stage.mix}
        if jobs - {"salience"}:
            model.write_only(None if jobs & {"gaps", "denoise"} else self.vocabulary.written)
        self.tensors = trained(model, stage.train)
        self.optimiser = torch.optim.AdamW(
            groups(self.tensors, stage.decay), lr=stage.rate, betas=(0.9, 0.98), fused=True
        )
        self.average = Average(self.tensors, stage.average)
        self.clock = Clock(recipe.threads)
        self.step = 0
        self.sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self._features = self._kept_states() if stage.frozen else None
        self.tagger = Tagger(self.checkpoint, self.vocabulary, model, self.read)

    @property
    def contract(self) -> Contract:
        """The checkpoint's contract with the recipe's budgets, which can change between slices."""
        budgets = dict(self.recipe.budgets)
        tokens = {task: int(n / CHARS_PER_TOKEN) for task, n in budgets.items()}
        return replace(self.checkpoint.contract, budgets=budgets, source_tokens=tokens)

    # -- data ----------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make the stage's examples with the model as it is when the stage begins."""
        self._salience: dict[str, NDArray[np.float32]] = {}
        self.data = [self._examples(mix) for mix in self.stage.mix]
        self.dev = {
            f"{m.data}/{m.job}": self._examples(m)
            for m in self.recipe.dev
            if self.stage.changes(m.job)
        }
        for mix, examples in zip(self.stage.mix, self.data, strict=True):
            if not len(examples):
                raise OptionError(
                    f"stage {self.stage.name}: no row of {mix.data} gives an example of "
                    f"{mix.job}; see its rows, lost and held, and the recipe's budgets"
                )
        self.streams = [
            Stream(e.costs(), self.stage.batch, f"{self.recipe.seed}/{self.stage.name}/{i}")
            for i, e in enumerate(self.data)
        ]
        self._salience.clear()

    def _examples(self, mix: Mix) -> Examples:
        contract = self.checkpoint.contract
        preparer = Preparer(
            self.vocabulary,
            contract.window,
            dict(self.recipe.budgets),
            contract.bucket,
            CONTROL.index("<mask>"),
            self._known_salience,
            self.recipe.seed,
        )
        data = self.recipe.data[mix.data]
        key = digest(FORMAT, data, mix.job, sorted(mix.evidence.items()), self.recipe.budgets)
        kept = [
            self.run.prepared / f"{stage}-{mix.data}-{mix.job}-{key}.npz"
            for stage in (self.stage.examples_of, self.stage.name)
        ]
        path = next((p for p in kept if p.is_file()), kept[-1])
        self.model.eval()
        return kept_on_disk(path, lambda: preparer.examples(data, mix))

    def _known_salience(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Salience as the stage begins, once per text: several jobs read the same."""
        new = [text for text in dict.fromkeys(texts) if text not in self._salience]
        self._salience.update(zip(new, self.tagger.salience(new), strict=True))
        return [self._salience[text] for text in texts]

    def _kept_states(self) -> Features:
        sides = [
            t.detach().numpy().tobytes()
            for n, t in self.model.state_dict().items()
            if n.startswith("model.encoder.")
        ]
        import hashlib

        key = hashlib.sha256(b"".join(sides)).hexdigest()[:24]
        limit = int(self.recipe.cache_gb * 1e9)
        width = self.model.config.d_model
        return Features(self.run.features / key, width, self.encode, limit)

    def read(self, sources: Sequence[np.ndarray]) -> tuple[Tensor, Tensor, Tensor]:
        """Encoder states, mask and ids; kept ones where the encoder does not change."""
        if self._features is not None:
            return self._features(sources)
        ids, mask = pad(sources)
        return self.encode(ids, mask), mask, ids

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The model's encoder in the recipe's precision."""
        with mixed(self.recipe.precision):
            return self.model.encode(ids, mask)

    # -- steps ---------------------------------------------------------------------------

    @property
    def progress(self) -> float:
        """Share of the budget that is used, from 0."""
        if self.stage.steps is not None:
            return self.step / self.stage.steps
        assert self.stage.minutes is not None
        return self.clock.seconds / 60 / self.stage.minutes

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        s = self.stage
        rising = min(1.0, (self.step + 1) / s.warmup) if s.warmup else 1.0
        return s.rate * rising * max(s.floor, 1 - (1 - s.floor) * min(1.0, self.progress))

    def advance(self) -> None:
        """One optimiser step."""
        self.clock.start()
        rng = random.Random(f"{self.recipe.seed}/{self.stage.name}/{self.step}")
        self.model.train()
        set_dropout(self.model, self.stage.dropout, self.stage.train)
        rate = self.rate
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        for _ in range(self.stage.accumulate):
            i = rng.choices(range(len(self.data)), [m.weight for m in self.stage.mix])[0]
            batch = [self.data[i].items[k] for k in self.streams[i].draw()]
            if self.stage.omit:
                batch = [omit(e, self.stage.omit, self._ends, rng) for e in batch]
            with mixed(self.recipe.precision), ByBytes():
                found, _ = loss(
                    self.model, self.vocabulary, self.read, self.data[i].job, batch,
                    smoothing=self.stage.smoothing, length_token=self.stage.length_token, rng=rng,
                )  # fmt: skip
            torch.autograd.backward(found / self.stage.accumulate)
            sums = self.sums[f"{self.stage.mix[i].data}/{self.data[i].job}"]
            sums[0] += float(found.detach())
            sums[1] += 1
            sums[2] += len(batch)
        self._update()
        self.optimiser.zero_grad(set_to_none=True)
        self.average.update()
        self.step += 1
        self.clock.stop()

    def _update(self) -> None:
        """AdamW with the gradient's norm clipped: the fused step divides by ``grad_scale`` as it

        reads, where ``clip_grad_norm_`` would go over all gradients once more.
        """
        gradients = [t.grad for t in self.tensors.values() if t.grad is not None]
        norm = torch.nn.utils.get_total_norm(gradients)
        self.optimiser.grad_scale = (norm / self.stage.clip).clamp_min(1.0)  # type: ignore[attr-defined]
        self.optimiser.step()

    @torch.no_grad()
    def dev_losses(self) -> dict[str, float]:
        """Mean loss per dev set, without dropout, smoothing and length class."""
        self.model.eval()
        found: dict[str, float] = {}
        for name, examples in self.dev.items():
            costs = examples.costs()
            total = count = 0.0
            for batch in in_batches(np.argsort(costs).tolist(), costs, _CHECK_BATCH):
                items = [examples.items[k] for k in batch]
                with mixed(self.recipe.precision):
                    value, n = loss(self.model, self.vocabulary, self.read, examples.job, items)
                total, count = total + float(value) * n, count + n
            found[name] = round(total / max(1.0, count), 4)
        return found

    # -- state ---------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """For :meth:`restore`; tensors are those in use."""
        return {
            "stage": self.stage.name,
            "step": self.step,
            "seconds": self.clock.seconds,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average.state(),
            "streams": [list(s.position) for s in self.streams],
            "sums": {k: list(v) for k, v in self.sums.items()},
            "rng": torch.get_rng_state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state of this stage; the model has its weights already."""
        self.step, self.clock.seconds = state["step"], state["seconds"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.average.restore(state["average"])
        for stream, position in zip(self.streams, state["streams"], strict=False):
            stream.seek(position)
        self.sums.update({k: list(v) for k, v in state["sums"].items()})
        torch.set_rng_state(state["rng"])

    def report(self, journal: Journal) -> None:
        """Log the mean losses since the last report and begin anew."""
        losses = {k: round(v[0] / v[1], 4) for k, v in sorted(self.sums.items())}
        counts = {k: int(v[2]) for k, v in sorted(self.sums.items())}
        journal.write(
            "steps", stage=self.stage.name, step=self.step,
            minutes=round(self.clock.seconds / 60, 2), rate=self.rate, loss=losses,
            examples=counts,
        )  # fmt: skip
        self.sums.clear()

    def close(self) -> None:
        """Free the files of kept states."""
        if self._features is not None:
            self._features.close()
