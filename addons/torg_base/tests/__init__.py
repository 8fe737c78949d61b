from . import (
    test_access,
    test_advertising,
    test_mail_check,
    test_neutralize,
    test_personal_archive,
    test_personal_data,
    test_res_company,
    test_service_user,
    test_stock_forecast,
    test_torg_consent,
    test_torg_setup,
)
