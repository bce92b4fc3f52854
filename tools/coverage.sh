# How much of the core the tests reach; sourced by build.sh. rustc counts, LLVM's own tools add up: nothing else to install.

# run_coverage [--gaps]: lines, regions and branches of each folder of crate/src.
run_coverage() {
  need_rust
  local tools count binaries=() flags='["-Cinstrument-coverage","-Zcoverage-options=branch"]'
  tools=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
  if [ ! -x "$tools/llvm-cov" ]; then
    [ -n "$(type -P rustup)" ] || stop "llvm-cov of this Rust is not installed, and there is no rustup to add it (component llvm-tools)."
    three_times rustup component add llvm-tools || stop "rustup could not add the component llvm-tools (its message is above)."
  fi
  say "Compiling the tests so that they count"
  # Branches are counted by an option of rustc that is not yet stable, hence the variable; only this crate is measured.
  count=(env RUSTC_BOOTSTRAP=1 CARGO_INCREMENTAL=0 cargo test -p badgepack --target-dir target/coverage -Zprofile-rustflags
    --config "profile.dev.package.badgepack.rustflags=$flags" --config profile.test.debug=0 --tests)
  mapfile -t binaries < <("${count[@]}" --no-run --message-format=json | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
  [ ${#binaries[@]} -gt 0 ] || stop "The tests did not compile."
  say "Running the tests"
  rm -rf target/coverage/raw
  LLVM_PROFILE_FILE="$PWD/target/coverage/raw/%m.profraw" "${count[@]}" --quiet || stop "A test failed, so there is nothing to count."
  "$tools/llvm-profdata" merge --sparse target/coverage/raw/*.profraw -o target/coverage/all.profdata
  "$tools/llvm-cov" export "${binaries[@]/#/--object=}" --instr-profile=target/coverage/all.profdata \
    --ignore-filename-regex='/(registry|rustc|tests)/' >target/coverage/all.json
  node tools/coverage.mjs target/coverage/all.json "$@"
}
