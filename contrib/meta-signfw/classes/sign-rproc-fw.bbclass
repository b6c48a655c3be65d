# SPDX-License-Identifier: BSD-2-Clause
# Signs firmware of remote processors for OP-TEE, verifies what came out with the key that the device trusts, asks the
# model of the device, if there is one, and installs and deploys the container.  Each step is fatal.
#
#   inherit sign-rproc-fw
#   SIGNFW_CONTAINERS = "m4.sign"
#   SIGNFW_INPUTS = "m4.elf"
#   SIGNFW_KEY = "/secure/firmware.pem"
#   SIGNFW_PUBKEY = "${THISDIR}/files/firmware.pub.pem"
#
# All variables but SIGNFW_CONTAINERS, SIGNFW_DIR, SIGNFW_INSTALL, SIGNFW_NETWORK and SIGNFW_ENVIRONMENT can be set for
# one container by a flag: SIGNFW_KEY[m4.sign] = "...".

inherit deploy

DEPENDS:append = " signfw-native"

# key, board and memory belong to a machine
PACKAGE_ARCH = "${MACHINE_ARCH}"

SIGNFW_CONTAINERS ??= "${BPN}.sign"
SIGNFW_CONTAINERS[doc] = "File names of the containers to make"
SIGNFW_INPUTS ??= ""
SIGNFW_INPUTS[doc] = "ELF files of a container, relative to SIGNFW_SRCDIR or absolute"
SIGNFW_SRCDIR ??= "${B}"
SIGNFW_SRCDIR[doc] = "Folder of SIGNFW_INPUTS"
SIGNFW_KEY ??= ""
SIGNFW_KEY[doc] = "Private key: absolute path, or URI of an OpenSSL provider; with SIGNFW_SIGN_COMMAND, its KEY-ID"
SIGNFW_PUBKEY ??= ""
SIGNFW_PUBKEY[doc] = "Absolute path of the public key that the device trusts; needed with a URI or a sign command"
SIGNFW_KEY_PASS ??= ""
SIGNFW_KEY_PASS[doc] = "Passphrase or PIN of the private key: file:PATH"
SIGNFW_KEY_INFO ??= ""
SIGNFW_KEY_INFO[doc] = "Key information to put into the container: absolute path, or auto"
SIGNFW_LAYOUT ??= ""
SIGNFW_LAYOUT[doc] = "Layout of the container, that of the device's OP-TEE"
SIGNFW_DEVICE ??= ""
SIGNFW_DEVICE[doc] = "Version of OP-TEE that must accept the container; see sign-rproc-fw check --list-devices"
SIGNFW_BOARD ??= ""
SIGNFW_BOARD[doc] = "Board whose memory the firmware must fit; see sign-rproc-fw check --list-boards"
SIGNFW_DTB ??= ""
SIGNFW_DTB[doc] = "Absolute path of OP-TEE's compiled device tree, whose memory the firmware must fit"
SIGNFW_NODE ??= ""
SIGNFW_NODE[doc] = "Remote processor in SIGNFW_DTB: path or compatible"
SIGNFW_REGIONS ??= ""
SIGNFW_REGIONS[doc] = "Memory that the firmware must fit: [NAME=]ADDR:SIZE ..."
SIGNFW_BOOTADDR ??= ""
SIGNFW_BOOTADDR[doc] = "Address of the vector table for layout st-4.0: an address, or auto"
SIGNFW_PLAT_TLV ??= ""
SIGNFW_PLAT_TLV[doc] = "Platform TLVs: ID VALUE ID VALUE ..., quoted as in a shell where a value has blanks"
SIGNFW_ENC_KEY ??= ""
SIGNFW_ENC_KEY[doc] = "Absolute path of the key to encrypt the firmware with"
SIGNFW_STRIP ??= "0"
SIGNFW_STRIP[doc] = "1: sign the firmware without what no device loads"
SIGNFW_SIGN_COMMAND ??= ""
SIGNFW_SIGN_COMMAND[doc] = "Absolute path of a command that signs, instead of a private key"
SIGNFW_PROVIDER ??= ""
SIGNFW_PROVIDER[doc] = "OpenSSL provider of the private key"
SIGNFW_NETWORK ??= "0"
SIGNFW_NETWORK[doc] = "1: signing may use the network, for keys in a cloud"
SIGNFW_REFUSE_KNOWN_KEYS ??= "0"
SIGNFW_REFUSE_KNOWN_KEYS[doc] = "1: fail if the key is a published one; distributions set this"
SIGNFW_ARGS ??= ""
SIGNFW_ARGS[doc] = "Further arguments of sign-rproc-fw sign, quoted as in a shell"
SIGNFW_ENVIRONMENT ??= "\
    HOME SOFTHSM2_CONF PKCS11_MODULE_PATH PKCS11_PROVIDER_MODULE P11_KIT_SERVER_ADDRESS XDG_RUNTIME_DIR"
