"""Where a step's time goes: ``python -m summarizer.training.profiling RUN STAGE [STEPS]``.

RUN is a run's folder that has prepared the stage. Nothing of it is changed but kept states.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import torch

from summarizer.seq2seq.pointer import PointerBart
from summarizer.training.memory import keep_pages
from summarizer.training.recipe import Recipe
from summarizer.training.state import Run
from summarizer.training.trainer import Worker

#: Operators that are matrix products, fused attention (two products and a softmax) included.
PRODUCTS = ("mm", "addmm", "bmm", "baddbmm")
_ATTENTION = "_scaled_dot_product"


def shares(step: Callable[[], None], count: int) -> dict[str, float]:
    """Share of CPU time per operator over ``count`` calls of ``step``, the largest first.

    ``addmm`` is its product and the bias that it is added to, which it copies first.
    """
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as found:
        for _ in range(count):
            step()
    times: Counter[str] = Counter()
    for event in found.events() or ():
        whole = event.cpu_parent
        biased = event.name == "aten::copy_" and whole is not None and whole.name == "aten::addmm"
        name = "addmm" if biased else event.name.removeprefix("aten::")
        times[name] += event.self_cpu_time_total
    total = sum(times.values())
    return {name: time / total for name, time in times.most_common()}


def products(found: dict[str, float]) -> float:
    """The share of matrix products."""
    named = (n for n in found if n in PRODUCTS or n.startswith(_ATTENTION))
    return sum(found[name] for name in named)


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    folder, name, *rest = arguments if arguments is not None else sys.argv[1:]
    run = Run(Path(folder))
    recipe = Recipe.load(run.recipe)
    keep_pages()
    torch.set_num_threads(recipe.threads)
    stage = next(stage for stage in recipe.stages if stage.name == name)
    worker = Worker(run, recipe, PointerBart.load(run.start), stage)
    worker.prepare()
    for _ in range(3):
        worker.advance()
    found = shares(worker.advance, int(rest[0]) if rest else 20)
    lines = [f"{100 * products(found):5.1f} %  matrix products"]
    lines += [f"{100 * share:5.1f} %  {name}" for name, share in list(found.items())[:16]]
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
