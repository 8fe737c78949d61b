"""Addons are shared out between processors, and each lane's output can be told from the other's."""

import sys

from kit import fingerprints, lanes

WEIGHTS = {"torg_a": 50, "torg_b": 30, "torg_c": 25, "torg_d": 5}


def test_lanes_are_about_the_same_and_leave_nobody_out():
    shared = lanes.split(WEIGHTS, 2, WEIGHTS.get)
    assert shared == [["torg_a", "torg_d"], ["torg_b", "torg_c"]]


def test_one_addon_has_one_lane():
    assert lanes.split(["torg_a"], 2, WEIGHTS.get) == [["torg_a"]]


def test_every_addon_of_the_repository_is_in_one_lane():
    shared = lanes.split(fingerprints.all_addons(), 2)
    assert sorted(sum(shared, [])) == fingerprints.all_addons()
    weights = [sum(map(lanes.weigh, lane)) for lane in shared]
    assert max(weights) < 1.3 * min(weights)


def test_lines_carry_the_prefix_and_the_status_comes_back(capfd):
    program = [sys.executable, "-c", "import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)"]
    assert lanes.run(program, "2| ") == 3
    assert sorted(capfd.readouterr().out.splitlines()) == ["2| one", "2| two"]
    assert lanes.run(program, "") == 3
    assert capfd.readouterr().out == "one\n"
