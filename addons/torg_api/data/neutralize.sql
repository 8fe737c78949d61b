-- a copy for tests lets no site and no customer in, opens no address of a file, and holds nobody's data
UPDATE torg_api_key
   SET digest = NULL, previous_digest = NULL, previous_until = NULL, hint = NULL, last_address = NULL;
DELETE FROM torg_api_key_viewer;
DELETE FROM torg_api_session;
DELETE FROM torg_api_code;
DELETE FROM torg_api_bucket;
-- a secret of its own rather than none: addresses are made anew, those of the real base do not open here
UPDATE res_company
   SET shop_file_secret = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

-- what sites sent and were answered
DELETE FROM torg_api_idempotency;
DELETE FROM torg_api_quote;
DELETE FROM torg_api_import_part;
DELETE FROM torg_api_import_problem;
UPDATE torg_api_import
   SET memory = NULL, state = CASE WHEN state = 'running' THEN 'cancelled' ELSE state END;
DELETE FROM torg_api_export_part;
DELETE FROM ir_attachment
 WHERE res_model IN ('torg.api.export', 'torg.api.export.part');
UPDATE torg_api_export
   SET state = 'expired';
