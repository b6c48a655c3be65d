# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Answers to the corpus, as the sources of the devices have them, version by version: written by hand.
key=$TESTS/vectors/keys/rsa2048.pem

sign-rproc-fw corpus --key "$key" --out corpus
jq -r '.cases[] | .name + " " + ([.answers[] | .code] | join(" "))' corpus/corpus.json >answers

# CASE, then what these answer: optee-4.10, -4.8, -4.4, -4.2, -4.1, st-4.0, st-4.0-otp, st-3.19, st-3.16, rcar-3.12
ok=0x00000000 corrupt=0xf0100001 generic=0xffff0000 denied=0xffff0001 format=0xffff0005 parameters=0xffff0006
unimplemented=0xffff0009 unsupported=0xffff000a no_data=0xffff000b memory=0xffff000c security=0xffff000f
dead=0xffff3024 signature=0xffff3072
upstream() { echo "$1 $2 $2 $2 $2 $2 $3 $3 $corrupt $corrupt $corrupt"; }
every() { upstream "$1" "$2" "$2"; }
old() { echo "$1 $parameters $parameters $parameters $parameters $parameters $parameters $parameters $2 $3 $3"; }
{
	every good-optee $ok
	echo "good-optee-no-key-info $ok $ok $ok $ok $ok $ok $format $corrupt $corrupt $corrupt"
	upstream good-st-4.0-encrypted $no_data $ok
	old good-st-3.19 $ok $corrupt
	old good-st-3.16 $corrupt $ok
	every magic $parameters
	every version-2 $parameters
	every tlv-area-shorter $parameters
	every file-longer-by-8 $parameters
	every tlv-area-unaligned $ok
	upstream tlv-platform-unknown $ok $unimplemented
	every tlv-unknown $ok
	every tlv-twice-first-empty $no_data
	echo "tlv-endless $parameters $parameters $dead $dead $dead $dead $parameters $corrupt $corrupt $corrupt"
	every sign-type-missing $parameters
	every sign-type-longer $parameters
	every sign-type-3 $unsupported
	echo "key-info-other-key $ok $ok $ok $ok $ok $ok $security $corrupt $corrupt $corrupt"
	every signature-bit $signature
	every signature-other-hash $signature
	upstream hash-type-missing $ok $no_data
	upstream hash-type-longer $ok $parameters
	upstream hash-type-2 $ok $unsupported
	every image-count-missing $no_data
	every image-count-longer $format
	every image-count-0 $no_data
	every image-type-longer $parameters
	every image-type-3 $format
	every image-size-missing $no_data
	every image-size-0 $parameters
	every table-missing $no_data
	every table-shorter $parameters
	every table-too-large $memory
	echo "heap-tlv-area $memory $memory $memory $memory $memory $memory $memory $memory $memory $memory"
	every heap-key-info $memory
	every entry-missing $no_data
	every entry-type $parameters
	every entry-file-size $parameters
	every entry-offset $ok
	every entry-hash $security
	every entry-shadowed $parameters
	every elf-magic $format
	every elf-class $format
	every elf-machine $ok
	every elf-no-segments $format
	every elf-segments-unaligned $format
	echo "elf-segments-far $dead $format $format $format $format $format $format $corrupt $corrupt $corrupt"
	echo "elf-no-sections $format $ok $ok $ok $ok $ok $ok $corrupt $corrupt $corrupt"
	every elf-stripped $format
	every elf-second-magic $ok
	every segment-bit $security
	every segment-left-out $ok
	every segment-twice $ok
	echo "segment-at-end $ok $format $format $format $format $format $format $corrupt $corrupt $corrupt"
	every segment-leaves-image $format
	upstream segment-outside $denied $generic
	upstream segment-leaves-region $denied $generic
	every segment-empty-outside $ok
	upstream zeros-outside $denied $generic
	every resource-table-size-0 $ok
	every resource-table-size-15 $format
	every resource-table-unaligned $corrupt
	every resource-table-version-2 $format
	upstream resource-table-outside $denied $ok
	every resource-table-in-both-images $format
	upstream st-4.0-boot-address-twice $ok $generic
	upstream st-4.0-boot-address-longer $ok $corrupt
	upstream st-4.0-encryption-type-2 $no_data $unsupported
	upstream st-4.0-encryption-hash $no_data $security
	old st-3.19-zeros-at-region-end $denied $corrupt
	old st-3.19-chunk-magic $corrupt $corrupt
	old st-3.16-table-no-multiple $corrupt $corrupt
	old st-3.19-signature-bit $signature $corrupt
	old st-3.16-segment-bit $corrupt $security
	old st-3.16-header-length-0 $corrupt $dead
} | sort >expected
awk 'NR == FNR { wanted[$1] = 1; next } $1 in wanted' expected answers | sort >found
diff expected found
[ -s found ]

# where the resource table is
jq -r '.cases[] | select(.name == "good-optee" or .name == "good-optee-no-resource-table" or .name == "resource-table-moved") |
	[.name, (.answers[0].resource_table | if . then .address, .size else "none" end)] | join(" ")' corpus/corpus.json

# sequences: what the state machines say
jq -r '.sequences[] | . as $sequence | .answers[] | select(.device == ("optee-4.10", "optee-4.2", "optee-4.1", "st-4.0", "st-4.0-otp")) |
	[$sequence.name, .device] + [.results[].code | .[2:]] | join(" ")' corpus/corpus.json >sequences
{
	while read -r name line; do
		case $name in
		run-optee | load-while-loaded-optee | stop-while-loaded-optee | release-optee | boot-address-kept | without-load-optee)
			echo "$name $line" ;;
		esac
	done
} <sequences
