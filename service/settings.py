"""Settings of the service, all from the environment: ``JIANBAO_<NAME>``.

Secrets (the database's password) are read from the environment only; ``jianbao serve --help``
prints this list from the fields below.
"""

from __future__ import annotations

import ipaddress
import os
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from summarizer.exceptions import OptionError

PREFIX = "JIANBAO_"


class Auth(StrEnum):
    """Who is let in: holders of API keys, or everybody on this machine without one."""

    KEYS = "keys"
    LOOPBACK = "loopback"


def data_dir() -> Path:
    """Where the database lies by default: ``$XDG_DATA_HOME/jianbao`` or its usual place."""
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".local" / "share") / "jianbao"


class Settings(BaseSettings):
    """One process of the service. Sizes in megabytes, times in seconds, texts in 字."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8765, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    auth: Auth = Field(
        Auth.KEYS,
        description="'keys': every caller needs an API key. 'loopback': none needed, and only "
        "this machine is served.",
    )
    database_url: SecretStr = Field(
        default_factory=lambda: SecretStr(f"sqlite:///{data_dir() / 'jianbao.sqlite'}"),
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. Processes that "
        "share one PostgreSQL share its jobs.",
    )
    model: str | None = Field(None, description="A model folder; the shipped model if not given.")
    engine: str = Field("auto", description="Engine that runs the model.")
    threads: int | None = Field(None, ge=1, description="CPU threads; all cores if not given.")
    golden: Path | None = Field(
        None,
        description="JSON of the article that must come out right before /readyz is green; the "
        "shipped one if not given.",
    )
    house: Path | None = Field(None, description="YAML of house rules laid over the shipped ones.")

    body_mb: int = Field(20, ge=1, description="Largest request, uploads of jobs excepted.")
    job_mb: int = Field(200, ge=1, description="Largest upload of a job.")
    job_lines: int = Field(50_000, ge=1, description="Most documents of a job.")
    page_chars: int = Field(100_000, ge=1000, description="Longest page, in 字.")
    page_articles: int = Field(50, ge=1, description="Most articles of one interactive page.")
    upload_seconds: float = Field(120, gt=0, description="Time to receive a request's body.")
    parse_seconds: float = Field(20, gt=0, description="Time to read an uploaded document.")
    parse_mb: int = Field(1024, ge=256, description="Memory to read an uploaded document.")

    queue_articles: int | None = Field(
        None,
        ge=1,
        description="Articles that may wait; unless set, two batches a thread with those at work.",
    )
    batch_articles: int = Field(8, ge=1, description="Most articles of one batch.")
    batch_chars: int = Field(8000, ge=1, description="Most 字 of one batch of several articles.")
    batch_wait_ms: float = Field(4, ge=0, description="How long a batch waits to fill, in ms.")
    deadline_seconds: float = Field(60, gt=0, description="Longest wait for an answer.")
    quota_per_minute: int = Field(
        600, ge=0, description="Requests and articles of one key per minute; 0 for no limit."
    )

    lease_seconds: float = Field(
        15, gt=0, description="A process silent for this long is dead: others take its jobs over."
    )
    retention_days: float = Field(
        90, gt=0, description="Finished jobs and pages of the workbench are deleted after this."
    )
    drain_seconds: int = Field(30, ge=1, description="Time to finish work after SIGTERM.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level of the log, JSON lines on stderr."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.auth is Auth.LOOPBACK and not is_loopback(self.host):
            raise ValueError("JIANBAO_AUTH: loopback needs a loopback host such as 127.0.0.1")
        if not self.database_url.get_secret_value().startswith(
            ("sqlite:///", "postgresql://", "postgresql+psycopg://")
        ):
            raise ValueError("JIANBAO_DATABASE_URL: must begin with sqlite:/// or postgresql://")
        return self

    @classmethod
    def read(cls, **overrides: object) -> Settings:
        """Settings from the environment. Raises OptionError naming the variable at fault."""
        try:
            return cls.model_validate(overrides) if overrides else cls()
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = f"{PREFIX}{str(first['loc'][0]).upper()}: " if first["loc"] else ""
            what = first["msg"].removeprefix("Value error, ")
            raise OptionError(f"{name}{what}") from None


def is_loopback(host: str) -> bool:
    """Whether ``host``, a name or an address, is this machine seen from itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
