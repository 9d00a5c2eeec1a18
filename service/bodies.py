"""Bodies of requests: JSON into a model, a form into a file and its options."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from service.problems import Fault, ProblemError, faults

JSON = "application/json"
FORM = "multipart/form-data"

#: Longer JSON is read beside the event loop, in bytes.
_LONG = 100_000

Model = TypeVar("Model", bound=BaseModel)


def media_type(request: Request, *accepted: str) -> str:
    """The body's media type, one of ``accepted``. Raises ProblemError 415."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in accepted:
        names = " or ".join(accepted)
        raise ProblemError("unsupported-media-type", f"send {names}")
    return found


async def read_json(request: Request, model: type[Model]) -> Model:
    """The body as ``model``. Raises ProblemError 422 with every fault."""
    return await validate(await request.body(), model)


async def validate(data: bytes, model: type[Model]) -> Model:
    """JSON text as ``model``. Raises ProblemError 422 with every fault."""
    try:
        if len(data) > _LONG:
            return await asyncio.to_thread(model.model_validate_json, data)
        return model.model_validate_json(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise ProblemError("invalid", errors=faults(found)) from None


@asynccontextmanager
async def read_form(
    request: Request, options: type[Model]
) -> AsyncIterator[tuple[UploadFile, Model]]:
    """The form's ``file``, spooled to disk, and its ``options``, a JSON object or left out."""
    async with request.form(max_files=1, max_fields=1, max_part_size=_LONG) as form:
        unknown = sorted(set(form) - {"file", "options"})
        file, text = form.get("file"), form.get("options", "{}")
        wrong = [Fault(where=name[:80], what="no such field") for name in unknown]
        if not isinstance(file, UploadFile):
            wrong.append(Fault(where="file", what="a file is needed"))
        if not isinstance(text, str):
            wrong.append(Fault(where="options", what="JSON as text is needed, not a file"))
        if wrong:
            raise ProblemError("invalid", errors=wrong)
        assert isinstance(file, UploadFile)
        assert isinstance(text, str)
        yield file, await validate(text.encode(), options)


def documented(
    model: type[BaseModel], form: type[BaseModel] | None = None, what: str = "", example: str = ""
) -> dict[str, Any]:
    """The OpenAPI of a body: JSON as ``model``; a form with options as ``form``.

    ``what`` tells of the form's file, and ``example`` is one.
    """
    content: dict[str, Any] = {JSON: {"schema": _reference(model)}}
    if form is not None:
        content[FORM] = {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "contentMediaType": "application/octet-stream",
                        "description": what,
                    },
                    "options": _reference(form),
                },
            },
            "encoding": {"options": {"contentType": JSON}},
            "example": {"file": example, "options": {"max_chars": 120}},
        }
    return {"requestBody": {"required": True, "content": content}}


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
