import pytest

from ingest.loaders.addresses import Refused, is_public, resolve


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_open_network_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "not an address",
    ],
)
def test_addresses_of_private_networks_are_not_whatever_wraps_them(address: str) -> None:
    assert not is_public(address)


def test_one_address_that_is_not_allowed_refuses_the_host() -> None:
    assert resolve("127.0.0.1", 80, lambda _: True) == ["127.0.0.1"]
    with pytest.raises(Refused, match="private network"):
        resolve("localhost", 80, is_public)
