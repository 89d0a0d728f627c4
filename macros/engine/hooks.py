"""The file that mkdocs.yml names under `hooks`: MkDocs loads it by path, so it finds the package first."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from macros.engine.builds import (  # noqa: F401
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_post_build,
    on_serve,
    on_startup,
)
