use crate::corpus::{files, sha256};
use ropeway_message::rtf::{compress, decompress};

#[test]
fn compressed_rtf_of_real_programs_gives_the_known_text() {
    let Some(files) = files("crtf") else { return };
    for (facts, bytes) in files {
        let path = &facts["path"];
        let out = decompress(&bytes, 1 << 20).unwrap();
        let rtf = &facts["rtf"];
        if rtf["decompress_error"].is_string() {
            // The peer refuses its checksum.
            assert!(!out.crc_matches, "{path}");
        } else {
            assert_eq!(rtf["rtf_sha256"], sha256(&out.rtf), "{path} {:?}", out.deviations);
        }
        assert_eq!(
            decompress(&compress(&out.rtf), 1 << 20).unwrap().rtf,
            out.rtf,
            "{path}"
        );
    }
}
