"""An ingest that is killed at 25 random moments loses nothing (tools/kill_ingest.py does it 1,000 times)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot fork here")
def test_killed_ingests_lose_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "tools.kill_ingest", "25", "12"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(f"{word}=0" in done.stdout for word in ("lost", "doubled", "halves", "different")), done.stdout
    assert "kills=25," in done.stdout
