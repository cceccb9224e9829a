"""Codebooks: what types of event there are, and what each is worth."""
