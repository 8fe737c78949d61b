import { _t } from "@web/core/l10n/translation";
import { downloadFile } from "@web/core/network/download";

/** Give the reader a spreadsheet the server made, `{ name, mimetype, content, rows, left_out }`, and say what it lacks. */
export function saveSheet(file, notification) {
    const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
    downloadFile(new Blob([bytes], { type: file.mimetype }), file.name, file.mimetype);
    if (file.left_out) {
        notification.add(
            _t("The file has the first %(rows)s products, %(left)s more are left out.", {
                rows: file.rows,
                left: file.left_out,
            }),
            { type: "warning" }
        );
    }
}

/** The action that shows the card of a product. */
export function getProductAction(productId) {
    return { type: "ir.actions.act_window", res_model: "product.product", res_id: productId, views: [[false, "form"]] };
}
