from . import (
    test_absences,
    test_access_catalogue,
    test_catalogue,
    test_catalogue_samples,
    test_catalogue_speed,
    test_codec,
    test_pictures,
    test_run,
)
