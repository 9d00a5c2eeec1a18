"""Tests mirror the modules; this makes folders of tests importable by path."""
