from . import torg_onec_password
