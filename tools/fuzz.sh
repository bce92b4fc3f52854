# The fuzz targets; sourced by build.sh. libFuzzer is compiled in, and rustc's own LLVM counts the branches: nothing to install.

fuzz_targets=$(sed -n 's/^name = "\([a-z]*\)"$/\1/p' fuzz/Cargo.toml)

# run_fuzz [MINUTES] [TARGET…]: each target in turn for so long, with the seeds in fuzz/seeds and a corpus that stays in target/fuzz.
run_fuzz() {
  local minutes=1 seconds target failed=() host log count total=0
  if [[ ${1:-} =~ ^[0-9]+(\.[0-9]+)?$ ]]; then minutes=$1; shift; fi
  seconds=$(awk "BEGIN { print int($minutes * 60) }")
  [ "$seconds" -gt 0 ] || stop "That is no time to fuzz: $minutes minutes."
  [ $# -gt 0 ] || set -- $fuzz_targets
  for target; do
    [[ " ${fuzz_targets//$'\n'/ } " == *" $target "* ]] || stop "There is no fuzz target \"$target\"; there are: ${fuzz_targets//$'\n'/ }."
  done
  need_rust
  say "Compiling the fuzz targets"
  host=$(rustc -vV | sed -n "s/^host: //p") # named, so that build scripts are not instrumented
  RUSTFLAGS="-C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=4 -C llvm-args=-sanitizer-coverage-inline-8bit-counters
    -C llvm-args=-sanitizer-coverage-pc-table -C llvm-args=-sanitizer-coverage-trace-compares -C codegen-units=1 --cfg fuzzing" \
    cargo build --release --locked --manifest-path fuzz/Cargo.toml --target-dir target/fuzz --target "$host"
  say "Fuzzing: $seconds seconds for each target"
  for target; do
    log=target/fuzz/$target.log
    mkdir -p "target/fuzz/corpus/$target" "target/fuzz/found/$target"
    local seeds=()
    [ ! -d "fuzz/seeds/$target" ] || seeds+=("fuzz/seeds/$target")
    [[ " picture file clean draft " != *" $target "* ]] || seeds+=(tests/fixtures/baked)
    # An input may take 5 seconds and 1 GiB at most; what breaks a target is kept in target/fuzz/found.
    "target/fuzz/$host/release/$target" "target/fuzz/corpus/$target" "${seeds[@]}" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
      -max_len=65536 -print_final_stats=1 -artifact_prefix="target/fuzz/found/$target/" >"$log" 2>&1 || failed+=("$target")
    count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    total=$((total + ${count:-0}))
    printf '%12d executions: %s\n' "${count:-0}" "$target"
  done
  printf '%12d executions altogether\n' "$total"
  [ ${#failed[@]} = 0 ] || stop "These targets were broken: ${failed[*]}. What broke them is in target/fuzz/found, what was printed in target/fuzz/*.log."
  say "No target was broken."
}