SIGNFW_ENVIRONMENT[doc] = "Variables of bitbake that sign-rproc-fw and the sign command get in their environment"
SIGNFW_DIR ??= "${nonarch_base_libdir}/firmware"
SIGNFW_DIR[doc] = "Folder in the image where the containers are installed"
SIGNFW_INSTALL ??= "1"
SIGNFW_INSTALL[doc] = "0: only deploy the containers, don't put them into the package"

SIGNFW_OUTPUT = "${WORKDIR}/sign-rproc-fw"

def signfw_value(d, name, container):
    """The value of a variable for a container: that of its flag, or of the variable."""
    value = d.getVarFlag('SIGNFW_' + name, container)
    if value is None:
        value = d.getVar('SIGNFW_' + name)
    return (value or '').strip()

def signfw_is_set(d, name, container):
    return bb.utils.to_boolean(signfw_value(d, name, container), False)

def signfw_is_uri(value):
    import re
    return re.match('[A-Za-z][A-Za-z0-9+.-]*:', value) is not None

def signfw_words(value):
    import shlex
    return shlex.split(value)

def signfw_inputs(d, container):
    return [os.path.join(d.getVar('SIGNFW_SRCDIR'), name) for name in signfw_value(d, 'INPUTS', container).split()]

# --- when the recipe is parsed: what can't work, and what a signature depends on ------------------------------------

def signfw_why_not_key(d, container):
    """What is wrong with the keys of a container, without their values, in which there may be a secret."""
    key = signfw_value(d, 'KEY', container)
    public_key = signfw_value(d, 'PUBKEY', container)
    command = signfw_value(d, 'SIGN_COMMAND', container)
    passphrase = signfw_value(d, 'KEY_PASS', container)

    for name in ('KEY', 'PUBKEY', 'ARGS'):
        if 'pin-value' in signfw_value(d, name, container):
            return ("SIGNFW_%s has pin-value=, and bitbake writes variables into logs and caches: "
                    "use SIGNFW_KEY_PASS = \"file:PATH\"" % name)
    if passphrase and not passphrase.startswith('file:/'):
        return ("SIGNFW_KEY_PASS must be file:/PATH: bitbake writes its environment into bitbake-cookerdaemon.log, "
                "and variables into its caches")
    if not key and not public_key:
        return "SIGNFW_KEY isn't set"
    if command and not public_key:
        return "SIGNFW_PUBKEY isn't set: with SIGNFW_SIGN_COMMAND, nothing else says which key was used"
    if key and not command and signfw_is_uri(key) and not public_key:
        return "SIGNFW_PUBKEY isn't set: with a URI in SIGNFW_KEY, nothing else says which key was used"
    return None

def signfw_why_not_value(d, container):
    """What is wrong with the other variables of a container."""
    import re

    if not signfw_value(d, 'INPUTS', container):
        return "SIGNFW_INPUTS isn't set"
    for name in ('PLAT_TLV', 'ARGS'):
        try:
            words = signfw_words(signfw_value(d, name, container))
        except ValueError as error:
            return "SIGNFW_%s can't be split into words: %s" % (name, error)
        if name == 'PLAT_TLV' and len(words) % 2:
            return "SIGNFW_PLAT_TLV has an ID without a VALUE"
        if any(re.match('--key[-_]p', word) for word in words):
            return "SIGNFW_%s has an option for a passphrase: use SIGNFW_KEY_PASS = \"file:PATH\"" % name
    if re.search('[:*?[]', ' '.join(signfw_inputs(d, container))):
        return "SIGNFW_INPUTS must be paths without colons and wildcards"
    for name, path in signfw_files(d, container):
        if not re.match(r'/[^\s:*?[]*$', path):
            return "SIGNFW_%s must be an absolute path without blanks, colons and wildcards" % name
    return None

def signfw_why_not(d):
    import re

    containers = (d.getVar('SIGNFW_CONTAINERS') or '').split()
    if not containers:
        return "SIGNFW_CONTAINERS isn't set"
    for container in containers:
        if not re.match('[A-Za-z0-9_+][A-Za-z0-9_+.-]*$', container):
            return "SIGNFW_CONTAINERS has '%s'; a name consists of letters, digits and any of _ + . -" % container
        reason = signfw_why_not_key(d, container) or signfw_why_not_value(d, container)
        if reason:
            return "%s: %s" % (container, reason)
    return None

