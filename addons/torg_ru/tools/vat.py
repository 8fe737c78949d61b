"""Standard rates of VAT by country and day. No Odoo here."""

from datetime import date

#: Country → (first day of shipments, rate code), the newest first.
STANDARD_RATES = {
    # 22 % for what is shipped since 01.01.2026: federal law 425-FZ of 28.11.2025.
    "RU": ((date(2026, 1, 1), "22"), (date.min, "20")),
}


def get_standard_rate(country_code, day):
    """Return the code of the standard rate for goods shipped on `day`, None for an unknown country."""
    rates = STANDARD_RATES.get(country_code, ())
    return next((code for first_day, code in rates if day >= first_day), None)


def is_standard_rate(country_code, code):
    """True when `code` is or was the standard rate of the country."""
    return any(code == known for _first_day, known in STANDARD_RATES.get(country_code, ()))
