"""How the pages are built: ``nox -s docs``."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "childconcern"
author = "childconcern contributors"
project_copyright = "2026, childconcern contributors"
version = release = installed("childconcern")
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
extensions += ["public_names", "pack_tables"]  # our own, in docs/_ext
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}

html_theme = "furo"
html_title = "childconcern"
html_copy_source = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Reference pages: one directive for each name in an `__all__`, written by public_names.
_plugins = Path(__file__).parents[1].glob("plugins/*/pyproject.toml")
public_packages = ["childconcern", *sorted(p.parent.name.replace("-", "_") for p in _plugins)]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False

# Names that others describe. No inventory of theirs is fetched: a build needs no network.
nitpick_ignore_regex = [
    (r"py:.*", r"(?!childconcern)\w+\..+"),
    # Type variables, aliases and private names that a signature shows by their names.
    (r"py:(class|obj)", r"(childconcern[\w.]*\.)?([A-Z]|_\w+|Nested|ReadableBuffer|Remainder)"),
]
