"""A keychain in a file, for tests on machines without one: the children find it by its name."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeychain(KeyringBackend):
    """Keeps what it is given in the file that `JURY_APP_TEST_KEYCHAIN` names."""

    priority = 1

    def get_password(self, service, username):
        return self._kept().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        kept = {**self._kept(), f"{service}/{username}": password}
        self._file.write_text(json.dumps(kept))

    def delete_password(self, service, username):
        kept = self._kept()
        del kept[f"{service}/{username}"]
        self._file.write_text(json.dumps(kept))

    @property
    def _file(self):
        return Path(os.environ["JURY_APP_TEST_KEYCHAIN"])

    def _kept(self):
        return json.loads(self._file.read_text()) if self._file.exists() else {}
