//! Messages of real programs, written again.

use crate::corpus::files;
use ropeway_message::ReadOptions;
use ropeway_message::msg::{CompoundVersion, Strings, WriteOptions, read_bytes, write};
use ropeway_message::oracle::survives_as_msg;

#[test]
fn messages_of_real_programs_come_back_from_files_written_here() {
    let Some(files) = files("msg") else { return };
    let mut written = 0;
    for (facts, bytes) in &files {
        let Ok(message) = read_bytes(bytes, &ReadOptions::default()) else {
            continue;
        };
        for options in [
            WriteOptions::default(),
            WriteOptions::default().with_strings(Strings::AsTheyAre),
            WriteOptions::default().with_version(CompoundVersion::V4),
        ] {
            for loss in survives_as_msg(&message, &options) {
                panic!("{}: {loss}", facts["path"]);
            }
            let file = write(&message, &options).unwrap().file;
            cfb::CompoundFile::open_strict(std::io::Cursor::new(file)).unwrap();
        }
        written += 1;
    }
    eprintln!("{written} of {} files written again", files.len());
}
