"""The sub-commands of ``jianbao`` that belong to the service, one per file."""
