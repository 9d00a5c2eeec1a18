"""Digests in the service: the day's material, a schedule, approval, publishing."""
