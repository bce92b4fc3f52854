//! A host in memory: it does for an export what a browser does, in virtual time.

// Three tests share it, and none of them uses all of it.
#![allow(dead_code)]

pub mod copy;
pub mod fault;
pub mod learner;
pub mod pictures;
pub mod recorded;
pub mod run;
pub mod shelves;
