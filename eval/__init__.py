"""Evaluation of any summarisation system against editor-written briefs and headlines."""
