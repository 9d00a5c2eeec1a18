"""Settings of the daily digest, from the environment: ``JIANBAO_DIGEST_<NAME>``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from croniter import croniter
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from summarizer.exceptions import OptionError

PREFIX = "JIANBAO_DIGEST_"


class DigestSettings(BaseSettings):
    """When a digest is made, from what, and how it looks."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    cron: str = Field("", description="When to make it, e.g. '30 17 * * *'; empty: by hand only.")
    zone: str = Field("Asia/Shanghai", description="Time zone of the cron and of the day.")
    days: Literal["all", "workdays"] = Field(
        "all", description="'workdays': not on days off; make-up workdays count as work."
    )
    material: Literal["approved", "all"] = Field(
        "approved",
        description="'approved': what editors approved that day; 'all': results of jobs too.",
    )
    theme: str = Field("要闻", description="Theme: 要闻, 简洁, 红色经典 or a folder.")
    rules: Path | None = Field(None, description="YAML of order rules laid over the shipped ones.")
    outlet: str = Field("本报", max_length=12, description="Source of what names no other.")
    release: bool = Field(False, description="Publish the approved draft too (freepublish).")
    robot: Literal["none", "text", "markdown", "news"] = Field(
        "markdown", description="What the group robot gets, where there is one."
    )

    @field_validator("cron")
    @classmethod
    def _cron(cls, cron: str) -> str:
        if cron and not croniter.is_valid(cron):
            raise ValueError("is no cron expression of five fields")
        return cron

    @field_validator("zone")
    @classmethod
    def _zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            raise ValueError("is no time zone such as Asia/Shanghai") from None
        return zone

    @classmethod
    def read(cls) -> Self:
        """Settings from the environment. Raises OptionError naming the variable at fault."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else "settings"
            what = first["msg"].removeprefix("Value error, ")
            raise OptionError(f"{name}: {what}") from None
