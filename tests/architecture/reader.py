"""What every architecture test reads: addons, their manifests, syntax trees, XML, translations, tracked files.

Nothing here imports Odoo or opens a database. A rule is a function that takes one of these objects and yields
findings; a finding is a sentence with a place, so that a red test reads like a review remark.
"""

import ast
import csv
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"


@dataclass(frozen=True)
class Source:
    """One Python file: its text, comments and syntax tree."""

    path: Path
    base: Path = ROOT

    def __str__(self) -> str:
        return str(self.path.relative_to(self.base))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @cached_property
    def comments(self) -> dict[int, str]:
        """Comments by line number; a hash sign inside a string is not one."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def imports(self) -> dict[str, str]:
        """Local name → the dotted name it was imported from (`import` and `from … import`, absolute ones)."""
        names: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    names[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
        return names

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.relative_to(self.base).parts

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def dotted(self, node: ast.AST) -> str:
        """`requests.get` for such a call's function, imports resolved; an unknown start is kept as written."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return f"{self.dotted(node.value)}.{node.attr}"
        if isinstance(node, ast.Call):
            return f"{self.dotted(node.func)}()"
        return "?"

    def statement(self, node: ast.AST) -> ast.AST:
        """The statement that the expression stands in."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def function(self, node: ast.AST) -> ast.AST:
        """The function (or the module) that the node stands in."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                break
        return node

    def docstrings(self, node: ast.AST) -> list[str]:
        """Docstrings of the function, the class and the module that the node stands in."""
        found = []
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
                found.append(ast.get_docstring(node) or "")
        return found

    def comment_near(self, node: ast.AST, line: int) -> str:
        """Comments on the line, on the line before it, and on or before the first line of the statement."""
        first = self.statement(node).lineno
        return " ".join(self.comments.get(number, "") for number in sorted({first - 1, first, line - 1, line})).strip()

    def at(self, node: ast.AST, text: str) -> str:
        return f"{self}:{node.lineno}: {text}"


@dataclass(frozen=True)
class Addon:
    """One folder with a manifest."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def __str__(self) -> str:
        return self.name

    @cached_property
    def manifest(self) -> dict:
        return ast.literal_eval((self.path / "__manifest__.py").read_text(encoding="utf-8"))

    @property
    def depends(self) -> set[str]:
        return set(self.manifest.get("depends", []))

    @property
    def data(self) -> list[str]:
        return self.manifest.get("data", [])

    @property
    def is_test(self) -> bool:
        return self.name.startswith("test_")

    def files(self, *suffixes: str) -> list[Path]:
        """Files of the addon with one of the endings, in a stable order."""
        found = (path for path in self.path.rglob("*") if path.is_file() and path.suffix in suffixes)
        return sorted(path for path in found if "__pycache__" not in path.parts)

    @cached_property
    def sources(self) -> list[Source]:
        """All Python files but the manifest, which is data."""
        return [Source(path, self.path.parent) for path in self.files(".py") if path.name != "__manifest__.py"]

    @cached_property
    def xml(self) -> dict[Path, etree._Element]:
        """Parsed XML of the addon (data, views and OWL templates alike)."""
        return {path: etree.parse(path).getroot() for path in self.files(".xml")}

    @cached_property
    def po(self) -> polib.POFile | None:
        path = self.path / "i18n" / "ru.po"
        return polib.pofile(str(path)) if path.is_file() else None

    def data_elements(self, tag: str) -> Iterator[etree._Element]:
        """Elements of this name in the data files of the manifest."""
        for name in self.data:
            if name.endswith(".xml"):
                yield from self.xml[self.path / name].iter(tag)

    def external_id(self, name: str) -> str:
        """The whole external id of a name as the addon's own files write it."""
        return name if "." in name else f"{self.name}.{name}"

    def rows(self, path: str) -> list[dict[str, str]]:
        """A CSV of the addon, empty when there is none."""
        file = self.path / path
        if not file.is_file():
            return []
        with file.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def place(self, path: Path, line: int | None = None) -> str:
        return f"{path.relative_to(self.path.parent)}{f':{line}' if line else ''}"


def read_addons(folder: Path = ADDONS) -> list[Addon]:
    return [Addon(manifest.parent) for manifest in sorted(folder.glob("*/__manifest__.py"))]


def tracked_files(root: Path = ROOT) -> list[Path]:
    """Files that are, or would be, committed: what git knows plus what it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(path for name in names if name and (path := root / name).is_file() and not path.is_symlink())


def python_sources() -> list[Source]:
    """Python of the whole repository: addons, tests and scripts, the latter also without an ending."""
    return [Source(path) for path in tracked_files() if path.suffix == ".py" or _is_python_script(path)]


def _is_python_script(path: Path) -> bool:
    if path.suffix:
        return False
    first = path.read_bytes()[:80].partition(b"\n")[0]
    return first.startswith(b"#!") and b"python" in first
