"""Editors' judgement: a blinded A/B sheet, and from filled sheets to scores with agreement."""
