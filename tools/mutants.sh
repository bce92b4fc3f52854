# The mutation score: small faults are put into the code, one at a time, and some test has to fail; sourced by build.sh.

mutant_groups=(name csv url report png svg)

# The code of a group; the modules whose unit tests are asked first; the tests that judge what those let live.
mutants_of() {
  case $1 in
    png) code=(image.rs image/candidate.rs image/keyword.rs image/removed.rs image/warning.rs image/png.rs 'image/png/*.rs' splice.rs)
      near=(image:: splice::) tests=(bake hostile replace) ;;
    svg) code=(image/svg.rs 'image/svg/*.rs') near=(image::) tests=(bake inspect replace) ;;
    name) code=(archive/name.rs archive/letter.rs) near=(archive::) tests=(archive hostile export) ;;
    csv) code=(table.rs issuer/table/sheet.rs) near=(table::) tests=(hostile export issuer) ;;
    url) code=(address.rs) near=(address:: portal:: links:: replace::consent) tests=(links hostile replace issuer) ;;
    report) code=(archive/report.rs export/book.rs) near=(export:: archive::) tests=(export hostile replay) ;;
    *) stop "There is no group \"$1\" of mutants; there are: ${mutant_groups[*]}." ;;
  esac
}

# run_mutants [GROUP…] [SHARE]: the groups' mutants, or a share of each, such as 0/3; shares add up in target/mutants.
run_mutants() {
  local share=0/1 groups=() group one code near tests out lives
  for one; do if [[ $one =~ ^[0-9]+/[0-9]+$ ]]; then share=$one; else groups+=("$one"); fi; done
  [ ${#groups[@]} -gt 0 ] || groups=("${mutant_groups[@]}")
  for group in "${groups[@]}"; do mutants_of "$group"; done
  need_rust
  need_tool cargo-mutants 27.1.0
  # A copy, so that the work goes on here; always in one place, so that little is compiled again.
  while IFS= read -r -d '' one; do
    cmp -s "$one" "target/mutants/tree/$one" && continue
    mkdir -p "target/mutants/tree/$(dirname "$one")"
    cp "$one" "target/mutants/tree/$one"
  done < <(git ls-files -z --cached --others --exclude-standard)
  for group in "${groups[@]}"; do
    mutants_of "$group"
    out=target/mutants/$group/${share/\//-of-}
    rm -rf "$out"
    say "Mutants: $group, share $share"
    judge_mutants "$out/near" "${code[@]/#/--file=crate/src/}" --shard "$share" --sharding round-robin --cargo-arg=--lib -- -- "${near[@]}"
    mapfile -t lives < <(sed 's/[][\\.*+?(){}|^$]/\\&/g; s/.*/^&$/' "$out/near/mutants.out/missed.txt")
    [ ${#lives[@]} -gt 0 ] || continue
    # Damage bit by bit takes the longest and finds what other tests have found.
    judge_mutants "$out/far" "${code[@]/#/--file=crate/src/}" "${lives[@]/#/--re=}" --cargo-arg=--lib "${tests[@]/#/--cargo-arg=--test=}" \
      -- -- --skip every_flipped_bit --skip every_prefix --skip flipped_bits
  done
  node tools/mutants.mjs "${groups[@]}"
}

# Mutants that live, or that run for ever, are no failure of this command.
judge_mutants() {
  local out=$1 code=0
  mkdir -p "$out"
  shift
  CARGO_TARGET_DIR="$PWD/target/mutants" PROPTEST_CASES=32 cargo mutants --dir target/mutants/tree --in-place --no-config --profile mutants \
    --package badgepack --output "$out" --no-times --colors never --baseline skip --timeout 60 "$@" || code=$?
  [[ $code =~ ^[023]$ ]]
}
