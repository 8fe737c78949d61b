-- a copy for tests answers no 1C and holds nobody's data
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
