"""A number that 1C gave again in a new year had made its document an answer about the one of the year before."""


def migrate(cr, version):
    """Forget such identifiers of orders made in 1C: their documents come in as orders when 1C tells of them again."""
    # sql: as many rows as there are orders, and no rule of the model is about them
    cr.execute(
        """
        WITH stray AS (
            DELETE FROM torg_exchange_link link
             USING torg_onec_order_part part
             WHERE link.kind = 'order' AND link.res_model = 'torg.onec.order.part' AND link.res_id = part.id
               AND link.endpoint_id = part.endpoint_id AND link.external_id != part.uuid
               AND part.origin = '1c' AND part.uuid NOT LIKE 'number:%'
         RETURNING part.id
        )
        UPDATE torg_onec_order_part SET answer_hash = NULL WHERE id IN (SELECT id FROM stray)
        """
    )
