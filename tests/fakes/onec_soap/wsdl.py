"""Descriptions of the services: written from their operations, two ports as 1C publishes them."""

from xml.sax.saxutils import quoteattr

SERVICE_NS = "http://www.1c.ru/SSL/EnterpriseDataExchange_1_0_1_1"
RESULT_NS = "http://v8.1c.ru/SSL/Exchange/EnterpriseDataExchange"
DOCUMENTS_NS = "http://torg.example/documents"

PEER = (("ExchangePlanName", "xs:string"), ("PeerCode", "xs:string"))
OPERATION, ERROR = ("OperationID", "xs:string"), ("ErrorMessage", "xs:string")
FILE, NUMBER = ("FileID", "xs:string"), ("PartNumber", "xs:int")

# operation → parameters, type of the return value, out-parameters
EXCHANGE = {
    "Ping": ((), "xs:string", ()),
    "TestConnection": (PEER, "xs:boolean", (ERROR,)),
    "PutFilePart": ((FILE, NUMBER, ("PartData", "xs:base64Binary")), "xs:string", (ERROR,)),
    "PutData": ((*PEER, FILE), "xs:string", (OPERATION, ERROR)),
    "PutDataActionResult": ((OPERATION,), "xs:string", (ERROR,)),
    "PrepareDataForGetting": ((*PEER, ("PartSize", "xs:decimal")), "xs:string", (OPERATION, ERROR)),
    "PrepareDataActionResult": ((OPERATION,), "res:PrepareDataOperationResult", (ERROR,)),
    "GetDataPart": ((FILE, NUMBER), "xs:base64Binary", (ERROR,)),
    "ConfirmGettingFile": ((FILE, ("ClearDataPool", "xs:boolean")), "xs:string", (ERROR,)),
}
RESULT = (("ErrorMessage", "xs:string"), ("FileID", "xs:string"), ("PartCount", "xs:int"), ("Status", "xs:string"))

DOCUMENTS = {
    "GetInvoice": ((("Number", "xs:string"), ("Format", "xs:string")), "res:File", ()),
    "GetAct": ((("INN", "xs:string"), ("From", "xs:string"), ("To", "xs:string")), "xs:base64Binary", (ERROR,)),
}
DOCUMENT = (("Content", "xs:base64Binary"), ("Name", "xs:string"), ("Error", "xs:string"))


def describe_exchange(address):
    """WSDL of the exchange service."""
    types = [("PrepareDataOperationResult", RESULT)]
    return describe("EnterpriseDataExchange_1_0_1_1", SERVICE_NS, RESULT_NS, types, EXCHANGE, address)


def describe_documents(address):
    """WSDL of a customer's own service."""
    return describe("Documents", DOCUMENTS_NS, f"{DOCUMENTS_NS}/types", [("File", DOCUMENT)], DOCUMENTS, address)


def describe(name, space, result_space, types, operations, address):
    """WSDL 1.1 with a port for SOAP 1.1 and one for 1.2."""
    elements = "".join(_elements(operation, *told) for operation, told in operations.items())
    messages = "".join(_messages(operation) for operation in operations)
    port = "".join(
        f'<operation name="{operation}"><input message="tns:{operation}RequestMessage"/>'
        f'<output message="tns:{operation}ResponseMessage"/></operation>'
        for operation in operations
    )
    results = "".join(
        f'<xs:complexType name="{kind}"><xs:sequence>{_fields(parts, least=0)}</xs:sequence></xs:complexType>'
        for kind, parts in types
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:tns="{space}" xmlns:res="{result_space}" name="{name}" targetNamespace="{space}">
<types>
<xs:schema targetNamespace="{result_space}" attributeFormDefault="unqualified" elementFormDefault="qualified">{results}
</xs:schema>
<xs:schema targetNamespace="{space}" attributeFormDefault="unqualified" elementFormDefault="qualified">
<xs:import namespace="{result_space}"/>{elements}</xs:schema>
</types>
{messages}<portType name="{name}PortType">{port}</portType>
{_binding(name, "Soap12", "soap12", space, operations)}
{_binding(name, "Soap", "soap", space, operations)}
<service name="{name}">
{_port(name, "Soap12", "soap12", address)}
{_port(name, "Soap", "soap", address)}
</service></definitions>""".encode()


def _elements(operation, parameters, result, outs):
    answer = (("return", result), *outs)
    return (
        f'<xs:element name="{operation}"><xs:complexType><xs:sequence>{_fields(parameters)}</xs:sequence>'
        f'</xs:complexType></xs:element><xs:element name="{operation}Response"><xs:complexType><xs:sequence>'
        f"{_fields(answer)}</xs:sequence></xs:complexType></xs:element>"
    )


def _fields(parts, least=1):
    occurs = "" if least else ' minOccurs="0"'
    return "".join(f'<xs:element name="{name}" type="{kind}" nillable="true"{occurs}/>' for name, kind in parts)


def _messages(operation):
    return (
        f'<message name="{operation}RequestMessage"><part name="parameters" element="tns:{operation}"/></message>'
        f'<message name="{operation}ResponseMessage"><part name="parameters" element="tns:{operation}Response"/>'
        "</message>\n"
    )


def _binding(name, kind, prefix, space, operations):
    rows = "".join(
        f'<operation name="{operation}"><{prefix}:operation style="document" soapAction="{space}#{name}:{operation}"/>'
        f'<input><{prefix}:body use="literal"/></input><output><{prefix}:body use="literal"/></output></operation>'
        for operation in operations
    )
    return (
        f'<binding name="{name}{kind}Binding" type="tns:{name}PortType"><{prefix}:binding style="document" '
        f'transport="http://schemas.xmlsoap.org/soap/http"/>{rows}</binding>'
    )


def _port(name, kind, prefix, address):
    return (
        f'<port name="{name}{kind}" binding="tns:{name}{kind}Binding">'
        f"<{prefix}:address location={quoteattr(address)}/></port>"
    )