def signfw_files(d, container):
    """The names of variables whose values are files, and the files; without the passphrase's."""
    files = []
    for name in ('KEY', 'PUBKEY', 'KEY_INFO', 'DTB', 'ENC_KEY', 'SIGN_COMMAND'):
        value = signfw_value(d, name, container)
        if name == 'KEY' and (signfw_is_uri(value) or signfw_value(d, 'SIGN_COMMAND', container)):
            continue
        if value and not (name == 'KEY_INFO' and value == 'auto'):
            files.append((name, value))
    return files

def signfw_is_built(d, path):
    """Whether a task makes the file, here or in another multiconfig: then that task is tracked, as there is no file yet."""
    folders = [d.getVar(name) for name in ('TMPDIR', 'WORKDIR', 'S', 'B', 'EXTERNALSRC', 'EXTERNALSRC_BUILD')]
    return '/deploy/images/' in path or any(folder and path.startswith(folder + '/') for folder in folders)

def signfw_track(d):
    """Makes the task depend on what the containers are made of: files by content and name, the rest by value.

    The public key stands for the private one, so that those who mustn't have it share the state cache.  A passphrase
    is left out: the checksum of its file, in the task's signature data, would be enough to guess a PIN.
    """
    dependencies, names, checksums = ['SIGNFW_CONTAINERS', 'SIGNFW_NETWORK', 'SIGNFW_FILES'], [], []
    tracked_by_value = ('INPUTS', 'KEY', 'PUBKEY', 'KEY_INFO', 'LAYOUT', 'DEVICE', 'BOARD', 'DTB', 'NODE', 'REGIONS',
                        'BOOTADDR', 'PLAT_TLV', 'ENC_KEY', 'STRIP', 'SIGN_COMMAND', 'PROVIDER', 'REFUSE_KNOWN_KEYS',
                        'ARGS')

    for container in d.getVar('SIGNFW_CONTAINERS').split():
        files = dict(signfw_files(d, container))
        for name in tracked_by_value:
            if name == 'KEY' and signfw_value(d, 'PUBKEY', container):
                continue
            if name in files:
                names.append('%s[%s]=%s' % (name, container, os.path.basename(files[name])))
                checksums.append(files[name])
            elif d.getVarFlag('SIGNFW_' + name, container) is not None:
                dependencies.append('SIGNFW_%s[%s]' % (name, container))
            else:
                dependencies.append('SIGNFW_' + name)
        checksums += signfw_inputs(d, container)

    checksums = [path for path in checksums if not signfw_is_built(d, path)]
    d.setVar('SIGNFW_FILES', ' '.join(names))
    d.appendVarFlag('do_sign_rproc_fw', 'vardeps', ' ' + ' '.join(dependencies))
    d.appendVarFlag('do_sign_rproc_fw', 'file-checksums', ''.join(' %s:True' % path for path in checksums))

python () {
    reason = signfw_why_not(d)
    if reason:
        raise bb.parse.SkipRecipe(reason)
    signfw_track(d)
    # older bitbakes take any text for yes
    if bb.utils.to_boolean(d.getVar('SIGNFW_NETWORK'), False):
        d.setVarFlag('do_sign_rproc_fw', 'network', '1')
}

# --- the task -------------------------------------------------------------------------------------------------------

def signfw_environment(d):
    """A short list: what bitbake was called with is nothing to the command that signs."""
    environment = {'PATH': d.getVar('PATH'), 'LC_ALL': 'C.UTF-8'}
    # OpenSSL of the native sysroot looks into the folder that it was built for, which is gone
    native = {
        'OPENSSL_CONF': d.expand('${STAGING_LIBDIR_NATIVE}/ssl-3/openssl.cnf'),
        'OPENSSL_MODULES': d.expand('${STAGING_LIBDIR_NATIVE}/ossl-modules'),
        'OPENSSL_ENGINES': d.expand('${STAGING_LIBDIR_NATIVE}/engines-3'),
    }
    for name in native:
        value = d.getVar(name) or (native[name] if os.path.exists(native[name]) else None)
        if value:
            environment[name] = value
    for name in (d.getVar('SIGNFW_ENVIRONMENT') or '').split():
        if d.getVar(name):
            environment[name] = d.getVar(name)
    return environment

def signfw_option(d, option, name, container):
    value = signfw_value(d, name, container)
    return ['--' + option, value] if value else []

def signfw_provider_options(d, container):
    options = signfw_option(d, 'provider', 'PROVIDER', container)
    modules = d.expand('${STAGING_LIBDIR_NATIVE}/ossl-modules')
    if os.path.isdir(modules) and (options or signfw_is_uri(signfw_value(d, 'KEY', container))):
        options += ['--provider-path', modules]
    return options

