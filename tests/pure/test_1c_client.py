"""The emulator plays 1C as its logs show it, cut lines included."""

import zipfile
from io import BytesIO

import pytest
from test_1c_writer import ORDER
from tiny_site import TinySite, orders_of
from torg_1c.tools.commerceml.archive import members

from fakes.onec_client import Base, Cut, Cuts, Refused, Session, Wire, push, take_orders
from fakes.onec_client.__main__ import main
from fakes.onec_data import Export


@pytest.fixture
def folder(tmp_path):
    """A small catalogue with a picture."""
    Export(items=5).write(tmp_path)
    picture = tmp_path / "import_files" / "a1" / "a1_b2.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\xff\xd8\xff" + bytes(range(256)) * 40)
    return tmp_path


def contents(folder):
    """Path → bytes of all files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wire(site, cuts=None):
    """A connection to the site."""
    return Wire(site.url, "user", "secret", timeout=10, cuts=cuts)


def test_plain_base_opens_a_session_for_each_file(folder):
    with TinySite() as site:
        push(wire(site), folder)
    assert [mode for _type, mode, _name in site.asked] == [
        "checkauth",
        "checkauth",
        "init",
        "file",
        "file",
        "import",
        "checkauth",
        "checkauth",
        "init",
        "file",
        "import",
    ]
    assert site.imported == ["import0_1.xml", "offers0_1.xml"]
    assert site.files == contents(folder)


def test_bitrix_module_sends_all_in_one_session_and_ends_it(tmp_path):
    made = Export(items=5, version="3.1")
    made.write(tmp_path)
    made.write_orders(tmp_path, 2)
    with TinySite(slices=2) as site:
        report = push(wire(site), tmp_path, "bitrix")
    assert [name.partition("___")[0] for name in site.imported] == [
        "import",
        "goods/1/import",
        "goods/1/offers",
        "goods/1/prices",
        "goods/1/rests",
        "documents.xml",
    ]
    modes = [mode for kind, mode, _name in site.asked if kind == "catalog"]
    assert modes[:3] == ["checkauth", "checkauth", "init"]
    assert modes[-2:] == ["deactivate", "complete"]
    assert report.progress == 12
    assert site.files == contents(tmp_path)


@pytest.mark.parametrize("part", [1000, 4097])
def test_parts_are_joined_to_the_same_files(folder, part):
    with TinySite(file_limit=part) as site:
        push(wire(site), folder)
    assert site.files == contents(folder)


def test_archive_carries_names_of_the_exchange(folder):
    with TinySite(zipped=True) as site:
        push(wire(site), folder)
    archives = {name: body for name, body in site.files.items() if name.endswith(".zip")}
    inside = {name: b"".join(pieces) for body in archives.values() for name, pieces in members(BytesIO(body))}
    assert inside == contents(folder)
    assert all(zipfile.is_zipfile(BytesIO(body)) for body in archives.values())
    assert site.imported == ["import0_1.xml", "offers0_1.xml"]


def test_everything_twice_gives_the_same_files(folder):
    with TinySite(file_limit=1500) as once, TinySite(file_limit=1500) as twice:
        push(wire(once), folder)
        push(wire(twice), folder, repeat=True)
    assert twice.digest() == once.digest()
    assert len(twice.asked) > 2 * len(once.asked)


@pytest.mark.parametrize("every", [3, 5, 7])
def test_cut_lines_lose_nothing(folder, every):
    cuts = Cuts(every)
    with TinySite(file_limit=1500) as site:
        push(wire(site, cuts), folder)
    assert site.files == contents(folder)
    assert all(cuts.done.values())


def test_orders_are_taken_once_and_confirmed():
    with TinySite(orders_of(ORDER, 5)) as site:
        base = Base()
        assert len(take_orders(wire(site), base, twice=True)) == 5
        assert take_orders(wire(site), base) == []
    assert (len(base.orders), base.doubled()) == (5, [])
    assert len(site.confirmed) == 5


def test_session_without_success_gives_the_same_orders_again():
    with TinySite(orders_of(ORDER, 3)) as site:
        base = Base()
        take_orders(wire(site), base, confirm=False)
        take_orders(wire(site), base)
    assert set(base.taken.values()) == {2}
    assert (len(base.orders), base.doubled()) == (3, [])


def test_orders_survive_cut_lines():
    cuts = Cuts(3, kinds=("before", "after"))
    with TinySite(orders_of(ORDER, 4)) as site:
        base = Base()
        take_orders(wire(site, cuts), base, twice=True)
    assert sorted(base.orders) == sorted(site.confirmed) == [f"id-{n}" for n in range(4)]
    assert cuts.done["before"]


@pytest.mark.parametrize(("dialect", "name", "imports"), [("ut", "orders-back.xml", 0), ("bitrix", "documents.xml", 1)])
def test_statuses_go_back_in_the_way_of_the_dialect(dialect, name, imports):
    with TinySite(orders_of(ORDER, 2)) as site:
        take_orders(wire(site), dialect=dialect, status="Подтвержден")
    body = site.files[name].decode()
    assert body.count("Подтвержден") == 2
    assert "УТ-000001" in body
    assert site.imported == [name] * imports


def test_refusal_is_passed_on_in_words(folder):
    with TinySite(file_limit=10) as site:
        session = Session(wire(site)).open()
        with pytest.raises(Refused, match="too long"):
            session.done("file", b"x" * 11, filename="a.xml")
        with pytest.raises(Refused, match="is not served"):
            Session(wire(site), "crm").open()


def test_nobody_there_is_a_cut_and_not_a_hang():
    with TinySite() as site:
        url = site.url
    with pytest.raises(Cut):
        Session(Wire(url, "u", "p", timeout=2)).open()


@pytest.mark.parametrize(
    "arguments", [[], ["--zip"], ["--parts", "2000"], ["--cut-every", "6"], ["--repeat", "--dialect", "bitrix"]]
)
def test_command_pushes(folder, capsys, arguments):
    with TinySite() as site:
        assert main(["push", str(folder), "--url", site.url, *arguments]) == 0
    assert "files in" in capsys.readouterr().out


def test_command_takes_orders_and_shows_info(capsys):
    with TinySite(orders_of(ORDER, 2)) as site:
        assert main(["orders", "--url", site.url, "--twice", "--verbose"]) == 0
        assert main(["info", "--url", site.url]) == 0
    out = capsys.readouterr().out
    assert "2 orders" in out
    assert "mode=success" in out
    assert "Новый" in out


def test_command_says_what_went_wrong(tmp_path, capsys):
    with TinySite() as site:
        assert main(["push", str(tmp_path / "no"), "--url", site.url]) == 1
    assert main(["orders", "--url", site.url, "--timeout", "2"]) == 1
    assert "no folder" in capsys.readouterr().err
