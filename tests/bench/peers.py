"""The other tools, installed from their registries, each with exact versions, outside the project's own environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent.parent.parent / ".cache" / "bench"


class Missing(Exception):
    """A peer cannot be had here. The text says why."""


def npm(name: str, *packages: str) -> Path:
    """A folder whose node_modules hold `packages`, such as “extwee@2.3.18”. Raises `Missing`."""
    if not shutil.which("npm"):
        raise Missing("npm is not installed")
    folder = HOME / f"npm-{name}"
    return _once(folder, packages, ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages])


def pip(name: str, *packages: str) -> Path:
    """A virtual environment that holds `packages`, such as “zensical==0.0.73”. Raises `Missing`."""
    folder = HOME / f"pip-{name}"
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return _once(folder, packages, [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages])


def _once(folder: Path, packages: tuple[str, ...], command: list[str]) -> Path:
    """`folder`, after `command` has put `packages` into it."""
    stamp = folder / "installed.txt"
    wanted = "\n".join(packages)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
        except subprocess.TimeoutExpired:
            raise Missing(f"{packages[0]} was not there after 15 minutes") from None
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise Missing(f"{packages[0]} could not be installed: {' '.join(last)[:200]}")
        stamp.write_text(wanted, encoding="utf-8")
    return folder
