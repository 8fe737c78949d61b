"""Which folders of CommerceML a trading day can be played with, and what it says about them."""

import shutil
from decimal import Decimal

import pytest
from day.folder import Folder
from day.onec import OWN_STORES, OneC

from fakes.onec_data import Export
from kit.console import Problem

# Folder of samples: a file of it, goods, whether prices and stock by warehouses are told, whether the module sent it.
SETS = {
    "TurumburumStudio__ExchangeCommerceML/ut-demo-3.1": ("import.xml", 11, True, True, True),
    "bogutski__1C-CommerceML-to-JSON/v1": ("import.xml", 540, True, False, False),
    "d16izhevsk__1coutlet/small": ("import0_1.xml", 228, True, True, False),
    "d16izhevsk__1coutlet/small-resend": ("import0_1.xml", 228, True, True, False),
    "dobromyslov__commerceml-parser": ("import0_1.xml", 36, True, True, False),
    "gillbeits__commerceml": ("import___b815e2db-7a65-4265-9241-5f0c4f0565a7.xml", 1, True, True, False),
    "gillbeits__commerceml/small-2.03": ("import.xml", 1, True, False, False),
    "irpsv__commerceml/bitrix-module-6": ("import.xml", 21, True, True, True),
    "irpsv__commerceml/off-doc-1c": ("import.xml", 2, True, False, False),
    "irpsv__commerceml/ready-script": ("import.xml", 1, True, False, False),
    "irpsv__commerceml/umi-cms": ("import.xml", 3, True, False, False),
    "wagood__commerceml/commerce-ml3": ("import___57c55968-51d1-46f0-b5d7-927f420b8fd4.xml", 1, True, False, True),
}


@pytest.mark.parametrize("name", SETS)
def test_every_set_of_samples_can_be_sold_from(find_sample, name):
    file, *told = SETS[name]
    folder = Folder(find_sample(f"{name}/{file}").parent)
    assert [len(folder.items), bool(folder.prices), bool(folder.stock), folder.is_bitrix] == told
    assert folder.files


def test_documents_of_another_site_stay_at_home(find_sample):
    folder = Folder(find_sample("off-doc-1c/import.xml").parent)
    assert folder.files == ["import.xml", "offers.xml"]
    assert "3 documents" in folder.left_out["orders.xml"]
    assert any("orders.xml stays at home" in sentence for sentence in folder.explain())


def test_folder_without_goods_is_refused_in_a_sentence(find_sample):
    with pytest.raises(Problem, match=r"no file describes goods, it has 4 partners\. Give the folder"):
        Folder(find_sample("contractors-example.xml").parent)


def test_offers_alone_are_refused(tmp_path):
    Export(items=2, version="3.1").write(tmp_path)
    for file in tmp_path.rglob("import*.xml"):
        file.unlink()
    with pytest.raises(Problem, match="no file describes goods"):
        Folder(tmp_path)


@pytest.mark.parametrize("what", ["empty", "absent", "junk"])
def test_what_is_no_export_is_refused(tmp_path, what):
    if what == "junk":
        (tmp_path / "page.xml").write_text("<html/>")
    with pytest.raises(Problem):
        Folder(tmp_path / "nowhere" if what == "absent" else tmp_path)


def test_goods_without_prices_and_stock_are_said_to_be_so(tmp_path):
    Export(items=2).write(tmp_path)
    (tmp_path / "offers0_1.xml").unlink()
    assert {"no prices in it", "no stock by warehouses in it"} <= set(Folder(tmp_path).explain())


def test_windows_1251_is_read_and_sent_as_it_is(tmp_path):
    Export(items=3, encoding="windows-1251").write(tmp_path / "from")
    (tmp_path / "from" / "picture.jpg").write_bytes(b"jpg")
    folder = Folder(tmp_path / "from")
    assert (len(folder.items), len(folder.prices)) == (3, 6)
    copy = folder.copy(tmp_path / "to")
    sent = {path.name: path.read_bytes() for path in copy.iterdir()}
    assert sent == {path.name: path.read_bytes() for path in folder.path.iterdir()}


def test_same_goods_have_the_same_mark(tmp_path):
    Export(items=3).write(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two" / "offers0_1.xml").unlink()
    Export(items=4).write(tmp_path / "three")
    one, two, three = (Folder(tmp_path / name).mark for name in ("one", "two", "three"))
    assert one == two != three


def test_main_price_is_the_kind_that_most_goods_have(tmp_path):
    data = Export(items=3, offers=1, price_types=2)
    data.write(tmp_path)
    folder = Folder(tmp_path)
    dear = data.guid("price_type", 1)
    for number in (0, 1):
        del folder.prices[data.guid("item", number), ""][data.guid("price_type", 0)]
    assert folder.find_main_prices() == {key: prices[dear] for key, prices in folder.prices.items()}


def test_goods_that_lie_nowhere_come_into_stores_of_the_day_and_are_there_the_next_day(tmp_path):
    Export(items=2, offers=1).write(tmp_path)
    onec = OneC(None, tmp_path, memory=tmp_path / "memory")
    keys = [("x", ""), ("y", "")]
    assert onec.open_own_stores(keys) == 2
    assert {store: onec.stock["x", ""][store] for store in OWN_STORES} == {"day-store-1": 80, "day-store-2": 2}
    onec.take_back(("x", ""), "day-store-2", Decimal(1))
    onec.remember()
    again = OneC(None, tmp_path, memory=tmp_path / "memory")
    assert again.stock["x", ""] == {"day-store-1": 80, "day-store-2": 3}
    assert len(again.stock) == 4
