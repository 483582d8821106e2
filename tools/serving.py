"""How `make run` serves (gunicorn reads this). What an operator may set is read and checked in crisis/settings.py."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from crisis import settings

bind = f"{settings.BIND}:{settings.PORT}"
workers = settings.WEB_WORKERS
threads = 4
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
