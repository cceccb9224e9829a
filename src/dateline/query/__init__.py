"""Asking the record: a small language of its own, pages of records, series, a network, a map, and what is new."""
