#!/bin/bash -eu
# SPDX-License-Identifier: BSD-2-Clause
# Builds the fuzz targets as OSS-Fuzz wants them, with $CC, $CFLAGS and $LIB_FUZZING_ENGINE, into $OUT: each target
# with its seeds, its dictionary and its options.  README.md says how to try it without OSS-Fuzz.

cd "${SRC_DIR:-$(dirname "${BASH_SOURCE[0]}")/../..}"
: "${CC:=clang}" "${CFLAGS:=}" "${OUT:?}" "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer}"
: "${WORK:=$PWD/build}"
build=$WORK/oss-fuzz

# instrumentation comes with $CFLAGS; the options of a release would take sanitizers' checks away
cmake -S . -B "$build" --log-level=WARNING -DCMAKE_C_COMPILER="$CC" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="$CFLAGS" \
	-DSIGNFW_FUZZ=ON "-DSIGNFW_FUZZ_ENGINE=$LIB_FUZZING_ENGINE" -DSIGNFW_HARDENING=OFF -DSIGNFW_P11KIT=OFF \
	-DSIGNFW_TESTS=ON >/dev/null
mapfile -t targets < <(scripts/fuzz --list)
cmake --build "$build" --parallel "$(nproc)" --target "${targets[@]/#/fuzz_}"

for target in "${targets[@]}"; do
	cp "$build/tests/fuzz/fuzz_$target" "$OUT"
	rm -f "$OUT/fuzz_${target}_seed_corpus.zip"
	zip -q -j "$OUT/fuzz_${target}_seed_corpus.zip" "tests/fuzz/corpus/$target"/*
	cp tests/fuzz/container.dict "$OUT/fuzz_$target.dict"
	printf '[libfuzzer]\nmax_len = %s\n' "$(scripts/fuzz --size-max "$target")" >"$OUT/fuzz_$target.options"
done
