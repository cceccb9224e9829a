"""What a rule id means: the entry of a lexicon, a table or a model that made a value."""


def describe(rule_id: str, resources: object) -> str:
    """The rule's id with where it stands; for now the id alone."""
    return rule_id


__all__ = ["describe"]