def signfw_private_key_options(d, container):
    options = signfw_option(d, 'key', 'KEY', container) + signfw_option(d, 'key-pass', 'KEY_PASS', container)
    return options + signfw_provider_options(d, container)

def signfw_signer_options(d, container):
    """Who signs: the private key, or a command for the public key."""
    if signfw_value(d, 'SIGN_COMMAND', container):
        return (signfw_option(d, 'sign-command', 'SIGN_COMMAND', container) +
                signfw_option(d, 'sign-command-key-id', 'KEY', container) +
                signfw_option(d, 'key', 'PUBKEY', container))
    if not signfw_value(d, 'KEY', container):
        signfw_fail(d, container, "SIGNFW_KEY isn't set, and the signed container isn't in the shared state cache")
    return signfw_private_key_options(d, container)

def signfw_device_key_options(d, container):
    """The key that the device trusts."""
    return signfw_option(d, 'key', 'PUBKEY', container) or signfw_private_key_options(d, container)

def signfw_device_options(d, container):
    options = []
    for option in ('device', 'board', 'dtb', 'node'):
        options += signfw_option(d, option, option.upper(), container)
    for region in signfw_value(d, 'REGIONS', container).split():
        options += ['--region', region]
    return options

def signfw_sign_options(d, container):
    options = []
    for path in signfw_inputs(d, container):
        options += ['--in', path]
    for option in ('key-info', 'layout', 'bootaddr', 'enc-key'):
        options += signfw_option(d, option, option.upper().replace('-', '_'), container)
    words = signfw_words(signfw_value(d, 'PLAT_TLV', container))
    for number, value in zip(words[::2], words[1::2]):
        options += ['--plat-tlv', number, value]
    if signfw_is_set(d, 'STRIP', container):
        options.append('--strip')
    if signfw_is_set(d, 'REFUSE_KNOWN_KEYS', container):
        options.append('--refuse-known-keys')
    return options + signfw_words(signfw_value(d, 'ARGS', container))

def signfw_fail(d, container, reason):
    """Ends the task; a container that was deployed before doesn't stay there as if it were what was asked for."""
    bb.utils.remove(d.getVar('SIGNFW_OUTPUT'), recurse=True)
    sstate_clean(sstate_state_fromvars(d, 'deploy'), d)
    bb.fatal('%s: %s' % (container, reason))

def signfw_run(d, container, command, arguments):
    import subprocess

    try:
        result = subprocess.run(['sign-rproc-fw', command] + arguments, env=signfw_environment(d),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        signfw_fail(d, container, "sign-rproc-fw can't be run: %s" % error)
    output = result.stdout.decode('utf-8', 'replace').strip()
    if result.returncode:
        signfw_fail(d, container, 'sign-rproc-fw %s ended with exit code %d:\n%s' %
                    (command, result.returncode, output))
    for line in output.splitlines():
        (bb.warn if ': warning: ' in line else bb.note)(line)

python do_sign_rproc_fw() {
    for container in d.getVar('SIGNFW_CONTAINERS').split():
        output = os.path.join(d.getVar('SIGNFW_OUTPUT'), container)
        device = signfw_device_options(d, container)
        enc_key = signfw_option(d, 'enc-key', 'ENC_KEY', container)
        trusted = signfw_device_key_options(d, container) + enc_key

        signer = signfw_signer_options(d, container)
        signfw_run(d, container, 'sign', signer + signfw_sign_options(d, container) + ['--out', output])
        signfw_run(d, container, 'verify', trusted + [output])
        if device:
            signfw_run(d, container, 'check', device + trusted + [output])
}
do_sign_rproc_fw[cleandirs] = "${SIGNFW_OUTPUT}"
# how to reach a token, and how to clean up, doesn't change what comes out
signfw_environment[vardepsexclude] = "SIGNFW_ENVIRONMENT"
signfw_fail[vardepsexclude] = "sstate_clean sstate_state_fromvars"
addtask sign_rproc_fw after do_compile before do_install do_deploy

do_install:append() {
    if ${@'true' if bb.utils.to_boolean(d.getVar('SIGNFW_INSTALL'), False) else 'false'}; then
        install -d ${D}${SIGNFW_DIR}
        for container in ${SIGNFW_CONTAINERS}; do
            install -m 0644 ${SIGNFW_OUTPUT}/$container ${D}${SIGNFW_DIR}/
        done
    fi
}
FILES:${PN} += "${SIGNFW_DIR}"

do_deploy() {
    for container in ${SIGNFW_CONTAINERS}; do
        install -m 0644 ${SIGNFW_OUTPUT}/$container ${DEPLOYDIR}/
    done
}
addtask deploy after do_sign_rproc_fw before do_build
