//! Makes `NAME.js`, its `.d.ts` and `NAME_bg.wasm` from the compiled crate.
//!
//! Usage: `bindgen-tool INPUT.wasm OUTPUT-FOLDER/NAME`. It stands for the `wasm-bindgen` command, which would have to be
//! installed apart and in exactly the version of the crate's `wasm-bindgen`; here `Cargo.lock` sees to that.

use anyhow::{Context, Result, bail};
use std::env::args_os;
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let paths: Vec<PathBuf> = args_os().skip(1).map(PathBuf::from).collect();
    let [input, output] = paths.as_slice() else {
        bail!("two paths are expected: INPUT.wasm OUTPUT-FOLDER/NAME");
    };
    let (folder, name) = output.parent().zip(output.file_name()).context("the output has no name")?;
    let name = name.to_str().context("the output's name is no text")?;
    Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        .typescript(true)
        // Where the .wasm lies is said in one place, www/engine.ts, in the form that every bundler understands.
        .omit_default_module_path(true)
        .ts_typed_array_buffers(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("no JavaScript could be made from {}", input.display()))
}
