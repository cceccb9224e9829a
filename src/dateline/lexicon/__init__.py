"""Patterns over predicates and their arguments, written as data, each with the sentences that it must and must not match."""
