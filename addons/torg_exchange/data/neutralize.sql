-- a copy for tests must reach nobody and hold nobody's secrets or personal data
UPDATE torg_exchange_endpoint
   SET active = false, secret = NULL, secret_previous = NULL, secret_previous_until = NULL;
UPDATE torg_exchange_message
   SET payload_text = NULL, answer = NULL;
DELETE FROM ir_attachment
 WHERE res_model = 'torg.exchange.message' AND res_field = 'payload_file';
DELETE FROM torg_exchange_payload;
DELETE FROM torg_webhook_secret;
