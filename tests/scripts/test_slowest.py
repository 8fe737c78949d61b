"""What `scripts/test` says about its time."""

from kit import slowest

REPORT = """<testsuites><testsuite>
    <testcase classname="addons.torg_api.tests.test_door.TestDoor" name="test_shut" time="2.5"/>
    <testcase classname="addons.torg_api.tests.test_door.TestDoor" name="test_open" time="0.5"/>
    <testcase classname="addons.torg_api.tests.test_door.TestDoor" name="test_in_2026" time="1791106915.9"/>
    <testcase classname="" name="tests.pure.test_broken" time="0.0"/>
    <testcase classname="tests.pure.test_day" name="test_sums[a.b]" time="1.25"/>
</testsuite></testsuites>"""


def read(folder, text=REPORT):
    report = folder / "0.xml"
    report.write_text(text)
    return slowest.read_tests([report])


def test_every_test_is_read_with_its_seconds(tmp_path):
    assert sorted(read(tmp_path)) == [
        (0.5, "addons.torg_api.tests.test_door.TestDoor.test_open"),
        (1.25, "tests.pure.test_day.test_sums[a.b]"),
        (2.5, "addons.torg_api.tests.test_door.TestDoor.test_shut"),
    ]


def test_slowest_come_first_and_folders_are_summed(tmp_path):
    said = list(slowest.describe(read(tmp_path)))
    assert said[1:3] == ["      3.0  torg_api", "      1.2  pure"]
    assert [line.split()[-1].rsplit(".", 1)[-1] for line in said[4:]] == ["test_shut", "b]", "test_open"]


def test_only_the_slowest_are_said():
    tests = [(number / 10, f"addons.torg_{number}.tests.test_x.T.test") for number in range(50)]
    said = list(slowest.describe(tests))
    named = said[said.index(f"The {slowest.SHOWN} slowest tests, setting up included:") + 1 :]
    assert len(named) == slowest.SHOWN
    assert "torg_49" in named[0]
