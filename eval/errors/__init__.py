"""Makers of the errors that :mod:`eval.corrupt` puts into true briefs."""
