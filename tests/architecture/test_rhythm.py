"""The report at the end of the run counts right."""

from . import rhythm
from .samples import make_addon, make_source


def test_method_length_leaves_the_docstring_out(tmp_path):
    source = make_source(
        tmp_path, 'def f():\n    """Two\n    lines."""\n    a = 1\n    return a\n\n\ndef g():\n    pass\n'
    )
    assert dict(rhythm.method_sizes(source)) == {"f": 2, "g": 1}


def test_long_files_and_methods_are_named(tmp_path):
    body = "    x = 1\n" * 301
    addon = make_addon(tmp_path, "torg_base", files={"models/a.py": f"def long():\n{body}", "models/b.py": "y = 1\n"})
    assert rhythm.long_files([addon]) == ["a.py: 302"]
    assert rhythm.long_methods(addon.sources) == ["torg_base/models/a.py long: 301"]
    text = "\n".join(rhythm.report([addon]))
    assert "303 lines of code" in text
    assert "0 % within 15" in text


def test_report_of_nothing_says_so():
    assert list(rhythm.report([])) == ["no code yet"]
