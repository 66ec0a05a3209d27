//! Certificates of a contact ([MS-OXOABK] 2.2.4.37 PidTagUserX509Certificate).

use bytes::Bytes;

/// Tag of the record that holds the certificate, where a value is a list of records.
const CERTIFICATE: u16 = 0x0003;
/// SEQUENCE of ASN.1, with which each certificate begins.
const SEQUENCE: u8 = 0x30;

/// The certificate of a value: all of it, or the record that is it. A record is tag and length, each of 2
/// bytes, little-endian; the length counts them.
pub(super) fn der(value: &Bytes) -> Option<Bytes> {
    if value.first() == Some(&SEQUENCE) {
        return Some(value.clone());
    }
    let mut rest = value.clone();
    while let [tag0, tag1, len0, len1, ..] = rest.as_ref() {
        let tag = u16::from_le_bytes([*tag0, *tag1]);
        let len = usize::from(u16::from_le_bytes([*len0, *len1]));
        if len < 4 || len > rest.len() {
            return None;
        }
        let record = rest.split_to(len).slice(4..);
        if tag == CERTIFICATE && record.first() == Some(&SEQUENCE) {
            return Some(record);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mc_01_a_certificate_is_found() {
        let der = |bytes: &'static [u8]| super::der(&Bytes::from_static(bytes));
        assert_eq!(der(b"\x30\x82x").unwrap(), b"\x30\x82x"[..]);
        assert_eq!(
            der(b"\x01\0\x08\0\x01\0\0\0\x03\0\x07\0\x30\x82x").unwrap(),
            b"\x30\x82x"[..]
        );
        for none in [
            &b""[..],
            b"\x01",
            b"\x03\0\x03\0\x30",
            b"\x03\0\xFF\0\x30\x82",
            b"\x02\0\x05\0\x30",
        ] {
            assert_eq!(der(none), None);
        }
    }
}
