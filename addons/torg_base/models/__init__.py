from . import ir_http, ir_mail_server, product_product, res_company, res_config_settings, res_users, res_users_apikeys
