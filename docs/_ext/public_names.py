"""Reference pages made from every ``__all__``: a public name cannot be left out.

Before Sphinx reads, one page a module is written to ``reference/api``. A name
that several modules export is described once, in the shallowest of them below
the root package, and named in the others. After Sphinx has read, a public name
that is not described, or has no docstring of its own, stops the build.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python import PythonDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.pycode import ModuleAnalyzer

FOLDER: Final = "reference/api"
UNSAID: Final = "public_names_without_a_docstring"


def modules(package: str) -> Iterator[ModuleType]:
    """Yield the public modules of PACKAGE: those below it from the top down, itself last."""
    root = importlib.import_module(package)
    found = pkgutil.walk_packages(root.__path__, prefix=f"{package}.")
    # Verbs of the command line are described on their own page, and by --help.
    below = [info.name for info in found if not re.search(r"\._|^childconcern\.cli\.", info.name)]
    for name in sorted(below, key=lambda name: (name.count("."), name)):
        yield importlib.import_module(name)
    yield root


def homes(package: str) -> Mapping[str, str]:
    """Return for each public name of PACKAGE, as ``module.name``, where it is described."""
    described: dict[int, str] = {}
    found: dict[str, str] = {}
    for module in modules(package):
        for name in getattr(module, "__all__", ()):
            place = f"{module.__name__}.{name}"
            thing = getattr(module, name)
            # Equal constants may be one object: only what knows its module is known again.
            key = id(thing) if hasattr(thing, "__module__") else id(place)
            found[place] = described.setdefault(key, place)
    return found


def directive(place: str) -> str:
    """Return the directive that describes PLACE."""
    module, _, name = place.rpartition(".")
    thing = getattr(importlib.import_module(module), name)
    if inspect.isclass(thing):
        kind = "exception" if issubclass(thing, BaseException) else "class"
    else:
        kind = "function" if inspect.isroutine(thing) else "data"
    return f".. auto{kind}:: {place}\n"


def page(module: ModuleType, places: Mapping[str, str]) -> str:
    """Return the page of one module."""
    title = f"``{module.__name__}``"
    own = [place for place, home in places.items() if place == home]
    others = [home for place, home in places.items() if place != home]
    parts = [title, "=" * len(title), f".. automodule:: {module.__name__}\n   :no-members:\n"]
    parts += [directive(place) for place in own]
    if others:
        parts += ["Described elsewhere:\n"]
        parts += ["\n".join(f"- :py:obj:`{home}`" for home in others) + "\n"]
    return "\n".join(parts)


def write_pages(app: Sphinx) -> None:
    """Write the pages anew, and their list."""
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[Path, str] = {}
    for package in app.config.public_packages:
        found = homes(package)
        for module in modules(package):
            start = f"{module.__name__}."
            places = {
                place: home
                for place, home in found.items()
                if place.startswith(start) and "." not in place.removeprefix(start)
            }
            if module.__name__ == package or any(p == home for p, home in places.items()):
                wanted[folder / f"{module.__name__}.rst"] = page(module, places)
    listed = "\n".join(sorted(f"   {path.stem}" for path in wanted))
    wanted[folder / "index.rst"] = f"Modules\n=======\n\n.. toctree::\n\n{listed}\n"
    for old in set(folder.glob("*.rst")) - set(wanted):
        old.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def words_of_data(place: str) -> list[str]:
    """Return the docstring of the constant at PLACE, wherever it was first given its name.

    Without one, a sentinel's is that of its class; ``tuple`` says nothing about ours.
    """
    module, _, name = place.rpartition(".")
    package = module.partition(".")[0]
    thing: object = getattr(importlib.import_module(module), name)
    for other in modules(package):
        if getattr(other, name, None) is thing:
            docs = ModuleAnalyzer.for_module(other.__name__).find_attr_docs()
            if ("", name) in docs:
                return docs["", name]
    ours = type(thing).__module__.partition(".")[0] == package
    return [*(inspect.getdoc(type(thing)) or "").splitlines(), ""] if ours else []


def unsaid_names(env: BuildEnvironment) -> set[str]:
    """Return the names without a docstring that ENV has met; each reading process has its own."""
    names: set[str] = env.domaindata.setdefault(UNSAID, {}).setdefault("names", set())
    return names


def merge(_app: Sphinx, env: BuildEnvironment, _docs: object, other: BuildEnvironment) -> None:
    """Take over what another process met."""
    unsaid_names(env).update(unsaid_names(other))


def say_data(
    app: Sphinx, what: str, name: str, _thing: object, _options: object, lines: list[str]
) -> None:
    """Give a constant its own docstring, not its type's; remember what has none."""
    if what == "data":
        lines[:] = words_of_data(name)
    if any(lines):
        unsaid_names(app.env).discard(name)
    else:
        unsaid_names(app.env).add(name)


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop the build where a public name has no description or no docstring."""
    names = {home for package in app.config.public_packages for home in homes(package).values()}
    if missing := sorted(names - set(python_domain(env).objects)):
        raise ExtensionError(f"public names that are not described: {', '.join(missing)}")
    if unsaid := sorted(names & unsaid_names(env)):
        raise ExtensionError(f"public names without a docstring: {', '.join(unsaid)}")


def resolve_short_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.Element | None:
    """Find a name written as in the source, without its module, or by the module it came from."""
    if node.get("refdomain") != "py":
        return None
    domain = python_domain(env)
    last = str(node["reftarget"]).rpartition(".")[2]
    found = [name for name in domain.objects if name.rpartition(".")[2] == last]
    ours = [name for name in found if not domain.objects[name].aliased]
    if len(ours) != 1:
        return None
    entry = domain.objects[ours[0]]
    document = str(node.get("refdoc", env.docname))
    uri = app.builder.get_relative_uri(document, entry.docname)
    return nodes.reference(
        "", "", content, internal=True, refuri=f"{uri}#{entry.node_id}", reftitle=ours[0]
    )


def python_domain(env: BuildEnvironment) -> PythonDomain:
    """Return Sphinx's list of Python names."""
    domain = env.get_domain("py")
    if not isinstance(domain, PythonDomain):
        raise ExtensionError("Sphinx has no list of Python names")
    return domain


def setup(app: Sphinx) -> dict[str, bool]:
    """Join in."""
    app.add_config_value("public_packages", [], "env", types=frozenset({list}))
    app.connect("builder-inited", write_pages)
    app.connect("autodoc-process-docstring", say_data)
    app.connect("env-merge-info", merge)
    app.connect("env-check-consistency", check)
    app.connect("missing-reference", resolve_short_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
