"""An event loop for one test. Playwright keeps one of its own running in the tests' thread, so this one has another."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor


def run[R](coroutine: Coroutine[object, object, R]) -> R:
    """What `asyncio.run` does."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
