from . import (
    mail_compose_message,
    torg_consent_record,
    torg_personal_data,
    torg_setup,
    torg_setup_company,
    torg_setup_mail,
    torg_setup_store,
)
