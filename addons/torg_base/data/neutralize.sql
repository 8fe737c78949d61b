-- A test copy must not hold the people of the real base: names, phones, addresses and letters of customers are
-- replaced by made-up ones, the same each time, so that the screens keep their shape and nobody can be called.

-- employees keep their names and logins: they have to enter the copy
CREATE TEMPORARY TABLE torg_masked ON COMMIT DROP AS
SELECT partner.id, NOT partner.is_company AS is_person
  FROM res_partner partner
 WHERE NOT EXISTS (SELECT FROM res_users u WHERE u.partner_id = partner.id AND NOT u.share)
   AND NOT EXISTS (SELECT FROM res_company c WHERE c.partner_id = partner.id)
   AND NOT EXISTS (SELECT FROM res_users u WHERE u.partner_id = partner.id AND u.login IN ('public', 'portaltemplate'));

UPDATE res_partner
   SET phone = CASE WHEN phone IS NOT NULL THEN '+7900' || lpad((id % 10000000)::text, 7, '0') END,
       phone_sanitized = CASE WHEN phone_sanitized IS NOT NULL THEN '+7900' || lpad((id % 10000000)::text, 7, '0') END,
       email = CASE WHEN email IS NOT NULL THEN 'customer' || id || '@example.com' END,
       email_normalized = CASE WHEN email_normalized IS NOT NULL THEN 'customer' || id || '@example.com' END,
       comment = NULL,
       sale_warn_msg = NULL,
       picking_warn_msg = NULL
 WHERE id IN (SELECT id FROM torg_masked);

-- the Phone field holds one number now, so its derived rows are one as well
DELETE FROM torg_phone_number number
 USING torg_phone_number earlier
 WHERE number.is_main AND earlier.is_main AND earlier.partner_id = number.partner_id AND earlier.id < number.id
   AND number.partner_id IN (SELECT id FROM torg_masked);
UPDATE torg_phone_number
   SET number = CASE WHEN is_main THEN '+7900' || lpad((partner_id % 10000000)::text, 7, '0')
                     ELSE '+7901' || lpad((id % 10000000)::text, 7, '0') END,
       key = CASE WHEN is_main THEN '+7900' || lpad((partner_id % 10000000)::text, 7, '0')
                  ELSE '+7901' || lpad((id % 10000000)::text, 7, '0') END,
       extension = NULL
 WHERE partner_id IN (SELECT id FROM torg_masked);

UPDATE res_partner
   SET name = CASE WHEN name IS NOT NULL THEN 'Клиент ' || id END,
       street = CASE WHEN street IS NOT NULL THEN 'ул. Примерная, ' || id END,
       street2 = NULL,
       zip = NULL,
       vat = CASE WHEN commercial_partner_id IN (SELECT id FROM torg_masked WHERE NOT is_person) THEN vat END,
       company_registry = CASE WHEN commercial_partner_id IN (SELECT id FROM torg_masked WHERE NOT is_person) THEN company_registry END,
       company_name = NULL,
       commercial_company_name = CASE WHEN commercial_partner_id IN (SELECT id FROM torg_masked WHERE NOT is_person) THEN commercial_company_name END,
       website = NULL,
       "function" = NULL,
       barcode = NULL,
       ref = NULL
 WHERE id IN (SELECT id FROM torg_masked WHERE is_person);

UPDATE res_partner person
   SET complete_name = concat_ws(', ', NULLIF(owner.name, person.name), person.name)
  FROM res_partner owner
 WHERE owner.id = COALESCE(person.parent_id, person.id)
   AND person.id IN (SELECT id FROM torg_masked WHERE is_person);

UPDATE res_users
   SET login = 'customer' || id || '@example.com', signature = NULL
 WHERE share AND partner_id IN (SELECT id FROM torg_masked);

UPDATE res_partner_bank
   SET acc_number = 'masked-' || id, sanitized_acc_number = 'MASKED' || id, acc_holder_name = NULL
 WHERE partner_id IN (SELECT id FROM torg_masked WHERE is_person);

-- what people wrote and what was written to them
DELETE FROM mail_mail;
DELETE FROM mail_notification WHERE res_partner_id IN (SELECT id FROM torg_masked);
DELETE FROM mail_blacklist;
UPDATE mail_notification SET mail_email_address = NULL;
UPDATE mail_tracking_value
   SET old_value_char = NULL, new_value_char = NULL, old_value_text = NULL, new_value_text = NULL
 WHERE field_id IS NULL
    OR field_id IN (
        SELECT id FROM ir_model_fields WHERE relation = 'res.partner' OR ttype IN ('char', 'text', 'html')
       );
UPDATE mail_message
   SET body = '', subject = NULL, reply_to = NULL, incoming_email_to = NULL, incoming_email_cc = NULL,
       outgoing_email_to = NULL,
       email_from = CASE WHEN author_id IS NULL OR author_id IN (SELECT id FROM torg_masked)
                         THEN 'customer@example.com' ELSE email_from END;
UPDATE mail_activity SET res_name = NULL, note = NULL, summary = NULL, feedback = NULL;
DELETE FROM ir_attachment
 WHERE res_model IN ('mail.message', 'mail.compose.message', 'mail.scheduled.message',
                     'res.partner', 'sale.order', 'stock.picking', 'account.move')
   AND (res_field IS NULL
        OR res_model = 'res.partner' AND res_id IN (SELECT id FROM torg_masked WHERE is_person)
        OR res_field = 'signature');
DELETE FROM mail_scheduled_message;

-- free text on documents
UPDATE sale_order SET note = NULL, client_order_ref = NULL, signed_by = NULL, access_token = NULL;
UPDATE stock_picking SET note = NULL;
UPDATE account_move SET narration = NULL, access_token = NULL, invoice_source_email = NULL;
UPDATE account_move move
   SET invoice_partner_display_name = partner.complete_name
  FROM res_partner partner
 WHERE partner.id = move.commercial_partner_id AND move.invoice_partner_display_name IS NOT NULL;
UPDATE payment_transaction
   SET partner_name = NULL, partner_email = NULL, partner_address = NULL, partner_zip = NULL, partner_city = NULL,
       partner_phone = NULL;
UPDATE payment_token SET payment_details = NULL;
UPDATE torg_consent SET ip = NULL;

-- letters by post and short messages come with addons that core installs by itself
DO $$
BEGIN
    IF to_regclass('sms_sms') IS NOT NULL THEN
        DELETE FROM sms_sms;
        UPDATE mail_notification SET sms_number = NULL;
    END IF;
    IF to_regclass('phone_blacklist') IS NOT NULL THEN
        DELETE FROM phone_blacklist;
    END IF;
    IF to_regclass('snailmail_letter') IS NOT NULL THEN
        UPDATE mail_notification SET letter_id = NULL WHERE letter_id IS NOT NULL;
        DELETE FROM snailmail_letter;
    END IF;
END $$;
