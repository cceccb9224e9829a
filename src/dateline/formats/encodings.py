"""Which encoding a text declares by the mark at its beginning."""

BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip


def coding_of(head: bytes) -> str | None:
    """Python's name of the encoding; None without a mark."""
    return next((name for mark, name in BOMS if head.startswith(mark)), None)


__all__ = ["coding_of"]
