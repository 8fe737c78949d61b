from . import torg_onec_soap_test
from . import torg_onec_password
