#!/bin/bash -eu
# SPDX-License-Identifier: BSD-2-Clause
# Builds the fuzz targets as OSS-Fuzz wants them, with $CC, $CFLAGS and $LIB_FUZZING_ENGINE, into $OUT: each target
# with its seeds, its dictionary and its options, and the libraries that it takes from the system.
#
# To try it without OSS-Fuzz:
#   CC=clang CXX=clang++ CFLAGS="-O1 -g -fsanitize=address,fuzzer-no-link" CXXFLAGS=-fsanitize=address \
#     LIB_FUZZING_ENGINE=-fsanitize=fuzzer WORK=/tmp/work OUT=/tmp/out contrib/oss-fuzz/build.sh

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${CC:?}" "${CXX:?}" "${CFLAGS:?}" "${LIB_FUZZING_ENGINE:?}" "${WORK:?}" "${OUT:?}"
build=$WORK/signfw

# instrumentation comes with $CFLAGS; the options of a release would take sanitizers' checks away
cmake -S . -B "$build" --log-level=WARNING -DCMAKE_C_COMPILER="$CC" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="$CFLAGS" \
	-DSIGNFW_FUZZ=ON "-DSIGNFW_FUZZ_ENGINE=$LIB_FUZZING_ENGINE" -DSIGNFW_HARDENING=OFF -DSIGNFW_P11KIT=OFF \
	-DSIGNFW_TESTS=OFF -DSIGNFW_PROGRAM=OFF "-DCMAKE_EXE_LINKER_FLAGS=-Wl,-rpath,'\$ORIGIN/lib'" >/dev/null
mapfile -t targets < <(scripts/fuzz --list)
cmake --build "$build" --parallel "$(nproc)" --target fuzz_targets

mkdir -p "$OUT/lib"
ldd "$build/tests/fuzz/fuzz_container" | awk '/lib(crypto|elf|fdt|z)\.so/ { print $3 }' | xargs cp -L -t "$OUT/lib"
for target in "${targets[@]}"; do
	cp "$build/tests/fuzz/fuzz_$target" "$OUT"
	rm -f "$OUT/fuzz_${target}_seed_corpus.zip"
	zip -q -j "$OUT/fuzz_${target}_seed_corpus.zip" "tests/fuzz/corpus/$target"/*
	cp tests/fuzz/container.dict "$OUT/fuzz_$target.dict"
	printf '[libfuzzer]\nmax_len = %s\n' "$(scripts/fuzz --size-max "$target")" >"$OUT/fuzz_$target.options"
done
