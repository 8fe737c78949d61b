from . import run_job
