#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Writes what looks like a build of OP-TEE: optee_build.py FOLDER [key=value...]

  version=4.10.0-3-g0123456  what the core prints; empty: nothing
  bits=32|64                 of core and TA
  heap=4096                  of the TA
  tree=FILE                  a device tree to embed
  modulus=HEX                of the key for TAs and for firmware, side by side
  pta=1 driver=1 ta=1        whether they are in there
  keeps=1                    whether the TA has the property that is new in 4.7

Into FOLDER: tee.elf (without symbols), tee.bin, tee-raw.bin; tee-header_v2, tee-pager_v2 and tee-pageable_v2, as .bin and
as .stm32; fip.bin.
"""
import struct
import sys
import zlib

TA_UUID = bytes.fromhex("75c2a480470a05498285 1486a9771a08".replace(" ", ""))
PTA_UUID = bytes.fromhex("684aaf54be19d740bbe68950350a8744")
FIP_UUIDS = [bytes.fromhex(u) for u in ("05d0e18953dc13478d2b500a4b7a3e38", "0b70c29b2a5a78409f650a5682738288",
                                        "8ea87bb1cfa23f4d85fde7bba50220d9")]


def make_ta(bits, heap, keeps):
    """A position-independent ELF file with a table of properties."""
    base, names = 0x1000, {}
    data = bytearray(b"\0" * 0x40)

    def put(what):
        while len(data) % 8:
            data.append(0)
        data.extend(what)
        return base + len(data) - len(what)

    for name in [b"gpd.ta.dataSize", b"gpd.ta.stackSize"] + ([b"optee.ta.instanceKeepCrashed"] if keeps else []):
        names[name] = put(name + b"\0")
    heap_at, stack_at = put(struct.pack("<I", heap)), put(struct.pack("<I", 2048))
    rows = [(names[b"gpd.ta.stackSize"], stack_at), (names[b"gpd.ta.dataSize"], heap_at)]
    if bits == 32:
        for name, value in rows:
            put(struct.pack("<III", name, 1, value))
    else:
        table = put(b"\0" * 24 * len(rows))
        for i, (name, value) in enumerate(rows):
            put(struct.pack("<QQQ", table + 24 * i, 1027, name))
            put(struct.pack("<QQQ", table + 24 * i + 16, 1027, value))
    data.extend(bytes(range(256)) * 4 + b".resource_table\0" * 20)
    if bits == 32:
        header = b"\x7fELF\x01\x01\x01" + b"\0" * 9 + struct.pack("<HHIIIIIHHHHHH", 3, 40, 1, 0, 52, 0, 0, 52, 32, 1, 0, 0, 0)
        header += struct.pack("<IIIIIIII", 1, 0x80, base, base, len(data), len(data), 5, 4096)
    else:
        header = b"\x7fELF\x02\x01\x01" + b"\0" * 9 + struct.pack("<HHIQQQIHHHHHH", 3, 183, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
        header += struct.pack("<IIQQQQQQ", 1, 5, 0x80, base, base, len(data), len(data), 4096)
    return header.ljust(0x80, b"\0") + bytes(data)


def stm32(payload):
    return (b"STM2" + b"\0" * 68 + struct.pack("<II", 0x10000, len(payload))).ljust(256, b"\0") + payload


def fip(images):
    at = 16 + 40 * (len(images) + 1)
    toc, body = struct.pack("<IIQ", 0xAA640001, 0x12345678, 0), b""
    for uuid, image in zip(FIP_UUIDS, images):
        toc += uuid + struct.pack("<QQQ", at + len(body), len(image), 0)
        body += image
    return toc + b"\0" * 16 + struct.pack("<QQQ", at + len(body), 0, 0) + body


def main():
    folder = sys.argv[1]
    given = {"version": "4.10.0-3-g0123456", "bits": "32", "heap": "4096", "tree": "", "modulus": "", "pta": "1",
             "driver": "1", "ta": "1", "keeps": "1"}
    given.update(a.split("=", 1) for a in sys.argv[2:])
    bits = int(given["bits"])
    ta = make_ta(bits, int(given["heap"]), given["keeps"] == "1")
    stored = zlib.compress(ta)
    pager, pageable = b"\x01\x02\x03\x04" * 64, b"\x05\x06\x07\x08" * 64
    if given["version"]:
        pager += given["version"].encode() + b" (gcc version 12.2.0 (Debian 12.2.0-14)) #1 Sat Nov 21 2026 arm\0"
    if given["ta"] == "1":
        pager += struct.pack("<I", 0x2C) + TA_UUID + struct.pack("<III", len(stored), len(ta), 0x2FF60000)
        pageable += b"x\x9c not a stream x\x9c" + stored
    if given["pta"] == "1":
        pager += b"\0\0\0\0" + PTA_UUID
    if given["driver"] == "1":
        pageable += b"st,stm32mp1-m4-tee\0"
    pageable += b"tables\0" + bytes.fromhex(given["modulus"]) * 2 + b"\x02"
    if given["tree"]:
        with open(given["tree"], "rb") as tree:
            pageable += tree.read()
    raw, arch = pager + pageable, 1 if bits == 64 else 0
    head = b"OPTE" + struct.pack("<BBHI", 2, arch, 0, 2)
    head += struct.pack("<IIII", 0, 0x2FFC0000, 0, len(pager)) + struct.pack("<IIII", 0xFFFFFFFF, 0xFFFFFFFF, 1, len(pageable))
    files = {
        "tee.elf": b"\x7fELF\x01\x01\x01".ljust(64, b"\0") + raw,
        "tee.bin": b"OPTE" + struct.pack("<BBHIIIII", 1, arch, 0, len(pager), 0, 0x2FFC0000, len(raw), len(pageable)) + raw,
        "tee-raw.bin": raw,
        "fip.bin": fip([head, pager, pageable]),
    }
    for name, part in (("header", head), ("pager", pager), ("pageable", pageable)):
        files["tee-%s_v2.bin" % name] = part
        files["tee-%s_v2.stm32" % name] = stm32(part)
    for name, data in files.items():
        with open(folder + "/" + name, "wb") as out:
            out.write(data)


main()
