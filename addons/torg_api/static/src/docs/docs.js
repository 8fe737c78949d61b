/* global SwaggerUIBundle */
// Stands alone, outside the web client: the reader of the description of the shop API.
SwaggerUIBundle({
    url: "/shop-api/docs/openapi.json",
    dom_id: "#description",
    deepLinking: true,
    docExpansion: "list",
    filter: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    persistAuthorization: true,
    validatorUrl: null,
});
