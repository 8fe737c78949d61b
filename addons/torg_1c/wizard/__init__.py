from . import torg_onec_password, torg_onec_soap_test
