"""A process of the run that says when the expo is open, where, and who can sign in."""

import argparse

from ciie.local.ports import wait_until_answering
from ciie.local.sample import LOGINS, PASSWORD


def greeting(home: str, *, with_logins: bool) -> str:
    lines = ["", f"The expo is open: {home}", ""]
    if with_logins:
        lines += [f"Sign in with the password {PASSWORD} as", ""]
        lines += [f"  {email:<24}{what}" for email, what in LOGINS.items()]
        lines += [""]
    return "\n".join([*lines, "Ctrl-C stops everything."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("--with-logins", action="store_true")
    options = parser.parse_args()
    if wait_until_answering(f"{options.home}healthz"):
        print(greeting(options.home, with_logins=options.with_logins), flush=True)


if __name__ == "__main__":
    main()
