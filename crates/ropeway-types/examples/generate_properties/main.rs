//! Writes `src/tags/generated.rs` and `src/named/generated.rs` from `data/properties.tsv`:
//! `cargo run -p ropeway-types --example generate_properties`.

mod generate;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let properties = generate::parse(&fs::read_to_string(root.join("data/properties.tsv"))?)?;
    fs::write(root.join("src/tags/generated.rs"), generate::tags(&properties)?)?;
    fs::write(root.join("src/named/generated.rs"), generate::named(&properties)?)?;
    Ok(())
}
