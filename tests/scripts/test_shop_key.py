"""What `scripts/shop-key` reads of what Odoo prints."""

import pytest

from kit.console import Problem
from kit.shop_key import MARK, SCRIPT, read_key


def test_key_is_found_among_other_words():
    assert read_key(f"Warning\n{MARK}torg_abc\n", "noise") == "torg_abc"


def test_last_complaint_is_told_where_there_is_no_key():
    with pytest.raises(Problem, match="KeyError: 'torg.api.key'"):
        read_key("", "Traceback\nKeyError: 'torg.api.key'\n")


def test_name_is_no_part_of_the_script():
    assert "SHOP_KEY_NAME" in SCRIPT
    compile(SCRIPT, "shop-key", "exec")
