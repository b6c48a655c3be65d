#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the functions of the class sign-rproc-fw without bitbake: class_functions.py SOURCE BUILD

A stand-in for bitbake's data store has variables and their flags; the program is what was built.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import types
import unittest

SOURCE, BUILD = sys.argv[1:3]
CLASS = os.path.join(SOURCE, 'contrib/meta-signfw/classes/sign-rproc-fw.bbclass')


class Fatal(Exception):
    pass


class Skip(Exception):
    pass


class Data:
    """What the functions call of bitbake's data store."""

    def __init__(self, variables):
        self.variables, self.flags = dict(variables), {}

    def getVar(self, name):
        value = self.variables.get(name)
        return value if value is None else self.expand(value)

    def setVar(self, name, value):
        self.variables[name] = value

    def getVarFlag(self, name, flag):
        return self.flags.get((name, flag))

    def setVarFlag(self, name, flag, value):
        self.flags[name, flag] = value

    def appendVarFlag(self, name, flag, value):
        self.flags[name, flag] = self.flags.get((name, flag), '') + value

    def expand(self, text):
        return re.sub(r'\$\{(\w+)\}', lambda match: self.variables.get(match[1], match[0]), text)


def to_boolean(text, default=None):
    return text.lower() in ('1', 'y', 'yes', 'true') if text else default


def fatal(text):
    raise Fatal(text)


class ClassTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.output = os.path.join(self.folder, 'output')
        for name, key in (('key', 'keys/dev-rsa2048'), ('other', 'tests/vectors/keys/rsa2048')):
            for suffix in ('.pem', '.pub.pem'):
                with open(os.path.join(SOURCE, key + suffix), 'rb') as file:
                    self.write(name + suffix, file.read())
        self.cleaned, self.warnings = [], []
        self.load()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        descriptor = os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, 'wb') as file:
            file.write(content)

    def load(self):
        """Takes the functions out of the class, and the task and the anonymous function as functions of d."""
        with open(CLASS) as file:
            text = file.read()
        functions = re.findall(r'^def .*\n(?:(?:[ \t].*)?\n)+', text, re.MULTILINE)
        task = re.search(r'^python do_sign_rproc_fw\(\) \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL)[1]
        parse = re.search(r'^python \(\) \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL)[1]
        bb = types.SimpleNamespace(
            utils=types.SimpleNamespace(to_boolean=to_boolean,
                                        remove=lambda path, recurse: subprocess.run(['rm', '-rf', path], check=True)),
            parse=types.SimpleNamespace(SkipRecipe=Skip), fatal=fatal, note=lambda text: None, warn=self.warnings.append)
        self.names = {'os': os, 'bb': bb, 'sstate_state_fromvars': lambda d, task: task,
                      'sstate_clean': lambda state, d: self.cleaned.append(state)}
        exec('\n'.join(functions) + '\ndef parse(d):\n' + parse + '\ndef sign(d):\n' + task, self.names)

    def data(self, **variables):
        d = Data({'SIGNFW_CONTAINERS': 'm4.sign', 'SIGNFW_INPUTS': 'openamp.elf', 'SIGNFW_OUTPUT': self.output,
                  'SIGNFW_SRCDIR': os.path.join(SOURCE, 'tests/firmware'), 'SIGNFW_NETWORK': '0', 'TMPDIR': '/oe/tmp',
                  'PATH': BUILD + ':' + os.environ['PATH'], 'STAGING_LIBDIR_NATIVE': self.path('lib'),
                  'SIGNFW_ENVIRONMENT': 'HOME SOFTHSM2_CONF', 'HOME': self.folder})
        d.variables.update({'SIGNFW_' + name: value for name, value in variables.items()})
        return d

    def sign(self, d):
        self.names['parse'](d)
        subprocess.run(['rm', '-rf', self.output], check=True)
        os.mkdir(self.output)
        self.names['sign'](d)

    def verify(self, key, container='m4.sign'):
        subprocess.run([os.path.join(BUILD, 'sign-rproc-fw'), 'verify', '--quiet', '--key', self.path(key),
                        os.path.join(self.output, container)], check=True)

    def assertSkipped(self, reason, **variables):
        with self.assertRaises(Skip) as caught:
            self.names['parse'](self.data(**variables))
        self.assertEqual(str(caught.exception)[:len('m4.sign: ' + reason)], 'm4.sign: ' + reason)

    def assertFatal(self, reason, d):
        with self.assertRaises(Fatal) as caught:
            self.sign(d)
        self.assertIn(reason, str(caught.exception))
        self.assertFalse(os.path.exists(self.output), 'there is a container')
        self.assertEqual(self.cleaned, ['deploy'], 'an older container stays deployed')

    def test_what_cannot_work_is_not_begun(self):
        key = self.path('key.pem')
        self.assertSkipped("SIGNFW_KEY isn't set")
        self.assertSkipped("SIGNFW_PUBKEY isn't set: with a URI", KEY='pkcs11:object=firmware')
        self.assertSkipped("SIGNFW_PUBKEY isn't set: with SIGNFW_SIGN_COMMAND", KEY='m4', SIGN_COMMAND='/bin/false')
        self.assertSkipped('SIGNFW_KEY must be an absolute path', KEY='key.pem')
        self.assertSkipped('SIGNFW_DTB must be an absolute path', KEY=key, DTB='/a b.dtb')
        self.assertSkipped("SIGNFW_INPUTS isn't set", KEY=key, INPUTS='')
        self.assertSkipped('SIGNFW_INPUTS must be paths without', KEY=key, INPUTS='*.elf')
        self.assertSkipped('SIGNFW_PLAT_TLV has an ID without a VALUE', KEY=key, PLAT_TLV='0x10001')
        self.assertSkipped("SIGNFW_ARGS can't be split", KEY=key, ARGS="'")

    def test_secrets_are_not_taken_where_they_would_be_logged(self):
        key = self.path('key.pem')
        for source in ('env:PIN', 'fd:3', 'prompt', 'file:relative', '1234'):
            self.assertSkipped('SIGNFW_KEY_PASS must be file:/PATH', KEY=key, KEY_PASS=source)
        self.assertSkipped('SIGNFW_KEY has pin-value=', KEY='pkcs11:object=m4?pin-value=1234', PUBKEY=key)
        self.assertSkipped('SIGNFW_ARGS has pin-value=', KEY=key, ARGS='--key pkcs11:object=m4?pin-value=1234')
        for words in ('--key-pwd secret', '--key_pwd=secret', '--key-pass env:PIN'):
            self.assertSkipped('SIGNFW_ARGS has an option for a passphrase', KEY=key, ARGS=words)

    def tracked(self, **variables):
        d = self.data(**{'SRCDIR': '/oe/tmp/work', **variables})
        self.names['parse'](d)
        return (set(d.getVarFlag('do_sign_rproc_fw', 'vardeps').split()), d.getVar('SIGNFW_FILES').split(),
                d.getVarFlag('do_sign_rproc_fw', 'file-checksums').split())

    def test_files_are_tracked_by_content(self):
        names, files, checksums = self.tracked(KEY='/k/key.pem', KEY_PASS='file:/k/pin', DTB='/oe/tmp/deploy/m4.dtb')
        self.assertEqual(checksums, ['/k/key.pem:True'])
        self.assertEqual(files, ['KEY[m4.sign]=key.pem', 'DTB[m4.sign]=m4.dtb'])
        self.assertFalse({'SIGNFW_KEY', 'SIGNFW_KEY_PASS', 'SIGNFW_DTB'} & names)
        self.assertTrue({'SIGNFW_INPUTS', 'SIGNFW_DEVICE', 'SIGNFW_PUBKEY', 'SIGNFW_NETWORK'} <= names)

    def test_firmware_is_tracked_by_content_unless_a_task_makes_it(self):
        for inputs, folder, expected in (
                ('m4.elf /oe/tmp/deploy/m4.elf', '/oe/tmp/work/m4', []),
                ('m4.elf', '/src/m4/build', []),
                ('/oe/tmp-m4/deploy/images/m4/m4.elf', '/oe/tmp/work', []),
                ('m4.elf /other/a.elf', '/firmware', ['/firmware/m4.elf:True', '/other/a.elf:True'])):
            d = self.data(PUBKEY='/oe/tmp/pub.pem', INPUTS=inputs, SRCDIR=folder)
            d.setVar('EXTERNALSRC', '/src/m4')
            self.names['parse'](d)
            self.assertEqual(d.getVarFlag('do_sign_rproc_fw', 'file-checksums').split(), expected)

    def test_the_public_key_stands_for_the_private_one(self):
        expected = self.tracked(KEY='/k/key.pem', PUBKEY='/p/pub.pem')
        self.assertEqual(expected[2], ['/p/pub.pem:True'])
        for other in ({'KEY': '/other/key2.pem'}, {'KEY': ''}, {'KEY': 'pkcs11:object=m4', 'KEY_PASS': 'file:/k/pin'}):
            self.assertEqual(self.tracked(PUBKEY='/p/pub.pem', **other), expected)

    def test_flags_are_tracked(self):
        d = self.data(KEY='/k/key.pem', CONTAINERS='m4.sign second.sign')
        d.setVarFlag('SIGNFW_DEVICE', 'second.sign', 'optee-4.4')
        d.setVarFlag('SIGNFW_KEY', 'second.sign', '/k/key2.pem')
        self.names['parse'](d)
        self.assertIn('SIGNFW_DEVICE[second.sign]', d.getVarFlag('do_sign_rproc_fw', 'vardeps').split())
        self.assertIn('KEY[second.sign]=key2.pem', d.getVar('SIGNFW_FILES').split())

    def test_network_only_when_it_is_asked_for(self):
        for value, expected in (('0', None), ('', None), ('1', '1')):
            d = self.data(KEY='/k/key.pem', NETWORK=value)
            self.names['parse'](d)
            self.assertEqual(d.getVarFlag('do_sign_rproc_fw', 'network'), expected)

    def test_signs_with_options(self):
        d = self.data(KEY=self.path('other.pem'), PUBKEY=self.path('other.pub.pem'), CONTAINERS='m4.sign second.sign',
                      PLAT_TLV="0x10002 'a text'", STRIP='1', ARGS='--table load', DEVICE='optee-4.4', BOARD='stm32mp157-dk')
        d.setVarFlag('SIGNFW_KEY', 'second.sign', self.path('key.pem'))
        d.setVarFlag('SIGNFW_PUBKEY', 'second.sign', self.path('key.pub.pem'))
        self.sign(d)
        self.verify('other.pub.pem')
        self.verify('key.pub.pem', 'second.sign')
        self.assertIn('[known-key]', self.warnings[0])
        text = subprocess.run([os.path.join(BUILD, 'sign-rproc-fw'), 'dump', '--tlv', '0x10002',
                               os.path.join(self.output, 'm4.sign')], stdout=subprocess.PIPE, check=True).stdout
        self.assertEqual(text, b'a text')

    def test_passphrase(self):
        subprocess.run(['openssl', 'pkcs8', '-topk8', '-in', self.path('other.pem'), '-out', self.path('locked.pem'),
                        '-passout', 'pass:geheim'], check=True)
        self.write('pass', b'geheim\n')
        os.chmod(self.path('locked.pem'), 0o600)
        self.sign(self.data(KEY=self.path('locked.pem'), KEY_PASS='file:' + self.path('pass')))
        self.verify('other.pub.pem')

    def test_failures(self):
        key, public_key = self.path('other.pem'), self.path('other.pub.pem')
        for reason, variables in (
                ('[signature-invalid', {'KEY': self.path('key.pem')}),
                ('nowhere.pem: No such file', {'KEY': '/nowhere.pem'}),
                ("SIGNFW_KEY isn't set", {'KEY': ''}),
                ("no board 'moon'", {'BOARD': 'moon'}),
                ('TEE_ERROR_ACCESS_DENIED', {'REGIONS': 'ram=0x20000000:0x1000'}),
                ('[known-key', {'KEY': self.path('key.pem'), 'PUBKEY': self.path('key.pub.pem'), 'REFUSE_KNOWN_KEYS': '1'}),
                ('away.elf: No such file', {'INPUTS': 'away.elf'})):
            with self.subTest(reason=reason):
                self.cleaned.clear()
                self.assertFatal(reason, self.data(**{'KEY': key, 'PUBKEY': public_key, **variables}))

    def test_a_command_signs_and_sees_a_short_environment(self):
        self.write('hsm', ('''#!/bin/sh
[ "$1 $2" = "rsa-pkcs1-sha256 m4-key" ] && [ -z "$SECRET$OPENSSL_CONF" ] && [ "$OPENSSL_MODULES" = %s/ossl-modules ] || exit 1
openssl pkeyutl -sign -inkey %s -pkeyopt digest:sha256
''' % (self.path('lib'), self.path('other.pem'))).encode())
        os.chmod(self.path('hsm'), 0o700)
        os.makedirs(self.path('lib/ossl-modules'))
        os.environ['SECRET'] = '1234'
        self.addCleanup(os.environ.pop, 'SECRET')
        self.sign(self.data(KEY='m4-key', PUBKEY=self.path('other.pub.pem'), SIGN_COMMAND=self.path('hsm')))
        self.verify('other.pub.pem')

    @unittest.skipUnless(shutil.which('softhsm2-util'), 'there is no softhsm2-util; install softhsm2')
    def test_a_token_signs(self):
        os.mkdir(self.path('tokens'))
        self.write('softhsm2.conf', ('directories.tokendir = %s\n' % self.path('tokens')).encode())
        self.write('pin', b'471147\n')
        subprocess.run(['openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', self.path('other.pem'), '-out', self.path('key.p8')],
                       check=True)
        for arguments in (['--init-token', '--free', '--label', 'signing', '--so-pin', '12345678'],
                          ['--import', self.path('key.p8'), '--token', 'signing', '--label', 'm4', '--id', '01']):
            subprocess.run(['softhsm2-util', '--pin', '471147'] + arguments, check=True, stdout=subprocess.DEVNULL,
                           env={**os.environ, 'SOFTHSM2_CONF': self.path('softhsm2.conf')})
        d = self.data(KEY='pkcs11:token=signing;object=m4', KEY_PASS='file:' + self.path('pin'),
                      PUBKEY=self.path('other.pub.pem'))
        d.setVar('SOFTHSM2_CONF', self.path('softhsm2.conf'))
        self.sign(d)
        self.verify('other.pub.pem')


unittest.main(argv=sys.argv[:1])
