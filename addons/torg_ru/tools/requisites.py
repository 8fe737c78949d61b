"""Checks of Russian requisites: text in, flaw out. No Odoo here.

Every `find_<requisite>_flaw` returns None when the value is sound, else the first `Flaw` found.
"""

import re
from enum import StrEnum

INN_LENGTHS = (10, 12)
OGRN_LENGTHS = (13, 15)
OKPO_LENGTHS = (8, 10)
BIC_LENGTH = 9
ACCOUNT_LENGTH = 20

_DIGITS = re.compile(r"[0-9]+")
_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")

_INN_WEIGHTS_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_WEIGHTS_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_WEIGHTS_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_ACCOUNT_WEIGHTS = (7, 1, 3)

#: Banks of the Treasury have a BIC of this kind, their accounts follow a key of their own.
_TREASURY_BIC_PREFIXES = ("00", "01", "02")
#: The last digits of the BIC of a settlement centre of the Bank of Russia.
_CENTRAL_BANK_ENDINGS = ("000", "001", "002")


class Flaw(StrEnum):
    """What is wrong with a requisite."""

    DIGITS = "digits"
    LENGTH = "length"
    FORMAT = "format"
    CHECKSUM = "checksum"


def find_inn_flaw(inn):
    """Check an INN: 10 digits of an organisation or 12 of a person, with one or two check digits.

    Composition: order of the Ministry of Taxes BG-3-09/178 of 03.03.2004. Weights, modulo 11 and then
    10, as the tax service publishes them; that second modulo is what core's own check forgets for 12 digits.
    """
    flaw = _find_digits_flaw(inn, INN_LENGTHS)
    if flaw:
        return flaw
    if len(inn) == 10:
        sound = _inn_digit(inn, _INN_WEIGHTS_10) == inn[9]
    else:
        sound = _inn_digit(inn, _INN_WEIGHTS_11) + _inn_digit(inn, _INN_WEIGHTS_12) == inn[10:]
    return None if sound else Flaw.CHECKSUM


def find_kpp_flaw(kpp):
    """Check a KPP: tax office (4 digits), reason (2 digits or capital Latin letters), number (3 digits).

    Structure: order of the Federal Tax Service MMV-7-6/435@ of 29.06.2012. It has no check digit.
    """
    return None if _KPP.fullmatch(kpp) else Flaw.FORMAT


def find_ogrn_flaw(ogrn):
    """Check an OGRN (13 digits) or an OGRNIP (15 digits).

    The check digit is the last digit of the remainder of all the others by 11 (OGRN) or 13 (OGRNIP):
    order of the Ministry of Finance 165n of 30.10.2017.
    """
    flaw = _find_digits_flaw(ogrn, OGRN_LENGTHS)
    if flaw:
        return flaw
    modulo = 11 if len(ogrn) == 13 else 13
    return None if int(ogrn[:-1]) % modulo % 10 == int(ogrn[-1]) else Flaw.CHECKSUM


def find_okpo_flaw(okpo):
    """Check an OKPO: 8 digits of an organisation or 10 of a sole trader.

    Weights 1, 2, 3… by modulo 11; a remainder of 10 is counted again with weights 3, 4, 5…, and a
    second 10 gives 0: PR 50.1.024-2005 of the all-Russian classifiers, annex V.
    """
    flaw = _find_digits_flaw(okpo, OKPO_LENGTHS)
    if flaw:
        return flaw
    key = _okpo_remainder(okpo[:-1], shift=1)
    if key == 10:
        key = _okpo_remainder(okpo[:-1], shift=3) % 10
    return None if key == int(okpo[-1]) else Flaw.CHECKSUM


def find_bic_flaw(bic):
    """Check a BIC of the Bank of Russia: 9 digits, no check digit (regulation 732-P, annex 4)."""
    return _find_digits_flaw(bic, (BIC_LENGTH,))


def find_corr_account_flaw(account, bic):
    """Check a correspondent account (20 digits) against the BIC of its bank.

    The account is kept by the settlement centre, so its conditional number is "0" and the fifth and
    sixth digits of the BIC: procedure of the Bank of Russia 515 of 08.09.1997, point 2.
    """
    return _find_account_flaw(account, "0" + bic[4:6])


def find_account_flaw(account, bic):
    """Check a settlement account (20 digits) against the BIC of its bank.

    The conditional number of a bank is the last three digits of its BIC, of a settlement centre
    "0" and the fifth and sixth digits: procedure of the Bank of Russia 515 of 08.09.1997, point 2.
    Accounts of the Treasury have a key of their own, of them only the length is checked.
    """
    if bic.startswith(_TREASURY_BIC_PREFIXES):
        return _find_digits_flaw(account, (ACCOUNT_LENGTH,))
    return _find_account_flaw(account, "0" + bic[4:6] if bic.endswith(_CENTRAL_BANK_ENDINGS) else bic[-3:])


def is_person_inn(inn):
    """True for the INN of a person or a sole trader, who have no KPP."""
    return len(inn or "") == 12


def _find_digits_flaw(value, lengths):
    if not _DIGITS.fullmatch(value):
        return Flaw.DIGITS
    return None if len(value) in lengths else Flaw.LENGTH


def _find_account_flaw(account, conditional_number):
    """Sum the last digits of digit × weight; the key is right when the sum ends in 0 (procedure 515, point 3)."""
    flaw = _find_digits_flaw(account, (ACCOUNT_LENGTH,))
    if flaw:
        return flaw
    total = sum(int(digit) * _ACCOUNT_WEIGHTS[i % 3] % 10 for i, digit in enumerate(conditional_number + account))
    return None if total % 10 == 0 else Flaw.CHECKSUM


def _inn_digit(inn, weights):
    return str(sum(int(digit) * weight for digit, weight in zip(inn, weights, strict=False)) % 11 % 10)


def _okpo_remainder(digits, shift):
    return sum(int(digit) * ((i + shift - 1) % 10 + 1) for i, digit in enumerate(digits)) % 11
