"""Every kind of check has a name for editors."""

from summarizer.facts.labels import LABELS
from summarizer.facts.model import Kind


def test_every_kind_has_a_name_for_editors() -> None:
    assert set(LABELS) == {*Kind, "substance", "repetition", "joints"}
