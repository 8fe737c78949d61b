from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.orders import Stage, StageList, Transition


class Stages(http.Controller):
    """The way of orders."""

    @operation("GET", "/stages", scope="desk", answer=StageList, summary="Stages and steps between them", tag="Desk")
    def list_stages(self, api):
        """All stages in their order, and the steps that this key may make by the matrix of the shop."""
        stages = api.env["sale.order.stage"]._get_all()
        return StageList(
            items=[_dump_stage(stage) for stage in stages],
            transitions=[
                Transition(source=source.code, target=target.code, types=kinds)
                for source in stages
                for target in stages - source
                if (kinds := api.env["torg.order.transition"]._get_allowed_types(source, target, "api").mapped("code"))
            ],
        )


def _dump_stage(stage):
    return Stage(
        code=stage.code,
        name=stage._get_portal_name(),
        final=stage.is_final,
        stands_for=stage.sale_state,
        asks_for=stage.required_field_ids.mapped("name"),
        types=stage.order_type_ids.mapped("code"),
    )
