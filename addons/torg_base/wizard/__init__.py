from . import torg_setup, torg_setup_company, torg_setup_mail, torg_setup_store
