from . import product_product, res_users, res_users_apikeys
