"""The workbench's own files: style sheets, scripts, the icon; addressed by their content."""

from __future__ import annotations

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from service.pages.rendering import ASSETS


class Files(StaticFiles):
    """Serves ``assets``; what is asked for by its hash may be kept by the browser for ever."""

    def __init__(self) -> None:
        super().__init__(directory=ASSETS)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        named = b"v=" in scope["query_string"]
        keep = "public, max-age=31536000, immutable" if named else "no-cache"
        response.headers["Cache-Control"] = keep
        return response
