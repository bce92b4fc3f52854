//! Baking, from outside: what pictures of other bakeries say, the laws of a bake, and damage.

#[path = "bake/damage.rs"]
mod damage;
#[path = "bake/fixtures.rs"]
mod fixtures;
#[path = "bake/laws.rs"]
mod laws;
#[path = "bake/pictures.rs"]
mod pictures;
#[path = "bake/samples.rs"]
mod samples;
