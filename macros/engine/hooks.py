"""The file that mkdocs.yml names under `hooks`: MkDocs loads it by path, once a process, so it finds the package first."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from macros.engine.events import Events

_events = Events()
on_startup = _events.on_startup
on_config = _events.on_config
on_files = _events.on_files
on_env = _events.on_env
on_page_content = _events.on_page_content
on_page_context = _events.on_page_context
on_template_context = _events.on_template_context
on_post_page = _events.on_post_page
on_post_template = _events.on_post_template
on_post_build = _events.on_post_build
on_serve = _events.on_serve
on_build_error = _events.on_build_error
