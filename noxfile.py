# /// script
# requires-python = ">=3.11"
# dependencies = ["nox[uv]>=2026.2"]
# ///
"""Every gate of the project: ``nox -s demo`` shows it, ``nox -s tests`` proves it.

Everything is tried on built wheels, never on ``src``, at the versions of
``constraints.txt``. A folder under ``plugins/`` with a ``pyproject.toml`` is
found by itself.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = [
    *("lint", "imports", "types", "suite", "coverage", "trust", "docs", "changelog"),
]

ROOT = Path(__file__).parent.resolve()
CORE = nox.project.load_toml(ROOT / "pyproject.toml")
PLUGINS = tuple(sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml")))
DEMO_PLUGINS = ("childconcern-sql", "childconcern-liquidlogic", "childconcern-email")
PYTHONS = nox.project.python_versions(CORE)
WITHOUT_TRUST = ("--ignore", "tests/trust")
EVERY_CORE = ("--numprocesses", "auto", "--dist", "loadfile")  # a file's fixtures once
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def offer_pyenv() -> None:
    """Put interpreters that pyenv keeps where nox looks; its shims alone would not run."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = [
        path.parent
        for version in PYTHONS
        for path in sorted(home.glob(f"versions/{version}.*/bin/python{version}"))
    ]
    os.environ["PATH"] = os.pathsep.join([*map(str, kept), os.environ.get("PATH", "")])


offer_pyenv()


def wheels(session: nox.Session) -> Path:
    """Return the folder in which one run's wheels stand."""
    return Path(session.cache_dir).resolve() / "wheels"


def constraints(session: nox.Session) -> str:
    """Return the file that pins every version.

    With a hash in it pip would ask one of our own wheels too; uv checks the
    hashes there are. So pip gets the versions alone.
    """
    pinned = ROOT / "constraints.txt"
    if session.venv_backend == "uv":
        return str(pinned)
    versions = Path(session.create_tmp()) / "constraints.txt"
    text = re.sub(r" \\\n +--hash=\S+", "", pinned.read_text(encoding="utf-8"))
    versions.write_text(text, encoding="utf-8")
    return str(versions)


def group_requirements(*groups: str) -> list[str]:
    """Return what GROUPS of the core ask for, and those of the same names in plugins."""
    lines: list[str] = []
    for project in (CORE, *(nox.project.load_toml(path / "pyproject.toml") for path in PLUGINS)):
        present = [name for name in groups if name in project.get("dependency-groups", {})]
        lines += nox.project.dependency_groups(project, *present)
    return sorted(set(lines))


def install(
    session: nox.Session,
    *groups: str,
    projects: tuple[str, ...] = (),
    extras: str = "cli,testing,verify",
) -> None:
    """Install the built wheels of the core and PROJECTS, with what GROUPS need."""
    built = [
        next(wheels(session).glob(f"{name.replace('-', '_')}-*.whl")).as_uri()
        for name in ("childconcern", *projects)
    ]
    core, *others = built
    session.install(
        *("-c", constraints(session)),
        *group_requirements(*groups),
        f"childconcern[{extras}] @ {core}",
        *(f"{name} @ {uri}" for name, uri in zip(projects, others, strict=True)),
    )
    # A kept environment may hold an older build of the same version.
    session.install("--force-reinstall", "--no-deps", *built)


