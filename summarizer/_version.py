"""The one place where the version is written; hatchling reads it too."""

__version__ = "0.1.0"
