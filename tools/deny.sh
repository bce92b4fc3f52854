# What is built in from elsewhere, held against deny.toml; sourced by build.sh.

run_deny() {
  need_rust
  need_tool cargo-deny 0.20.2
  say "Licences, bans and sources of the crates"
  cargo deny --locked check licenses bans sources || stop "The crates are not what deny.toml allows (the reasons are above)."
  say "Advisories"
  # The database is a repository on GitHub; where it cannot be reached, nothing is known, which is not the same as good.
  if cargo deny fetch db 2>target/deny.log; then
    cargo deny --locked check advisories || stop "An advisory speaks of one of the crates (it is above)."
  else
    echo "NOT CHECKED: the database of advisories could not be fetched (target/deny.log says why)."
  fi
}
