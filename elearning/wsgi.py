"""The entry by which a WSGI server such as gunicorn starts the platform.

Every page is loaded before the first request, and what was loaded is taken out of the sight of
Python's collector of unreachable objects: it stays for ever, and looking through it again and again
costs a long page or file a quarter of its time.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elearning.settings")

application = get_wsgi_application()
get_resolver().reverse_dict  # noqa: B018 - reading it loads every page
gc.collect()
gc.freeze()
