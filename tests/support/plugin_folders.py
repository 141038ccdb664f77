"""Small real distributions, written into a folder as an installer would leave them."""

import importlib
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Final

__all__ = ["POST_BOX", "install_plugin", "installed_in", "post_office"]

POST_BOX: Final = '''
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from childconcern.hooks import ObserverSpec, hookimpl
from childconcern.submission import Accepted, AdapterSpec, Absent, Capabilities, Prepared, Rejected


@frozen(kw_only=True)
class PostBoxConfig:
    """Where letters go, and whether they are turned away."""

    folder: Path
    refuses: bool = False


@frozen
class PostBox:
    config: PostBoxConfig

    def prepare(self, request, key):
        return Prepared(body=f"{request.route} {key}".encode(), media_type="text/plain")

    def submit(self, submission, *, within):
        if self.config.refuses:
            return Rejected("not-here")
        (self.config.folder / submission.key).write_bytes(submission.body)
        return Accepted(f"POST-{submission.key[:6]}")

    def lookup(self, submission, *, within):
        return Absent()

    def check(self, *, within):
        return ()


@frozen
class Bell:
    """Writes down whom it was told of."""

    config: PostBoxConfig

    def needs_person(self, notice):
        with (self.config.folder / "bell").open("a") as file:
            file.write(f"{notice.key} {notice.reason}\\n")


@frozen
class BrokenBell:
    config: PostBoxConfig

    def needs_person(self, notice):
        raise OSError("nobody hears")


@hookimpl
def childconcern_adapters() -> Iterable[AdapterSpec]:
    return [AdapterSpec(name="post-box", config_type=PostBoxConfig, factory=PostBox)]


@hookimpl
def childconcern_observers() -> Iterable[ObserverSpec]:
    return [
        ObserverSpec(name="bell", config_type=PostBoxConfig, factory=Bell),
        ObserverSpec(name="broken-bell", config_type=PostBoxConfig, factory=BrokenBell),
    ]
'''
"""A plugin that works: letters into a folder, and a bell that rings for people."""


def install_plugin(
    folder: Path, name: str, source: str, *, distribution: str = "", version: str = "1.0"
) -> None:
    """Write a distribution with one plugin, whose module is ``plugin_NAME``, into FOLDER."""
    module = f"plugin_{name.replace('-', '_')}"
    (folder / f"{module}.py").write_text(dedent(source), encoding="utf-8")
    distribution = distribution or f"childconcern-{name}"
    information = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    information.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
    (information / "METADATA").write_text(metadata, encoding="utf-8")
    entry = f"[childconcern]\n{name} = {module}\n"
    (information / "entry_points.txt").write_text(entry, encoding="utf-8")


@contextmanager
def installed_in(folder: Path) -> Generator[Path]:
    """Count what is in FOLDER as installed, and forget it afterwards."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield folder
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.startswith("plugin_")]:
            del sys.modules[name]


@contextmanager
def post_office(
    folder: Path, destinations: Iterable[str], *, refuses: bool = False, more: str = ""
) -> Generator[Path]:
    """Write a configuration in which every destination is a post box."""
    install_plugin(folder, "post-box", POST_BOX)
    (folder / "letters").mkdir()
    reached = "".join(f'{name} = "letters"\n' for name in destinations)
    path = folder / "childconcern.toml"
    path.write_text(
        f"""
plugins = ["sql", "post-box"]

[store.sql]
file = "contacts.sqlite"

[adapters.letters]
adapter = "post-box"
folder = "letters"
refuses = {str(refuses).lower()}

[destinations]
{reached}
{more}
"""
    )
    with installed_in(folder):
        yield path
