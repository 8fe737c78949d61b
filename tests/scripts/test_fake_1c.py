"""What `scripts/fake-1c export` is told and reads of what Odoo prints."""

import pytest

from kit.console import Problem
from kit.fake_1c import MARK, SCRIPT, parse_export, read_names


def test_folder_and_base_are_read():
    folder, database = parse_export(["out/demo", "--db", "shop"])
    assert (folder.as_posix(), database) == ("out/demo", "shop")
    assert parse_export(["out"])[1] == "torg"


def test_names_of_files_are_found_among_other_words():
    assert read_names(f"Warning\n{MARK}import0_1.xml, offers0_1.xml\n", "noise") == "import0_1.xml, offers0_1.xml"


def test_what_is_missing_is_told():
    with pytest.raises(Problem, match="no demo company"):
        read_names(f"{MARK}no demo company in this base\n", "")
    with pytest.raises(Problem, match="KeyError"):
        read_names("", "Traceback\nKeyError: 'x'\n")


def test_folder_is_no_part_of_the_script():
    assert "EXPORT_FOLDER" in SCRIPT
    compile(SCRIPT, "fake-1c", "exec")
