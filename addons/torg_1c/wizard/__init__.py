from . import (
    torg_onec_document_ask,
    torg_onec_odata_connect,
    torg_onec_odata_connect_line,
    torg_onec_password,
    torg_onec_regroup,
    torg_onec_soap_test,
)
