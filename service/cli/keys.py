"""``jianbao keys``: API keys made, listed, revoked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from service.settings import Settings
from service.store import keys
from service.store.keys import Scope
from service.store.session import Store
from summarizer.exceptions import OptionError


@contextmanager
def opened() -> Iterator[Store]:
    """The database that JIANBAO_DATABASE_URL names, its tables up to date."""
    store = Store(Settings.read().database_url.get_secret_value())
    try:
        store.upgrade()
        yield store
    finally:
        store.close()


@click.group()
def command() -> None:
    """Make, list and revoke API keys (密钥) in the database of JIANBAO_DATABASE_URL."""


@command.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    default=["read", "submit"],
    show_default=True,
    help="What the key may do; may be given several times.",
)
@click.option("--quota", type=click.IntRange(0), help="A minute; 0 for none. The service's own.")
def create(name: str, scopes: tuple[str, ...], quota: int | None) -> None:
    """Make a key for NAME and print it: it is shown this once only."""
    if not name.strip():
        raise OptionError("NAME is empty: name who is to use the key, so that it can be revoked")
    with opened() as store:
        key, text = keys.create(store, name, [Scope(scope) for scope in scopes], quota)
    click.echo(f"key {key.id} for {name}: keep it, it is not shown again", err=True)
    click.echo(text)


@command.command("list")
def every() -> None:
    """List the keys, without their secrets."""
    with opened() as store:
        for key in keys.every(store):
            made = datetime.fromtimestamp(key.created_at, UTC).date().isoformat()
            state = "revoked" if key.revoked_at is not None else "active"
            scopes = ",".join(sorted(key.scopes))
            click.echo(f"{key.id}  {made}  {state:7}  {scopes:20}  {key.name}")


@command.command()
@click.argument("key_id")
def revoke(key_id: str) -> None:
    """Revoke the key KEY_ID; services notice within seconds."""
    with opened() as store:
        if not keys.revoke(store, key_id):
            raise OptionError(f"{key_id}: no active key has this id; see jianbao keys list")
    click.echo(f"key {key_id} is revoked", err=True)
