"""Patterns over predicates and their arguments, as data, each with sentences that it must and must not match."""
