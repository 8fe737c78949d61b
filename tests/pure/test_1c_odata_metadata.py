"""What a base publishes is read as a stream and found under whatever names the configuration uses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from onec_base import connect, profile_of
from torg_1c.tools.odata.metadata import Entity, Metadata, read_metadata
from torg_1c.tools.odata.names import STREAMS, WANTS
from torg_1c.tools.odata.problem import ODataError
from torg_1c.tools.odata.profile import Profile, resolve

from fakes.onec_data import Export
from fakes.onec_server import seed, serve
from fakes.onec_server.schema import TABLES, metadata

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server():
    with serve(seed(Export(items=2))) as server:
        yield server


def published(**tables):
    """Metadata with these tables: names of fields, of tabular parts as {name: fields}, of functions as `name()`."""
    found = Metadata()
    for name, fields in tables.items():
        table = found.types[name] = Entity(name)
        found.sets[name] = name
        for field in fields.split():
            if field.endswith("()"):
                row = found.types[f"{name}_{field[:-2]}"] = Entity(f"{name}_{field[:-2]}")
                found.functions[name, field[:-2]] = f"Collection({row.name})"
            else:
                target = found.types.get(f"{name}_Balance") or table
                target.fields[field] = "Edm.String"
    return found


def test_everything_that_is_published_is_found():
    found = read_metadata(metadata(TABLES.values()))
    assert {name for name in found.sets if name in TABLES} == set(TABLES)
    for name, table in TABLES.items():
        assert set(found.fields_of(name)) == {*table.fields, *table.parts}
        assert found.types[name].key == table.key
        for part, fields in table.parts.items():
            assert set(found.table_of(name, part)) == set(fields)
    assert "ВНаличииBalance" in found.returned_by("AccumulationRegister_ТоварыНаСкладах", "Balance")
    assert "Цена" in found.returned_by("InformationRegister_ЦеныНоменклатуры", "SliceLast")


def test_pieces_cut_anywhere_read_the_same():
    whole = b"".join(metadata(TABLES.values()))
    pieces = (whole[start : start + 7] for start in range(0, len(whole), 7))
    assert read_metadata(pieces) == read_metadata([whole])


@pytest.mark.parametrize(
    "body", [b"", b"<html>Oops", b"<a/>", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>']
)
def test_what_is_no_metadata_is_said(body):
    with pytest.raises(ODataError) as caught:
        read_metadata([body])
    assert caught.value.code == "not_xml"


def test_fifteen_megabytes_are_read_in_little_memory():
    script = (
        "import re, sys\n"
        "sys.path[:0] = sys.argv[1:3]\n"
        "from fakes.pure import load; load('torg_1c')\n"
        "from torg_1c.tools.odata.metadata import read_metadata\n"
        "from fakes.onec_server.schema import TABLES, metadata\n"
        "found = read_metadata(metadata(TABLES.values(), 3800))\n"
        # not ru_maxrss: that one remembers the process which started this one
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]\n"
        "print(found.size, len(found.types), peak)\n"
    )
    command = [sys.executable, "-c", script, str(ROOT / "tests"), str(ROOT / "scripts")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=dict(os.environ)).stdout
    size, types, kilobytes = map(int, told.split())
    assert size > 15_000_000
    assert types > 3_800
    assert kilobytes < 150_000


def test_metadata_over_the_wire_is_the_same(server):
    assert read_metadata(connect(server).metadata()) == read_metadata(metadata(server.base.published()))


def test_a_login_page_in_place_of_metadata_is_said(server):
    server.trouble.add("html")
    with pytest.raises(ODataError) as caught:
        read_metadata(connect(server).metadata())
    assert caught.value.code == "web_page"


# === PROFILE === #


def test_a_base_of_trade_management_has_all_that_the_streams_need(server):
    profile = profile_of(connect(server))
    assert not [stream for stream in STREAMS if profile.lacks(stream)]
    assert profile.get("order").table == "Document_ЗаказКлиента"
    assert profile.get("order").parts["lines"][1]["item"] == "Номенклатура_Key"
    assert profile.get("stock").fields["quantity"] == "ВНаличииBalance"
    assert profile.plans == ("ExchangePlan_Торг",)


def test_other_configurations_are_found_under_their_names():
    base = published(
        Catalog_Номенклатура="Ref_Key Description Артикул КатегорияНоменклатуры_Key",
        Document_ЗаказПокупателя="Ref_Key Number Date СостояниеЗаказа_Key ВалютаДокумента_Key",
        Catalog_ТипыЦенНоменклатуры="Ref_Key Description ВалютаЦены_Key",
        Catalog_СтруктурныеЕдиницы="Ref_Key Description",
        AccumulationRegister_ЗапасыНаСкладах="Balance() Номенклатура_Key СтруктурнаяЕдиница_Key КоличествоBalance",
    )
    profile = resolve(base)
    assert profile.get("order").table == "Document_ЗаказПокупателя"
    assert profile.get("order").fields["status"] == "СостояниеЗаказа_Key"
    assert profile.get("price_type").table == "Catalog_ТипыЦенНоменклатуры"
    assert profile.get("stock").fields["warehouse"] == "СтруктурнаяЕдиница_Key"
    assert profile.get("item").fields["kind"] == "КатегорияНоменклатуры_Key"


def test_what_is_missing_is_said_and_nothing_is_assumed():
    profile = resolve(published(Catalog_Номенклатура="Ref_Key Description"))
    assert profile.get("price") is None
    assert profile.lacks("prices")
    assert not profile.lacks("catalogue")
    missing = {(row.code, row.field): row for row in profile.missing}
    assert missing["price", ""].required
    assert missing["item", "article"].names == ("Артикул",)
    with pytest.raises(ODataError, match="Catalog_Контрагенты"):
        profile.need("item", "company")


def test_a_table_without_what_is_needed_is_not_the_one():
    profile = resolve(published(Document_ЗаказКлиента="Ref_Key", Document_ЗаказПокупателя="Ref_Key Number Date"))
    assert profile.get("order").table == "Document_ЗаказПокупателя"


def test_a_person_may_choose_another_table_or_none():
    base = published(Catalog_Номенклатура="Ref_Key Description", Catalog_Товары="Ref_Key Description")
    assert resolve(base, {"item": "Catalog_Товары"}).get("item").table == "Catalog_Товары"
    assert resolve(base, {"item": ""}).get("item") is None


def test_a_profile_is_kept_as_plain_values(server):
    profile = profile_of(connect(server))
    assert Profile.load(profile.dump()) == profile
    assert Profile.load(json.loads(json.dumps(profile.dump()))) == profile


def test_every_wanted_thing_belongs_to_a_stream():
    assert {want.stream for want in WANTS.values()} == set(STREAMS)
    assert all(set(want.needed) <= set(want.fields) for want in WANTS.values())


# === SAMPLES === #


def fragments():
    told = os.environ.get("TORG_FIXTURES")
    folder = (Path(told) if told else ROOT.parent / "shared" / "fixtures") / "odata"
    return sorted(folder.rglob("*.xml"))


@pytest.mark.skipif(not fragments(), reason="no samples: set TORG_FIXTURES to their folder")
def test_samples_of_a_client_are_read_as_they_are_meant():
    found = {}
    for file in fragments():
        try:
            found[file.name] = read_metadata([file.read_bytes()])
        except ODataError:
            found[file.name] = None
    catalogue = found["01-catalog-with-table.xml"]
    assert set(catalogue.table_of("Catalog_Номенклатура", "Артикулы")) == {"Ref_Key", "LineNumber", "Артикул"}
    assert ("Document_РТУ", "Post") in found["02-document-with-fi.xml"].functions
    prices = found["03-information-register.xml"]
    assert "Цена" in prices.returned_by("InformationRegister_ЦеныНоменклатуры", "SliceLast")
    stock = found["04-accumulation-register.xml"]
    assert set(stock.returned_by("AccumulationRegister_ОстаткиТоваров", "Balance")) == {
        "Номенклатура_Key",
        "Количество",
    }
    assert found["09-enum-and-complex.xml"] is None
