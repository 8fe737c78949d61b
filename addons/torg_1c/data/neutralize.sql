-- a copy for tests neither asks nor answers the real 1C, and holds nobody's data
UPDATE torg_exchange_endpoint SET odata_password = NULL, odata_url = NULL;
DELETE FROM torg_onec_odata_connect;
UPDATE torg_exchange_endpoint SET onec_soap = false, onec_soap_url = NULL, onec_soap_password = NULL;
UPDATE torg_onec_web_profile SET active = false, password = NULL;
UPDATE torg_onec_soap SET memory = NULL;
UPDATE torg_exchange_endpoint
   SET onec_password = NULL;
UPDATE torg_onec_session
   SET expires_at = started_at;
UPDATE torg_onec_issue
   SET "row" = NULL, record = NULL;
DELETE FROM torg_onec_parked;
DELETE FROM torg_onec_password;
DELETE FROM ir_attachment
 WHERE res_model = 'torg.onec.file';
