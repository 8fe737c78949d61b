from . import (
    base_partner_merge_automatic_wizard,
    ir_http_shift,
    res_company_shift,
    res_partner_card,
    res_partner_phone,
    res_users_shift,
    torg_phone_number,
    torg_shift,
)
