"""A folder with the example visit and the files that it names."""

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example visit.json with its practice, provider and patient beside it."""
    for file in EXAMPLES.iterdir():
        if file.suffix in (".json", ".toml"):
            shutil.copy(file, tmp_path)
    return tmp_path
