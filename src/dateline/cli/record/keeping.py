"""What `dateline retract`, `backup`, `doctor`, `agreement` and `dump` do."""

import sys
from pathlib import Path

from dateline.cli.output import ALL_CODED, NOTHING_CODED, SOME_REJECTED, complain
from dateline.cli.record.clock import now
from dateline.store.opening import open_store, reading
from dateline.store.thresholds import load_thresholds


def run_retract(db: str, story: str, by: str, reason: str, at: str | None) -> int:
    """Remove a story."""
    from dateline.store.retracting import retract

    lost = retract(open_store(db), story, by, reason, at or now(), load_thresholds())
    print(f"{story}: removed, and {lost} {'event' if lost == 1 else 'events'} that it alone supported")
    return ALL_CODED


def run_backup(db: str, file: str) -> int:
    """Copy the record."""
    from dateline.store.backing import back_up

    back_up(open_store(db, read_only=True), Path(file))
    print(f"{file}: {Path(file).stat().st_size:,} bytes")
    return ALL_CODED


def run_doctor(db: str, deep: bool, repair: bool) -> int:
    """Check the record."""
    from dateline.store.doctor import books, examine, rebuilt

    engine = open_store(db)
    changed = rebuilt(engine, load_thresholds(), keep=repair) if deep or repair else False
    findings = examine(engine)
    with reading(engine) as connection:
        told = books(connection)
    print(
        f"{told.received:,} stories received = {told.coded:,} coded + {told.rejected:,} rejected + {told.pending:,} "
        f"pending + {told.retracted:,} retracted; {told.refused:,} files or lines were no story"
    )
    for finding in findings:
        print(f"{'fault' if finding.faults else 'ok   '}  {finding.name}")
        for fault in finding.faults:
            print(f"         {fault}")
    if changed:
        print("repaired: tables did not follow from codings and reviews" if repair else
              "fault  tables do not follow from codings and reviews (run: dateline doctor --repair)")  # fmt: skip
    return SOME_REJECTED if (changed and not repair) or any(f.faults for f in findings) else ALL_CODED


def run_agreement(db: str, one: str, two: str) -> int:
    """Print how far two reviewers agree."""
    from dateline.store.agreement import agreement

    with reading(open_store(db, read_only=True)) as connection:
        found = agreement(connection, one, two)
    if not found[0].units:
        complain(f"no event was reviewed by both {one} and {two} (see: dateline review list)")
        return NOTHING_CODED
    print(f"{'field':12} {'events':>7} {'agreed':>7} {'alpha':>7}")
    for line in found:
        alpha = "–" if line.alpha is None else f"{line.alpha:.3f}"
        print(f"{line.field:12} {line.units:7} {line.share:7.1%} {alpha:>7}")
    return ALL_CODED


def run_dump(db: str) -> int:
    """Print the record."""
    from dateline.store.dumping import dumped

    with reading(open_store(db, read_only=True)) as connection:
        for line in dumped(connection):
            sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
    return ALL_CODED


__all__ = ["run_agreement", "run_backup", "run_doctor", "run_dump", "run_retract"]
