from . import product_product, res_company, res_config_settings, res_users, res_users_apikeys
