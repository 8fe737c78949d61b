"""Neutral records: what every channel to 1C reads and writes, whatever its format.

A field is ABSENT when the message does not carry it (keep what is there), empty when it is there and holds nothing
(`""`, None or `()`: clear it where 1C owns it). Quantities and money are Decimal, times are naive local times of the
1C server, identifiers are texts as sent, without padding. Names of requisites stay as sent; `key` is the name that
all languages share, where it is known.
"""

from .base import ABSENT, Absent, filled
from .catalogue import (
    CharacteristicRec,
    DiscountRec,
    FileRec,
    ItemRec,
    OfferRec,
    PictureRec,
    PriceRec,
    PropertyValueRec,
    RequisiteRec,
    StockRec,
    TaxRec,
)
from .documents import (
    BankAccountRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    PaymentRec,
    PersonRec,
    RepresentativeRec,
    ShipmentRec,
)
from .events import OrderEventRec
from .message import DeletedRec, HeaderRec, IssueRec, SectionEndRec, SectionRec, UnknownRec
from .prices import PriceRevisionRec, PriceRowRec
from .reference import (
    AddressRec,
    CategoryRec,
    ContactRec,
    DirectoryRec,
    GroupRec,
    PackRec,
    PriceTypeRec,
    PropertyRec,
    RefRec,
    UnitRec,
    VariantRec,
    WarehouseRec,
)
from .settlements import AgreedPriceRec, AgreementRec, BalanceRec, ContractRec, CreditLimitRec
