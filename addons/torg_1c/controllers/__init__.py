from . import onec, onec_dispatcher, onec_file
