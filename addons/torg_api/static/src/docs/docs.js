/* global SwaggerUIBundle */
// Stands alone, outside the web client: the reader of the description of the shop API.
SwaggerUIBundle({
    url: "/shop-api/v1/openapi.json",
    dom_id: "#description",
    deepLinking: true,
    persistAuthorization: true,
    validatorUrl: null,
});
