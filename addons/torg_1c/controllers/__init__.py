from . import onec, onec_dispatcher
