"""The rhythm of the code: numbers to look at, not a gate."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .reader import Addon, Source, read_addons
from .xml_rules import positional_anchors, unusual_ids

LONG_FILE = 300
LONG_METHOD = 30
SHOWN = 10


def report(addons: list[Addon] | None = None) -> Iterator[str]:
    """Lines for the end of the test run."""
    addons = read_addons() if addons is None else addons
    code = [source for addon in addons for source in addon.sources if not source.is_test]
    tests = [source for addon in addons for source in addon.sources if source.is_test]
    if not code:
        yield "no code yet"
        return
    sizes = [_lines(source) for source in code if source.text]
    methods = [size for source in code for _name, size in method_sizes(source)] or [0]
    total, proof = sum(sizes), sum(map(_lines, tests))
    sudos = sum(source.text.count(".sudo(") for source in code)
    yield f"{len(addons)} addons, {total} lines of code, {proof} lines of tests ({proof / max(total, 1):.1f} : 1)"
    yield f"files: {len(sizes)}, median {median(sizes or [0]):.0f} lines, longest {max(sizes, default=0)}"
    shares = f"{_share(methods, 15)} within 15, {_share(methods, 30)} within 30"
    yield f"methods: median {median(methods):.0f} lines, {shares}"
    yield f"sudo(): {1000 * sudos / max(total, 1):.1f} per 1000 lines"
    yield from _shown("long files", long_files(addons))
    yield from _shown("long methods", long_methods(code))
    yield from _shown("xpath by position", [finding for addon in addons for finding in positional_anchors(addon)])
    yield from _shown("unusual XML ids", [finding for addon in addons for finding in unusual_ids(addon)])


def long_files(addons: list[Addon]) -> list[str]:
    """Files past the length where a seam usually shows."""
    files = [path for addon in addons for path in addon.files(".py", ".js", ".xml", ".scss")]
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    return [f"{_short(path)}: {size}" for path, size in sizes.items() if size > LONG_FILE]


def long_methods(sources: list[Source]) -> list[str]:
    return [
        f"{source} {name}: {size}" for source in sources for name, size in method_sizes(source) if size > LONG_METHOD
    ]


def method_sizes(source: Source) -> Iterator[tuple[str, int]]:
    """Length of each function without its docstring."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, node.end_lineno - first.lineno + 1


def _lines(source: Source) -> int:
    return len(source.text.splitlines())


def _share(sizes: list[int], limit: int) -> str:
    return f"{100 * sum(size <= limit for size in sizes) / len(sizes):.0f} %"


def _short(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("addons") + 1 :]) if "addons" in path.parts else path.name


def _shown(title: str, findings: list[str]) -> Iterator[str]:
    if findings:
        yield f"{title}: {len(findings)}"
        yield from (f"  {finding}" for finding in findings[:SHOWN])
