from . import torg_onec_soap_test
