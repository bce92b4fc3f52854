//! The shapes that JSON gives to badges, each of which is read.
