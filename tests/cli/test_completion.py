"""A shell completes verbs and options with the script that makewhole prints."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
source "$1"
COMP_WORDS=(makewhole $2)
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_makewhole_completion makewhole
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("pac", ["packet"]), ("c", ["check", "cms1500", "code", "completion"]), ("packet --la", ["--lang"])],
)
def test_bash_completes(tmp_path: Path, typed: str, offered: list[str]) -> None:
    program = tmp_path / "makewhole"
    program.write_text(f"#!{sys.executable}\nfrom makewhole.cli import main\nmain()\n")
    program.chmod(0o755)
    script = tmp_path / "script"
    script.write_text(
        subprocess.run([program, "completion", "bash"], capture_output=True, text=True, check=True).stdout
    )
    path = f"{tmp_path}:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", script, typed],
        env={"PATH": path},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_a_script(shell: str) -> None:
    command = [sys.executable, "-c", "from makewhole.cli import main; main()", "completion", shell]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "_MAKEWHOLE_COMPLETE" in done.stdout
