"""``jianbao serve``: the service, settings from the environment."""

from __future__ import annotations

import sys
from typing import Any

import click
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from service.digests import settings as digests
from service.settings import PREFIX, Settings
from service.wechat import settings as wechat
from summarizer.exceptions import OptionError


class _Command(click.Command):
    """Its help ends with every setting."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Settings, from the environment"):
            formatter.write_dl(
                [
                    _described(prefix, model, name)
                    for prefix, model in (
                        (PREFIX, Settings),
                        (digests.PREFIX, digests.DigestSettings),
                        (wechat.PREFIX, wechat.WechatSettings),
                    )
                    for name in model.model_fields
                ]
            )


def _described(prefix: str, model: type[BaseSettings], name: str) -> tuple[str, str]:
    field = model.model_fields[name]
    if isinstance(field.default, SecretStr):
        default = ""
    elif field.default_factory is not None:
        default = "sqlite:///~/.local/share/jianbao/jianbao.sqlite"
    else:
        default = "" if field.default is None else str(field.default)
    shown = f" [{default}]" if default else ""
    return f"{prefix}{name.upper()}", f"{field.description}{shown}"


@click.command(cls=_Command)
@click.option("--host", help="Overrides JIANBAO_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Overrides JIANBAO_PORT.")
@click.option("--no-keys", is_flag=True, help="JIANBAO_AUTH=loopback: this machine, without keys.")
def command(host: str | None, port: int | None, no_keys: bool) -> None:
    """Serve the API (服务) until SIGTERM; work in hand is finished first.

    Keys are made with `jianbao keys create`. The log is JSON lines on stderr.
    """
    given: dict[str, Any] = {"host": host, "port": port, "auth": "loopback" if no_keys else None}
    settings = Settings.read(**{k: v for k, v in given.items() if v is not None})
    try:
        from service.server import serve
    except ImportError as error:
        raise OptionError(
            f"the service needs {error.name}: run pip install 'jianbao[service]'"
        ) from None
    sys.exit(serve(settings))
