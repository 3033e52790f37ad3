"""Fetching one page within limits: time, size, redirects and the addresses that may be reached."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from queue import SimpleQueue

import httpx

from ingest.loaders.addresses import Allowed, Refused, resolve
from ingest.loaders.page import Limits, Page, Unfetched, Wanted
from ingest.loaders.response import read_page

_AGENT = "pincite/0.1 (fetches single pages that its users name)"
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5"


def fetch(url: str, limits: Limits, wanted: Wanted, known: Page | None = None) -> Page:
    """The page at ``url``; ``known`` again when its server says that it has not changed.

    ``wanted(content_type, url)`` says whether to read the body. Raises Unfetched.
    """
    outcome: SimpleQueue[Page | Exception] = SimpleQueue()

    def work() -> None:
        try:
            outcome.put(_follow(url, limits, wanted, known))
        except Exception as error:  # raised again where it is waited for
            outcome.put(error)

    # A thread, because neither the look-up of a name nor the wait for slow headers can be given a limit from inside.
    worker = threading.Thread(target=work, daemon=True, name="pincite-fetch")
    worker.start()
    worker.join(limits.seconds)
    result = TimeoutError() if outcome.empty() else outcome.get()
    if isinstance(result, Page):
        return result
    raise Unfetched(_why(result, limits)) from result


def _why(error: Exception, limits: Limits) -> str:
    if isinstance(error, (Unfetched, Refused)):
        return str(error)
    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        return (
            f"took too long (more than {limits.seconds:g} s in all, or {limits.idle_seconds:g} s of silence); try again"
        )
    if isinstance(error, httpx.RemoteProtocolError):
        return "broke off in the middle; try again"
    detail = " ".join(str(error).split())[:150] or type(error).__name__
    return f"cannot be fetched ({detail}); check the address and the network, and try again"


def _follow(url: str, limits: Limits, wanted: Wanted, known: Page | None) -> Page:
    deadline = time.monotonic() + limits.seconds
    timeout = httpx.Timeout(min(limits.idle_seconds, limits.seconds))
    # No proxy from the environment: it would look up the host anew, behind the check of its address.
    context = httpx.create_ssl_context(trust_env=True)
    with httpx.Client(verify=context, timeout=timeout, trust_env=False) as client:
        for _ in range(limits.redirects + 1):
            target = _checked(url)
            response = _ask(client, target, _headers(target, known), limits.allowed)
            try:
                if not response.has_redirect_location:
                    return read_page(response, target, limits, deadline, wanted, known)
                url = str(target.join(response.headers["Location"]))
            finally:
                response.close()
    raise Unfetched(f"redirects more than {limits.redirects} times; give the address that it should lead to")


def _checked(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise Unfetched(f"is not an address ({error}); check it") from error
    if target.scheme not in {"http", "https"} or not target.host:
        raise Unfetched(f"leads to {target.scheme or 'no'} address that is not http or https; check it")
    if target.userinfo:
        raise Unfetched("carries a user name or password, which citations would show; take them out")
    return target.copy_with(fragment=None)


def _headers(target: httpx.URL, known: Page | None) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    if known is not None and known.url == str(target):
        headers |= {"If-None-Match": known.etag} if known.etag else {}
        headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
    return headers


def _ask(client: httpx.Client, target: httpx.URL, headers: Mapping[str, str], allowed: Allowed) -> httpx.Response:
    """Send the request to an address that was checked, whatever the name leads to by now."""
    host = target.raw_host.decode("ascii")
    addresses = resolve(host, target.port or (443 if target.scheme == "https" else 80), allowed)
    for position, address in enumerate(addresses, start=1):
        request = client.build_request(
            "GET",
            target.copy_with(host=address),
            headers={**headers, "Host": target.netloc.decode("ascii")},
            extensions={"sni_hostname": host},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if position == len(addresses):
                raise
    raise Refused(f"the host {host} has no address; check it")
