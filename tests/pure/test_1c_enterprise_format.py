"""What we write and what the emulator publishes, against 1C's own descriptions of the formats."""

from pathlib import Path

import pytest
from enterprise_messages import NOW
from lxml import etree
from onec_samples import samples
from test_1c_enterprise_writer import revision, sample_order
from torg_1c.tools.enterprise.message import Header, declare, local, write_message
from torg_1c.tools.enterprise.names import RECEIVED, SENT
from torg_1c.tools.enterprise.writer import BodyWriter

from fakes.onec_soap.wsdl import EXCHANGE

MD = "{http://v8.1c.ru/8.3/MDClasses}"
LATER = {"Справочник.СерииНоменклатуры"}


def described(name):
    """A description out of the folder of samples."""
    commerceml = next((path for path in samples()), None)
    root = next((parent for parent in commerceml.parents if parent.name == "commerceml"), None) if commerceml else None
    found = list((root.parent / "soap").rglob(name)) if root else []
    if not found:
        pytest.skip(f"no description {name}: set TORG_FIXTURES to the folder of samples")
    return etree.fromstring(Path(found[0]).read_bytes().removeprefix(b"\xef\xbb\xbf"))


def types_of(package):
    """`{type: [(property, type of it)]}`; a type told in place gets a name of its own."""
    found = {}

    def read(element, name):
        found[name] = []
        for row in element:
            if local(row) != "property":
                continue
            kind = (row.get("type") or "").rpartition(":")[2]
            inner = next((child for child in row if local(child) == "typeDef" and not child.get("base")), None)
            if inner is not None:
                kind = f"{name}/{row.get('name')}"
                read(inner, kind)
            found[name].append((row.get("name"), kind))

    for element in package:
        if local(element) == "objectType":
            read(element, element.get("name"))
    return found


def check(element, kind, types, path=""):
    """Children stand in the order of the description and nothing else stands there."""
    known = [name for name, _kind in types.get(kind, ())]
    names = [local(child) for child in element]
    assert set(names) <= set(known), f"{path}: {set(names) - set(known)}"
    places = [known.index(name) for name in names]
    assert places == sorted(places), f"{path}: {names}"
    for child in element:
        inner = dict(types[kind])[local(child)]
        if inner in types and len(child):
            check(child, inner, types, f"{path}/{local(child)}")


def test_header_stands_in_the_order_of_its_description():
    types = types_of(described("ExchangeMessage.xdto.xml"))
    header = Header("План", "УТ", "ТГ", 1, 0, "1.8", NOW, ("1.8",), "ТГ2", declare(RECEIVED), "ТГ")
    check(etree.fromstring(write_message(header).removeprefix(b"\xef\xbb\xbf"))[0], "Header", types, "Header")


def test_what_we_write_stands_in_the_order_of_its_description():
    types = types_of(described("EnterpriseData_1_8_6.xdto.xml"))
    for element in BodyWriter("1.8").write_body([sample_order(), revision(), revision(is_void=True)]):
        check(element, local(element), types, local(element))


def test_kinds_are_named_as_in_the_description():
    types = types_of(described("EnterpriseData_1_8_6.xdto.xml"))
    assert {*RECEIVED, *SENT} <= set(types)


def test_emulated_service_has_the_operations_of_the_real_one():
    root = described("WebService.EnterpriseDataExchange_1_0_1_1.xml")
    real = {}
    for operation in root.iter(f"{MD}Operation"):
        told = [
            (row.findtext(f"{MD}Properties/{MD}Name"), row.findtext(f"{MD}Properties/{MD}TransferDirection"))
            for row in operation.iter(f"{MD}Parameter")
        ]
        real[operation.findtext(f"{MD}Properties/{MD}Name")] = (
            [name for name, way in told if way == "In"],
            [name for name, way in told if way == "Out"],
        )
    ours = {
        name: ([part for part, _kind in ins], [part for part, _kind in outs])
        for name, (ins, _result, outs) in EXCHANGE.items()
    }
    assert ours == real
