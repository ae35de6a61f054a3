from tests.ciie.accounts.conftest import no_codes_used_yet, person, signed_in

__all__ = ["no_codes_used_yet", "person", "signed_in"]
