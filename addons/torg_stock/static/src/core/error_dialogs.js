import { registry } from "@web/core/registry";
import { WarningDialog } from "@web/core/errors/error_dialogs";

// Sentences for people, not failures of the programme: shown without a traceback.
registry
    .category("error_dialogs")
    .add("odoo.addons.torg_stock.exceptions.StockRefusal", WarningDialog)
    .add("odoo.addons.torg_stock.exceptions.BusyError", WarningDialog);
