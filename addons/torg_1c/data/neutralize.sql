-- a copy for tests must not talk to the real 1C
UPDATE torg_exchange_endpoint SET odata_password = NULL, odata_url = NULL;
DELETE FROM torg_onec_odata_connect;
UPDATE torg_exchange_endpoint SET onec_soap = false, onec_soap_url = NULL, onec_soap_password = NULL;
UPDATE torg_onec_web_profile SET active = false, password = NULL;
UPDATE torg_onec_soap SET memory = NULL;
