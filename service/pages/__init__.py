"""The editors' workbench: pages rendered here, no build chain, nothing loaded from elsewhere.

A new room of the workbench makes a router with :func:`service.pages.routing.router`, renders
templates that extend ``base.html`` with :func:`service.pages.rendering.page`, and adds its entry
to ``NAVIGATION`` and its router below. The colours and sizes it uses are the tokens documented
at the head of ``assets/tokens.css``. See ``docs/workbench.md``.
"""

from __future__ import annotations

from fastapi import FastAPI

from service.pages import batches, desk, digests, history, signing
from service.pages.files import Files


def install(app: FastAPI) -> None:
    """Give ``app`` the workbench at ``/``."""
    for module in (desk, history, batches, digests, signing):
        app.include_router(module.router)
    app.mount("/assets", Files(), name="assets")
