import { registry } from "@web/core/registry";
import { WarningDialog } from "@web/core/errors/error_dialogs";

// A sentence for people, not a failure of the programme: shown without a traceback.
registry.category("error_dialogs").add("odoo.addons.torg_sale.exceptions.StageRefusal", WarningDialog);
