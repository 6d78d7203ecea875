"""nginx for the tests: the machine's own, else Debian's packages, unpacked into .cache without installing anything.

`make test` runs this file first, so that a fresh machine gets one. Its configuration and the way to publish are those
of docs/hosting.md, word for word, in a folder of their own.
"""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
UNPACKED = ROOT / ".cache" / "nginx"
DOC = ROOT / "docs" / "hosting.md"
HOME = "/srv/refund-guide"
"""Where docs/hosting.md publishes to."""
NONE_FOUND = "There is no nginx: install it, or run “make test” on a Debian or Ubuntu that can reach a package source."


def find() -> str | None:
    """The path of an nginx on this machine, or None."""
    folders = [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", str(UNPACKED / "usr" / "sbin")]
    return shutil.which("nginx", path=os.pathsep.join(folders))


def get() -> None:
    """Gets an nginx where none is found. It is not installed: on somebody's machine that would start a server."""
    if find() is None and shutil.which("apt-get"):
        UNPACKED.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", "nginx", "nginx-common"],
            cwd=UNPACKED,
            check=False,
        )
        for package in UNPACKED.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, UNPACKED], check=False)
    if find() is None:
        print(NONE_FOUND, file=sys.stderr)


def block(language: str, word: str) -> str:
    """The block of code in docs/hosting.md that is in `language` and holds `word`."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOC.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    (found,) = (text for text in blocks if word in text)
    return str(found)


def publish(site: Path, home: Path) -> Path:
    """Publishes the folder `site` into `home` as docs/hosting.md says, and returns the folder of the new build."""
    script = block("sh", "# publish").replace(HOME, str(home)).replace(" site ", f" {shlex.quote(str(site))} ")
    subprocess.run(["bash", "-c", script], check=True)
    return (home / "current").resolve()


@contextmanager
def nginx(binary: str, home: Path) -> Iterator[int]:
    """Runs the server of docs/hosting.md for what was published into `home`, on this machine only. Gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = block("nginx", "server {").replace(HOME, str(home)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    types = next(folder for folder in Path(binary).resolve().parents if (folder / "etc/nginx/mime.types").is_file())
    temporary = "".join(
        f"{kind}_temp_path {home}/tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    config = home / "nginx.conf"
    config.write_text(
        f"daemon off; pid {home}/pid; error_log stderr; worker_processes 2; {user}\n"
        f"events {{}}\nhttp {{ access_log off; sendfile on; tcp_nopush on; types_hash_max_size 2048; {temporary}\n"
        f"include {types}/etc/nginx/mime.types;\n{site}}}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([binary, "-p", home, "-e", "stderr", "-c", config], stderr=subprocess.PIPE, text=True)
    try:
        _wait(running, port)
        yield port
    finally:
        running.terminate()
        said = running.communicate()[1]
        assert not re.search(r"\[(warn|crit|alert|emerg)\]", said), said


def _wait(running: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + 10
    while running.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nginx did not start.")


if __name__ == "__main__":
    get()
