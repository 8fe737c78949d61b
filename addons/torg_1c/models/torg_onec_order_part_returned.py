from collections import defaultdict

from odoo import fields, models


class TorgOnecOrderPart(models.Model):
    """Goods that came back here before 1C booked it: they come back once, whoever tells about it first."""

    _inherit = "torg.onec.order.part"

    returns_booked = fields.Json(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Return of 1C → product → pieces of it that had come back here before.",
    )

    returns_withdrawn = fields.Json(readonly=True, help="Returns that 1C has withdrawn after they were applied.")

    def _note_withdrawn_returns(self, gone, standing):
        """Keep which returns that were applied do not stand in 1C any more; return those that had stood until now.

        :param gone: keys of documents that are void
        :param standing: keys of documents that are not: one that is posted again stands again
        """
        known = self.returns_withdrawn or []
        news = [key for key in gone if key not in known and self._is_return_known(key)]
        kept = [key for key in known if key not in standing] + news
        if kept != known:
            self.returns_withdrawn = kept
        return news

    def _is_return_known(self, key, number=None, date=None, told=()):
        """Return whether a return of 1C was applied: by goods that came back then, or that had come back before.

        :param number: of the document; with `date` it is known under another day of the year as well
        :param told: keys of all returns that the message tells: another one than these may have got a new day
        """
        self.ensure_one()
        returns = self.order_id.sudo().return_ids  # sudo: written by the verb only
        known = {*(self.returns_booked or ()), *returns.mapped("external_id")}
        return key in known or any(self._is_moved(other, number, date) for other in known - {False, *told})

    def _is_past(self):
        """Return whether the order was loaded as one of the past, of which no goods move here."""
        order = self.order_id
        # sudo: transfers are not the exchange's
        return bool(order.locked and order.onec_origin_id) and not order.order_line.sudo().move_ids

    def _get_unbooked_returns(self):
        """Return `{product id: pieces}` that came back here and of which 1C has not told."""
        rest = defaultdict(float)
        for move in self._get_own_returns():
            rest[move.product_id.id] += _pieces(move)
        for product_id, pieces in self._get_booked_pieces().items():
            rest[product_id] -= pieces
        return rest

    def _book_what_came_back(self, key, pieces, at):
        """1C has booked goods that came back here: its figures contain them from then on.

        :param str key: of 1C's document
        :param dict pieces: `{product id: pieces}` of the document that had come back here
        :param datetime at: UTC, when 1C said so
        """
        told = {str(product_id): quantity for product_id, quantity in pieces.items()}
        self.returns_booked = {**(self.returns_booked or {}), key: told}
        booked, whole = self._get_booked_pieces(), self.env["stock.move"]
        for move in self._get_own_returns():
            booked[move.product_id.id] -= _pieces(move)
            if not move.keeper_reported_at and move.product_uom.compare(booked[move.product_id.id], 0) >= 0:
                whole |= move
        if whole:
            whole._set_keeper_reported(at)

    def _get_booked_pieces(self):
        """Return `{product id: pieces}` of all returns of 1C about goods that had come back here before."""
        booked = defaultdict(float)
        for pieces in (self.returns_booked or {}).values():
            for product_id, quantity in pieces.items():
                booked[int(product_id)] += quantity
        return booked

    def _get_own_returns(self):
        """Return the moves that brought goods of this part back and that 1C did not cause, oldest first."""
        # sudo: transfers and returns are not the exchange's, what became of the order's goods is
        order = self.order_id.sudo()
        caused = order.return_ids.filtered(lambda back: back.source == "1c").picking_ids
        moves = self._get_goods_lines().sudo().move_ids  # sudo: as above
        return moves.filtered(
            lambda move: move.state == "done" and move.location_id.usage == "customer" and move.picking_id not in caused
        ).sorted(lambda move: (move.date, move.id))


def _pieces(move):
    return move.product_uom._compute_quantity(move.quantity, move.product_id.uom_id)
