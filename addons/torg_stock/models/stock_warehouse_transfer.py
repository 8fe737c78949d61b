from odoo import Command, api, models
from odoo.tools import format_list


class StockWarehouse(models.Model):
    """Moving goods between stores: a picking where Odoo keeps both, a request to 1C where it keeps one of them."""

    _inherit = "stock.warehouse"

    @api.model
    def create_shortage_transfers(self, product_ids, store_ids=None):
        """Make what the screen of shortages suggests for the products now; return the action that shows it.

        Suggestions are counted anew under the lock of the goods that leave: what somebody has just moved is not moved
        again. One document for every two stores.

        :param list store_ids: the stores that are helped; all unless told
        """
        self.env["torg.transfer.request"].check_access("create")
        products = self.env["product.product"].browse(product_ids).exists()
        stores = products._get_shortage_stores()
        wanted = set(products._get_shortage_stores(store_ids).ids)
        found = products._suggest_transfers(stores)
        leaving = {(product, move.source_id) for product, moves in found.items() for move in moves}
        # sudo: rows of the lock belong to nobody; changed, for a request to 1C reserves nothing that others would see
        self.env["torg.stock.lock"].sudo()._spend(leaving)
        lines = {}
        for product_id, moves in products._suggest_transfers(stores).items():
            for move in moves:
                if move.target_id in wanted:
                    lines.setdefault((move.source_id, move.target_id), []).append((product_id, move.quantity))
        pickings, requests = self._create_transfers(lines)
        return self._get_transfers_action(pickings, requests)

    @api.model
    def _create_transfers(self, lines):
        """Move goods between stores; return the pickings and the requests to 1C.

        Pickings are confirmed: the goods are reserved in the store that gives and on their way to the one that takes.
        Requests are sent when somebody listens to them.

        :param dict lines: `{(source store id, target store id): [(product id, quantity)]}`
        """
        pairs = {tuple(self.browse(pair)): goods for pair, goods in lines.items()}
        ours = {pair: goods for pair, goods in pairs.items() if {store.stock_keeper for store in pair} == {"odoo"}}
        theirs = [
            source._prepare_request_vals(target, goods)
            for (source, target), goods in pairs.items()
            if (source, target) not in ours
        ]
        # sudo: who may ask for transfers was checked by the caller, operations belong to the warehouse
        pickings = self.env["stock.picking"].sudo().create(
            [source._prepare_transfer_vals(target, goods) for (source, target), goods in ours.items()]
        )  # fmt: skip
        pickings.action_confirm()
        requests = self.env["torg.transfer.request"].create(theirs)
        requests._send_if_heard()
        return pickings.with_env(self.env), requests

    def _prepare_transfer_vals(self, target, goods):
        """Return the values of the picking that brings the goods from this store straight to another."""
        self.ensure_one()
        places = {"location_id": self.lot_stock_id.id, "location_dest_id": target.lot_stock_id.id}
        return {
            # sudo: the operation of one-step stores is archived, pickings of it work all the same
            "picking_type_id": self.sudo().int_type_id.id,
            "origin": self.env._("Shortage: %(store)s", store=target.name),
            "user_id": self.env.uid,
            "company_id": self.company_id.id,
            "move_ids": [
                Command.create({"product_id": product, "product_uom_qty": quantity, **places})
                for product, quantity in goods
            ],
            **places,
        }

    def _prepare_request_vals(self, target, goods):
        self.ensure_one()
        lines = [Command.create({"product_id": product, "quantity": quantity}) for product, quantity in goods]
        return {"source_id": self.id, "target_id": target.id, "line_ids": lines}

    @api.model
    def _get_transfers_action(self, pickings, requests):
        """Return what is to be shown: a sentence, and the lists of what was made."""
        parts = []
        if pickings:
            parts.append(self.env._("transfers made: %(count)s", count=len(pickings)))
        if sent := requests.filtered(lambda request: request.state == "sent"):
            parts.append(self.env._("requests sent to 1C: %(count)s", count=len(sent)))
        if drafts := requests - sent:
            parts.append(self.env._("requests that nobody takes yet: %(count)s", count=len(drafts)))
        nothing = self.env._("Nothing to move: no other store can spare these goods.")
        sentence = format_list(self.env, parts)
        return {
            "message": sentence[:1].upper() + sentence[1:] if parts else nothing,
            "pickings": self._get_transfers_window(pickings, self.env._("Transfers between Stores")),
            "requests": self._get_transfers_window(requests, self.env._("Transfer Requests")),
        }

    @api.model
    def _get_transfers_window(self, documents, name):
        return bool(documents) and {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": documents._name,
            "domain": [("id", "in", documents.ids)],
            "views": [[False, "list"], [False, "form"]],
        }
