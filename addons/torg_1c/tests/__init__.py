from . import (
    test_access,
    test_codec,
    test_odata_connect,
    test_odata_push,
    test_odata_read,
    test_odata_schedule,
    test_run,
)
