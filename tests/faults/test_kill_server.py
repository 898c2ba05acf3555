"""A server killed while it issues packets loses none, leaves none half, and uses no number twice."""

import os
from pathlib import Path

from tests.faults.kill_server import campaign


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    found = campaign(int(os.environ.get("KILLS", "3")), int(os.environ.get("SEED") or 7), tmp_path)
    assert found["wrong"] == []
    assert found["packets"] == found["shown"] > 0
    assert found["cut_off"] > 0, "no press of the button was cut off: the kills came at the wrong moments"
