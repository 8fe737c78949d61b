from . import test_access, test_codec, test_run
from . import (
    test_access_server,
    test_codec,
    test_run,
    test_screens,
    test_server,
    test_server_files,
    test_server_samples,
)
from . import test_absences, test_catalogue, test_catalogue_speed, test_codec, test_run
from . import test_codec, test_goods_fixtures, test_prices, test_prices_out, test_run, test_stock
from . import test_codec, test_orders_back, test_orders_born, test_orders_out, test_partners, test_run
