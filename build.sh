#!/usr/bin/env bash
# One road for everything: builds badgepack, serves its site, runs its tests. `./build.sh help` lists the commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

compiled=target/wasm32-unknown-unknown/release/badgepack.wasm
# The engines, each a feature of the crate: who looks at one badge need not load what exports an account.
engines=(learner inspector unzip issuer replace rebake)
# What every browser with the Streams API understands, and what rustc may have used.
wasm_features=(--enable-reference-types --enable-bulk-memory --enable-simd --enable-sign-ext
  --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue)

main() {
  local command=${1:-build}
  shift || true
  case $command in
    build) build ;;
    serve) build; exec node tools/serve.mjs "$@" ;;
    test) source tools/test.sh; run_tests "$@" ;;
    packages) source tools/test.sh; run_tests packages ;;
    docs) build; need_packaging; docs ;;
    bench) source tools/bench.sh; run_bench "$@" ;;
    fuzz) source tools/fuzz.sh; run_fuzz "$@" ;;
    coverage) source tools/coverage.sh; run_coverage "$@" ;;
    mutants) source tools/mutants.sh; run_mutants "$@" ;;
    deny) source tools/deny.sh; run_deny ;;
    clean) rm -rf target dist node_modules tools/packaging/node_modules ;;
    help | -h | --help) help ;;
    *) help >&2; stop "There is no command \"$command\"." ;;
  esac
}

help() {
  cat <<'TEXT'
./build.sh                 build: the npm package in dist/, the site in dist/site/; installs what lacks, prints sizes
./build.sh serve           build, then serve the site with the demo portal and print the address
    --port 4321            the site's port
    --portal URL           a real portal in place of the demo portal
    --badges 200           how many badges the demo account has
./build.sh test            every test; or only some parts: ./build.sh test rust wasm packages browser webkit
    quick                  what to run while at work: the core, the package, and one browser; some minutes
./build.sh packages        the package alone: packed, looked at, and used in fresh projects of Vite, React, webpack, esbuild and Node
./build.sh docs            build, then write what is made of the types: docs/api/ and custom-elements.json
./build.sh bench           speed and memory beside other programs and the limits, in Chromium; writes bench/RESULTS.md
    5 w1 w4                how many rounds, and which parts; all of them in 5 rounds when left out
./build.sh fuzz            feed the core with hostile input: each target for a minute
    10 picture names       for so many minutes each (0.2 is 12 seconds), and which targets
./build.sh mutants         small faults put into the code, one at a time: how many the tests find; hours
    png svg 0/10           which groups of code, and which share: the first of ten parts
./build.sh coverage        how much of the core the tests reach, folder by folder
    --gaps                 and the branches that none of them takes
./build.sh deny            licences, sources and advisories of what is built in, held against deny.toml
./build.sh clean           remove everything that was built or installed here
./build.sh help            this text
TEXT
}

