# SPDX-License-Identifier: BSD-2-Clause
"""Signing with the class sign-rproc-fw: oe-selftest -r signfw"""

import glob
import os
import tempfile

from oeqa.selftest.case import OESelftestTestCase
from oeqa.utils.commands import bitbake, get_bb_var, runCmd


class SignfwTests(OESelftestTestCase):
    def setUp(self):
        super().setUp()
        self.keys = tempfile.TemporaryDirectory(prefix='signfw-keys-')
        self.addCleanup(self.keys.cleanup)
        for name in ('device', 'other'):
            private, public = self.key(name), self.key(name + '.pub')
            runCmd('openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out %s' % private)
            runCmd('openssl pkey -in %s -pubout -out %s' % (private, public))

    def key(self, name):
        return os.path.join(self.keys.name, name + '.pem')

    def sign(self, *settings, **options):
        self.write_config('\n'.join(settings))
        return bitbake('-c deploy signfw-selftest', **options)

    def deployed(self):
        return glob.glob(os.path.join(get_bb_var('DEPLOY_DIR_IMAGE', 'signfw-selftest'), 'm4.sign'))

    def test_signed_and_deployed(self):
        key, public_key = 'SIGNFW_KEY = "%s"' % self.key('device'), 'SIGNFW_PUBKEY = "%s"' % self.key('device.pub')
        self.sign(key, public_key)
        container, = self.deployed()
        with open(container, 'rb') as file:
            self.assertEqual(file.read(4), bytes.fromhex('68a44335'))

        os.remove(self.key('device'))
        bitbake('-c clean signfw-selftest')
        self.assertEqual(self.deployed(), [])
        self.sign(key, public_key)
        self.assertEqual(len(self.deployed()), 1, 'the shared state cache needs the private key')

    def test_wrong_key(self):
        result = self.sign('SIGNFW_KEY = "%s"' % self.key('other'), 'SIGNFW_PUBKEY = "%s"' % self.key('device.pub'),
                           ignore_status=True)
        self.assertNotEqual(result.status, 0)
        self.assertIn('[signature-invalid', result.output)
        self.assertEqual(self.deployed(), [])

    def test_no_key(self):
        result = self.sign(ignore_status=True)
        self.assertNotEqual(result.status, 0)
        self.assertIn("SIGNFW_KEY isn't set", result.output)