def names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the distributions' names, which are their folders' names."""
    return tuple(folder.name for folder in folders)


def parts(*patterns: str) -> list[str]:
    """Return what there is of PATTERNS, relative to the root."""
    return [str(p.relative_to(ROOT)) for pattern in patterns for p in sorted(ROOT.glob(pattern))]


@nox.session
def build(session: nox.Session) -> None:
    """Build one wheel of the core and of each plugin."""
    session.install("-c", constraints(session), *group_requirements("build"))
    for old in wheels(session).glob("*.whl"):
        old.unlink()
    for folder in (ROOT, *PLUGINS):
        to = ("--outdir", str(wheels(session)))
        session.run("python", "-m", "build", "--wheel", "--no-isolation", *to, str(folder))


@nox.session(requires=["build"])
def demo(session: nox.Session) -> None:
    """Take a teacher's concern from the first question to the case system's receipt."""
    install(session, "demo", projects=DEMO_PLUGINS, extras="cli")
    session.run("python", "examples/demo/run.py", *session.posargs)


@nox.session(requires=["build"], venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run every gate; coverage runs the suite on this interpreter, so suite takes the others."""
    others = [f"suite-{version}" for version in PYTHONS if version != THIS_PYTHON]
    for name in ("lint", "imports", "types", "changelog", "docs", *others, "coverage", "trust"):
        session.notify(name)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install("-c", constraints(session), *group_requirements("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def imports(session: nox.Session) -> None:
    """Check that imports point down only; tests/contracts shows that this check fires."""
    session.install("-c", constraints(session), *group_requirements("imports"))
    session.run("lint-imports", "--no-cache", env={"PYTHONPATH": str(ROOT / "src")})


@nox.session(requires=["build"])
def types(session: nox.Session) -> None:
    """Run mypy on each project by itself, then pyright on everything."""
    install(session, "types", "test", projects=names(PLUGINS))
    session.run("mypy", "src", "tests")
    session.run("mypy", "noxfile.py", "conftest.py")
    for folder in parts("docs", "plugins/*", "examples/*"):
        if any((ROOT / folder).rglob("*.py")):
            session.run("mypy", folder)
    session.run("pyright", "--pythonpath", str(Path(session.bin) / "python"))


@nox.session(requires=["build"], python=PYTHONS)
def suite(session: nox.Session) -> None:
    """Run all tests of the core and of the plugins on one interpreter."""
    install(session, "test", projects=names(PLUGINS))
    chosen = session.posargs or ["tests", *parts("plugins/*/tests"), *WITHOUT_TRUST]
    session.run("pytest", *EVERY_CORE, *chosen, env={"HYPOTHESIS_PROFILE": "ci"})


@nox.session(requires=["build"])
def coverage(session: nox.Session) -> None:
    """Run all tests on this interpreter; the core's own must reach every branch of the core."""
    install(session, "test", projects=names(PLUGINS))
    profile = {"HYPOTHESIS_PROFILE": "ci"}
    data = {"COVERAGE_FILE": str(Path(session.create_tmp()) / "coverage")}
    chosen = ("tests", *WITHOUT_TRUST, *session.posargs)
    session.run("coverage", "run", "-m", "pytest", *EVERY_CORE, *chosen, env=profile | data)
    session.run("coverage", "combine", "--quiet", env=data)
    line = "*/childconcern/cli.py,*/childconcern/cli/*"
    session.run("coverage", "report", "--include", line, "--fail-under", "0", env=data)
    session.run("coverage", "report", "--omit", line, env=data)
    if plugin_tests := parts("plugins/*/tests"):
        session.run("pytest", *EVERY_CORE, *plugin_tests, env=profile)


@nox.session(requires=["build"])
def trust(session: nox.Session) -> None:
    """Hold the prover to brute force and to z3 over thousands of packs; plant faults in both."""
    install(session, "test")
    session.run("pytest", *EVERY_CORE, "tests/trust", *session.posargs)
    session.run("python", "tests/trust/run.py", "--packs", "2000", "--seed", "2026")


@nox.session(requires=["build"])
def docs(session: nox.Session) -> None:
    """Build the pages without a warning and run every example in them."""
    install(session, "docs", "test", projects=names(PLUGINS))
    session.run(
        "sphinx-build", "-nW", "-j", "auto", "--keep-going", "-q", "docs", "docs/_build/html"
    )
    session.run("pytest", *EVERY_CORE, "README.md", "docs", *parts("src", "plugins/*/src"))


@nox.session(requires=["build"])
def benchmarks(session: nox.Session) -> None:
    """Measure deciding, or with ``proving`` first proving, beside engines that must agree."""
    install(session, "benchmarks")
    chosen = session.posargs[:1] in (["proving"], ["decide"])
    which, *rest = session.posargs if chosen else ["decide", *session.posargs]
    session.run("python", f"tests/benchmarks/{which}.py", *rest)


@nox.session
def changelog(session: nox.Session) -> None:
    """Show what the next release would say."""
    session.install("-c", constraints(session), *group_requirements("changelog"))
    session.run("towncrier", "build", "--draft", "--version", CORE["project"]["version"])


@nox.session
def lock(session: nox.Session) -> None:
    """Write constraints.txt anew: versions and hashes for every project, no address."""
    session.install("uv")
    wanted = {line for folder in (ROOT, *PLUGINS) for line in required(folder)}
    source = Path(session.create_tmp()) / "wanted.in"
    source.write_text("\n".join(sorted(wanted)) + "\n", encoding="utf-8")
    session.run(
        *("uv", "pip", "compile", "--universal", "--generate-hashes", "--no-emit-index-url"),
        *("--no-header", "--no-annotate", "--python-version", "3.11", "--quiet"),
        *("--output-file", "constraints.txt", *session.posargs, str(source)),
    )


def required(project: Path) -> list[str]:
    """Return what a project asks of others, leaving out what this repository makes itself."""
    pyproject = nox.project.load_toml(project / "pyproject.toml")
    table = pyproject["project"]
    wanted: list[str] = [*pyproject["build-system"]["requires"], *table.get("dependencies", [])]
    for extra in table.get("optional-dependencies", {}).values():
        wanted += extra
    for group in pyproject.get("dependency-groups", {}):
        wanted += nox.project.dependency_groups(pyproject, group)
    return [line for line in wanted if not line.startswith("childconcern")]


if __name__ == "__main__":
    nox.main()