say() { if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$*"; else printf '%s\n' "$*"; fi; }
stop() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# Networks fail now and then: three tries, a little apart.
three_times() {
  "$@" && return
  for pause in 3 10; do
    echo "That failed; trying again in $pause seconds: $*" >&2
    sleep "$pause"
    "$@" && return
  done
  return 1
}

build() {
  need_rust
  need_node
  wasm_flags
  local number=0 engine
  for engine in "${engines[@]}"; do compile_engine "$engine" "$((++number)) of ${#engines[@]}"; done
  say "Bundling the package and the site"
  node tools/error-codes.mjs
  node_modules/.bin/tsc
  node tools/bundle.mjs
  node tools/sizes.mjs
}

# What every browser with the Streams API has. The paths of this machine,
# which panics would name, are no one's business, and two machines make the same bytes without them.
wasm_flags() {
  local flags="-C target-feature=+simd128,+bulk-memory" folder
  cargo fetch --quiet --locked --target wasm32-unknown-unknown
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do flags+=" --remap-path-prefix=${folder%/}="; done
  flags+=" --remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust/library=std --remap-path-prefix=$PWD="
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
}

compile_engine() {
  say "Compiling the core for the $1${2:+ ($2)}"
  local level='"z"'
  # Tables of a million awards go through it: a quarter faster, and 12 kB larger.
  [ "$1" != issuer ] || level='"s"'
  cargo build --release --target wasm32-unknown-unknown -p badgepack --no-default-features --features "$1" --config "profile.release.package.badgepack.opt-level=$level"
  make_engine "$1"
}

# The compiled core → target/web: its JavaScript side, and the .wasm made small. Skipped when nothing of it changed.
make_engine() {
  local name=$1_engine print
  print=$(cat "$compiled" build.sh Cargo.lock package-lock.json tools/bindgen/src/main.rs | sha256sum)
  [ "$(cat "target/web/$name.made-from" 2>/dev/null)" = "$print" ] && return
  say "Making the JavaScript side of the $1"
  cargo run --quiet -p bindgen-tool -- "$compiled" "target/web/$name"
  say "Making the .wasm small"
  # Rust's data begins above the stack, so the lowest memory is unused; LLVM has inlined already, and more of it costs 6 kB.
  node_modules/.bin/wasm-opt -Oz --converge --low-memory-unused --skip-pass=inlining-optimizing "${wasm_features[@]}" "target/web/${name}_bg.wasm" -o "target/web/$name.wasm"
  echo "$print" >"target/web/$name.made-from"
}

need_rust() {
  [ -n "$(type -P cargo)" ] || PATH="$HOME/.cargo/bin:$PATH"
  [ -n "$(type -P cargo)" ] || stop "Rust is not installed (no \"cargo\" on PATH). Get it from https://rustup.rs, open a new shell, and run this again."
  [ -n "$(type -P cc)" ] || stop "Rust needs a C linker (\"cc\" on PATH). On Debian: sudo apt-get install gcc libc6-dev"
  [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ] && return
  say "Adding Rust's WebAssembly target"
  [ -n "$(type -P rustup)" ] || stop "Rust's target wasm32-unknown-unknown is not installed, and there is no rustup to add it. Install it as you installed Rust, or use Rust from https://rustup.rs."
  three_times rustup target add wasm32-unknown-unknown ||
    stop "rustup could not add the target wasm32-unknown-unknown (its message is above). Check the network, then run: rustup target add wasm32-unknown-unknown"
}

need_node() {
  [ -n "$(type -P node)" ] && [ -n "$(type -P npm)" ] || stop "Node.js is not installed (\"node\" and \"npm\" on PATH). Get version 20.16 or newer from https://nodejs.org, and run this again."
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 16) ? 0 : 1)' ||
    stop "Node.js $(node -v) is too old: version 20.16 or newer is needed, from https://nodejs.org."
  cmp -s package-lock.json node_modules/.installed-from && return
  say "Installing the npm packages"
  three_times npm ci --ignore-scripts --include=dev --no-audit --no-fund || stop "npm could not install the packages (its message is above)."
  cp package-lock.json node_modules/.installed-from
}

# What is made of the types, and committed so that it can be read; a test sees to it that it is in step.
docs() {
  say "Writing docs/api and custom-elements.json"
  tools/packaging/node_modules/.bin/typedoc --options tools/packaging/typedoc.json --logLevel Warn
  node tools/packaging/manifest.mjs
}

# What looks at the package from outside: only its tests and the reference of the API need it.
need_packaging() {
  cmp -s tools/packaging/package-lock.json tools/packaging/node_modules/.installed-from && return
  say "Installing the tools that look at packages"
  three_times npm ci --prefix tools/packaging --ignore-scripts --no-audit --no-fund || stop "npm could not install the packages of tools/packaging (its message is above)."
  cp tools/packaging/package-lock.json tools/packaging/node_modules/.installed-from
}

# need_tool CRATE VERSION: a program that is compiled from crates.io into target/tools, unless there is one already; some minutes.
need_tool() {
  PATH="$PWD/target/tools/bin:$PATH"
  [ -n "$(type -P "$1")" ] && return
  say "Compiling $1 $2: once, some minutes"
  three_times cargo install "$1" --version "$2" --locked --debug --quiet --root target/tools --target-dir target/tools/made ||
    stop "$1 could not be installed (cargo's message is above)."
}

main "$@"
