"""Fuzzing of what reads strangers' bytes: one module a target, each with `seeds`, `words` and `once`.

`make fuzz SECONDS=60` runs all of them, two at a time; a find is kept below tests/finds, where tests/test_fuzzing.py
runs it ever after. The query grammar gets a module of its own when it comes: name it in TARGETS.
"""

TARGETS = ("wire", "jsonl", "html", "newsml", "feed", "times")
