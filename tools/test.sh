# The tests, part by part; sourced by build.sh. Goes on after a failure, so that one run shows all that is wrong.

logs=target/test-logs
passed=0 failed=0 last=
report=()

run_tests() {
  local parts=("$@") part
  [ $# -gt 0 ] || parts=(rust wasm packages browser webkit)
  # What to run while at work: all of the core and of the package, and the ways that people take in one browser.
  quick=
  if [ "${parts[*]}" = quick ]; then quick=yes parts=(rust wasm browser); fi
  for part in "${parts[@]}"; do
    case $part in rust | wasm | packages | browser | webkit) ;; *) stop "There is no part \"$part\" of the tests; there are: rust wasm packages browser webkit; or quick alone." ;; esac
  done
  mkdir -p "$logs"
  need_rust
  if wanted rust; then test_rust; fi
  if wanted wasm || wanted packages || wanted browser || wanted webkit; then test_built; fi
  say "Time"
  printf '%s\n' "${report[@]}" "$(printf '%5d s  altogether' $SECONDS)"
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

wanted() { [[ " ${parts[*]} " == *" $1 "* ]]; }

test_rust() {
  local engine
  step "formatter and linter" need_lints
  step "formatting" cargo fmt --all --check
  step "lints" cargo clippy -p badgepack -p badgepack-deflate -p badgepack-pages -p bindgen-tool --all-targets -- -D warnings
  for engine in $([ $quick ] || echo "${engines[@]}" bench); do
    step "lints for wasm32: $engine" cargo clippy -p badgepack --target wasm32-unknown-unknown --no-default-features --features "$engine" -- -D warnings
  done
  [ $quick ] || step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc -p badgepack -p badgepack-deflate -p badgepack-pages --no-deps --document-private-items
  # Each by itself: together they would share the inflater of the one.
  step "tests of the deflater and the reader of pages" cargo test -p badgepack-deflate -p badgepack-pages
  step "tests of the core" cargo test -p badgepack
}

test_built() {
  step "build, with type checks" bash build.sh build
  [ $last = ok ] || return 0 # what was built before is not what is to be tested
  step "archive readers" need_readers
  if wanted wasm || wanted packages || wanted browser; then step "browsers" need_browsers; fi
  if wanted wasm; then
    step "benchmark" bash build.sh bench --prepare
    step "tests of the package" node_tests tests/*.test.mjs tests/wasm/*.test.mjs
  fi
  if wanted packages; then
    step "tools that look at packages" need_packaging
    step "the package, seen from outside" node_tests tests/package/*.test.mjs
  fi
  if [ $quick ]; then
    step "tests in one browser" quick_tests
  elif wanted browser; then
    # These measure how busy the page is, so nothing else runs beside them.
    step "large accounts in browsers" node_tests --test-concurrency=1 tests/browser/*-size.test.mjs
    local others=() file
    for file in tests/browser/*.test.mjs; do [[ $file == *-size.* ]] || others+=("$file"); done
    step "tests in browsers" node_tests --test-concurrency=2 "${others[@]}"
  fi
  if wanted webkit; then
    step "WebKit" need_debian_packages WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb openbox:openbox
    step "tests in WebKit" webkit_tests
  fi
}

# step NAME COMMAND…: runs the command, keeps its time and what its runner counted. A command that counts nothing is one check.
step() {
  local name=$1 started=$SECONDS log end=ok p f
  shift
  log=$logs/${name//[^a-z0-9]/-}.log
  say "Test: $name"
  "$@" 2>&1 | tee "$log" || end=FAILED
  read -r p f < <(counts "$log")
  if [ $end = FAILED ] && [ "$f" = 0 ]; then f=1; fi
  last=$end passed=$((passed + p)) failed=$((failed + f))
  report+=("$(printf '%5d s  %-28s %s' $((SECONDS - started)) "$name" "$end$([ $((p + f)) = 0 ] || echo ", $p passed, $f failed")")")
}

# The closing lines of `cargo test` and of `node --test`, summed.
counts() {
  awk '/^test result: /                 { p += $4; f += $6 }
       /^ℹ pass [0-9]+$/                { p += $3 }
       /^ℹ (fail|cancelled) [0-9]+$/    { f += $3 }
       END                              { print p + 0, f + 0 }' "$1"
}

# A file that hangs ends after 25 minutes.
node_tests() {
  local argument options=() files=()
  for argument; do
    if [[ $argument == --* ]]; then options+=("$argument"); elif [ -f "$argument" ]; then files+=("$argument"); fi
  done
  [ ${#files[@]} -gt 0 ] || { echo "No test files were found." >&2; return 1; }
  FORCE_COLOR=0 node --test --test-timeout=1500000 --test-reporter=spec "${options[@]}" "${files[@]}"
}

quick_tests() {
  ENGINES=chromium node_tests --test-concurrency=2 tests/browser/{learner-archive,inspector-work,issuer-tables,replace-run-path,canary}.test.mjs
}

webkit_tests() { ENGINES=webkit node_tests --test-concurrency=2 tests/browser/*.test.mjs; }

need_lints() {
  cargo clippy --version && cargo fmt --version && return
  [ -n "$(type -P rustup)" ] || { echo "The tests need clippy and rustfmt, and there is no rustup to add them." >&2; return 1; }
  three_times rustup component add clippy rustfmt
}

need_readers() { need_debian_packages unzip:unzip 7z:p7zip-full bsdtar:libarchive-tools javac:default-jdk-headless python3:python3; }
need_browsers() { need_debian_packages chromium:chromium firefox-esr/firefox:firefox-esr; }

# need_debian_packages COMMAND[/OTHER]:PACKAGE…: installs the packages of the commands that lack.
need_debian_packages() {
  local pair commands packages=()
  for pair; do
    commands=${pair%:*}
    # shellcheck disable=SC2086 # either name will do
    [ -n "$(type -P ${commands//\// })" ] || packages+=("${pair#*:}")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  local install="apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" != 0 ] || [ -z "$(type -P apt-get)" ]; then
    echo "The tests need programs that are not installed: ${packages[*]}. On Debian: sudo $install" >&2
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a command of several words
  three_times apt-get update -q && three_times $install && return
  echo "apt-get could not install ${packages[*]} (its message is above). Install them, then run this again." >&2
  return 1
}
