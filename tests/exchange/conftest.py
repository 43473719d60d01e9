"""What the tests of the exchange share: keys that never change, and small documents."""

import pytest
from nacl.bindings import crypto_sign_seed_keypair
from pyrage import x25519

from jury_app.exchange.keys import DeviceKeys, PublicKeys


def device(number: int) -> DeviceKeys:
    """Keys of a device: the signing half is the same at every run."""
    seed = number.to_bytes(32)
    identity = x25519.Identity.generate()
    public = PublicKeys(crypto_sign_seed_keypair(seed)[0].hex(), str(identity.to_public()))
    return DeviceKeys(public, seed, str(identity))


@pytest.fixture(scope="session")
def devices() -> list[DeviceKeys]:
    return [device(number) for number in range(1, 9)]
