-- a copy for tests must not ask the real 1C
UPDATE torg_exchange_endpoint SET odata_password = NULL, odata_url = NULL;
DELETE FROM torg_onec_odata_connect;
