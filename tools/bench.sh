# The benchmark; sourced by build.sh.

# build_bench: the engine that only the benchmark loads, and the page that it runs in.
build_bench() {
  need_rust
  need_node
  wasm_flags
  compile_engine bench
  node bench/bundle.mjs
}

# run_bench [ROUNDS] [PART…]: everything in one run; the figures also go to bench/RESULTS.md. With --prepare, all but the run.
run_bench() {
  if [ "${1-}" = --prepare ]; then build_bench; return; fi
  build
  build_bench
  say "Measuring"
  exec node bench/run.mjs "$@"
}
