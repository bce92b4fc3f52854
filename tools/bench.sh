# The benchmark; sourced by build.sh.

# build_bench: the engine that only the benchmark loads, and the page that it runs in.
build_bench() {
  need_rust
  need_node
  wasm_flags
  compile_engine bench
  node bench/bundle.mjs
}

# run_bench [ROUNDS] [PART…]: everything in one run; the figures also go to bench/RESULTS.md.
run_bench() {
  build
  build_bench
  say "Measuring"
  exec node bench/run.mjs "$@"
}
