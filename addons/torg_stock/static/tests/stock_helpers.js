/** Answers of the server about stock, as the screens get them. */

export const store = (id, name, vals) => ({
    id,
    name,
    address: "",
    phone: "",
    pickup: true,
    distance: null,
    is_near: false,
    keeper: "odoo",
    age: 0,
    figures_known: true,
    freshness: "live",
    ...vals,
});

export const cell = (free, level, vals) => ({ free, on_hand: free, reserved: 0, incoming: 0, level, ...vals });
